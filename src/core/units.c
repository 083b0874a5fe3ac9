/* SPDX-License-Identifier: MIT */
/* Unit rows: five parallel arrays that grow together while a row is written,
 * and one block of memory when it is kept.
 *
 * Packed, a unit's code is told by its exact value, its kind by its code but
 * for a few (a lone capital looks like a word), and its place by a distance
 * from the first unit of its block and a length; what does not fit, because a
 * picture or a very long word is in the way, is listed apart. */
#include "core/units.h"

#include "core/cpu.h"
#include "core/err.h"
#include "core/hash.h"
#include "core/search.h"

enum { BLOCK_BITS = 6, BLOCK = 1 << BLOCK_BITS };
#define APART UINT16_MAX /* in the place of a distance: the unit is listed apart */

/* One piece of memory, the arrays behind the head, but for the exceptions. */
struct units_pack {
    uint32_t *base;              /* [n / BLOCK + 1] where the block's first unit begins       */
    struct apart {
        uint32_t unit;
        struct txt_span at;
    } *apart;                    /* [n_apart] by unit                                         */
    struct odd {
        uint32_t unit;
        uint8_t kind;
    } *odd;                      /* [n_odd] by unit: whose kind is not what its code looks like */
    uint16_t *from;              /* [n] distance from the block's first unit, or APART         */
    uint8_t *len;                /* [n] bytes                                                 */
    uint32_t n_apart, n_odd;
    struct slab *slab;           /* this is a piece of                                        */
};

static void pack_done(struct units_pack *p)
{
    mem_free(p->apart);
    mem_free(p->odd);
    slab_give(p->slab);
}

void units_init(struct units *u) { *u = (struct units){ 0 }; }

void units_done(struct units *u)
{
    if (u->pack) {
        u->exact = NULL; /* it is in the pack */
        pack_done(u->pack);
    }
    mem_free(u->code);
    mem_free(u->exact);
    mem_free(u->beg);
    mem_free(u->end);
    mem_free(u->kind);
    units_init(u);
}

static int resize(struct units *u, size_t cap, struct crib_err *err)
{
    uint32_t **words[] = { &u->code, &u->exact, &u->beg, &u->end };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        uint32_t *p = mem_realloc(*words[i], cap * sizeof *p);
        if (!p)
            return CRIB_NOMEM(err);
        *words[i] = p;
    }
    uint8_t *kind = mem_realloc(u->kind, cap);
    if (!kind)
        return CRIB_NOMEM(err);
    u->kind = kind;
    u->cap = (uint32_t)cap;
    return CRIB_OK;
}

int units_room(struct units *u, size_t more, struct crib_err *err)
{
    assert(!u->pack);
    if (more <= u->cap - u->n)
        return CRIB_OK;
    if (more > UINT32_MAX / 2 - u->n)
        return CRIB_FAIL(err, CRIB_E_LIMIT, CRIB_NOWHERE, "a document of more than %u units", UINT32_MAX / 2);
    size_t cap = max_size(u->n + more, u->cap + u->cap / 2);
    return resize(u, max_size(min_size(cap, UINT32_MAX / 2), 64), err);
}

bool units_equal(const struct units *a, const struct units *b)
{
    return a->n == b->n && a->marks == b->marks &&
           (a->n == 0 || memcmp(a->exact, b->exact, a->n * sizeof *a->exact) == 0);
}

uint64_t units_hash(const struct units *u)
{
    return hash_bytes(u->exact, (size_t)u->n * sizeof *u->exact, u->marks);
}

static uint8_t likely_kind(uint32_t exact)
{
    if (exact & UNIT_WORD_BIT)
        return UNIT_WORD;
    return exact & UNIT_NUMBER_BIT ? UNIT_NUMBER : exact == UNIT_PLACEHOLDER ? UNIT_REDACTION : UNIT_CHAR;
}

static bool fits(const struct units *u, uint32_t i)
{
    return u->beg[i] - u->beg[i & ~(uint32_t)(BLOCK - 1)] < APART && u->end[i] - u->beg[i] <= UINT8_MAX;
}

static uint32_t count_apart(const struct units *u, uint32_t first, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t i = first; i < end; i++)
        n += !fits(u, i);
    return n;
}

static uint32_t count_odd(const struct units *u, uint32_t first, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t i = first; i < end; i++)
        n += u->kind[i] != likely_kind(u->exact[i]);
    return n;
}

/* Distances and lengths of n units, cut to what there is room for; true if all
 * are whole. No unit begins before the one before it. Here and in the next one
 * no branch and no sum but of bits, so that compilers make vectors of them. */
