/* SPDX-License-Identifier: MIT */
/* crib index: one word chooses what is done to the index that follows. */
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/run.h"
#include "cli/run_job.h"
#include "cli/say.h"

static void say_changes(const struct settings *s, const struct crib_index_changes *c)
{
    if (!s->quiet)
        say(TR("added %" PRIu64 ", replaced %" PRIu64 ", moved %" PRIu64 ", removed %" PRIu64 ", unchanged %" PRIu64
               " files; the index holds %" PRIu64 " documents",
               "新增 %" PRIu64 "，替换 %" PRIu64 "，移动 %" PRIu64 "，移出 %" PRIu64 "，未变 %" PRIu64 " 个文件；索引现有文档 %" PRIu64 " 篇"),
            c->added, c->replaced, c->moved, c->removed, c->unchanged, c->documents);
}

static enum exit_status index_add(const struct settings *s)
{
    struct crib_err err = { .code = CRIB_OK };
    struct progress p;
    struct crib_index_changes changes;
    struct crib_index_options o = { .no_text = s->no_text, .prune = s->prune, .set = s->set.item, .n_set = s->set.n };
    enum exit_status status;
    interrupt_watch();
    progress_begin(&p, s);
    crib_job *job = job_of_settings(s, 2, &p, &err);
    crib_result *r = job ? crib_job_index_add(job, s->operands.item[1], &o, &changes, &err) : NULL;
    progress_end(&p);
    if (!r) {
        status = say_failed(&err);
    } else {
        say_changes(s, &changes);
        if (!s->quiet)
            say_losses(r);
        status = crib_result_has_losses(r) ? STATUS_LOST : STATUS_NONE;
    }
    crib_result_free(r);
    crib_job_free(job);
    return status;
}

static enum exit_status index_remove(const struct settings *s)
{
    struct crib_err err = { .code = CRIB_OK };
    struct crib_index_changes changes;
    if (crib_index_remove(s->operands.item[1], s->operands.item + 2, s->operands.n - 2, &changes, &err) != CRIB_OK)
        return say_failed(&err);
    say_changes(s, &changes);
    return STATUS_NONE;
}

static enum exit_status index_compact(const struct settings *s)
{
    struct crib_err err = { .code = CRIB_OK };
    return crib_index_compact(s->operands.item[1], &err) == CRIB_OK ? STATUS_NONE : say_failed(&err);
}

static enum exit_status index_repair(const struct settings *s)
{
    struct crib_err err = { .code = CRIB_OK };
    struct progress p;
    bool lost = false;
    struct output *out = malloc(sizeof *out);
    if (!out || !output_open(out, NULL)) {
        free(out);
        return STATUS_INTERNAL;
    }
    interrupt_watch();
    progress_begin(&p, s);
    crib_job *job = job_of_settings(s, 2, &p, &err);
    int rc = job ? crib_job_index_repair(job, s->operands.item[1], output_sink, out, &lost, &err) : CRIB_E_INTERNAL;
    progress_end(&p);
    bool ours = rc != CRIB_OK && !out->error;
    enum exit_status status = output_close(out, true); /* what was done stays done */
    if (ours)
        status = say_failed(&err);
    else if (status == STATUS_NONE && lost)
        status = STATUS_LOST;
    crib_job_free(job);
    free(out);
    return status;
}

static int list(const char *index, const void *filter, crib_sink *sink, void *arg, struct crib_err *err)
{
    return crib_index_list(index, NULL, filter, sink, arg, err);
}

static enum exit_status index_list(const struct settings *s)
{
    struct crib_check_options o = run_filter(s);
    return run_print_with(s, s->operands.item[1], list, &o);
}
static enum exit_status index_stat(const struct settings *s)
{
    return run_print(s, s->operands.item[1], crib_index_stat);
}

static enum exit_status index_runs(const struct settings *s)
{
    return run_print(s, s->operands.item[1], crib_index_runs);
}

static enum exit_status index_verify(const struct settings *s)
{
    return run_print(s, s->operands.item[1], crib_index_verify);
}

