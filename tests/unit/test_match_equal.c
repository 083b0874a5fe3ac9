/* SPDX-License-Identifier: MIT */
/* match and engine: equal stretches, and what is matched by them, against
 * twins that look at one unit after the other. */
#include "engine/matched.h"
#include "harness.h"
#include "match/equal.h"
#include "ref/sketch_rows.h"

enum { ROUNDS = TEST_SANITIZED ? 100 : 2000, MOST = 300 };

TEST(match_equal_stretches_end_where_the_first_unit_differs)
{
    uint64_t rng = 1;
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t x[MOST], y[MOST], n = (uint32_t)(test_random(&rng) % MOST);
        uint32_t every = 1 + (uint32_t)(test_random(&rng) % 200), ahead = 0, behind = 0;
        for (uint32_t i = 0; i < n; i++) {
            x[i] = (uint32_t)test_random(&rng);
            y[i] = test_random(&rng) % every ? x[i] : x[i] ^ UINT32_C(1) << test_random(&rng) % 32;
        }
        while (ahead < n && x[ahead] == y[ahead])
            ahead++;
        while (behind < n && x[n - 1 - behind] == y[n - 1 - behind])
            behind++;
        CHECK_U64(equal_ahead(x, y, n), ahead);
        CHECK_U64(equal_behind(x + n, y + n, n), behind);
    }
}

/* Which offsets of a block are matched: where it is equal, and where one or two
 * that differ stand between equal ones. */
static void matched_ref(const struct alike *k, const struct units *ua, const struct units *ub, bool *matched)
{
    for (uint32_t i = 0; i < k->len; i++)
        matched[i] = ua->exact[k->a + i] == ub->exact[k->b + i];
    for (uint32_t i = 0; i < k->len; i++) {
        uint32_t end = i;
        while (end < k->len && ua->exact[k->a + end] != ub->exact[k->b + end])
            end++;
        for (uint32_t u = i; i > 0 && end < k->len && end - i <= 2 && u < end; u++)
            matched[u] = true;
        i = end > i ? end : i;
    }
}

/* Two rows of words, characters and figures that differ in every n-th place. */
static void rows_of(struct units row[2], uint32_t n, uint64_t *rng)
{
    uint32_t every = 1 + (uint32_t)(test_random(rng) % 60);
    struct row_kind kind = { 500, 30, 20, 0 };
    units_init(&row[0]);
    units_init(&row[1]);
    row_random(&row[0], n, kind, rng);
    for (uint32_t i = 0; i < n; i++) {
        bool differs = test_random(rng) % every == 0;
        if (differs)
            row_add(&row[1], UNIT_PLACEHOLDER, UNIT_NUMBER_BIT | (uint32_t)(test_random(rng) % 1000));
        else
            row_copy(&row[1], &row[0], i, i + 1);
    }
}

static void add_block(struct founds *f, uint32_t a, uint32_t b, uint32_t len)
{
    CHECK(VEC_GROW(f->blocks.item, f->blocks.n, &f->blocks.cap, 1, NULL) == CRIB_OK);
    f->blocks.item[f->blocks.n++] = (struct alike){ a, b, len };
    f->item[f->n - 1].n_block++;
}

/* One passage or some, some of them lists: with blocks that follow each other,
 * as an alignment gives them, or here and there and across each other. */
static void passages_of(struct founds *f, const struct units row[2], uint64_t *rng)
{
    uint32_t n = row[0].n, weight;
    *f = (struct founds){ 0 };
    for (uint64_t i = test_random(rng) % 3 * 2 + 1; i-- > 0;) {
        CHECK(VEC_GROW(f->item, f->n, &f->cap, 1, NULL) == CRIB_OK);
        f->item[f->n++] = (struct found){ .block_beg = f->blocks.n, .list = test_random(rng) % 4 == 0 };
        uint32_t at = 0;
        bool in_order = test_random(rng) % 2;
        for (int k = 0; k < 3 && at < n; k++) {
            uint32_t a = at + (uint32_t)(test_random(rng) % (n - at));
            uint32_t b = test_random(rng) % 3 ? a : at + (uint32_t)(test_random(rng) % (n - at));
            uint32_t len = (uint32_t)(1 + test_random(rng) % (n - max_u32(a, b)));
            add_block(f, a, b, len);
            at = in_order ? max_u32(a, b) + len : 0;
        }
        struct found *x = &f->item[f->n - 1];
        found_measure(x, f->blocks.item + x->block_beg, &row[0], &row[1], &weight);
    }
}

