/* SPDX-License-Identifier: MIT */
/* The hash of a surface does not see white space, and sees all else. */
#include "harness.h"

#include "core/hash.h"
#include "match/surface.h"

static const char *const space[] = { " ", "\t", "\n", "\r", "\v", "\f", "\xC2\x85", "\xC2\xA0", "\xE1\x9A\x80",
                                     "\xE2\x80\x80", "\xE2\x80\x8A", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF",
                                     "\xE2\x81\x9F", "\xE3\x80\x80", "\xEF\xBB\xBF" };
static const char *const other[] = { "a", "\x08", "\x0E", "!", "\x7F", "é", "\xC2\xA1", "ß", "д", "经", "鿕", "한", "。", "\xE2\x80\x8B",
                                     "\xE2\x80\x90", "\xE1\x9A\x81", "\xEF\xBC\x8C", "👩", "\xEE\x80\x80", "\xE3\x80\x81" };

/* Hash of all but white space, told beforehand, in blocks of whole characters. */
struct plain { char p[1 << 14]; size_t n, block; uint64_t hash; };

static void plain_add(struct plain *x, const char *s)
{
    if (x->n + strlen(s) - x->block > 1024) {
        x->hash = hash_join(x->hash, hash_bytes(x->p + x->block, x->n - x->block, 0));
        x->block = x->n;
    }
    memcpy(x->p + x->n, s, strlen(s));
    x->n += strlen(s);
}

TEST(match_surface_hash_is_that_of_the_text_without_white_space)
{
    uint64_t rng = 8;
    for (int round = 0; round < 2000; round++) {
        static char text[1 << 14];
        static struct plain x;
        size_t n = 0, want = test_random(&rng) % (round % 10 ? 60 : 3000);
        x.n = x.block = x.hash = 0;
        for (size_t k = 0; k < want; k++) {
            bool is_space = test_random(&rng) % 6 == 0;
            const char *s = is_space ? space[test_random(&rng) % COUNT_OF(space)] : other[test_random(&rng) % COUNT_OF(other)];
            memcpy(text + n, s, strlen(s));
            n += strlen(s);
            if (!is_space)
                plain_add(&x, s);
        }
        uint64_t plain = hash_join(x.hash, hash_bytes(x.p + x.block, x.n - x.block, 0));
        CHECK_U64(surface_hash(text, (struct txt_span){ 0, (uint32_t)n }), plain);
    }
}
