/* SPDX-License-Identifier: MIT */
/* The stream, numbers and ratios. */
#include "core/base.h"

#include "core/mem.h"
#include "harness.h"
#include "report/messages.h"
#include "report/out.h"
#include "test_report_fixture.h"

/* Keeps what it is given, up to a limit, then refuses with ENOSPC. */
struct pail {
    char bytes[4 * OUT_BLOCK];
    size_t n, room, calls, largest;
};

enum { NO_SPACE = 28 };

static int pour(void *arg, const char *bytes, size_t n)
{
    struct pail *p = arg;
    p->calls++;
    p->largest = max_size(p->largest, n);
    if (n > p->room - p->n)
        return NO_SPACE;
    memcpy(p->bytes + p->n, bytes, n);
    p->n += n;
    return 0;
}

TEST(report_ratio_rounds_half_up_but_never_to_all)
{
    CHECK_U64(ratio_10000(0, 0), 0);
    CHECK_U64(ratio_10000(5, 0), 0);
    CHECK_U64(ratio_10000(0, 7), 0);
    CHECK_U64(ratio_10000(7, 7), 10000);
    CHECK_U64(ratio_10000(9, 7), 10000);
    CHECK_U64(ratio_10000(1, 3), 3333);
    CHECK_U64(ratio_10000(2, 3), 6667);
    CHECK_U64(ratio_10000(1, 20000), 1);
    CHECK_U64(ratio_10000(1, 20001), 0);
    CHECK_U64(ratio_10000(99996, 100000), 9999);
    CHECK_U64(ratio_10000(UINT64_MAX - 1, UINT64_MAX), 9999);
    CHECK_U64(ratio_10000(UINT64_MAX / 2 + 1, UINT64_MAX), 5000);
}

TEST(report_ratio_agrees_with_long_division)
{
    uint64_t seed = 5;
    for (int i = 0; i < 20000 && !test_failing(); i++) {
        uint64_t den = test_random(&seed) % 100000 + 1, num = test_random(&seed) % den;
        uint64_t digits = 0, rest = num;
        for (int d = 0; d < 4; d++) { /* as on paper */
            rest *= 10;
            digits = digits * 10 + rest / den;
            rest %= den;
        }
        digits += 2 * rest >= den;
        CHECK_U64(ratio_10000(num, den), digits == 10000 ? 9999 : digits);
    }
}

TEST(report_percent_is_short_and_honest)
{
    static const struct { uint64_t part; const char *shown; } c[] = {
        { 0, "0 %" }, { 4, "0 %" }, { 5, "0.1 %" }, { 9712, "97.1 %" }, { 9900, "99 %" }, { 9990, "99.9 %" },
        { 9995, "99.9 %" }, { 9999, "99.9 %" }, { 10000, "100 %" }, { 20000, "100 %" },
    };
    char out[PERCENT_MOST + 1];
    for (size_t i = 0; i < COUNT_OF(c); i++) {
        CHECK_U64(percent_of_10000(c[i].part, out), strlen(c[i].shown));
        CHECK_STR(out, c[i].shown);
    }
}

TEST(report_numbers_and_ids_are_written_whole)
{
    static struct pail p;
    struct out o;
    struct crib_err err;
    p = (struct pail){ .room = sizeof p.bytes };
    CHECK(out_init(&o, pour, &p, &err) == CRIB_OK);
    out_u64(&o, 0);
    out_char(&o, ' ');
    out_u64(&o, UINT64_MAX);
    out_char(&o, ' ');
    out_i64(&o, INT64_MIN);
    out_char(&o, ' ');
    out_id(&o, 0xABCDEF);
    out_char(&o, ' ');
    out_ratio(&o, 1, 3);
    CHECK(out_done(&o) == CRIB_OK);
    p.bytes[p.n] = '\0';
    CHECK_STR(p.bytes, "0 18446744073709551615 -9223372036854775808 0000000000abcdef 0.3333");
}

