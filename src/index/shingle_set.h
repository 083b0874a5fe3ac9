/* SPDX-License-Identifier: MIT */
/* A set of shingle hashes that numbers its members in the order in which they
 * were met. A text's shingles then have numbers in a row, and so have those of
 * its copies: what is noted of them lies together. */
#ifndef CRIB_INDEX_SHINGLE_SET_H
#define CRIB_INDEX_SHINGLE_SET_H

#include "core/mem.h"

struct shingle_set {
    uint64_t *hash;     /* [n] by number, each once */
    size_t n, cap;
    uint64_t *slot;     /* [1 << slot_bits] open addressing by a hash's leading bits: its low half << 32 | its
                         * number + 1; 0 is free */
    unsigned slot_bits;
    uint64_t *any;      /* a bit for each part of the hashes' range (any_bits leading bits): is one in it? */
    unsigned any_bits;
};

/* An empty set; it grows. */
int shingle_set_init(struct shingle_set *s, struct crib_err *err);
void shingle_set_done(struct shingle_set *s);

/* Add n shingles in order; those that are known keep their number. Hashes are
 * taken to be uniform. Fails with CRIB_E_LIMIT past 2^32 - 2 members. */
int shingle_set_add(struct shingle_set *s, const uint64_t *shingle, size_t n, struct crib_err *err);

/* No more will be added: make ready to be asked. */
int shingle_set_close(struct shingle_set *s, struct crib_err *err);

/* Look n shingles up. The places (0 to n - 1) of those in the set go to
 * place[], ascending, their numbers to at[]; returns how many. Both have room
 * for n. Seven of eight that are not in the set are told from one bit. */
uint32_t shingle_set_find(const struct shingle_set *s, const uint64_t *shingle, uint32_t n, uint32_t *place,
                          uint32_t *at);

#endif
