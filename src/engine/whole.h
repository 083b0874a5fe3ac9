/* SPDX-License-Identifier: MIT */
/* Copies of whole documents, and nothing else: what a collection too large to
 * be asked for passages is asked first. */
#ifndef CRIB_ENGINE_WHOLE_H
#define CRIB_ENGINE_WHOLE_H

#include "engine/judge.h"

/* Duplicates and near-duplicates among the documents of c, which were read as
 * whole ones (o->whole), their passages with each other, and groups; no
 * misfiled documents. In place of compare_all(), roles_assign() and judge().
 *
 * Two documents are compared when they are equal or their MinHash signatures
 * share a band: of a resemblance of .75 (in shingles; some 3 % of the units
 * replaced singly) all but a few in 10^6, of .5 (8 %) seven in eight. What is
 * told of a pair is what is aligned. Groups are counted, for commonness, among
 * the documents that resemble others. comparison_done() and judgement_done()
 * also after a failure. */
int whole_scan(struct collection *c, const struct engine_options *o, struct progress *p, struct comparison *cmp,
               struct judgement *out, struct crib_err *err);

#endif
