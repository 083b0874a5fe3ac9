/* SPDX-License-Identifier: MIT */
/* One after the other; or with AVX-512, whose masks say which of eight or
 * sixteen are sampled, less, or the least. What only one in several is, no
 * processor predicts: where it matters, there is no branch. */
#include "sketch/seed_kernels.h"

#include "core/units.h"

#include "core/cpu.h"

static void weigh_plain(const uint32_t *exact, uint32_t n, uint32_t *weight)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        weight[i] = sum;
        sum += 1 + (exact[i] >> 31); /* unit_weighs() */
    }
    weight[n] = sum;
}

/* Those of shingles [i, n), k before them; returns how many there are then. */
static uint32_t sample_from(const uint64_t *shingle, uint32_t i, uint32_t n, int32_t *pos, uint32_t k)
{
    for (; i < n; i++) { /* each is written, and written over unless it is sampled */
        pos[k] = (int32_t)i;
        k += shingle[i] < SEED_SAMPLED_BELOW;
    }
    return k;
}

static uint32_t sample_plain(const uint64_t *shingle, uint32_t n, int32_t *pos)
{
    return sample_from(shingle, 0, n, pos, 0);
}

static uint32_t least_plain(const uint64_t *shingle, uint32_t n)
{
    uint32_t least = 0;
    for (uint32_t i = 1; i < n; i++)
        least = shingle[i] <= shingle[least] ? i : least;
    return least;
}

/* The nearest one before that is less and the nearest behind that is not
 * greater, neither of which is among the first `near`: *before and *behind, at
 * which no window is shared, when there is none. */
static bool look_farther(const struct sampled *s, ptrdiff_t k, ptrdiff_t near, ptrdiff_t *before, ptrdiff_t *behind)
{
    static_assert((int)SEED_FAR < (int)SEED_ROOM, "the fence is reached first");
    const int64_t *hash = s->hash + k;
    if (*before > near)
        while (*before <= SEED_FAR && s->pos[k - *before] >= s->from[k] && hash[-*before] >= *hash)
            ++*before;
    if (*behind > near)
        while (*behind <= SEED_FAR && s->from[k + *behind] <= s->pos[k] && hash[*behind] > *hash)
            ++*behind;
    return *before <= SEED_FAR && *behind <= SEED_FAR;
}

/* From the k-th one's neighbours, which are the first `near` or one farther.
 * Where that one shares no window, it changes nothing. */
static inline __attribute__((always_inline)) bool set_windows(struct sampled *s, ptrdiff_t k, ptrdiff_t near,
                                                              ptrdiff_t before, ptrdiff_t behind)
{
    int32_t pos = s->pos[k], from = s->from[k], past = s->pos[k - before] + 1, next = s->from[k + behind];
    bool farther = ((before > near) & (past > from)) | ((behind > near) & (next <= pos)); /* one branch, seldom taken */
    if (__builtin_expect(farther, 0)) {
        if (!look_farther(s, k, near, &before, &behind))
            return false;
        past = s->pos[k - before] + 1, next = s->from[k + behind];
    }
    s->beg[k] = from > past ? from : past;
    s->end[k] = pos + 1 < next ? pos + 1 : next;
    return true;
}

static bool narrow_plain(struct sampled *s)
{
    enum { NEAR = 4 };
    for (uint32_t k = 0; k < s->n; k++) {
        const int64_t *at = s->hash + k, hash = *at;
        ptrdiff_t before = NEAR + 1, behind = NEAR + 1;
        for (ptrdiff_t j = NEAR; j > 0; j--) { /* no branch: which one it is no processor predicts */
            before = at[-j] < hash ? j : before;
            behind = at[j] <= hash ? j : behind;
        }
        if (!set_windows(s, k, NEAR, before, behind))
            return false;
    }
    return true;
}

#if defined CPU_X86
#include <immintrin.h>

/* Eight at a time, each with its j-th neighbours, the nearest last. What is
 * found where no window is shared changes nothing. */
__attribute__((CPU_AVX512)) static bool narrow_avx512(struct sampled *s)
{
    enum { LANES = 8, NEAR = 6 };
    const struct sampled here = *s;
    const __m256i one = _mm256_set1_epi32(1);
    for (uint32_t k = 0; k < here.n; k += LANES) {
        const int64_t *hash = here.hash + k;
        const int32_t *pos = here.pos + k, *from = here.from + k;
        const __m512i h = _mm512_loadu_si512(hash);
        const __m256i at = _mm256_loadu_si256((const void *)pos), first = _mm256_loadu_si256((const void *)from);
        __m256i past = _mm256_loadu_si256((const void *)(pos - NEAR - 1)),
                next = _mm256_loadu_si256((const void *)(from + NEAR + 1));
        uint32_t before = _mm256_cmpge_epi32_mask(past, first), behind = _mm256_cmple_epi32_mask(next, at);
        for (ptrdiff_t j = NEAR; j > 0; j--) {
            __mmask8 less = _mm512_cmplt_epi64_mask(_mm512_loadu_si512(hash - j), h);
            __mmask8 not_greater = _mm512_cmple_epi64_mask(_mm512_loadu_si512(hash + j), h);
            past = _mm256_mask_loadu_epi32(past, less, pos - j);
            next = _mm256_mask_loadu_epi32(next, not_greater, from + j);
            before &= ~(uint32_t)less, behind &= ~(uint32_t)not_greater;
        }
        _mm256_storeu_si256((void *)(here.beg + k), _mm256_max_epi32(first, _mm256_add_epi32(past, one)));
        _mm256_storeu_si256((void *)(here.end + k), _mm256_min_epi32(next, _mm256_add_epi32(at, one)));
        for (uint32_t farther = before | behind; __builtin_expect(farther != 0, 0); farther &= farther - 1)
            if (!set_windows(s, k + (uint32_t)__builtin_ctz(farther), 0, 1, 1))
                return false;
    }
    return true;
}

