/* SPDX-License-Identifier: MIT */
/* scan, diff, check, audit and show: settings become a job, its result a report, and what
 * was found an exit status. */
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/output_folder.h"
#include "cli/run.h"
#include "cli/run_audit.h"
#include "cli/run_job.h"
#include "cli/say.h"

static bool wants_color(const struct settings *s)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    if (s->color != WHEN_AUTO)
        return s->color == WHEN_ALWAYS;
    return !s->output && isatty(STDOUT_FILENO) && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

static struct crib_report_options report_options(const struct settings *s, const char *see_rest)
{
    struct crib_report_options o = {
        .format = (enum crib_format)s->format,
        .lang = say_language(),
        .color = wants_color(s),
        .brief = s->brief,
        .see_rest = see_rest,
    };
    struct winsize w;
    if (!s->output && isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0)
        o.columns = w.ws_col;
    return o;
}

/* An output file that the walk through a folder came upon and read. */
static bool output_was_read(const struct settings *s, const crib_result *r)
{
    const struct crib_source *source = crib_result_sources(r);
    for (size_t i = 0; s->output && i < crib_result_n_sources(r); i++) {
        if (output_is_same_file(s->output, source[i].name)) {
            say(TR("-o %s would overwrite an input: it was read as part of a folder; --exclude leaves it out",
                   "-o %s 会覆盖输入文件：它作为文件夹的一部分已被读取；可用 --exclude 略去"), s->output);
            return true;
        }
    }
    return false;
}

static enum exit_status write_report(const struct settings *s, const crib_result *r)
{
    struct crib_err err = { .code = CRIB_OK };
    bool again = s->command == COMMAND_AUDIT && s->format == CRIB_FORMAT_MAIL;
    char *see_rest = again ? audit_again(s, r) : NULL;
    struct crib_report_options o = report_options(s, see_rest);
    struct output *out = malloc(sizeof *out);
    if (!out || (again && !see_rest)) {
        free(out);
        free(see_rest);
        err.code = CRIB_E_NOMEM;
        return say_failed(&err);
    }
    enum exit_status status = STATUS_INTERNAL;
    if (output_open(out, s->output)) {
        int rc = crib_report(r, &o, output_sink, out, &err);
        bool our_error = rc != CRIB_OK && !out->error;
        status = output_close(out, !our_error);
        if (our_error)
            status = say_failed(&err);
    }
    free(out);
    free(see_rest);
    return status;
}

static bool stands_in_one_text(const struct crib_document *a, const struct crib_document *b)
{
    return a->source == b->source && !a->member == !b->member && (!a->member || strcmp(a->member, b->member) == 0);
}

/* PAN knows pairs of texts only. */
static void say_inside_left_out(const crib_result *r)
{
    const struct crib_passage *p = crib_result_passages(r);
    const struct crib_document *d = crib_result_documents(r);
    size_t n = 0;
    for (size_t i = 0; i < crib_result_n_passages(r); i++) {
        n += (p[i].role == CRIB_ROLE_PASSAGE || p[i].role == CRIB_ROLE_QUOTATION) &&
             stands_in_one_text(&d[p[i].a.doc], &d[p[i].b.doc]);
    }
    if (n > 0)
        say(TR("passages inside one file, which this form has no place for: %zu", "同一文件之内的片段不在此格式中：%zu"), n);
}

static enum exit_status write_folder(const struct settings *s, const crib_result *r)
{
    struct crib_err err = { .code = CRIB_OK };
    struct output_folder out;
    if (!output_folder_open(&out, s->output))
        return STATUS_INTERNAL;
    int rc = crib_report_pan(r, output_folder_begin, output_folder_sink, &out, &err);
    bool our_error = rc != CRIB_OK && !out.error;
    enum exit_status status = output_folder_close(&out, !our_error);
    if (our_error)
        return say_failed(&err);
    if (status == STATUS_NONE && !s->quiet)
        say_inside_left_out(r);
    return status;
}

/* What the report says is also on the screen only when the report is. */
static void say_summary(const struct settings *s, const crib_result *r)
{
    if (s->quiet || (!s->output && s->format == CRIB_FORMAT_TEXT))
        return;
    say(TR("files %zu, documents %zu, pairs %zu, passages %zu, groups %zu, misfiled %zu, complaints %zu",
           "文件 %zu，文档 %zu，文档对 %zu，片段 %zu，重复组 %zu，题文不符 %zu，问题 %zu"),
        crib_result_n_sources(r), crib_result_n_documents(r), crib_result_n_pairs(r), crib_result_n_passages(r),
        crib_result_n_clusters(r), crib_result_n_misfiled(r), crib_result_n_complaints(r));
    say_losses(r);
}

static enum exit_status status_of(const struct settings *s, const crib_result *r)
{
    if (crib_result_has_losses(r))
        return STATUS_LOST;
    bool found = s->command == COMMAND_AUDIT ? audit_fails(s, r) : crib_result_has_findings(r);
    return found && !s->exit_zero ? STATUS_FOUND : STATUS_NONE;
}

typedef crib_result *work_fn(crib_job *job, const struct settings *s, struct crib_err *err);

static crib_result *scan(crib_job *job, const struct settings *s, struct crib_err *err)
{
    (void)s;
    return crib_job_scan(job, err);
}

static crib_result *diff(crib_job *job, const struct settings *s, struct crib_err *err)
{
    (void)s;
    return crib_job_diff(job, err);
}

