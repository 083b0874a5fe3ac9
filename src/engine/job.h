/* SPDX-License-Identifier: MIT */
/* The inside of a crib_job. */
#ifndef CRIB_ENGINE_JOB_H
#define CRIB_ENGINE_JOB_H

#include "engine/compare.h"
#include "engine/judge.h"

struct crib_job {
    struct engine_options options;
    struct arena arena;            /* the options' strings */
    struct crib_watch watch;
    struct job_inputs {
        struct job_input { char *path; char *text; size_t n_text; } *item; /* text: in memory; else a path */
        size_t n, cap;
    } inputs, templates;
    /* Called once everything is judged, while rows and passages are there. */
    int (*judged)(void *arg, crib_result *r, const struct comparison *cmp, const struct judgement *j, struct progress *p,
                  struct crib_err *err);
    void *judged_arg;
};

/* Read all templates and inputs of the job into c (which the caller empties also after a
 * failure). */
void job_source_options(const crib_job *job, struct source_options *out);
int job_read(crib_job *job, struct collection *c, struct progress *p, struct crib_err *err);

#endif
