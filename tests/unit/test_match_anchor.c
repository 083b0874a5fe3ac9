/* SPDX-License-Identifier: MIT */
/* match/anchor: the runs around hits, against growing each hit by itself. */
#include "match/anchor.h"

#include "harness.h"
#include "ref/sketch_rows.h"

enum { MOST = 60, HITS = 80, FAR = 1 << 17 };

/* Hits in no order, some of them twice. In one row a place comes before its other. */
static size_t random_hits(const struct units *ua, const struct units *ub, bool self, uint64_t *rng,
                          struct seed_hit hit[HITS])
{
    size_t n = 0, want = test_random(rng) % HITS;
    while (n < want && ua->n > 1 && ub->n > 1) {
        uint32_t a = (uint32_t)(test_random(rng) % ua->n), b = (uint32_t)(test_random(rng) % ub->n);
        if (self && a == b)
            continue;
        hit[n++] = self && a > b ? (struct seed_hit){ b, a } : (struct seed_hit){ a, b };
        if (n < want && test_random(rng) % 4 == 0) {
            hit[n] = hit[n - 1];
            n++;
        }
    }
    return n;
}

static struct anchor run_around(const struct units *ua, const struct units *ub, struct seed_hit h)
{
    struct anchor x = { h.a, h.b, 0 };
    while (x.a > 0 && x.b > 0 && ua->exact[x.a - 1] == ub->exact[x.b - 1])
        x.a--, x.b--, x.len++;
    for (uint32_t i = 0; h.a + i < ua->n && h.b + i < ub->n && ua->exact[h.a + i] == ub->exact[h.b + i]; i++)
        x.len++;
    return x;
}

static int by_place(const void *p, const void *q)
{
    const struct anchor *x = p, *y = q;
    const uint32_t kx[] = { x->a, x->b, x->len }, ky[] = { y->a, y->b, y->len };
    for (size_t i = 0; i < COUNT_OF(kx); i++)
        if (kx[i] != ky[i])
            return kx[i] < ky[i] ? -1 : 1;
    return 0;
}

static bool same_anchors(const struct anchor *x, size_t n_x, const struct anchor *y, size_t n_y)
{
    bool same = n_x == n_y;
    for (size_t i = 0; same && i < n_x; i++)
        same = by_place(&x[i], &y[i]) == 0;
    return same;
}

static void random_rows(struct units *a, struct units *b, uint64_t *rng)
{
    struct row_kind kind = { 2 + (uint32_t)(test_random(rng) % 6), 20, (uint32_t)(test_random(rng) % 30), 30 };
    row_random(a, (uint32_t)(test_random(rng) % MOST), kind, rng);
    row_random(b, (uint32_t)(test_random(rng) % MOST), kind, rng);
}

TEST(anchors_are_the_runs_around_the_hits_each_once_in_whatever_order_these_come)
{
    uint64_t rng = 31;
    struct anchors out = { 0 };
    size_t n_all = 0, n_less = 0;
    for (int round = 0; round < 3000; round++) {
        struct units a = { 0 }, b = { 0 };
        struct seed_hit hit[HITS];
        struct anchor ref[HITS];
        random_rows(&a, &b, &rng);
        size_t n = random_hits(&a, &b, false, &rng, hit), n_ref = 0;
        for (size_t i = 0; i < n; i++)
            ref[i] = run_around(&a, &b, hit[i]);
        if (n > 0)
            qsort(ref, n, sizeof *ref, by_place);
        for (size_t i = 0; i < n; i++)
            if (i == 0 || by_place(&ref[i - 1], &ref[i]) != 0)
                ref[n_ref++] = ref[i];
        CHECK_I64(anchors_grow(&a, &b, false, hit, n, &out, NULL), CRIB_OK);
        CHECK(same_anchors(out.item, out.n, ref, n_ref));
        n_all += n;
        n_less += n - n_ref;
        units_done(&a);
        units_done(&b);
    }
    CHECK(n_less > n_all / 10);
    anchors_done(&out);
}

/* Units that stand nowhere else. */
static void add_tail(struct units *u, uint32_t code)
{
    for (uint32_t i = 0; i < FAR; i++)
        row_han(u, code + i);
}

TEST(anchors_of_long_rows_are_found_as_those_of_short_ones)
{
    uint64_t rng = 32;
    struct anchors of_short = { 0 }, of_long = { 0 };
    for (int round = 0; round < 40; round++) {
        struct units a = { 0 }, b = { 0 };
        struct seed_hit hit[HITS];
        bool self = round % 2;
        random_rows(&a, &b, &rng);
        const struct units *other = self ? &a : &b;
        size_t n = random_hits(&a, other, self, &rng, hit);
        CHECK_I64(anchors_grow(&a, other, self, hit, n, &of_short, NULL), CRIB_OK);
        add_tail(&a, 0x20000);
        add_tail(&b, 0x60000);
        CHECK_I64(anchors_grow(&a, other, self, hit, n, &of_long, NULL), CRIB_OK);
        CHECK(same_anchors(of_short.item, of_short.n, of_long.item, of_long.n));
        units_done(&a);
        units_done(&b);
    }
    anchors_done(&of_short);
    anchors_done(&of_long);
}

/* Two long runs on one diagonal, whose hits come by turns: either makes the
 * other forgotten. */
TEST(anchors_of_hits_in_no_order_are_not_grown_again_and_again)
{
    enum { RUN = 20000, MANY = 3000 };
    uint64_t rng = 33;
    struct anchors out = { 0 };
    struct units a = { 0 }, b = { 0 };
    static struct seed_hit hit[MANY];
    row_han_random(&a, &rng, 2 * RUN);
    row_copy(&b, &a, 0, RUN);
    row_han(&b, 0x20000);
    row_copy(&b, &a, RUN + 1, 2 * RUN);
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t at = (uint32_t)(test_random(&rng) % (RUN - 1)) + (i % 2 ? RUN + 1 : 0);
        hit[i] = (struct seed_hit){ at, at };
    }
    CHECK_I64(anchors_grow(&a, &b, false, hit, MANY, &out, NULL), CRIB_OK);
    CHECK_U64(out.n, 2);
    CHECK(out.cap < 200); /* nor listed thousands of times */
    anchors_done(&out);
    units_done(&a);
    units_done(&b);
}
