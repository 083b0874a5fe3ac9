/* SPDX-License-Identifier: MIT */
/* A word is called by the hash of its bytes. */
#include "ref/split_words.h"

#include "core/hash.h"
#include "harness.h"

void split_words(const char *s, size_t beg, size_t end, struct units *u)
{
    for (size_t i = beg; i < end; i++) {
        size_t at = i;
        while (i < end && s[i] != ' ' && s[i] != '\n')
            i++;
        if (i == at)
            continue;
        CHECK(units_room(u, 1, NULL) == CRIB_OK);
        u->code[u->n] = u->exact[u->n] = (uint32_t)hash_bytes(s + at, i - at, 0) | UNIT_WORD_BIT;
        u->beg[u->n] = (uint32_t)at;
        u->end[u->n] = (uint32_t)i;
        u->kind[u->n++] = UNIT_WORD;
    }
}