static inline __attribute__((always_inline)) bool pack_places(const uint32_t *restrict beg,
                                                              const uint32_t *restrict end, uint32_t n,
                                                              uint16_t *restrict from, uint8_t *restrict len)
{
    uint32_t base = beg[0], any = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t bytes = end[i] - beg[i];
        from[i] = (uint16_t)(beg[i] - base);
        len[i] = (uint8_t)bytes;
        any |= bytes;
    }
    return any <= UINT8_MAX && beg[n - 1] - base < APART;
}

/* Are the kinds of n units what their codes look like? */
static inline __attribute__((always_inline)) bool kinds_likely(const uint32_t *restrict exact,
                                                               const uint8_t *restrict kind, uint32_t n)
{
    uint32_t any = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t x = exact[i], word = x >> 31, number = ~x >> 31 & x >> 30, hidden = x == UNIT_PLACEHOLDER;
        any |= kind[i] ^ (word * UNIT_WORD | number * UNIT_NUMBER | hidden * UNIT_REDACTION);
    }
    return any == 0;
}

/* Units [first, end) of one block: their distances and lengths, as far as they
 * fit. Returns how many do not; *odd: how many more are not what they look like. */
static inline __attribute__((always_inline)) uint32_t pack_block(const struct units *u, uint32_t first, uint32_t end,
                                                                 uint16_t *from, uint8_t *len, uint32_t *odd)
{
    uint32_t n = end - first;
    bool whole = pack_places(u->beg + first, u->end + first, n, from + first, len + first);
    *odd += kinds_likely(u->exact + first, u->kind + first, n) ? 0 : count_odd(u, first, end);
    return whole ? 0 : count_apart(u, first, end);
}

typedef uint32_t pack_fn(const struct units *u, uint32_t first, uint32_t end, uint16_t *from, uint8_t *len,
                         uint32_t *odd);

static uint32_t pack_plain(const struct units *u, uint32_t first, uint32_t end, uint16_t *from, uint8_t *len,
                           uint32_t *odd)
{
    return pack_block(u, first, end, from, len, odd);
}

#if defined CPU_X86
__attribute__((CPU_AVX2)) static uint32_t pack_avx2(const struct units *u, uint32_t first, uint32_t end, uint16_t *from,
                                                    uint8_t *len, uint32_t *odd)
{
    return pack_block(u, first, end, from, len, odd);
}

#include <immintrin.h>

/* Written out, because compilers make very different vectors of the above. */
__attribute__((CPU_AVX512)) static uint32_t pack_avx512(const struct units *u, uint32_t first, uint32_t end,
                                                        uint16_t *from, uint8_t *len, uint32_t *odd)
{
    enum { LANES = 16 };
    const __m512i base = _mm512_set1_epi32((int)u->beg[first]);
    uint32_t n_apart = 0, n_odd = 0;
    for (uint32_t i = first; i < end; i += LANES) {
        __mmask16 there = end - i < LANES ? (__mmask16)((1u << (end - i)) - 1) : 0xFFFF;
        __m512i beg = _mm512_maskz_loadu_epi32(there, u->beg + i), stop = _mm512_maskz_loadu_epi32(there, u->end + i);
        __m512i distance = _mm512_sub_epi32(beg, base), bytes = _mm512_sub_epi32(stop, beg);
        _mm256_mask_storeu_epi16(from + i, there, _mm512_cvtepi32_epi16(distance));
        _mm_mask_storeu_epi8(len + i, there, _mm512_cvtepi32_epi8(bytes));
        uint32_t far = _mm512_mask_cmpge_epu32_mask(there, distance, _mm512_set1_epi32(APART)) |
                       _mm512_mask_cmpgt_epu32_mask(there, bytes, _mm512_set1_epi32(UINT8_MAX));
        __m512i x = _mm512_maskz_loadu_epi32(there, u->exact + i);
        __mmask16 word = _mm512_movepi32_mask(x), bit_30 = _mm512_movepi32_mask(_mm512_slli_epi32(x, 1));
        __mmask16 hidden = _mm512_cmpeq_epi32_mask(x, _mm512_set1_epi32(UNIT_PLACEHOLDER));
        __m128i kind = _mm_or_si128(_mm_maskz_set1_epi8(word, UNIT_WORD), _mm_maskz_set1_epi8(hidden, UNIT_REDACTION));
        kind = _mm_or_si128(kind, _mm_maskz_set1_epi8((__mmask16)(bit_30 & ~word), UNIT_NUMBER));
        n_apart += (uint32_t)__builtin_popcount(far);
        n_odd += (uint32_t)__builtin_popcount(
            _mm_mask_cmpneq_epi8_mask(there, kind, _mm_maskz_loadu_epi8(there, u->kind + i)));
    }
    *odd += n_odd;
    return n_apart;
}
#endif