TEST(report_stream_hands_over_blocks_in_order)
{
    static struct pail p;
    struct out o;
    struct crib_err err;
    uint64_t live = mem_live();
    size_t n = 3 * OUT_BLOCK + 17;
    p = (struct pail){ .room = sizeof p.bytes };
    CHECK(out_init(&o, pour, &p, &err) == CRIB_OK);
    for (size_t i = 0; i < n; i++)
        out_char(&o, (char)(i % 251));
    CHECK(out_done(&o) == CRIB_OK);
    CHECK_U64(p.n, n);
    CHECK_U64(p.largest, OUT_BLOCK);
    CHECK_U64(p.calls, 4);
    for (size_t i = 0; i < n && !test_failing(); i++)
        CHECK(p.bytes[i] == (char)(i % 251));
    CHECK_U64(mem_live(), live);
}

TEST(report_stream_stops_at_the_first_refusal)
{
    static struct pail p;
    struct out o;
    struct crib_err err;
    p = (struct pail){ .room = OUT_BLOCK + 10 };
    CHECK(out_init(&o, pour, &p, &err) == CRIB_OK);
    for (size_t i = 0; i < 4 * OUT_BLOCK; i++)
        out_char(&o, 'x');
    CHECK(out_failed(&o));
    CHECK(out_done(&o) == CRIB_E_IO);
    CHECK_U64(p.calls, 2);
    CHECK(err.code == CRIB_E_IO);
    CHECK(strstr(err.what, "28") != NULL);
}

TEST(report_that_cannot_be_written_says_so_in_every_format)
{
    static struct pail p;
    static struct fixture f;
    fixture_collection(&f);
    struct view v = fixture_view(&f);
    uint64_t live = mem_live();
    for (int format = CRIB_FORMAT_TEXT; format <= CRIB_FORMAT_TSV; format++) {
        struct crib_report_options o = { .format = (enum crib_format)format };
        struct crib_err err = { 0 };
        p = (struct pail){ .room = 0 };
        CHECK(report_write(&v, &o, pour, &p, &err) == CRIB_E_IO);
        CHECK(err.code == CRIB_E_IO);
        CHECK_U64(p.calls, 1);
    }
    CHECK_U64(mem_live(), live);
}

TEST(report_of_an_unknown_format_or_language_is_refused)
{
    static struct pail p;
    static struct fixture f;
    fixture_collection(&f);
    struct view v = fixture_view(&f);
    struct crib_report_options format = { .format = (enum crib_format)77 }, lang = { .lang = (enum crib_lang)9 };
    struct crib_err err;
    p = (struct pail){ .room = sizeof p.bytes };
    CHECK(report_write(&v, &format, pour, &p, &err) == CRIB_E_ARG);
    CHECK(report_write(&v, &lang, pour, &p, &err) == CRIB_E_ARG);
    CHECK_U64(p.n, 0);
}

TEST(report_survives_every_refused_allocation)
{
    static struct pail p;
    static struct fixture f;
    fixture_collection(&f);
    struct view v = fixture_view(&f);
    uint64_t live = mem_live();
    for (int format = CRIB_FORMAT_TEXT; format <= CRIB_FORMAT_TSV; format++) {
        struct crib_report_options o = { .format = (enum crib_format)format, .lang = CRIB_LANG_ZH, .color = true };
        int rc = CRIB_E_NOMEM;
        long nth = 0;
        for (; rc != CRIB_OK && nth < 1000; nth++) {
            struct crib_err err = { 0 };
            p = (struct pail){ .room = sizeof p.bytes };
            mem_refuse_from(nth);
            rc = report_write(&v, &o, pour, &p, &err);
            mem_refuse_from(-1);
            CHECK(rc == CRIB_OK || (rc == CRIB_E_NOMEM && err.code == CRIB_E_NOMEM));
            CHECK_U64(mem_live(), live);
        }
        CHECK(rc == CRIB_OK && nth > 1);
    }
}
