/* SPDX-License-Identifier: MIT */
/* Unit rows: five parallel arrays that grow together while a row is written,
 * and one block of memory when it is kept.
 *
 * Packed, a unit's code is told by its exact value, its kind by its code but
 * for a few (a lone capital looks like a word), and its place by a distance
 * from the first unit of its block and a length; what does not fit, because a
 * picture or a very long word is in the way, is listed apart. */
#include "core/units.h"

#include "core/err.h"

void units_init(struct units *u) { *u = (struct units){ 0 }; }

void units_done(struct units *u)
{
    if (u->pack)
        u->exact = NULL; /* it is in the pack */
    mem_free(u->pack);
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
    return a->n == b->n && (a->n == 0 || memcmp(a->exact, b->exact, a->n * sizeof *a->exact) == 0);
}

/* ---- packed ---- */

enum { BLOCK_BITS = 6, BLOCK = 1 << BLOCK_BITS };
#define APART UINT16_MAX /* in the place of a distance: the unit is listed apart */

/* One piece of memory, the arrays behind the head in this order. */
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
};

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

static int pack_room(struct units *to, const struct units *from, uint32_t n_apart, uint32_t n_odd, struct crib_err *err)
{
    size_t n = from->n, n_base = n / BLOCK + 1;
    size_t size = sizeof(struct units_pack) + n * (sizeof(uint32_t) + sizeof(uint16_t) + 1) + n_base * sizeof(uint32_t) +
                  n_apart * sizeof(struct apart) + n_odd * sizeof(struct odd);
    struct units_pack *p = mem_alloc(size);
    if (!p)
        return CRIB_NOMEM(err);
    to->pack = p;
    to->n = from->n;
    to->exact = (uint32_t *)(p + 1);
    p->base = to->exact + n;
    p->apart = (struct apart *)(p->base + n_base);
    p->odd = (struct odd *)(p->apart + n_apart);
    p->from = (uint16_t *)(p->odd + n_odd);
    p->len = (uint8_t *)(p->from + n);
    p->n_apart = p->n_odd = 0;
    return CRIB_OK;
}

int units_pack(struct units *to, const struct units *from, struct crib_err *err)
{
    assert(!to->n && !to->cap && !to->pack && !from->pack);
    uint32_t n = from->n, n_apart = 0, n_odd = 0;
    for (uint32_t i = 0; i < n; i++) {
        n_apart += !fits(from, i);
        n_odd += from->kind[i] != likely_kind(from->exact[i]);
    }
    CRIB_TRY(pack_room(to, from, n_apart, n_odd, err));
    struct units_pack *p = to->pack;
    if (n)
        memcpy(to->exact, from->exact, n * sizeof *to->exact);
    for (uint32_t i = 0; i < n; i += BLOCK)
        p->base[i >> BLOCK_BITS] = from->beg[i];
    for (uint32_t i = 0; i < n; i++) {
        p->from[i] = (uint16_t)(from->beg[i] - p->base[i >> BLOCK_BITS]);
        p->len[i] = (uint8_t)(from->end[i] - from->beg[i]);
    }
    for (uint32_t i = 0; n_apart && i < n; i++)
        if (!fits(from, i)) {
            p->apart[p->n_apart++] = (struct apart){ i, { from->beg[i], from->end[i] } };
            p->from[i] = APART;
        }
    for (uint32_t i = 0; n_odd && i < n; i++)
        if (from->kind[i] != likely_kind(from->exact[i]))
            p->odd[p->n_odd++] = (struct odd){ i, from->kind[i] };
    return CRIB_OK;
}

struct txt_span units_packed_span(const struct units *u, uint32_t i)
{
    const struct units_pack *p = u->pack;
    if (p->from[i] != APART) {
        uint32_t beg = p->base[i >> BLOCK_BITS] + p->from[i];
        return (struct txt_span){ beg, beg + p->len[i] };
    }
    uint32_t lo = 0, hi = p->n_apart;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (p->apart[mid].unit < i)
            lo = mid + 1;
        else
            hi = mid;
    }
    return p->apart[lo].at;
}

uint8_t units_packed_kind(const struct units *u, uint32_t i)
{
    const struct units_pack *p = u->pack;
    uint32_t lo = 0, hi = p->n_odd;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (p->odd[mid].unit < i)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < p->n_odd && p->odd[lo].unit == i ? p->odd[lo].kind : likely_kind(u->exact[i]);
}
