/* SPDX-License-Identifier: MIT */
/* What all commands that run a job share. */
#include "cli/run_job.h"

#include "cli/say.h"

enum { LOSSES_SAID = 5 }; /* complaints named on standard error; all are in the report */

/* Say why a call of the library failed. */
enum exit_status say_failed(const struct crib_err *err)
{
    switch (err->code) {
    case CRIB_E_INTERRUPTED:
        say(TR("interrupted", "已中断"));
        return STATUS_INTERRUPTED;
    case CRIB_E_ARG:
        say(TR("error: %s", "参数错误：%s"), err->what);
        return STATUS_USAGE;
    case CRIB_E_NOMEM:
        if (strstr(err->what, "folder"))
            say(TR("error: %s", "错误：%s"), TR(err->what, "临时文件夹已满"));
        else
            say(TR("error: out of memory", "错误：内存不足"));
        return STATUS_INTERNAL;
    case CRIB_E_IO:
        say(TR("error: %s", "读写错误：%s"), err->what);
        return STATUS_INTERNAL;
    case CRIB_E_DAMAGED:
        say(TR("the index is damaged: %s", "索引已损坏：%s"), err->what);
        return STATUS_INTERNAL;
    case CRIB_E_LIMIT:
        say(TR("error: %s", "超出限制：%s"), err->what);
        return STATUS_INTERNAL;
    case CRIB_E_FORMAT:
        say(TR("error: %s", "格式错误：%s"), err->what);
        return STATUS_INTERNAL;
    default:
        say(TR("internal error: %s (%s)", "内部错误：%s（%s）"), err->what, err->where ? err->where : "?");
        return STATUS_INTERNAL;
    }
}

crib_job *job_of_settings(const struct settings *s, size_t first_path, struct progress *p, struct crib_err *err)
{
    struct crib_options o;
    crib_options_default(&o);
    o.min_length = s->min_length;
    o.near_permille = s->near_permille;
    o.threads = s->threads;
    o.memory = s->memory;
    o.whole = s->whole;
    if (s->documents && strcmp(s->documents, "file") == 0)
        o.documents = CRIB_DOCUMENTS_FILE;
    else if (s->documents && strcmp(s->documents, "auto") != 0) {
        o.documents = CRIB_DOCUMENTS_REGEX;
        o.documents_regex = s->documents;
    }
    o.encoding = s->encoding;
    if (s->text_field)
        o.text_field = s->text_field;
    if (s->id_field)
        o.id_field = s->id_field;
    o.include = s->include.item;
    o.n_include = s->include.n;
    o.exclude = s->exclude.item;
    o.n_exclude = s->exclude.n;
    if (s->keep)
        o.keep = s->keep;
    crib_job *job = crib_job_new(&o, err);
    for (size_t i = first_path; job && i < s->operands.n; i++) {
        if (crib_job_add_path(job, s->operands.item[i], err) != CRIB_OK) {
            crib_job_free(job);
            return NULL;
        }
    }
    for (size_t i = 0; job && i < s->template.n; i++) {
        if (crib_job_add_template(job, s->template.item[i], err) != CRIB_OK) {
            crib_job_free(job);
            return NULL;
        }
    }
    if (job) {
        struct crib_watch watch = { .tick = progress_tick, .arg = p };
        crib_job_watch(job, &watch);
    }
    return job;
}

bool job_of_limit(const struct settings *s, crib_job **job, struct crib_err *err)
{
    struct crib_options o;
    crib_options_default(&o);
    o.memory = s->memory;
    *job = s->memory ? crib_job_new(&o, err) : NULL;
    return *job || !s->memory;
}

void say_losses(const crib_result *r)
{
    const struct crib_complaint *c = crib_result_complaints(r);
    size_t n_lost = 0;
    for (size_t i = 0; i < crib_result_n_complaints(r); i++) {
        char what[512];
        if (c[i].level != CRIB_LOST || ++n_lost > LOSSES_SAID)
            continue;
        crib_fact_sentence(&c[i].what, say_language(), what, sizeof what);
        say(TR("%s: %s", "%s：%s"), c[i].source ? c[i].source : TR("this run", "本次运行"), what);
    }
    if (n_lost > LOSSES_SAID)
        say(TR("and %zu more such complaints, all in the report", "另有 %zu 个此类问题，均见报告"),
            n_lost - LOSSES_SAID);
}
