/* SPDX-License-Identifier: MIT */
/* Words that titles of any subject have: "report", "year", "of". Who asks what
 * a title names leaves them out. */
#ifndef CRIB_TEXT_TITLEWORDS_H
#define CRIB_TEXT_TITLEWORDS_H

#include "core/titleword.h"
#include "core/units.h"

struct titlewords {
    uint64_t *slot;      /* [n_slot] hash of a word's units, its low bits the TITLEWORD_; 0 is free */
    size_t n_slot, n;    /* n_slot: a power of two */
    uint32_t longest;    /* units of a word */
};

int titlewords_init(struct titlewords *w, struct crib_err *err);
void titlewords_done(struct titlewords *w); /* also after a failure */

/* mark[title->n] becomes an enum titleword each; numbers and redactions are
 * TITLEWORD_NONE. Where words are not spaced the title is read as those words
 * that leave fewest characters over, of these as the surer and longer ones
 * (maximum matching); a lone usual character beside a figure is the figure's
 * (2019年), a TITLEWORD_LINK, and so is the name of a person where what stands
 * behind it tells (王芳同志). O(units of the title * units of a word). */
int titlewords_mark(const struct titlewords *w, const struct units *title, uint8_t *mark, struct crib_err *err);

#endif
