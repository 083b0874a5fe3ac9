/* SPDX-License-Identifier: MIT */
/* dedup: what the command line asks for, handed to the library, and what came
 * of it on the screen. */
#include <unistd.h>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/run_job.h"
#include "cli/output.h"
#include "cli/say.h"
#include "crib/dedup.h"

/* "advertisements,markers", in any order. */
static bool read_strip(const char *words, uint32_t *strip)
{
    static const struct { const char *word; uint32_t bit; } kinds[] = {
        { "advertisements", CRIB_STRIP_ADVERTISEMENTS }, { "markers", CRIB_STRIP_MARKERS },
    };
    *strip = 0;
    for (const char *w = words; w;) {
        size_t n = strcspn(w, ","), i = 0;
        while (i < COUNT_OF(kinds) && (strlen(kinds[i].word) != n || memcmp(kinds[i].word, w, n) != 0))
            i++;
        if (i == COUNT_OF(kinds)) {
            say(TR("--strip wants advertisements, markers or both, with a comma between, not '%s'",
                   "--strip 需要 advertisements、markers 或两者（以逗号分隔），而不是“%s”"), words);
            return false;
        }
        *strip |= kinds[i].bit;
        w = w[n] ? w + n + 1 : NULL;
    }
    return true;
}

static enum exit_status check(const struct settings *s, struct crib_dedup_options *o)
{
    o->remove = (enum crib_remove)s->remove;
    if (!read_strip(s->strip, &o->strip))
        return STATUS_USAGE;
    if (s->restore && (s->operands.n != 1 || s->dry_run)) {
        say(TR("--restore takes one folder that dedup wrote, and writes its inputs",
               "--restore 只接受一个由 dedup 写出的文件夹，并写出当初的输入"));
        return STATUS_USAGE;
    }
    if (s->whole && o->remove == CRIB_REMOVE_CONTAINED) {
        say(TR("--whole looks for copies of whole documents: it cannot tell what is contained in a longer one",
               "--whole 只找整篇重复的文档，看不出哪一篇包含于较长的文档"));
        return STATUS_USAGE;
    }
    if (!s->output && !s->dry_run) {
        say(TR("-o names the folder for the result; --dry-run shows what would go",
               "请用 -o 指定存放结果的文件夹；--dry-run 只显示将删去什么"));
        return STATUS_USAGE;
    }
    return STATUS_NONE;
}

/* Print to standard output, as every report. */
static enum exit_status print(const struct settings *s, const crib_dedup *d)
{
    struct crib_err err = { .code = CRIB_OK };
    struct output *out = malloc(sizeof *out);
    if (!out) {
        err.code = CRIB_E_NOMEM;
        return say_failed(&err);
    }
    enum exit_status status = STATUS_INTERNAL;
    if (output_open(out, NULL)) {
        int rc = s->dry_run ? crib_dedup_ledger(d, say_language(), false, output_sink, out, &err)
                            : crib_dedup_summary(d, say_language(), s->output, output_sink, out, &err);
        bool our_error = rc != CRIB_OK && !out->error;
        status = output_close(out, !our_error);
        if (our_error)
            status = say_failed(&err);
    }
    free(out);
    return status;
}

static enum exit_status status_of(const struct settings *s, const crib_dedup *d)
{
    if (crib_result_has_losses(crib_dedup_result(d)))
        return STATUS_LOST;
    return crib_dedup_changes(d) && !s->exit_zero ? STATUS_FOUND : STATUS_NONE;
}

static enum exit_status clean(const struct settings *s, const struct crib_dedup_options *o,
                              const struct crib_dedup_target *to, struct progress *p)
{
    struct crib_err err = { .code = CRIB_OK };
    enum exit_status status = STATUS_NONE;
    if (!s->dry_run && crib_dedup_check(to, s->operands.item, s->operands.n, &err) != CRIB_OK)
        return say_failed(&err);
    crib_job *job = job_of_settings(s, 0, p, &err);
    crib_dedup *d = job ? crib_job_dedup(job, o, &err) : NULL;
    bool ok = d && (s->dry_run || crib_dedup_write(d, to, &err) == CRIB_OK);
    progress_end(p);
    if (!ok)
        status = say_failed(&err);
    else if (!s->quiet || s->dry_run)
        status = print(s, d);
    if (ok) {
        say_losses(crib_dedup_result(d));
        status = status == STATUS_NONE ? status_of(s, d) : status;
    }
    crib_dedup_free(d);
    crib_job_free(job);
    return status;
}

static enum exit_status restore(const struct settings *s, const struct crib_dedup_target *to, struct progress *p)
{
    struct crib_err err = { .code = CRIB_OK };
    uint64_t n = 0;
    crib_job *limit;
    int rc = CRIB_E_IO;
    if (job_of_limit(s, &limit, &err))
        rc = crib_dedup_restore(s->operands.item[0], to, &n, &err);
    crib_job_free(limit);
    progress_end(p);
    if (rc != CRIB_OK)
        return say_failed(&err);
    if (!s->quiet)
        say(TR("files restored: %" PRIu64 ", in %s", "已还原 %" PRIu64 " 个文件，在 %s"), n, s->output);
    return STATUS_NONE;
}

/* While files are written: removing them again may take longer than patience
 * lasts. */
static int write_tick(void *arg, const char *stage, uint64_t done, uint64_t total)
{
    int stop = progress_tick(arg, stage, done, total);
    if (stop)
        interrupt_heard();
    return stop;
}

enum exit_status command_dedup(const struct settings *s)
{
    struct crib_dedup_options o = { .remove = CRIB_REMOVE_SAME };
    struct progress p;
    enum exit_status status = check(s, &o);
    if (status != STATUS_NONE)
        return status;
    interrupt_watch();
    progress_begin(&p, s);
    struct crib_watch watch = { .tick = write_tick, .arg = &p };
    struct crib_dedup_target to = { .path = s->output, .replace = s->replace, .lang = say_language(), .watch = &watch };
    return s->restore ? restore(s, &to, &p) : clean(s, &o, &to, &p);
}