/* Thirty-two at a time: first how little the least is, then which ones are. */
__attribute__((CPU_AVX512)) static uint32_t least_avx512(const uint64_t *shingle, uint32_t n)
{
    enum { LANES = 8, ROWS = 4, BLOCK = LANES * ROWS };
    const __m512i most = _mm512_set1_epi64(-1);
    uint64_t least = UINT64_MAX;
    uint32_t place = 0;
    for (uint32_t i = 0; i < n; i += BLOCK) {
        uint32_t there = n - i < BLOCK ? (1u << (n - i)) - 1 : UINT32_MAX, same = 0;
        __m512i row[ROWS], low;
        for (int r = 0; r < ROWS; r++)
            row[r] = _mm512_mask_loadu_epi64(most, (__mmask8)(there >> LANES * r), shingle + i + LANES * r);
        low = _mm512_min_epu64(_mm512_min_epu64(row[0], row[1]), _mm512_min_epu64(row[2], row[3]));
        uint64_t value = _mm512_reduce_min_epu64(low);
        for (int r = 0; r < ROWS; r++)
            same |= (uint32_t)_mm512_cmpeq_epi64_mask(row[r], _mm512_set1_epi64((long long)value)) << LANES * r;
        place = value <= least ? i + 31 - (uint32_t)__builtin_clz((same & there) | 1) : place;
        least = value <= least ? value : least;
    }
    return place;
}

/* Sixteen weights to the sums of those up to each: by one, two, four, eight. */
__attribute__((CPU_AVX512)) static void weigh_avx512(const uint32_t *exact, uint32_t n, uint32_t *weight)
{
    enum { LANES = 16 };
    const __m512i none = _mm512_setzero_si512(), one = _mm512_set1_epi32(1), last = _mm512_set1_epi32(LANES - 1);
    __m512i before = none;
    uint32_t i = 0;
    for (; n - i >= LANES; i += LANES) {
        __m512i w = _mm512_add_epi32(_mm512_srli_epi32(_mm512_loadu_si512(exact + i), 31), one), up = w;
        up = _mm512_add_epi32(up, _mm512_alignr_epi32(up, none, LANES - 1));
        up = _mm512_add_epi32(up, _mm512_alignr_epi32(up, none, LANES - 2));
        up = _mm512_add_epi32(up, _mm512_alignr_epi32(up, none, LANES - 4));
        up = _mm512_add_epi32(up, _mm512_alignr_epi32(up, none, LANES - 8));
        up = _mm512_add_epi32(up, before);
        _mm512_storeu_si512(weight + i, _mm512_sub_epi32(up, w));
        before = _mm512_permutexvar_epi32(last, up);
    }
    uint32_t sum = (uint32_t)_mm512_cvtsi512_si32(before);
    weigh_plain(exact + i, n - i, weight + i);
    for (uint32_t k = i; k <= n; k++)
        weight[k] += sum;
}

__attribute__((CPU_AVX512)) static uint32_t sample_avx512(const uint64_t *shingle, uint32_t n, int32_t *pos)
{
    enum { LANES = 16, HALF = LANES / 2 };
    static_assert((int)LANES <= (int)SEED_ROOM, "a whole vector is written");
    const __m512i below = _mm512_set1_epi64((long long)SEED_SAMPLED_BELOW);
    __m512i now = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    uint32_t k = 0, i = 0;
    for (; n - i >= LANES; i += LANES) {
        uint32_t a = _mm512_cmplt_epu64_mask(_mm512_loadu_si512(shingle + i), below);
        uint32_t b = _mm512_cmplt_epu64_mask(_mm512_loadu_si512(shingle + i + HALF), below);
        uint32_t both = a | b << HALF;
        _mm512_storeu_si512(pos + k, _mm512_maskz_compress_epi32((__mmask16)both, now));
        now = _mm512_add_epi32(now, _mm512_set1_epi32(LANES));
        k += (uint32_t)__builtin_popcount(both);
    }
    return sample_from(shingle, i, n, pos, k);
}
#endif

void sampled_fence(struct sampled *s)
{
    for (ptrdiff_t i = 0; i < SEED_ROOM; i++) {
        s->hash[-1 - i] = s->hash[s->n + i] = INT64_MAX;
        s->pos[-1 - i] = s->pos[s->n + i] = -1;
        s->from[-1 - i] = s->from[s->n + i] = INT32_MAX;
    }
}

void seed_kernels(struct seed_kernel kernel[SEED_KERNELS_MOST], size_t *n)
{
    *n = 0;
    kernel[(*n)++] = (struct seed_kernel){ "plain", true, weigh_plain, sample_plain, narrow_plain, least_plain };
#if defined CPU_X86
    kernel[(*n)++] = (struct seed_kernel){ "avx512", cpu_has_avx512(), weigh_avx512, sample_avx512, narrow_avx512,
                                              least_avx512 };
#endif
}

struct seed_kernel seed_kernel_best(void)
{
    struct seed_kernel kernel[SEED_KERNELS_MOST];
    size_t n;
    seed_kernels(kernel, &n);
    while (!kernel[n - 1].usable)
        n--;
    return kernel[n - 1];
}
