/* SPDX-License-Identifier: MIT */
/* Matched units: a bit a unit on either side, since passages may overlap. */
#include "engine/matched.h"

static void set_bits(uint64_t *bits, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++)
        bits[i >> 6] |= UINT64_C(1) << (i & 63);
}

static uint32_t count_bits(const uint64_t *bits, size_t words)
{
    uint32_t n = 0;
    for (size_t i = 0; i < words; i++)
        n += (uint32_t)__builtin_popcountll(bits[i]);
    return n;
}

/* Units [a, a + n) of one document stand against [b, b + n) of the other. */
struct both { const struct doc *a, *b; uint64_t *bits_a, *bits_b; };

static void set_own(const struct both *x, uint32_t a, uint32_t b, uint32_t n)
{
    if (!x->a->template_units && !x->b->template_units) {
        set_bits(x->bits_a, a, a + n);
        set_bits(x->bits_b, b, b + n);
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        if (!is_template_unit(x->a, a + i) && !is_template_unit(x->b, b + i)) {
            set_bits(x->bits_a, a + i, a + i + 1);
            set_bits(x->bits_b, b + i, b + i + 1);
        }
}

int matched_units(const struct collection *c, const struct raw *raw, size_t n, bool common, uint32_t *matched,
                  struct crib_err *err)
{
    *matched = 0;
    if (n == 0)
        return CRIB_OK;
    const struct units *ua = &c->rows[raw[0].a], *ub = &c->rows[raw[0].b];
    size_t words_a = ua->n / 64 + 1, words_b = ub->n / 64 + 1;
    uint64_t *bits = mem_zero(words_a + words_b, sizeof *bits);
    if (!bits)
        return CRIB_NOMEM(err);
    struct both both = { &c->doc[raw[0].a], &c->doc[raw[0].b], bits, bits + words_a };
    for (size_t i = 0; i < n; i++) {
        if (raw[i].dropped || raw[i].found.list || (!common && is_common_role(raw[i].role)))
            continue;
        for (size_t k = 0; k < raw[i].found.n_block; k++) {
            struct alike x = raw[i].block[k];
            struct unit_span s;
            for (uint32_t at = 0; alike_next_matched(&x, ua, ub, &at, &s);)
                set_own(&both, x.a + s.beg, x.b + s.beg, unit_len(s));
        }
    }
    *matched = min_u32(count_bits(bits, words_a), count_bits(bits + words_a, words_b));
    mem_free(bits);
    return CRIB_OK;
}

int pair_is_near(const struct collection *c, const struct engine_options *o, const struct raw *raw, size_t n,
                 bool *near, struct crib_err *err)
{
    uint32_t matched, a = raw[0].a, b = raw[0].b, longer = max_u32(own_units(c, a), own_units(c, b));
    *near = false;
    if (a == b || longer == 0)
        return CRIB_OK;
    CRIB_TRY(matched_units(c, raw, n, true, &matched, err));
    *near = (uint64_t)matched * 1000 >= (uint64_t)longer * o->pub.near_permille;
    return CRIB_OK;
}
