/* SPDX-License-Identifier: MIT */
/* What an audit found besides its report: every finding that stands in what
 * it looked at, told or not, and those that stand no more. */
#ifndef CRIB_ENGINE_AUDIT_RECORD_H
#define CRIB_ENGINE_AUDIT_RECORD_H

#include "engine/archive.h"
#include "engine/outcome.h"
#include "store/decisions.h"

struct audit_found {
    uint64_t id;
    uint32_t a, b;           /* documents of the result */
    uint64_t line_a, line_b;
    int64_t told;            /* the run that told of it where it stands; 0: none did */
    bool untold;             /* nor does this one: it was judged, left out, or a baseline holds it */
};

struct audit_record {
    struct audit_found *found; /* [n_found] in the result's arena */
    size_t n_found;
    uint64_t n_new;            /* passages of the result that no audit told before */
    uint64_t n_standing;       /* told, not judged, and stand still or again, besides those */
    struct crib_gone *gone;    /* [n_gone] by id */
    size_t n_gone;
    int64_t last_run;          /* before this audit; 0: none */
};

/* The path of a result's document's source, as the catalogue knows it; in the
 * arena when it has to be made. NULL when memory is refused. */
const char *audit_path(const crib_result *r, uint32_t doc, struct arena *a);

/* Paths of the sources that were looked at: a finding in one of them stands
 * only if it was found. One that could not be read is none of them. */
struct audit_looked { const char **path; size_t n; };
int audit_looked(const crib_result *r, struct audit_looked *out, struct crib_err *err);
bool audit_looked_at(const struct audit_looked *l, const char *path);

/* Fill rec->gone and rec->n_standing: rec->found must be complete. */
int audit_standing(struct archive *a, const struct decisions *d, const crib_result *r, struct audit_record *rec,
                   struct arena *arena, struct crib_err *err);

#endif
