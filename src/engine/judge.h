/* SPDX-License-Identifier: MIT */
/* From passages to verdicts, groups, keepers and misfiled documents. */
#ifndef CRIB_ENGINE_JUDGE_H
#define CRIB_ENGINE_JUDGE_H

#include "cluster/group.h"
#include "cluster/misfiled.h"
#include "engine/compare.h"

/* Two documents that share at least one passage of role passage or quotation. */
struct judged {
    uint32_t a, b;
    uint32_t verdict;     /* enum crib_verdict */
    uint32_t matched;
    uint32_t n_passages;
};

struct judgement {
    struct judged *pair;  /* [n_pair] by (a, b) */
    size_t n_pair;
    struct candidate_keeper *keeper; /* [n_doc]; NULL before judge_groups() */
    struct groups groups;
    struct misfiled_list misfiled;
};

/* Pairs by (a, b) from the raw passages; equal rows are duplicates, figures
 * included; near-duplicates hold at least `near` of each other. Then groups
 * and misfiled documents. judgement_done() also after a failure. */
int judge(const struct collection *c, const struct engine_options *o, const struct comparison *cmp,
          struct judgement *out, struct crib_err *err);
/* Only the pairs; for diff. */
int judge_pairs(const struct collection *c, const struct engine_options *o, const struct comparison *cmp,
                struct judgement *out, struct crib_err *err);
/* Misfiled documents, by the pairs; fit[n_doc] and view[n_doc] (or NULL) as
 * misfiled_find() fills them. */
int judge_titles(const struct collection *c, int n_threads, struct judgement *out, uint32_t *fit,
                 struct title_view *view, struct crib_err *err);
/* What follows the pairs: keepers, by how well titles fit (fit[n_doc]; NULL:
 * nobody asked) and by out->misfiled, and groups. */
int judge_groups(const struct collection *c, const struct engine_options *o, const uint32_t *fit,
                 struct judgement *out, struct crib_err *err);
/* Resemblance of a judged pair, 1/10000. */
uint32_t judged_resemblance(const struct collection *c, const struct judged *j);
enum keep_rule judge_keep_rule(const char *name); /* NULL: the best */
void judgement_done(struct judgement *j);

#endif
