/* SPDX-License-Identifier: MIT */
/* The real compilations, where they are at hand: with and without their
 * contents pages and blank lines. Nothing of them is kept here but where their
 * documents begin. */
#include "core/base.h"

#include "core/buf.h"
#include "harness.h"
#include "segment/segment.h"
#include "tools/segment_member.h"

static const uint32_t starts_002[] = { 15, 45, 70, 102, 127, 146, 176, 206, 251, 273, 299 };
static const uint32_t starts_004[] = { 16, 38, 71, 99, 131, 172, 193, 211, 246, 287, 296, 327 };

static bool read_seed(const char *name, struct buf *out)
{
    const char *shared = getenv("CRIB_SHARED");
    char path[512], part[4096];
    snprintf(path, sizeof path, "%s/seeds/%s", shared != NULL ? shared : "../shared", name);
    FILE *f = fopen(path, "rb");
    buf_init(out, 1 << 24);
    if (f == NULL)
        return false;
    for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;)
        CHECK(buf_add(out, part, n, NULL) == CRIB_OK);
    fclose(f);
    return true;
}

/* Copy without the lines [from, to], or without blank ones; at[new line] is
 * the old one. Dropped contents lines leave a blank line. */
static void reduce(const struct buf *in, uint32_t from, uint32_t to, bool blanks, struct buf *out, uint32_t at[2048])
{
    uint32_t old = 0, made = 0;
    buf_init(out, 1 << 24);
    for (size_t i = 0; i < in->n;) {
        const char *feed = memchr(in->p + i, '\n', in->n - i);
        size_t end = feed == NULL ? in->n : (size_t)(feed - in->p), n = end - i;
        old++;
        if (old >= from && old <= to)
            n = 0;
        if (n > 1 || blanks) {
            CHECK(buf_add(out, in->p + i, n, NULL) == CRIB_OK);
            CHECK(buf_char(out, '\n', NULL) == CRIB_OK);
            if (++made < 2048)
                at[made] = old;
        }
        i = end + 1;
    }
}

static void check_seed(const char *name, const uint32_t *want, uint32_t n_want)
{
    struct buf seed;
    if (!read_seed(name, &seed)) {
        buf_done(&seed);
        test_skip("no seeds: set CRIB_SHARED");
        return;
    }
    for (int variant = 0; variant < 6; variant++) {
        uint32_t at[2048] = { 0 };
        struct buf text;
        struct member m;
        struct segmented s;
        struct complaints c;
        uint32_t last = variant / 2 == 0 ? 0 : want[0] - 1;
        reduce(&seed, variant / 2 == 1 ? 3 : 4, last, variant % 2 == 0, &text, at);
        complaints_init(&c);
        CHECK(simple_member(text.p, text.n, false, &m));
        CHECK(segment(&m, &(struct segment_options){ SEGMENT_AUTO, NULL }, &s, &c, NULL) == CRIB_OK);
        CHECK_U64(s.n_doc, n_want);
        CHECK_U64(s.n_stated, n_want);
        CHECK_U64(c.n, 0);
        for (uint32_t i = 0; i < s.n_doc && i < n_want; i++)
            CHECK_U64(at[s.doc[i].line_first], want[i]);
        segmented_done(&s);
        complaints_done(&c);
        simple_member_done(&m);
        buf_done(&text);
    }
    buf_done(&seed);
}

TEST(segment_seed_002_with_and_without_contents_and_blank_lines)
{
    check_seed("002_0a7017bed6a63807.txt", starts_002, COUNT_OF(starts_002));
}

TEST(segment_seed_004_with_and_without_contents_and_blank_lines)
{
    check_seed("004_168c12f5eab58d5a.txt", starts_004, COUNT_OF(starts_004));
}
