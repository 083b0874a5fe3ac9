/* SPDX-License-Identifier: MIT */
/* Saving what a damaged log of decisions still says. */
#ifndef CRIB_STORE_DECISIONS_MEND_H
#define CRIB_STORE_DECISIONS_MEND_H

#include "store/decisions.h"

/* What became of the log of a folder. */
struct mended {
    bool damaged;
    uint64_t n_kept, n_lost;  /* lines */
    char saved_as[64];        /* what the damaged log is called now */
};

/* Read from/decisions.log; write the lines that are as they were written into
 * to/decisions.log (both may be one folder: then a log that is well is left
 * alone, and a damaged one is kept under another name). A line that is
 * damaged loses itself alone; one cut short at the end from byte `least` on is
 * what a killed writer left, and no loss. *n_bytes: of the whole lines that
 * are there now. */
int decisions_mend(const char *from, const char *to, uint64_t least, struct mended *out, uint64_t *n_bytes,
                   struct crib_err *err);

#endif