static const struct action {
    struct operand_word word;
    bool takes_paths, prints, adds, may_take_paths;
    command_fn *run;
} actions[] = {
    { { "add", "bring files and folders into the index; unchanged files cost a look, changed ones are replaced",
        "把文件和文件夹收入索引；未变的略过，已变的替换" }, true, false, true, false, index_add },
    { { "remove", "take files, or all below a folder, out of it", "把文件或文件夹之下的全部移出索引" }, true, false, false, false, index_remove },
    { { "list", "a line for each document: source, member, ordinal, lines, units, title, attributes, what it says of itself",
        "每篇文档一行：来源、成员、序号、行、字数、题名、属性、文中自述" }, false, true, false, false, index_list },
    { { "stat", "what it was made with, what it holds, what it weighs", "索引的参数、内容和大小" }, false, true, false, false, index_stat },
    { { "runs", "a line for each audit: number, time, files, new findings, findings gone", "每次审查一行：编号、时间、文件数、新发现数、消失数" }, false, true, false, false, index_runs },
    { { "verify", "check every byte and every promise between its parts", "校验每个字节及各部分之间的一致" }, false, true, false, false, index_verify },
    { { "repair", "make a damaged index whole from its sources; damaged parts are kept beside, losses are told", "用源文件修复损坏的索引，并说明丢失了什么；损坏的部分另存" }, false, false, false, true, index_repair },
    { { "compact", "merge its segments", "合并索引的段" }, false, false, false, false, index_compact },
};

struct operand_word index_action(size_t i)
{
    return i < COUNT_OF(actions) ? actions[i].word : (struct operand_word){ 0 };
}

static const char *action_name(size_t i) { return actions[i].word.name; }

static enum exit_status check_fit(const struct settings *s, const struct action *a)
{
    size_t n = s->operands.n;
    if (a->takes_paths && n < 3)
        say(TR("crib index %s wants an index and paths", "crib index %s 需要索引和路径"), a->word.name);
    else if (!a->takes_paths && !a->may_take_paths && n > 2)
        say(TR("crib index %s takes no '%s'", "crib index %s 不接受“%s”"), a->word.name, s->operands.item[2]);
    else if (!a->adds && (s->prune || s->set.n || s->no_text))
        say(TR("only crib index add takes --prune, --set and --no-text",
               "只有 crib index add 接受 --prune、--set 和 --no-text"));
    else if (a->run != index_list && (s->where.n || s->where_not.n))
        say(TR("only crib index list takes --where and --where-not", "只有 crib index list 接受 --where 和 --where-not"));
    else if (!a->prints && s->output)
        say(TR("crib index %s writes nothing to --output", "crib index %s 没有可写入 --output 的结果"), a->word.name);
    else
        return STATUS_NONE;
    return STATUS_USAGE;
}

/* Actions without a job of their own keep to --memory, too. */
static enum exit_status run_within(const struct settings *s, command_fn *run)
{
    struct crib_err err = { .code = CRIB_OK };
    crib_job *limit;
    if (!job_of_limit(s, &limit, &err))
        return say_failed(&err);
    enum exit_status status = run(s);
    crib_job_free(limit);
    return status;
}

enum exit_status command_index(const struct settings *s)
{
    const char *typed = s->operands.item[0];
    for (size_t i = 0; i < COUNT_OF(actions); i++)
        if (strcmp(actions[i].word.name, typed) == 0) {
            enum exit_status status = check_fit(s, &actions[i]);
            return status == STATUS_NONE ? run_within(s, actions[i].run) : status;
        }
    const char *meant = nearest_name(typed, action_name, COUNT_OF(actions));
    if (meant)
        say(TR("crib index has no '%s'; did you mean %s?", "crib index 没有“%s”；是否指 %s？"), typed, meant);
    else
        say(TR("crib index has no '%s'; 'crib help index' lists what it has",
               "crib index 没有“%s”；“crib help index”列出可用的操作"),
            typed);
    return STATUS_USAGE;
}
