/* SPDX-License-Identifier: MIT */
/* What is alike against what differs. */
#include "match/enough.h"

#include "harness.h"
#include "ref/sketch_rows.h"

enum { LENGTH = 24, MOST_BLOCKS = 8 };

/* Two rows of units, or of words, alike in pieces of so many with so many in
 * between that are each row's own: alike, only in a, only in b, alike, ... 0. */
struct rows {
    struct units a, b;
    struct alike block[MOST_BLOCKS];
    struct found f;
    uint32_t weight;
};

static void rows_make(struct rows *r, bool words, const uint32_t *plan)
{
    const uint32_t bit = words ? UNIT_WORD_BIT : 0, has = words ? 2 : 1;
    uint32_t next = 0x4E00;
    *r = (struct rows){ 0 };
    for (size_t i = 0; plan[i]; i += 3) {
        r->block[r->f.n_block++] = (struct alike){ r->a.n, r->b.n, plan[i] };
        for (uint32_t k = 0; k < plan[i]; k++, next++) {
            row_add(&r->a, next | bit, next | bit);
            row_add(&r->b, next | bit, next | bit);
        }
        r->f.matched += plan[i];
        r->weight += has * plan[i];
        for (uint32_t k = 0; k < plan[i + 1]; k++, next++)
            row_add(&r->a, next | bit, next | bit);
        for (uint32_t k = 0; k < plan[i + 2]; k++, next++)
            row_add(&r->b, next | bit, next | bit);
    }
    r->f.a.end = r->a.n;
    r->f.b.end = r->b.n;
}

static bool is_enough(bool words, const uint32_t *plan)
{
    struct rows r;
    rows_make(&r, words, plan);
    bool enough = alike_enough(&r.f, r.block, &r.a, &r.b, r.weight, LENGTH);
    units_done(&r.a);
    units_done(&r.b);
    return enough;
}

static size_t foreign(bool words, const uint32_t *plan)
{
    struct rows r;
    rows_make(&r, words, plan);
    size_t at = block_behind_foreign(&r.f, r.block, &r.a, &r.b, LENGTH);
    units_done(&r.a);
    units_done(&r.b);
    return at;
}

TEST(enough_is_alike_when_it_makes_up_for_what_was_replaced)
{
    CHECK(is_enough(false, (const uint32_t[]){ 24, 0, 0, 0 }));
    CHECK(!is_enough(false, (const uint32_t[]){ 23, 0, 0, 0 }));
    CHECK(is_enough(false, (const uint32_t[]){ 12, 4, 4, 12, 0, 0, 0 }));
    CHECK(!is_enough(false, (const uint32_t[]){ 12, 5, 5, 12, 0, 0, 0 }));
    CHECK(is_enough(false, (const uint32_t[]){ 20, 0, 60, 20, 0, 0, 0 })); /* put in between */
}

TEST(enough_words_make_up_for_words)
{
    CHECK(is_enough(true, (const uint32_t[]){ 6, 2, 2, 6, 0, 0, 0 }));
    CHECK(!is_enough(true, (const uint32_t[]){ 6, 3, 3, 6, 0, 0, 0 }));
    CHECK(is_enough(true, (const uint32_t[]){ 7, 1, 1, 8, 0, 0, 0 }));
    CHECK(!is_enough(true, (const uint32_t[]){ 4, 2, 2, 4, 2, 2, 5, 2, 2, 0 })); /* six of nineteen */
}

TEST(enough_of_other_text_on_both_sides_tells_two_passages)
{
    CHECK_U64(foreign(false, (const uint32_t[]){ 60, 60, 60, 60, 0, 0, 0 }), 1);
    CHECK_U64(foreign(false, (const uint32_t[]){ 60, 47, 60, 40, 0, 0, 0 }), 0);  /* less than twice the least length */
    CHECK_U64(foreign(false, (const uint32_t[]){ 60, 50, 50, 200, 0, 0, 0 }), 0); /* less than is alike on either side */
    CHECK_U64(foreign(false, (const uint32_t[]){ 60, 0, 200, 60, 0, 0, 0 }), 0);  /* on one side alone */
    CHECK_U64(foreign(false, (const uint32_t[]){ 50, 50, 50, 30, 90, 95, 100, 0, 0, 0 }), 2);
    CHECK_U64(foreign(true, (const uint32_t[]){ 30, 24, 24, 20, 0, 0, 0 }), 1); /* words weigh two */
}
