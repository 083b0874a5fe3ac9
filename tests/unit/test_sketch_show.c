/* SPDX-License-Identifier: MIT */
/* What `crib show shingles` and `crib show sketch` print. */
#include "harness.h"
#include "ref/sketch_rows.h"
#include "sketch/sketch_show.h"

/* A row of the characters of a text of three-byte characters. */
static void row_of(struct units *u, const char *text)
{
    units_init(u);
    for (uint32_t i = 0; i < strlen(text) / 3; i++)
        row_add(u, 0x4E00 + i, 0x4E00 + i);
}

/* What was printed, NUL terminated. */
static char *printed(struct buf *b)
{
    size_t n;
    return buf_take(b, &n);
}

TEST(show_shingles_prints_position_hash_and_units)
{
    static const char text[] = "春夏秋冬东西";
    struct units u;
    struct buf b;
    char want[200];
    row_of(&u, text);
    buf_init(&b, 1000);
    CHECK(sketch_show_shingles(&u, text, &b, NULL) == CRIB_OK);
    uint64_t *h = row_shingles(&u);
    snprintf(want, sizeof want, "0\t%016" PRIx64 "\t春 夏 秋 冬 东\n1\t%016" PRIx64 "\t夏 秋 冬 东 西\n", h[0], h[1]);
    char *got = printed(&b);
    CHECK_STR(got, want);
    mem_free(got);
    mem_free(h);
    buf_done(&b);
    units_done(&u);
}

TEST(show_shingles_escapes_what_could_drive_a_terminal)
{
    static const char text[] = "a\x1B\xC2\x9B"
                               "\xE2\x80\x8B\xE2\x80\xAE\xC3\xA9"
                               "b";
    struct units u;
    struct buf b;
    units_init(&u);
    row_add(&u, 'a', 'a');
    u.beg[0] = 0;
    u.end[0] = (uint32_t)strlen(text);
    buf_init(&b, 1000);
    CHECK(sketch_show_shingles(&u, text, &b, NULL) == CRIB_OK);
    char *got = printed(&b);
    CHECK(got && strstr(got, "\ta\\u{001B}\\u{009B}\\u{200B}\\u{202E}\xC3\xA9"
                             "b\n"));
    mem_free(got);
    buf_done(&b);
    units_done(&u);
}

TEST(show_sketch_counts_and_lists_the_seeds)
{
    static const char text[] = "春夏秋冬东西南北上下左右前后里外";
    struct units u;
    struct buf b;
    struct seeds s = { 0 };
    row_of(&u, text);
    buf_init(&b, 4000);
    CHECK(sketch_show_sketch(&u, text, 10, &b, NULL) == CRIB_OK);
    uint64_t *h = row_shingles(&u);
    CHECK(seeds_of(&u, h, 10, &s, NULL) == CRIB_OK);
    char *got = printed(&b), line[200];
    CHECK(got && strstr(got, "units\t16\nweight\t16\nshingles\t12\nminhash\t") == got);
    snprintf(line, sizeof line, "\nlength\t10\nwindows\t7\nseeds\t%" PRIu32 "\n", s.n);
    CHECK(got && strstr(got, line));
    for (uint32_t i = 0; got && i < s.n; i++) {
        snprintf(line, sizeof line, "\n%" PRIu32 "\t%016" PRIx64 "\t", s.item[i].pos, s.item[i].hash);
        CHECK(strstr(got, line));
    }
    mem_free(got);
    mem_free(h);
    seeds_done(&s);
    buf_done(&b);
    units_done(&u);
}

TEST(show_of_an_empty_row_is_no_failure)
{
    struct units u;
    struct buf b;
    units_init(&u);
    buf_init(&b, 1000);
    CHECK(sketch_show_shingles(&u, "", &b, NULL) == CRIB_OK);
    CHECK_U64(b.n, 0);
    CHECK(sketch_show_sketch(&u, "", 24, &b, NULL) == CRIB_OK);
    buf_done(&b);
}

TEST(show_survives_every_refused_allocation_and_keeps_to_its_limit)
{
    static const char text[] = "春夏秋冬东西南北上下左右前后里外";
    struct units u;
    struct buf b;
    row_of(&u, text);
    uint64_t live = mem_live();
    int rc = CRIB_E_NOMEM;
    for (long nth = 0; rc != CRIB_OK && nth < 100; nth++) {
        buf_init(&b, 10000);
        mem_refuse_from(nth);
        rc = sketch_show_sketch(&u, text, 10, &b, NULL);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        buf_done(&b);
        CHECK_U64(mem_live(), live);
    }
    CHECK(rc == CRIB_OK);
    buf_init(&b, 100);
    CHECK(sketch_show_shingles(&u, text, &b, NULL) == CRIB_E_LIMIT);
    CHECK(b.n <= 100);
    buf_done(&b);
    CHECK_U64(mem_live(), live);
    units_done(&u);
}
