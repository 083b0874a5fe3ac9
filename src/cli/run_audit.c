/* SPDX-License-Identifier: MIT */
/* crib audit: its baselines, its memory of what was told, when it fails. */
#include "cli/run_audit.h"

#include "cli/output.h"
#include "cli/run.h"
#include "cli/run_job.h"
#include "cli/say.h"
#include "cli/whole_file.h"

/* An older baseline, or nothing: an archived text is never written over, even
 * where the audit has no cause to read it. */
static bool may_be_replaced(const char *path)
{
    char head[19] = "";
    FILE *f = fopen(path, "rb");
    size_t n = f ? fread(head, 1, sizeof head - 1, f) : 0;
    if (f)
        fclose(f);
    return n == 0 ||
           (n == 18 && strspn(head, "0123456789abcdef") == 16 && head[16] == ' ' && head[17] >= '0' && head[17] <= '9');
}

enum exit_status audit_check(const struct settings *s)
{
    if (!s->write_baseline)
        return STATUS_NONE;
    if (s->output && (strcmp(s->output, s->write_baseline) == 0 || output_is_same_file(s->output, s->write_baseline))) {
        say(TR("--output and --write-baseline name one file", "--output 和 --write-baseline 是同一个文件"));
        return STATUS_USAGE;
    }
    if (!may_be_replaced(s->write_baseline)) {
        say(TR("--write-baseline %s: the file is there, and is no baseline", "--write-baseline %s：文件已存在，且不是基线文件"),
            s->write_baseline);
        return STATUS_USAGE;
    }
    struct settings there = *s;
    there.output = s->write_baseline;
    return output_check(&there, 1);
}

crib_result *audit_run(crib_job *job, const struct settings *s, struct crib_err *err)
{
    const char *spare[2];
    struct crib_index_options o = { .no_text = s->no_text, .prune = s->prune, .set = s->set.item, .n_set = s->set.n,
                                    .spare = spare };
    if (s->output)
        spare[o.n_spare++] = s->output;
    if (s->write_baseline)
        spare[o.n_spare++] = s->write_baseline;
    struct crib_audit_options audit = { .since = s->since, .filter = run_filter(s) };
    audit.filter.set = NULL; /* given to the files themselves */
    audit.filter.n_set = 0;
    char *baseline = s->baseline ? whole_file(s->baseline, &audit.n_baseline) : NULL;
    if (s->baseline && !baseline) {
        *err = (struct crib_err){ .code = CRIB_E_ARG };
        snprintf(err->what, sizeof err->what, "%s", TR("the baseline cannot be read", "无法读取基线文件"));
        return NULL;
    }
    audit.baseline = baseline;
    crib_result *r = crib_job_audit(job, s->operands.item[0], &o, &audit, NULL, err);
    free(baseline);
    return r;
}

/* ---- the command that tells it again ---- */

struct line { char *p; size_t n, cap; bool failed; };

static void put(struct line *l, const char *s, size_t n)
{
    if (!l->failed && l->n + n + 1 > l->cap) {
        char *grown = realloc(l->p, l->cap = 2 * (l->n + n) + 64);
        l->failed = !grown;
        l->p = grown ? grown : l->p;
    }
    if (l->failed)
        return;
    memcpy(l->p + l->n, s, n);
    l->p[l->n += n] = '\0';
}

/* As a shell reads it back. */
static void put_word(struct line *l, const char *word)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=,@%+-";
    bool safe = *word && strspn(word, plain) == strlen(word);
    put(l, " ", 1);
    if (!safe)
        put(l, "'", 1);
    for (const char *c = word; *c; c++)
        put(l, *c == '\'' ? "'\\''" : c, *c == '\'' ? 4 : 1);
    if (!safe)
        put(l, "'", 1);
}

static void put_list(struct line *l, const char *option, const struct words *w)
{
    for (size_t i = 0; i < w->n; i++) {
        put_word(l, option);
        put_word(l, w->item[i]);
    }
}

char *audit_again(const struct settings *s, const crib_result *r)
{
    struct line l = { 0 };
    char run[32];
    snprintf(run, sizeof run, "--since=%" PRIu64, s->since ? (uint64_t)s->since : crib_result_last_run(r) + 1);
    put(&l, "crib audit", 10);
    put_word(&l, run);
    if (s->documents) {
        put_word(&l, "--documents");
        put_word(&l, s->documents);
    }
    if (s->min_length != 24) {
        char length[32];
        snprintf(length, sizeof length, "--min-length=%u", s->min_length);
        put_word(&l, length);
    }
    put_list(&l, "--where", &s->where);
    put_list(&l, "--where-not", &s->where_not);
    put_list(&l, "--not-same", &s->not_same);
    for (size_t i = 0; i < s->operands.n; i++)
        if (s->operands.item[i][0] == '-') {
            put_word(&l, "--");
            break;
        }
    for (size_t i = 0; i < s->operands.n; i++)
        put_word(&l, s->operands.item[i]);
    if (!l.failed)
        return l.p;
    free(l.p);
    return NULL;
}

/* ---- after the report ---- */

enum exit_status audit_remember(const struct settings *s, const crib_result *r)
{
    struct crib_err err = { .code = CRIB_OK };
    if (crib_index_audited(s->operands.item[0], r, &err) != CRIB_OK)
        return say_failed(&err);
    if (!s->write_baseline)
        return STATUS_NONE;
    struct settings there = *s;
    there.output = s->write_baseline;
    return run_print(&there, s->operands.item[0], crib_index_baseline);
}

bool audit_fails(const struct settings *s, const crib_result *r)
{
    return s->fail_on != FAIL_ON_NEVER &&
           (crib_result_n_new(r) > 0 || (s->fail_on == FAIL_ON_ANY && crib_result_n_standing(r) > 0));
}
