/* SPDX-License-Identifier: MIT */
#include "ref/sketch_rows.h"

#include "core/hash.h"
#include "harness.h"

void row_add(struct units *u, uint32_t code, uint32_t exact)
{
    if (units_room(u, 1, NULL) != CRIB_OK)
        abort();
    uint32_t i = u->n++;
    u->code[i] = code;
    u->exact[i] = exact;
    u->beg[i] = i * 3;
    u->end[i] = i * 3 + 3;
    u->kind[i] = code & UNIT_WORD_BIT ? UNIT_WORD : code == UNIT_PLACEHOLDER ? UNIT_NUMBER : UNIT_CHAR;
}

void row_han(struct units *u, uint32_t code) { row_add(u, code, code); }

uint32_t random_han(uint64_t *rng) { return 0x4E00 + (uint32_t)(test_random(rng) % 8000); }

void row_han_random(struct units *u, uint64_t *rng, uint32_t n)
{
    while (n-- > 0)
        row_han(u, random_han(rng));
}

void row_copy(struct units *u, const struct units *from, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++)
        row_add(u, from->code[i], from->exact[i]);
}

void row_random(struct units *u, uint32_t n, struct row_kind kind, uint64_t *rng)
{
    for (uint32_t end = u->n + n; u->n < end;) {
        if (u->n > 0 && test_random(rng) % 100 < kind.repeats) {
            uint32_t period = 1 + (uint32_t)(test_random(rng) % min_u32(u->n, 7));
            for (uint32_t k = (uint32_t)(test_random(rng) % 60); k > 0 && u->n < end; k--)
                row_copy(u, u, u->n - period, u->n - period + 1);
            continue;
        }
        uint32_t c = 0x4E00 + (uint32_t)(test_random(rng) % kind.alphabet);
        if (test_random(rng) % 100 < kind.placeholders)
            row_add(u, UNIT_PLACEHOLDER, (uint32_t)(test_random(rng) % 4));
        else if (c % 100 < kind.words)
            row_add(u, c | UNIT_WORD_BIT, c | UNIT_WORD_BIT);
        else
            row_add(u, c, c);
    }
}

uint64_t *row_shingles(const struct units *u)
{
    uint64_t *out = mem_alloc(shingle_count(u->n) * sizeof *out);
    if (!out)
        abort();
    shingle_hash(u, out);
    return out;
}

/* The end of the window at i, counted anew; 0 when there is none. */
static uint32_t end_ref(const struct units *u, uint32_t i, uint32_t length)
{
    for (uint32_t end = i + SHINGLE_UNITS; end <= u->n; end++) {
        uint32_t weight = 0;
        for (uint32_t k = i; k < end; k++)
            weight += u->kind[k] == UNIT_WORD ? 2 : 1;
        if (weight >= length)
            return end;
    }
    return 0;
}

uint32_t least_ref(const uint64_t *shingle, uint32_t beg, uint32_t end)
{
    uint32_t least = beg;
    for (uint32_t i = beg; i < end; i++)
        if (shingle[i] <= shingle[least])
            least = i;
    return least;
}

void seeds_ref(const struct units *u, const uint64_t *shingle, uint32_t length, struct seeds *out)
{
    uint32_t n = shingle_count(u->n), n_windows = 0;
    bool *is_seed = mem_zero(n, sizeof *is_seed);
    uint32_t *beg = mem_zero(n, sizeof *beg), *end = mem_zero(n, sizeof *end);
    out->item = mem_alloc(n * sizeof *out->item);
    if (!is_seed || !beg || !end || !out->item)
        abort();
    for (uint32_t i = 0; i < n; i++)
        is_seed[i] = shingle[i] < UINT64_MAX / 8 + 1;
    for (uint32_t i = 0; end_ref(u, i, length); i++, n_windows++) {
        uint32_t past = end_ref(u, i, length) - SHINGLE_UNITS + 1, least = least_ref(shingle, i, past);
        bool sampled = false;
        for (uint32_t k = i; k < past; k++)
            sampled |= shingle[k] < UINT64_MAX / 8 + 1;
        is_seed[least] |= !sampled;
        if (end[least] == 0)
            beg[least] = i;
        end[least] = i + 1;
    }
    if (n > 0 && n_windows == 0)
        is_seed[least_ref(shingle, 0, n)] = true;
    out->n = 0;
    for (uint32_t i = 0; i < n; i++)
        if (is_seed[i])
            out->item[out->n++] = (struct seed){ shingle[i], i, beg[i], end[i] };
    mem_free(is_seed);
    mem_free(beg);
    mem_free(end);
}

static int cmp_u64(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static uint32_t sorted_set(const uint64_t *v, uint32_t n, uint64_t *out)
{
    uint32_t kept = 0;
    memcpy(out, v, n * sizeof *v);
    qsort(out, n, sizeof *out, cmp_u64);
    for (uint32_t i = 0; i < n; i++)
        if (i == 0 || out[i] != out[i - 1])
            out[kept++] = out[i];
    return kept;
}

double jaccard_ref(const uint64_t *a, uint32_t n_a, const uint64_t *b, uint32_t n_b)
{
    uint64_t *x = mem_alloc(n_a * sizeof *x), *y = mem_alloc(n_b * sizeof *y);
    if (!x || !y)
        abort();
    uint32_t n_x = sorted_set(a, n_a, x), n_y = sorted_set(b, n_b, y), both = 0;
    for (uint32_t i = 0; i < n_x; i++)
        both += bsearch(&x[i], y, n_y, sizeof *y, cmp_u64) != NULL;
    mem_free(x);
    mem_free(y);
    return (double)both / (n_x + n_y - both);
}

uint64_t simhash_ref(const uint64_t *shingle, uint32_t n)
{
    uint64_t out = 0;
    for (int bit = 0; bit < 64; bit++) {
        int64_t votes = 0;
        for (uint32_t i = 0; i < n; i++)
            votes += shingle[i] >> bit & 1 ? 1 : -1;
        out |= (uint64_t)(votes > 0) << bit;
    }
    return out;
}

void minhash_ref(const uint64_t *shingle, uint32_t n, uint32_t *sig)
{
    uint64_t least[MINHASH_K];
    uint32_t n_filled = 0;
    memset(least, 0xFF, sizeof least);
    for (uint64_t round = 0; n > 0 && round < 2 * MINHASH_K && n_filled < MINHASH_K; round++) {
        for (uint32_t i = 0; i < n; i++) {
            uint64_t h = round == 0 ? shingle[i] : hash_mix(shingle[i] + round * 0x9E3779B97F4A7C15u);
            uint64_t bin = round < MINHASH_K ? h >> 57 : round - MINHASH_K, value = round << 32 | (h & 0xFFFFFFFF);
            n_filled += least[bin] == UINT64_MAX;
            if (value < least[bin])
                least[bin] = value;
        }
    }
    for (uint32_t b = 0; b < MINHASH_K; b++)
        sig[b] = (uint32_t)least[b];
}
