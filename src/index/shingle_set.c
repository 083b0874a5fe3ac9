/* SPDX-License-Identifier: MIT */
/* Each of the three tables leads to the next, and none is in cache. So each is
 * asked for all shingles of a block in one go, without a branch that depends on
 * what is found, and only those that are left go on: no look-up waits for the
 * one before. */
#include "index/shingle_set.h"

enum { LEAST_BITS = 10, MOST_ANY_BITS = 36, FINER_BITS = 3, BLOCK = 1024 };
enum { AHEAD = 32 }; /* look-ups that are asked for before they are made */

void shingle_set_done(struct shingle_set *s)
{
    mem_free(s->hash);
    mem_free(s->slot);
    mem_free(s->any);
    *s = (struct shingle_set){ 0 };
}

/* Bits of a number of slots of which n fill five of eight at most. */
static unsigned bits_for(size_t n)
{
    unsigned bits = LEAST_BITS;
    while (bits < 40 && (UINT64_C(5) << bits) / 8 < n)
        bits++;
    return bits;
}

static size_t slot_of(const struct shingle_set *s, uint64_t hash) { return hash >> (64 - s->slot_bits); }
static uint64_t made_slot(uint64_t hash, size_t number) { return hash << 32 | (uint32_t)(number + 1); }

/* The slot whose hash has these low bits too, or the free one before it. */
static size_t probe(const struct shingle_set *s, uint64_t hash)
{
    size_t mask = ((size_t)1 << s->slot_bits) - 1, at = slot_of(s, hash);
    while (s->slot[at] && s->slot[at] >> 32 != (uint32_t)hash)
        at = (at + 1) & mask;
    return at;
}

/* The slot of the hash itself, or the free one where it belongs. */
static size_t find(const struct shingle_set *s, uint64_t hash)
{
    size_t mask = ((size_t)1 << s->slot_bits) - 1, at = probe(s, hash);
    while (s->slot[at] && s->hash[(uint32_t)s->slot[at] - 1] != hash)
        at = (at + 1) & mask;
    return at;
}

static void fetch(const struct shingle_set *s, uint64_t hash) { __builtin_prefetch(&s->slot[slot_of(s, hash)]); }

static int make_slots(struct shingle_set *s, unsigned bits, struct crib_err *err)
{
    size_t n_slots = (size_t)1 << bits;
    mem_free(s->slot);
    s->slot_bits = bits;
    s->slot = mem_alloc(n_slots * sizeof *s->slot); /* huge pages: it is read at random */
    if (!s->slot)
        return CRIB_NOMEM(err);
    memset(s->slot, 0, n_slots * sizeof *s->slot);
    for (size_t i = 0; i < s->n; i++) {
        size_t at = slot_of(s, s->hash[i]);
        if (i + AHEAD < s->n)
            fetch(s, s->hash[i + AHEAD]);
        while (s->slot[at])
            at = (at + 1) & (n_slots - 1);
        s->slot[at] = made_slot(s->hash[i], i);
    }
    return CRIB_OK;
}

int shingle_set_init(struct shingle_set *s, struct crib_err *err)
{
    *s = (struct shingle_set){ 0 };
    return make_slots(s, LEAST_BITS, err);
}

static void add_block(struct shingle_set *s, const uint64_t *shingle, size_t n)
{
    for (size_t i = 0; i < n; i++)
        fetch(s, shingle[i]);
    for (size_t i = 0; i < n; i++) {
        size_t at = find(s, shingle[i]);
        if (!s->slot[at]) {
            s->slot[at] = made_slot(shingle[i], s->n);
            s->hash[s->n++] = shingle[i];
        }
    }
}

int shingle_set_add(struct shingle_set *s, const uint64_t *shingle, size_t n, struct crib_err *err)
{
    for (size_t beg = 0; beg < n; beg += BLOCK) {
        size_t len = min_size(BLOCK, n - beg);
        if (s->n + len >= UINT32_MAX)
            return CRIB_FAIL(err, CRIB_E_LIMIT, CRIB_NOWHERE, "%zu different shingles in passages", s->n);
        if (bits_for(s->n + len) > s->slot_bits)
            CRIB_TRY(make_slots(s, bits_for(s->n + len), err));
        CRIB_TRY(VEC_GROW(s->hash, s->n, &s->cap, len, err));
        add_block(s, shingle + beg, len);
    }
    return CRIB_OK;
}

int shingle_set_close(struct shingle_set *s, struct crib_err *err)
{
    s->any_bits = LEAST_BITS;
    while (s->any_bits < MOST_ANY_BITS && UINT64_C(1) << s->any_bits < (uint64_t)s->n << FINER_BITS)
        s->any_bits++;
    s->any = mem_zero((size_t)1 << (s->any_bits - 6), sizeof *s->any);
    if (!s->any)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < s->n; i++) {
        uint64_t part = s->hash[i] >> (64 - s->any_bits);
        s->any[part >> 6] |= UINT64_C(1) << (part & 63);
    }
    return CRIB_OK;
}

/* Of place[n], in the set by all appearance, those that are. Only where two
 * hashes agree in half of their bits is there more to be done. */
static uint32_t verify(const struct shingle_set *s, const uint64_t *shingle, uint32_t *place, uint32_t *at, uint32_t n)
{
    uint32_t n_found = 0;
    for (uint32_t k = 0; k < n; k++) {
        size_t number = at[k];
        if (s->hash[number] != shingle[place[k]]) {
            uint64_t slot = s->slot[find(s, shingle[place[k]])];
            number = slot ? (uint32_t)slot - 1 : s->n;
        }
        place[n_found] = place[k];
        at[n_found] = (uint32_t)number;
        n_found += number < s->n;
    }
    return n_found;
}

static uint32_t find_block(const struct shingle_set *s, const uint64_t *shingle, uint32_t n, uint32_t *place,
                           uint32_t *at)
{
    uint32_t n_may = 0, n_found = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t part = shingle[i] >> (64 - s->any_bits);
        place[n_may] = i;
        n_may += s->any[part >> 6] >> (part & 63) & 1;
    }
    for (uint32_t k = 0; k < min_u32(AHEAD, n_may); k++)
        fetch(s, shingle[place[k]]);
    for (uint32_t k = 0; k < n_may; k++) {
        if (k + AHEAD < n_may)
            fetch(s, shingle[place[k + AHEAD]]);
        uint64_t slot = s->slot[probe(s, shingle[place[k]])];
        place[n_found] = place[k];
        at[n_found] = (uint32_t)slot - 1;
        n_found += slot != 0;
    }
    return verify(s, shingle, place, at, n_found);
}

uint32_t shingle_set_find(const struct shingle_set *s, const uint64_t *shingle, uint32_t n, uint32_t *place,
                          uint32_t *at)
{
    uint32_t n_found = 0;
    for (uint32_t beg = 0; beg < n; beg += BLOCK) {
        uint32_t here = find_block(s, shingle + beg, min_u32(BLOCK, n - beg), place + n_found, at + n_found);
        for (uint32_t k = 0; k < here; k++)
            place[n_found + k] += beg;
        n_found += here;
    }
    return n_found;
}