static pack_fn *pack_best(void)
{
#if defined CPU_X86
    if (cpu_has_avx512())
        return pack_avx512;
    if (cpu_has_avx2())
        return pack_avx2;
#endif
    return pack_plain;
}

static int pack_room(struct units *to, uint32_t n, struct slab **slab, struct crib_err *err)
{
    size_t n_base = (size_t)n / BLOCK + 1;
    size_t size = sizeof(struct units_pack) + n * (sizeof(uint32_t) + sizeof(uint16_t) + sizeof(uint8_t)) +
                  n_base * sizeof(uint32_t);
    struct slab *of;
    struct units_pack *p = slab_take(slab, size, &of);
    if (!p)
        return CRIB_NOMEM(err);
    p->slab = of;
    to->pack = p;
    to->n = n;
    to->exact = (uint32_t *)(p + 1);
    p->base = to->exact + n;
    p->from = (uint16_t *)(p->base + n_base);
    p->len = (uint8_t *)(p->from + n);
    p->apart = NULL;
    p->odd = NULL;
    p->n_apart = p->n_odd = 0;
    return CRIB_OK;
}

/* What the arrays cannot say. */
static int list_exceptions(struct units_pack *p, const struct units *u, uint32_t n_apart, uint32_t n_odd,
                           struct crib_err *err)
{
    if (n_apart && !(p->apart = mem_alloc(n_apart * sizeof *p->apart)))
        return CRIB_NOMEM(err);
    if (n_odd && !(p->odd = mem_alloc(n_odd * sizeof *p->odd)))
        return CRIB_NOMEM(err);
    for (uint32_t i = 0; n_apart && i < u->n; i++)
        if (!fits(u, i)) {
            p->apart[p->n_apart++] = (struct apart){ i, { u->beg[i], u->end[i] } };
            p->from[i] = APART;
        }
    for (uint32_t i = 0; n_odd && i < u->n; i++)
        if (u->kind[i] != likely_kind(u->exact[i]))
            p->odd[p->n_odd++] = (struct odd){ i, u->kind[i] };
    return CRIB_OK;
}

int units_pack(struct units *to, const struct units *from, struct slab **slab, struct crib_err *err)
{
    assert(!to->n && !to->cap && !to->pack && !from->pack);
    uint32_t n = from->n, n_apart = 0, n_odd = 0;
    CRIB_TRY(pack_room(to, n, slab, err));
    to->marks = from->marks;
    struct units_pack *p = to->pack;
    pack_fn *pack = pack_best();
    if (n)
        memcpy(to->exact, from->exact, n * sizeof *to->exact);
    for (uint32_t i = 0; i < n; i += BLOCK) {
        p->base[i >> BLOCK_BITS] = from->beg[i];
        n_apart += pack(from, i, min_u32(n, i + BLOCK), p->from, p->len, &n_odd);
    }
    return list_exceptions(p, from, n_apart, n_odd, err);
}

struct txt_span units_packed_span(const struct units *u, uint32_t i)
{
    const struct units_pack *p = u->pack;
    if (p->from[i] != APART) {
        uint32_t beg = p->base[i >> BLOCK_BITS] + p->from[i];
        return (struct txt_span){ beg, beg + p->len[i] };
    }
    uint32_t at;
    LOWER_BOUND(at, p->n_apart, p->apart[at].unit < i);
    return p->apart[at].at;
}

/* The first unit from i on that is not what it looks like, as an index of odd[]. */
static uint32_t first_odd(const struct units_pack *p, uint32_t i)
{
    uint32_t at;
    LOWER_BOUND(at, p->n_odd, p->odd[at].unit < i);
    return at;
}

uint8_t units_packed_kind(const struct units *u, uint32_t i)
{
    const struct units_pack *p = u->pack;
    uint32_t at = first_odd(p, i);
    return at < p->n_odd && p->odd[at].unit == i ? p->odd[at].kind : likely_kind(u->exact[i]);
}

void unit_kinds_from(struct unit_kinds *k, uint32_t i)
{
    const struct units *u = k->of;
    const struct units_pack *p = u->pack;
    uint32_t end = i + min_u32(sizeof k->kind, u->n - i);
    k->beg = i;
    k->n = end - i;
    if (!p) {
        memcpy(k->kind, u->kind + i, k->n);
        return;
    }
    for (uint32_t at = i; at < end; at++)
        k->kind[at - i] = likely_kind(u->exact[at]);
    for (uint32_t at = first_odd(p, i); at < p->n_odd && p->odd[at].unit < end; at++)
        k->kind[p->odd[at].unit - i] = p->odd[at].kind;
}
