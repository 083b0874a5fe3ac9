/* SPDX-License-Identifier: MIT */
/* core/agree against its plain twin, which looks at one unit after the other. */
#include "harness.h"
#include "core/agree.h"
#include "core/slab.h"

enum { N = 90, RUN = 5 };

static void put(struct units *u, uint32_t code, bool figure)
{
    CHECK(units_room(u, 1, NULL) == CRIB_OK);
    u->code[u->n] = figure ? UNIT_PLACEHOLDER : code;
    u->exact[u->n] = figure ? UNIT_NUMBER_BIT | code : code;
    u->kind[u->n] = figure ? UNIT_NUMBER : code & UNIT_WORD_BIT ? UNIT_WORD : UNIT_CHAR;
    u->beg[u->n] = u->n * 3;
    u->end[u->n] = u->n * 3 + 3;
    u->n++;
}

/* Characters, words and figures, few of each, so that texts agree by chance. */
static void put_any(struct units *u, uint64_t *rng, uint64_t alphabet)
{
    uint64_t r = test_random(rng);
    uint32_t code = 0x4E00 + (uint32_t)((r >> 8) % alphabet);
    bool figure = r % 9 == 0;
    put(u, r % 5 == 1 && !figure ? code | UNIT_WORD_BIT : code, figure);
}

/* A run of equal units in two rows, anywhere, with related text around or not. */
static struct agree_run two_rows(struct units *a, struct units *b, uint64_t *rng)
{
    uint64_t alphabet = test_random(rng) % 3 ? 400 : 6, edits = test_random(rng) % 3 ? 1 : 2 + test_random(rng) % 6;
    uint32_t n = 1 + (uint32_t)(test_random(rng) % N), at = (uint32_t)(test_random(rng) % n), beg_b = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool own = i >= at && i < at + RUN, keep = own || (edits > 1 && test_random(rng) % edits);
        put_any(a, rng, alphabet);
        if (i == at)
            beg_b = b->n;
        if (keep)
            put(b, a->exact[i] & ~UNIT_NUMBER_BIT, a->kind[i] == UNIT_NUMBER);
        for (uint64_t more = own ? 0 : test_random(rng) % 2 + (edits == 1); more > 0 && !keep; more--)
            put_any(b, rng, alphabet);
    }
    struct agree_run r = { at, beg_b, min_u32(RUN, n - at), 0 };
    for (uint32_t i = 0; i < r.len; i++)
        r.weight += unit_weighs(a, at + i);
    return r;
}

static int64_t step_ref(int64_t at, int64_t n, int dir) { return dir > 0 ? at + n : at - n; }

static bool alike_ref(const struct units *a, const struct units *b, int64_t x, int64_t y)
{
    return x >= 0 && y >= 0 && x < a->n && y < b->n && a->code[x] == b->code[y];
}

/* Weight of what agrees from units x and y on, in direction dir. */
static uint32_t walk_ref(const struct units *a, const struct units *b, int64_t x, int64_t y, int dir, uint32_t enough)
{
    uint32_t weight = 0, best = 0;
    int64_t score = 0, best_score = 0;
    for (bool on = true; on;) {
        for (; alike_ref(a, b, x, y); x = step_ref(x, 1, dir), y = step_ref(y, 1, dir))
            if (a->exact[x] == b->exact[y]) {
                weight += unit_weight(a->kind[x]);
                score += unit_weight(a->kind[x]);
            }
        if (score > best_score)
            best_score = score, best = weight;
        on = false;
        for (int k = 1; k <= AGREE_SKIP && best < enough && score >= best_score - AGREE_DROP && !on; k++)
            for (int way = 0; way < 3 && !on; way++) {
                int64_t to_x = step_ref(x, way < 2 ? k : 0, dir), to_y = step_ref(y, way == 1 ? 0 : k, dir);
                on = alike_ref(a, b, to_x, to_y) && alike_ref(a, b, step_ref(to_x, 1, dir), step_ref(to_y, 1, dir));
                if (on)
                    x = to_x, y = to_y, score -= k;
            }
    }
    return best;
}

static uint32_t weight_ref(const struct units *a, const struct units *b, struct agree_run r, uint32_t enough)
{
    uint32_t weight = r.weight;
    if (weight < enough)
        weight += walk_ref(a, b, (int64_t)r.a + r.len, (int64_t)r.b + r.len, 1, enough - weight);
    if (weight < enough)
        weight += walk_ref(a, b, (int64_t)r.a - 1, (int64_t)r.b - 1, -1, enough - weight);
    return weight;
}

TEST(agree_weight_is_that_of_looking_at_one_unit_after_the_other)
{
    uint64_t rng = 31;
    struct slab *slab = NULL;
    uint32_t n_stop = 0, n_go_on = 0;
    for (int round = 0; round < 20000 && !test_failing(); round++) {
        struct units a = { 0 }, b = { 0 }, packed_a = { 0 }, packed_b = { 0 };
        struct agree_run r = two_rows(&a, &b, &rng);
        struct unit_span all_a = { 0, a.n }, all_b = { 0, b.n };
        uint32_t enough = round % 2 ? UINT32_MAX : 18, expected = weight_ref(&a, &b, r, enough);
        CHECK(units_pack(&packed_a, &a, &slab, NULL) == CRIB_OK && units_pack(&packed_b, &b, &slab, NULL) == CRIB_OK);
        CHECK_U64(agree_weight(&a, &b, r, all_a, all_b, enough), expected);
        CHECK_U64(agree_weight(&packed_a, &packed_b, r, all_a, all_b, enough), expected);
        bool stops = agree_stops(&packed_a, &packed_b, r);
        CHECK(!stops || weight_ref(&a, &b, r, UINT32_MAX) == r.weight);
        CHECK(!agree_stops(&a, &b, r));
        n_stop += stops;
        n_go_on += !stops;
        units_done(&packed_a);
        units_done(&packed_b);
        units_done(&a);
        units_done(&b);
    }
    slab_done(&slab);
    CHECK(n_stop > 1000 && n_go_on > 1000);
}
