/* SPDX-License-Identifier: MIT */
/* The figures a check ends with: how much of the submission stands elsewhere. */
#ifndef CRIB_REPORT_OVERLAP_H
#define CRIB_REPORT_OVERLAP_H

#include "report/view.h"

struct overlap {
    uint64_t units;    /* of the submission */
    uint64_t all;      /* of them in passages of any role */
    uint64_t own;      /* in passages proper: no quotations, formulas, boilerplate */
    uint64_t largest;  /* that one document of the index matches: the most */
    uint32_t doc;      /* which; CRIB_NONE when none matches any */
    bool grouped;      /* documents of the submission have a group or series; of their units (grouped_units): */
    uint64_t grouped_units, kin, others; /* in passages proper within the same, and with others */
};

/* Pairs are sorted by (a, b); the first of several documents is named. */
int overlap_of(const struct view *v, struct overlap *out, struct crib_err *err);

#endif