/* The smaller of the two sides, unit by unit; templates: bits of units that
 * are nobody's. */
static uint32_t all_ref(const struct collection *c, const struct founds *f)
{
    bool in_a[MOST] = { false }, in_b[MOST] = { false }, matched[MOST];
    uint32_t n_a = 0, n_b = 0;
    for (size_t i = 0; i < f->n; i++)
        for (size_t k = 0; !f->item[i].list && k < f->item[i].n_block; k++) {
            const struct alike *x = &f->blocks.item[f->item[i].block_beg + k];
            matched_ref(x, &c->rows[0], &c->rows[1], matched);
            for (uint32_t u = 0; u < x->len; u++)
                if (matched[u] && !is_template_unit(&c->doc[0], x->a + u) && !is_template_unit(&c->doc[1], x->b + u))
                    in_a[x->a + u] = in_b[x->b + u] = true;
        }
    for (uint32_t u = 0; u < MOST; u++) {
        n_a += in_a[u];
        n_b += in_b[u];
    }
    return min_u32(n_a, n_b);
}

TEST(match_units_are_counted_as_one_by_one)
{
    uint64_t rng = 2, some = 0;
    struct bit_room room = { 0 };
    for (int round = 0; round < ROUNDS && !test_failing(); round++) {
        struct units row[2];
        struct doc doc[2] = { 0 };
        struct collection c = { .doc = doc, .n_doc = 2, .rows = row };
        struct founds f;
        uint64_t template_units[MOST / 64 + 1];
        uint32_t n = 1 + (uint32_t)(test_random(&rng) % (MOST - 1)), got, got_own;
        for (size_t i = 0; i < COUNT_OF(template_units); i++)
            template_units[i] = test_random(&rng) & test_random(&rng) & test_random(&rng);
        doc[test_random(&rng) % 2].template_units = test_random(&rng) % 3 ? NULL : template_units;
        rows_of(row, n, &rng);
        passages_of(&f, row, &rng);
        CHECK(matched_all(&c, 0, 1, &f, &room, &got, NULL) == CRIB_OK);
        CHECK_U64(got, all_ref(&c, &f));
        struct raw one = { .a = 0, .b = 1, .found = f.item[0], .block = f.blocks.item + f.item[0].block_beg,
                           .role = test_random(&rng) % 3 ? CRIB_ROLE_PASSAGE : CRIB_ROLE_FORMULA };
        CHECK(matched_own(&c, &one, 1, &room, &got_own, NULL) == CRIB_OK);
        f.n = 1;
        CHECK_U64(got_own, one.role == CRIB_ROLE_PASSAGE ? all_ref(&c, &f) : 0);
        some += got;
        founds_done(&f);
        units_done(&row[0]);
        units_done(&row[1]);
    }
    CHECK(some > 1000);
    bit_room_done(&room);
}

TEST(match_weighs_a_packed_row_as_the_row_it_was_made_of)
{
    uint64_t rng = 3;
    struct slab *slab = NULL;
    for (int round = 0; round < ROUNDS && !test_failing(); round++) {
        struct units row[2], packed = { 0 };
        uint32_t n = 1 + (uint32_t)(test_random(&rng) % (MOST - 1)), weight[2], ref = 0;
        rows_of(row, n, &rng);
        CHECK(units_pack(&packed, &row[0], &slab, NULL) == CRIB_OK);
        struct alike block = { 0, 0, n };
        struct found f[2] = { { .n_block = 1 }, { .n_block = 1 } };
        bool matched[MOST];
        uint32_t n_matched = 0;
        matched_ref(&block, &row[0], &row[1], matched);
        for (uint32_t i = 0; i < n; i++) {
            ref += row[0].exact[i] == row[1].exact[i] ? unit_weight(row[0].kind[i]) : 0;
            n_matched += matched[i];
        }
        found_measure(&f[0], &block, &row[0], &row[1], &weight[0]);
        found_measure(&f[1], &block, &packed, &row[1], &weight[1]);
        CHECK_U64(weight[0], ref);
        CHECK_U64(weight[1], ref);
        CHECK_U64(f[0].matched, n_matched);
        CHECK_U64(f[1].matched, n_matched);
        units_done(&packed);
        units_done(&row[0]);
        units_done(&row[1]);
    }
    slab_done(&slab);
}