struct crib_check_options run_filter(const struct settings *s)
{
    return (struct crib_check_options){ .where = s->where.item, .n_where = s->where.n,
                                        .where_not = s->where_not.item, .n_where_not = s->where_not.n,
                                        .not_same = s->not_same.item, .n_not_same = s->not_same.n,
                                        .set = s->set.item, .n_set = s->set.n };
}

static crib_result *check(crib_job *job, const struct settings *s, struct crib_err *err)
{
    struct crib_check_options o = run_filter(s);
    return crib_job_check(job, s->index, &o, err);
}

static enum exit_status run(const struct settings *s, work_fn *work)
{
    struct crib_err err = { .code = CRIB_OK };
    struct progress p;
    bool folder = s->format == CRIB_FORMAT_PAN;
    size_t first = s->command == COMMAND_AUDIT; /* its first operand is the index */
    enum exit_status status = folder ? output_folder_check(s) : output_check(s, first);
    if (status == STATUS_NONE && s->command == COMMAND_AUDIT)
        status = audit_check(s);
    if (status != STATUS_NONE)
        return status;
    interrupt_watch();
    progress_begin(&p, s);
    crib_job *job = job_of_settings(s, first, &p, &err);
    crib_result *r = job ? work(job, s, &err) : NULL;
    progress_end(&p);
    if (!r)
        status = say_failed(&err);
    else if (output_was_read(s, r))
        status = STATUS_USAGE;
    else
        status = folder ? write_folder(s, r) : write_report(s, r);
    if (status == STATUS_NONE && s->command == COMMAND_AUDIT)
        status = audit_remember(s, r);
    if (status == STATUS_NONE) {
        say_summary(s, r);
        status = status_of(s, r);
    }
    crib_result_free(r);
    crib_job_free(job);
    return status;
}

enum exit_status command_scan(const struct settings *s) { return run(s, scan); }
enum exit_status command_diff(const struct settings *s) { return run(s, diff); }
enum exit_status command_audit(const struct settings *s) { return run(s, audit_run); }

enum exit_status command_check(const struct settings *s)
{
    if (s->index)
        return run(s, check);
    say(TR("crib check wants --index and the folder of an index", "crib check 需要 --index 和索引文件夹"));
    return STATUS_USAGE;
}

static enum exit_status check_stage(const char *stage)
{
    for (size_t i = 0; crib_stage_name(i); i++) {
        if (strcmp(crib_stage_name(i), stage) == 0)
            return STATUS_NONE;
    }
    size_t n = 0;
    while (crib_stage_name(n))
        n++;
    const char *meant = nearest_name(stage, crib_stage_name, n);
    if (meant)
        say(TR("there is no stage '%s'; did you mean %s?", "没有阶段“%s”；是否指 %s？"), stage, meant);
    else
        say(TR("there is no stage '%s'; 'crib help show' lists them", "没有阶段“%s”；“crib help show”列出所有阶段"),
            stage);
    return STATUS_USAGE;
}

enum exit_status command_show(const struct settings *s)
{
    struct crib_err err = { .code = CRIB_OK };
    struct progress p;
    enum exit_status status = check_stage(s->operands.item[0]);
    if (status == STATUS_NONE)
        status = output_check(s, 1);
    if (status != STATUS_NONE)
        return status;
    struct output *out = malloc(sizeof *out);
    if (!out) {
        err.code = CRIB_E_NOMEM;
        return say_failed(&err);
    }
    interrupt_watch();
    progress_begin(&p, s);
    crib_job *job = job_of_settings(s, 1, &p, &err);
    if (!job) {
        status = say_failed(&err);
    } else if (!output_open(out, s->output)) {
        status = STATUS_INTERNAL;
    } else {
        int rc = crib_job_show(job, s->operands.item[0], output_sink, out, &err);
        bool our_error = rc != CRIB_OK && !out->error;
        progress_end(&p);
        status = output_close(out, !our_error);
        if (our_error)
            status = err.code == CRIB_E_IO ? (say_failed(&err), STATUS_LOST) : say_failed(&err);
    }
    progress_end(&p);
    crib_job_free(job);
    free(out);
    return status;
}

enum exit_status run_print_with(const struct settings *s, const char *index, run_print_with_fn *fn, const void *with)
{
    struct crib_err err = { .code = CRIB_OK };
    enum exit_status status = output_check(s, 1);
    if (status != STATUS_NONE)
        return status;
    struct output *out = malloc(sizeof *out);
    if (!out) {
        err.code = CRIB_E_NOMEM;
        return say_failed(&err);
    }
    status = STATUS_INTERNAL;
    if (output_open(out, s->output)) {
        int rc = fn(index, with, output_sink, out, &err);
        bool ours = rc != CRIB_OK && !out->error;
        status = output_close(out, !ours || rc == CRIB_E_DAMAGED);
        if (ours)
            status = say_failed(&err);
    }
    free(out);
    return status;
}

struct plain { run_print_fn *fn; };

static int print_plain(const char *index, const void *with, crib_sink *sink, void *arg, struct crib_err *err)
{
    return ((const struct plain *)with)->fn(index, sink, arg, err);
}

enum exit_status run_print(const struct settings *s, const char *index, run_print_fn *fn)
{
    struct plain plain = { fn };
    return run_print_with(s, index, print_plain, &plain);
}
