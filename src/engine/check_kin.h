/* SPDX-License-Identifier: MIT */
/* A check by groups: what is left out as the submission's own, and how much of
 * a submission stands within its group and how much with others. */
#ifndef CRIB_ENGINE_CHECK_KIN_H
#define CRIB_ENGINE_CHECK_KIN_H

#include "engine/compare.h"
#include "engine/kin.h"
#include "engine/outcome.h"

/* Narrow f by o->not_same, as far as all documents of the submission (all of
 * c's) have one value: what they have not in common is decided pair by pair
 * (kin_excluded). CRIB_E_ARG when no document of the index has the attribute,
 * or none of the submission. */
int check_exclude(struct archive *a, const struct crib_check_options *o, const struct collection *c,
                  struct archive_filter *f, struct crib_err *err);

/* Set covered_kin and covered_others of the submission's documents (the first n_input). */
int check_groups(struct archive *a, const struct crib_check_options *o, const struct comparison *cmp, uint32_t n_input,
                 crib_result *r, struct crib_err *err);

/* The conditions become parameters of the result. */
int check_parameters(crib_result *r, const struct crib_check_options *o, struct crib_err *err);

#endif
