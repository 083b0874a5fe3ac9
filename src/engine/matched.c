/* SPDX-License-Identifier: MIT */
/* Matched units: a bit a unit on either side, since passages may overlap. */
#include "engine/matched.h"

#include "match/cover.h"

static uint32_t count_bits(const uint64_t *bits, size_t words)
{
    uint32_t n = 0;
    for (size_t i = 0; i < words; i++)
        n += (uint32_t)__builtin_popcountll(bits[i]);
    return n;
}

void bit_room_done(struct bit_room *r)
{
    mem_free(r->word);
    *r = (struct bit_room){ 0 };
}

/* Units [a, a + n) of one document stand against [b, b + n) of the other. */
struct both {
    const struct units *row_a, *row_b;
    const struct doc *a, *b;
    uint64_t *bits_a, *bits_b;
    size_t words_a, words_b;
};

static int both_begin(const struct collection *c, uint32_t a, uint32_t b, struct bit_room *room, struct both *x,
                      struct crib_err *err)
{
    *x = (struct both){ .row_a = &c->rows[a], .row_b = &c->rows[b], .a = &c->doc[a], .b = &c->doc[b] };
    x->words_a = x->row_a->n / 64 + 1;
    x->words_b = x->row_b->n / 64 + 1;
    CRIB_TRY(VEC_GROW(room->word, 0, &room->cap, x->words_a + x->words_b, err));
    memset(room->word, 0, (x->words_a + x->words_b) * sizeof *room->word);
    x->bits_a = room->word;
    x->bits_b = room->word + x->words_a;
    return CRIB_OK;
}

static void set_own(const struct both *x, uint32_t a, uint32_t b, uint32_t n)
{
    if (!x->a->template_units && !x->b->template_units) {
        cover_add(x->bits_a, (struct unit_span){ a, a + n });
        cover_add(x->bits_b, (struct unit_span){ b, b + n });
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        if (!is_template_unit(x->a, a + i) && !is_template_unit(x->b, b + i)) {
            cover_add(x->bits_a, (struct unit_span){ a + i, a + i + 1 });
            cover_add(x->bits_b, (struct unit_span){ b + i, b + i + 1 });
        }
}

static void add_passage(const struct both *x, const struct found *f, const struct alike *block)
{
    for (size_t k = 0; k < f->n_block; k++) {
        struct unit_span s;
        for (uint32_t at = 0; alike_next_matched(&block[k], x->row_a, x->row_b, &at, &s);)
            set_own(x, block[k].a + s.beg, block[k].b + s.beg, unit_len(s));
    }
}

static uint32_t smaller(const struct both *x)
{
    return min_u32(count_bits(x->bits_a, x->words_a), count_bits(x->bits_b, x->words_b));
}

/* Of one passage whose blocks follow each other on both sides, and no template,
 * it is known already. */
static bool is_known(const struct collection *c, uint32_t a, uint32_t b, const struct found *f,
                     const struct alike *block)
{
    bool in_order = !c->doc[a].template_units && !c->doc[b].template_units;
    for (size_t k = 1; in_order && k < f->n_block; k++)
        in_order = block[k].a >= block[k - 1].a + block[k - 1].len && block[k].b >= block[k - 1].b + block[k - 1].len;
    return in_order;
}

int matched_all(const struct collection *c, uint32_t a, uint32_t b, const struct founds *f, struct bit_room *room,
                uint32_t *matched, struct crib_err *err)
{
    struct both x;
    *matched = 0;
    if (f->n == 1 && is_known(c, a, b, f->item, f->blocks.item + f->item->block_beg)) {
        *matched = f->item->list ? 0 : f->item->matched;
        return CRIB_OK;
    }
    if (f->n == 0)
        return CRIB_OK;
    CRIB_TRY(both_begin(c, a, b, room, &x, err));
    for (size_t i = 0; i < f->n; i++)
        if (!f->item[i].list)
            add_passage(&x, &f->item[i], f->blocks.item + f->item[i].block_beg);
    *matched = smaller(&x);
    return CRIB_OK;
}

static bool is_own(const struct raw *r) { return !r->dropped && !r->found.list && !is_common_role(r->role); }

int matched_own(const struct collection *c, const struct raw *raw, size_t n, struct bit_room *room, uint32_t *matched,
                struct crib_err *err)
{
    struct both x;
    *matched = 0;
    if (n == 1 && is_own(raw) && is_known(c, raw->a, raw->b, &raw->found, raw->block)) {
        *matched = raw->found.matched;
        return CRIB_OK;
    }
    if (n == 0)
        return CRIB_OK;
    CRIB_TRY(both_begin(c, raw[0].a, raw[0].b, room, &x, err));
    for (size_t i = 0; i < n; i++)
        if (is_own(&raw[i]))
            add_passage(&x, &raw[i].found, raw[i].block);
    *matched = smaller(&x);
    return CRIB_OK;
}

bool pair_is_near(const struct collection *c, const struct engine_options *o, uint32_t a, uint32_t b,
                  uint32_t matched)
{
    uint32_t longer = max_u32(own_units(c, a), own_units(c, b));
    return a != b && longer > 0 && (uint64_t)matched * 1000 >= (uint64_t)longer * o->pub.near_permille;
}
