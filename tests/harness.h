/* SPDX-License-Identifier: MIT */
/* Tests as sentences:
 *
 *     TEST(shingle_same_run_same_hash_wherever_it_stands)
 *     {
 *         CHECK_U64(out[0], out[4]);
 *     }
 *
 * A test registers itself; a failed check prints both sides and the test goes
 * on, so that one run shows all that is wrong. build/MODE/unit NAME runs the
 * tests whose name contains NAME. */
#ifndef CRIB_TESTS_HARNESS_H
#define CRIB_TESTS_HARNESS_H

#include "core/base.h"

typedef void test_fn(void);
void test_register(const char *name, const char *file, test_fn *fn);
void test_check(bool ok, const char *file, int line, const char *expr);
void test_check_u64(uint64_t a, uint64_t b, const char *file, int line, const char *ea, const char *eb);
void test_check_i64(int64_t a, int64_t b, const char *file, int line, const char *ea, const char *eb);
void test_check_str(const char *a, const char *b, const char *file, int line, const char *ea, const char *eb);
/* The rest of the test is not run, and counted as skipped, with the reason. */
void test_skip(const char *why);
bool test_failing(void); /* the running test has failed already: for loops that would print a thousand lines */

#define TEST(name)                                                                            \
    static void name(void);                                                                   \
    __attribute__((constructor)) static void register_##name(void)                            \
    {                                                                                         \
        test_register(#name, __FILE__, name);                                                 \
    }                                                                                         \
    static void name(void)

#define CHECK(cond) test_check((cond), __FILE__, __LINE__, #cond)
#define CHECK_U64(a, b) test_check_u64((a), (b), __FILE__, __LINE__, #a, #b)
#define CHECK_I64(a, b) test_check_i64((a), (b), __FILE__, __LINE__, #a, #b)
#define CHECK_STR(a, b) test_check_str((a), (b), __FILE__, __LINE__, #a, #b)

/* 1 under the address or thread sanitizer, which cost ten times: fewer rounds
 * then, of the same tests. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TEST_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TEST_SANITIZED 1
#endif
#ifndef TEST_SANITIZED
#define TEST_SANITIZED 0
#endif

/* A small generator for reproducible random inputs (splitmix64). */
static inline uint64_t test_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

#endif
