/* SPDX-License-Identifier: MIT */
/* A capital that stands for a Han character by the first letter of its
 * reading: D的 for 党的. */
#ifndef CRIB_TEXT_INITIALS_H
#define CRIB_TEXT_INITIALS_H

#include "core/base.h"

struct initials {
    void *reader;   /* opened when first asked */
    bool failed;
};

/* Does the reading of the Han character begin with the (folded or capital)
 * letter? False, too, when ICU has no readings here. */
bool initial_is(struct initials *in, uint32_t letter, uint32_t han);
void initials_done(struct initials *in);

#endif
