/* SPDX-License-Identifier: MIT */
/* Baselines: what is one, what is none, and what it accepts. */
#include "core/base.h"

#include "engine/audit_baseline.h"
#include "harness.h"

static int read_text(struct baseline *b, const char *text) { return baseline_read(b, text, strlen(text), NULL); }

TEST(audit_baseline_reads_ids_with_counts)
{
    struct baseline b;
    CHECK_I64(read_text(&b, "# accepted\n0000000000000001 2\n\nfffffffffffffffe 10\r\nffffffffffffffff 1"), CRIB_OK);
    CHECK_U64(b.n, 3);
    CHECK(baseline_find(&b, 1) && baseline_find(&b, 1)->left == 2);
    CHECK(baseline_find(&b, UINT64_MAX - 1) && baseline_find(&b, UINT64_MAX - 1)->left == 10);
    CHECK(baseline_find(&b, UINT64_MAX) && !baseline_find(&b, 2) && !baseline_find(&b, 0));
    baseline_done(&b);
    CHECK_I64(read_text(&b, ""), CRIB_OK);
    CHECK(b.n == 0 && !baseline_find(&b, 0));
    baseline_done(&b);
}

TEST(audit_baseline_refuses_what_is_none)
{
    static const char *const wrong[] = {
        "0000000000000001", "0000000000000001 ", "0000000000000001 x", "000000000000001 1", "000000000000000G 1",
        "0000000000000001\t1", "0000000000000001 1 2", "0000000000000001 9999999999999", "0000000000000001 -1",
        "0000000000000002 1\n0000000000000001 1", "0000000000000001 1\n0000000000000001 1" };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct baseline b;
        CHECK_I64(read_text(&b, wrong[i]), CRIB_E_ARG);
        baseline_done(&b);
    }
}
