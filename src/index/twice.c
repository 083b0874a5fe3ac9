/* SPDX-License-Identifier: MIT */
/* The table is a power of two of slots, and used again when it is large enough. */
#include "index/twice.h"

enum { SLOTS_A_WORD = 32 };

int twice_begin(struct twice *t, size_t n, struct crib_err *err)
{
    size_t slots = SLOTS_A_WORD;
    while (slots / TWICE_SLOTS < n)
        slots *= 2;
    CRIB_TRY(VEC_GROW(t->word, 0, &t->cap, slots / SLOTS_A_WORD, err));
    memset(t->word, 0, slots / SLOTS_A_WORD * sizeof *t->word);
    t->mask = slots - 1;
    return CRIB_OK;
}

void twice_done(struct twice *t)
{
    mem_free(t->word);
    *t = (struct twice){ 0 };
}
