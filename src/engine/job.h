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
    int (*judged)(void *arg, crib_result *r, const struct comparison *cmp, const struct judgement *j,
                  struct progress *p, struct crib_err *err);
    void *judged_arg;
    bool spills;                   /* opened core/spill.h */
};

struct source_options job_source_options(const crib_job *job);
/* The job's inputs, walked and sorted, into a list; so must live as long as it. */
int job_list(const crib_job *job, const struct source_options *so, struct source_list *out, struct crib_err *err);
/* Run stages into a new result, in the time they take. NULL on error. */
typedef int stages_fn(crib_job *job, crib_result *r, void *arg, struct crib_err *err);
crib_result *job_run(crib_job *job, const char *command, stages_fn *stages, void *arg, struct crib_err *err);

/* Read all templates and inputs of the job into c (which the caller empties also after a
 * failure). */
int job_read(crib_job *job, struct collection *c, struct progress *p, struct crib_err *err);

#endif
