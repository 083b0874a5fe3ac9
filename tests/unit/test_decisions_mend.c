/* SPDX-License-Identifier: MIT */
/* A damaged log of decisions gives back every line that is as it was written,
 * and no other. */
#include "core/base.h"

#include "core/mem.h"
#include "ref/index_folder.h"
#include "store/decisions_mend.h"

enum { N = 5 };

static const struct decision written[N] = {
    { 0x11, "copy", "2024-01-31T23:59:59Z", "" },
    { 0x22, "common", "2024-02-01T00:00:00Z", "everybody writes so" },
    { 0x33, "ignore", "2024-02-01T00:00:01Z", "不重要" },
    { 0x22, "copy", "2024-02-02T00:00:00Z", "after all" },
    { 0x55, "quotation", "2024-02-03T00:00:00Z", "of the law" },
};

static void write_log(const struct folder *f)
{
    struct decisions d;
    CHECK_I64(decisions_read(&d, f->path, 0, NULL), CRIB_OK);
    CHECK_I64(decisions_append(&d, f->path, written, N, NULL), CRIB_OK);
    decisions_done(&d);
}

/* The log reads, and what it says was written. */
static void check_log(const struct folder *f, uint64_t n_bytes)
{
    struct decisions d;
    CHECK_I64(decisions_read(&d, f->path, n_bytes, NULL), CRIB_OK);
    CHECK_U64(d.n_bytes, n_bytes);
    for (size_t i = 0; i < d.n; i++) {
        bool was = false;
        for (size_t k = 0; k < N; k++)
            was |= d.item[i].id == written[k].id && strcmp(d.item[i].what, written[k].what) == 0 &&
                   strcmp(d.item[i].note, written[k].note) == 0 && strcmp(d.item[i].time, written[k].time) == 0;
        CHECK(was);
    }
    decisions_done(&d);
}

/* A damaged line end makes one line of two. */
TEST(decisions_mend_loses_at_most_the_damaged_line_and_the_next)
{
    struct folder whole, f;
    char path[160];
    size_t n;
    folder_make(&whole);
    write_log(&whole);
    char *log = file_read(folder_name(&whole, DECISIONS_FILE, path), &n);
    for (size_t at = 0; at < n; at++) {
        struct mended m;
        uint64_t n_bytes;
        folder_make(&f);
        log[at] ^= 0x11;
        file_write(folder_name(&f, DECISIONS_FILE, path), log, n);
        log[at] ^= 0x11;
        CHECK_I64(decisions_mend(f.path, f.path, n, &m, &n_bytes, NULL), CRIB_OK);
        CHECK(m.damaged && m.n_lost >= 1 && m.n_kept >= N - 2 - (log[at] == '\n') && m.n_kept < N);
        check_log(&f, n_bytes);
        size_t n_aside;
        char *aside = file_read(folder_name(&f, m.saved_as, path), &n_aside);
        CHECK(n_aside == n && aside[at] == (log[at] ^ 0x11)); /* the damaged log is kept */
        free(aside);
        folder_remove(&f);
    }
    free(log);
    folder_remove(&whole);
}

TEST(decisions_mend_leaves_a_whole_log_alone_and_tells_a_lost_line_from_one_never_finished)
{
    struct folder f;
    struct mended m;
    uint64_t n_bytes;
    char path[160];
    size_t n, left = 0;
    folder_make(&f);
    CHECK_I64(decisions_mend(f.path, f.path, 0, &m, &n_bytes, NULL), CRIB_OK);
    CHECK(!m.damaged && n_bytes == 0);
    write_log(&f);
    char *log = file_read(folder_name(&f, DECISIONS_FILE, path), &n);
    CHECK_I64(decisions_mend(f.path, f.path, n, &m, &n_bytes, NULL), CRIB_OK);
    CHECK(!m.damaged && n_bytes == n && m.n_kept == N);
    for (left = n - 2; log[left - 1] != '\n';)
        left--;
    file_write(path, log, n - 3); /* the last line is torn */
    CHECK_I64(decisions_mend(f.path, f.path, left, &m, &n_bytes, NULL), CRIB_OK);
    CHECK(!m.damaged && n_bytes == left && m.n_kept == N - 1);
    CHECK_I64(decisions_mend(f.path, f.path, n, &m, &n_bytes, NULL), CRIB_OK);
    CHECK(m.damaged && n_bytes == left && m.n_kept == N - 1 && m.n_lost == 1);
    check_log(&f, left);
    free(log);
    folder_remove(&f);
}
