/* SPDX-License-Identifier: MIT */
/* crib decide: one decision, or all of them as text. */
#include "cli/command.h"
#include "cli/run.h"
#include "cli/run_job.h"
#include "cli/say.h"
#include "cli/whole_file.h"

struct operand_word decide_word(size_t i)
{
    static const struct operand_word words[] = {
        { "copy", "the passage was copied", "该片段为抄录" },
        { "quotation", "it is a quotation", "该片段为引用" },
        { "template", "it is the text of a form", "该片段为模板文字" },
        { "common", "it is everybody's text", "该片段为通用文字" },
        { "ignore", "it does not matter", "该片段无关紧要" },
    };
    return i < COUNT_OF(words) ? words[i] : (struct operand_word){ 0 };
}

static enum exit_status import(const struct settings *s)
{
    struct crib_err err = { .code = CRIB_OK };
    size_t n;
    char *text = whole_file(s->operands.item[1], &n);
    if (!text)
        return STATUS_USAGE;
    int rc = crib_index_decide_all(s->index, text, n, &err);
    free(text);
    return rc == CRIB_OK ? STATUS_NONE : say_failed(&err);
}

enum exit_status command_decide(const struct settings *s)
{
    struct crib_err err = { .code = CRIB_OK };
    const char *first = s->operands.item[0];
    bool exports = strcmp(first, "export") == 0;
    if (!s->index) {
        say(TR("crib decide wants --index and the folder of an index", "crib decide 需要 --index 和索引文件夹"));
        return STATUS_USAGE;
    }
    if (exports ? s->operands.n != 1 : s->operands.n != 2) {
        say(TR("crib decide wants an ID and a decision, or export, or import and a file",
               "crib decide 需要片段编号和认定，或 export，或 import 和文件"));
        return STATUS_USAGE;
    }
    if (s->output && !exports) {
        say(TR("only crib decide export takes --output", "只有 crib decide export 接受 --output"));
        return STATUS_USAGE;
    }
    if (exports)
        return run_print(s, s->index, crib_index_decisions);
    if (strcmp(first, "import") == 0)
        return import(s);
    int rc = crib_index_decide(s->index, first, s->operands.item[1], s->note, &err);
    return rc == CRIB_OK ? STATUS_NONE : say_failed(&err);
}
