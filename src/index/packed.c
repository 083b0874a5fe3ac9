/* SPDX-License-Identifier: MIT */
/* Packed numbers: a fixed width, and a word behind the one that the last begins
 * in (even when all are 0 and take no bits), so that reading two words needs no
 * question. */
#include "index/packed.h"

static size_t words_of(size_t n, unsigned width)
{
    return max_size(1, n / 64 * width + (n % 64 * width + 63) / 64) + 1;
}

int packed_init(struct packed *p, size_t n, uint64_t most, struct crib_err *err)
{
    *p = (struct packed){ .n = n };
    while (most >> p->width)
        p->width++;
    assert(p->width < 64 && n <= SIZE_MAX / 64);
    p->word = mem_zero(words_of(n, p->width), sizeof *p->word);
    return p->word ? CRIB_OK : CRIB_NOMEM(err);
}

void packed_done(struct packed *p)
{
    mem_free(p->word);
    *p = (struct packed){ 0 };
}

uint64_t packed_bytes(const struct packed *p) { return p->word ? words_of(p->n, p->width) * sizeof *p->word : 0; }
