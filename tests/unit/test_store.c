/* SPDX-License-Identifier: MIT */
/* The store: what is read is what was written, or damage is told. */
#include "core/hash.h"
#include "harness.h"
#include "ref/index_folder.h"
#include "store/deadset.h"
#include "store/decisions.h"
#include "store/lockfile.h"
#include "store/postlist.h"
#include "store/textstore.h"

enum { MOST = 4000 };

/* Random lists: few long ones, many short ones. */
static size_t random_lists(struct kv *kv, uint32_t n_docs, uint64_t *rng)
{
    size_t n = 0;
    for (uint64_t key = 0; n + n_docs < MOST; key += 1 + test_random(rng) % 100000) {
        uint64_t part = test_random(rng) % 16 == 0 ? 2 : 200;
        for (uint32_t d = 0; d < n_docs; d++)
            if (test_random(rng) % part == 0)
                kv[n++] = (struct kv){ key, d };
    }
    return n;
}

static int write_segment(const struct folder *f, const struct kv *kv, size_t n, const char *text, size_t n_text)
{
    struct segfile_writer w;
    struct textstore_writer t;
    struct crib_err err;
    int rc = segfile_create(&w, f->path, "a.seg", 11, 22, &err);
    if (rc == CRIB_OK)
        rc = segfile_chunk(&w, segfile_kind("SEEDS\0\0"), &err);
    if (rc == CRIB_OK)
        rc = postlist_write(&w, kv, n, &err);
    if (rc == CRIB_OK)
        rc = textstore_begin(&t, &w, &err);
    for (size_t at = 0; rc == CRIB_OK && at < n_text; at += 777)
        rc = textstore_add(&t, text + at, min_size(777, n_text - at), &err);
    if (rc == CRIB_OK)
        rc = textstore_finish(&t, &err);
    textstore_done(&t);
    return rc == CRIB_OK ? segfile_finish(&w, &err) : rc;
}

/* Is what the chunk lists kv[n]? */
static int compare_lists(const struct postlist *p, uint32_t n_docs, const struct kv *kv, size_t n, bool *same,
                         struct crib_err *err)
{
    struct postlist_cursor c;
    size_t at = 0;
    *same = true;
    postlist_begin(&c, p, n_docs);
    int rc = postlist_next(&c, err);
    for (; rc == CRIB_OK && c.more; rc = postlist_next(&c, err)) {
        *same &= c.docs.n > 0 && c.docs.n == c.docs.total;
        for (size_t k = 0; k < c.docs.n; k++, at++)
            *same &= at < n && kv[at].key == c.key && kv[at].val == c.docs.doc[k];
    }
    postlist_end(&c);
    *same &= at == n;
    return rc;
}

/* Everything a segment holds, read back; the first failure. */
static int read_segment(const char *path, const struct kv *kv, size_t n, uint32_t n_docs, const char *text, size_t n_text,
                        struct crib_err *err)
{
    struct segfile s;
    struct postlist p;
    struct textstore t;
    struct textstore_desk desk = { 0 };
    bool there = false;
    char *copy = malloc(n_text + 1);
    int rc = segfile_open(&s, path, err);
    if (rc == CRIB_OK)
        rc = postlist_open(&p, &s, segfile_kind("SEEDS\0\0"), err);
    bool same = true;
    if (rc == CRIB_OK)
        rc = compare_lists(&p, n_docs, kv, n, &same, err);
    if (rc == CRIB_OK)
        rc = textstore_open(&t, &s, &there, err);
    if (rc == CRIB_OK && there)
        rc = textstore_read(&t, 0, n_text, copy, &desk, err);
    if (rc == CRIB_OK) {
        CHECK(there);
        CHECK(same);
        CHECK(memcmp(copy, text, n_text) == 0);
        CHECK_U64(s.params, 11);
        CHECK_U64(s.fold, 22);
    }
    textstore_desk_done(&desk);
    segfile_close(&s);
    free(copy);
    return rc;
}

static void compare_with_a_plain_search(bool here_and_there)
{
    uint64_t rng = 3;
    struct folder f;
    static struct kv kv[MOST];
    char path[160];
    folder_make(&f);
    size_t n = random_lists(kv, 300, &rng);
    CHECK_I64(write_segment(&f, kv, n, "x", 1), CRIB_OK);
    struct segfile s;
    struct postlist p;
    struct postlist_docs docs = { 0 };
    CHECK_I64(segfile_open(&s, folder_name(&f, "a.seg", path), NULL), CRIB_OK);
    CHECK_I64(postlist_open(&p, &s, segfile_kind("SEEDS\0\0"), NULL), CRIB_OK);
    if (here_and_there) {
        uint64_t key[] = { 0, kv[0].key, kv[n / 2].key, kv[n / 2].key + 1, kv[n - 1].key, UINT64_MAX };
        CHECK_I64(segfile_read_here_and_there(&s, NULL), CRIB_OK);
        CHECK_I64(postlist_expect(&p, key, COUNT_OF(key), NULL), CRIB_OK);
        CHECK_I64(postlist_expect(&p, key, 0, NULL), CRIB_OK);
    }
    for (int i = 0; i < 2000 && !test_failing(); i++) {
        uint64_t key = i % 2 ? kv[test_random(&rng) % n].key : test_random(&rng) % (kv[n - 1].key + 10);
        uint64_t most = 1 + test_random(&rng) % 400;
        size_t total = 0, listed = 0;
        CHECK_I64(postlist_find(&p, key, 300, most, &docs, NULL), CRIB_OK);
        for (size_t k = 0; k < n; k++) {
            if (kv[k].key != key)
                continue;
            if (total++ < most)
                CHECK(listed < docs.n && docs.doc[listed++] == kv[k].val);
        }
        CHECK_U64(docs.total, total);
        CHECK_U64(docs.n, listed);
    }
    mem_free(docs.doc);
    segfile_close(&s);
    folder_remove(&f);
}

TEST(store_posting_lists_give_back_what_a_plain_search_finds)
{
    compare_with_a_plain_search(false);
}

TEST(store_posting_lists_read_here_and_there_give_back_the_same)
{
    compare_with_a_plain_search(true);
}

TEST(store_posting_lists_that_differ_in_the_second_pass_are_refused)
{
    struct folder f;
    struct segfile_writer w;
    struct postlist_writer lists;
    const uint64_t doc[] = { 3, 4, 9 };
    folder_make(&f);
    CHECK_I64(segfile_create(&w, f.path, "a.seg", 0, 0, NULL), CRIB_OK);
    CHECK_I64(segfile_chunk(&w, segfile_kind("SEEDS\0\0"), NULL), CRIB_OK);
    for (size_t n = 1; n <= COUNT_OF(doc); n++) {
        postlist_writer_init(&lists, &w);
        CHECK_I64(postlist_put(&lists, 5, doc, 2, NULL), CRIB_OK);
        CHECK_I64(postlist_again(&lists, NULL), CRIB_OK);
        CHECK_I64(postlist_put(&lists, 5, doc, n, NULL), CRIB_OK);
        CHECK_I64(postlist_finish(&lists, NULL), n == 2 ? CRIB_OK : CRIB_E_INTERNAL);
        postlist_writer_done(&lists);
    }
    segfile_abandon(&w);
    folder_remove(&f);
}

TEST(store_texts_that_were_expected_are_read_and_damage_in_them_is_told)
{
    uint64_t rng = 5;
    struct folder f;
    struct kv kv = { 1, 1 };
    static char text[300000], copy[sizeof text];
    char path[160];
    size_t n_bytes;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(test_random(&rng) % 255 + 1);
    folder_make(&f);
    CHECK_I64(write_segment(&f, &kv, 1, text, sizeof text), CRIB_OK);
    char *bytes = file_read(folder_name(&f, "a.seg", path), &n_bytes);
    for (int damaged = 0; damaged < 2; damaged++) {
        struct segfile s;
        struct textstore t;
        struct textstore_desk desk = { 0 };
        bool there = false;
        bytes[n_bytes / 2] ^= (char)damaged;
        file_write(path, bytes, n_bytes);
        CHECK_I64(segfile_open(&s, path, NULL), CRIB_OK);
        CHECK_I64(segfile_read_here_and_there(&s, NULL), CRIB_OK);
        CHECK_I64(textstore_open(&t, &s, &there, NULL), CRIB_OK);
        CHECK_I64(textstore_expect(&t, 0, sizeof text, NULL), CRIB_OK);
        CHECK_I64(textstore_expect(&t, sizeof text, 0, NULL), CRIB_OK);
        CHECK_I64(textstore_expect(&t, sizeof text, 1, NULL), CRIB_E_DAMAGED);
        CHECK_I64(textstore_read(&t, 0, sizeof text, copy, &desk, NULL), damaged ? CRIB_E_DAMAGED : CRIB_OK);
        CHECK(damaged || memcmp(copy, text, sizeof text) == 0);
        textstore_desk_done(&desk);
        segfile_close(&s);
    }
    free(bytes);
    folder_remove(&f);
}

TEST(store_a_flipped_bit_in_a_segment_is_damage_wherever_it_is)
{
    uint64_t rng = 7;
    struct folder f;
    static struct kv kv[MOST];
    static char text[70000];
    char path[160];
    size_t n_bytes, n = random_lists(kv, 100, &rng) / 4;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + test_random(&rng) % 8);
    folder_make(&f);
    CHECK_I64(write_segment(&f, kv, n, text, sizeof text), CRIB_OK);
    folder_name(&f, "a.seg", path);
    CHECK_I64(read_segment(path, kv, n, 100, text, sizeof text, NULL), CRIB_OK);
    char *bytes = file_read(path, &n_bytes);
    for (size_t i = 0; i < n_bytes && !test_failing(); i += 1 + test_random(&rng) % (i < 64 || i + 64 > n_bytes ? 1 : TEST_SANITIZED ? 400 : 50)) {
        struct crib_err err = { 0 };
        bytes[i] ^= (char)(1 << test_random(&rng) % 8);
        file_write(path, bytes, n_bytes);
        struct segfile s;
        int rc = segfile_open(&s, path, &err);
        if (rc == CRIB_OK)
            rc = segfile_check_all(&s, &err);
        segfile_close(&s);
        CHECK_I64(rc, CRIB_E_DAMAGED);
        CHECK(strstr(err.what, "a.seg") != NULL);
        CHECK(err.at != CRIB_NOWHERE && err.at <= n_bytes);
        file_write(path, bytes, test_random(&rng) % n_bytes); /* cut short */
        CHECK_I64(read_segment(path, kv, n, 100, text, sizeof text, NULL), CRIB_E_DAMAGED);
        size_t again;
        free(bytes);
        CHECK_I64(write_segment(&f, kv, n, text, sizeof text), CRIB_OK);
        bytes = file_read(path, &again);
        CHECK_U64(again, n_bytes);
    }
    free(bytes);
    folder_remove(&f);
}

/* A writer of false segments: the checksums are right, the bytes are not. */
TEST(store_bytes_that_are_well_summed_but_wrong_never_lead_outside)
{
    uint64_t rng = 9;
    struct folder f;
    char path[160];
    folder_make(&f);
    for (int round = 0; round < (TEST_SANITIZED ? 300 : 3000) && !test_failing(); round++) {
        struct segfile_writer w;
        unsigned char noise[400];
        size_t n = test_random(&rng) % sizeof noise;
        for (size_t i = 0; i < n; i++)
            noise[i] = (unsigned char)(test_random(&rng) % 4 ? test_random(&rng) % 3 : test_random(&rng));
        CHECK_I64(segfile_create(&w, f.path, "a.seg", 0, 0, NULL), CRIB_OK);
        CHECK_I64(segfile_chunk(&w, segfile_kind(round % 2 ? "SEEDS\0\0" : "FRAMES\0"), NULL), CRIB_OK);
        CHECK_I64(segfile_write(&w, noise, n, NULL), CRIB_OK);
        CHECK_I64(segfile_chunk(&w, segfile_kind("TEXT\0\0\0"), NULL), CRIB_OK);
        CHECK_I64(segfile_write(&w, noise, n / 2, NULL), CRIB_OK);
        CHECK_I64(segfile_finish(&w, NULL), CRIB_OK);
        struct segfile s;
        struct postlist p;
        struct textstore t;
        struct textstore_desk desk = { 0 };
        struct postlist_docs docs = { 0 };
        bool there;
        char out[64];
        CHECK_I64(segfile_open(&s, folder_name(&f, "a.seg", path), NULL), CRIB_OK);
        if (round / 2 % 2)
            CHECK_I64(segfile_read_here_and_there(&s, NULL), CRIB_OK);
        if (postlist_open(&p, &s, segfile_kind("SEEDS\0\0"), NULL) == CRIB_OK) {
            bool same;
            uint64_t key[] = { 0, 1, test_random(&rng) % 1000 + 1, UINT64_MAX };
            (void)postlist_expect(&p, key, COUNT_OF(key), NULL);
            (void)compare_lists(&p, 50, NULL, 0, &same, NULL);
            (void)postlist_find(&p, test_random(&rng) % 8, 50, 50, &docs, NULL);
            for (size_t i = 0; i < docs.n; i++)
                CHECK(docs.doc[i] < 50);
        }
        if (textstore_open(&t, &s, &there, NULL) == CRIB_OK && there) {
            (void)textstore_expect(&t, test_random(&rng) % 100, test_random(&rng) % 400, NULL);
            (void)textstore_read(&t, test_random(&rng) % 100, test_random(&rng) % sizeof out, out, &desk, NULL);
        }
        mem_free(docs.doc);
        textstore_desk_done(&desk);
        segfile_close(&s);
    }
    folder_remove(&f);
}

TEST(store_a_set_of_tombstones_comes_back_and_a_flipped_bit_is_damage)
{
    uint64_t rng = 4;
    struct deadset d = { 0 }, back;
    struct buf b;
    buf_init(&b, 1 << 20);
    for (int i = 0; i < 500; i++)
        CHECK_I64(deadset_add(&d, (uint32_t)(test_random(&rng) % 100000), NULL), CRIB_OK);
    CHECK_I64(deadset_save(&d, &b, NULL), CRIB_OK);
    CHECK_I64(deadset_load(&back, b.p, b.n, 100000, NULL), CRIB_OK);
    CHECK_U64(deadset_count(&back), deadset_count(&d));
    for (uint32_t i = 0; i < 100000; i++)
        if (deadset_has(&back, i) != deadset_has(&d, i))
            CHECK(!"the same members");
    deadset_done(&back);
    CHECK_I64(deadset_load(&back, b.p, b.n, 10, NULL), CRIB_E_DAMAGED); /* members beyond the documents */
    for (size_t i = 0; i < b.n; i++) {
        b.p[i] ^= 4;
        CHECK_I64(deadset_load(&back, b.p, b.n, 100000, NULL), CRIB_E_DAMAGED);
        b.p[i] ^= 4;
    }
    deadset_done(&d);
    buf_done(&b);
}

static struct decision decision(uint64_t id, const char *what, const char *note)
{
    return (struct decision){ id, what, "2024-01-31T23:59:59Z", note };
}

TEST(store_the_last_decision_about_a_finding_holds_and_every_flipped_bit_is_told)
{
    struct folder f;
    struct decisions d;
    char path[160];
    size_t n;
    folder_make(&f);
    const struct decision v[] = { decision(7, "copy", "first"), decision(3, "ignore", ""), decision(7, "quotation", "经同意引用") };
    CHECK_I64(decisions_read(&d, f.path, 0, NULL), CRIB_OK);
    CHECK_U64(d.n, 0);
    CHECK_I64(decisions_append(&d, f.path, v, 2, NULL), CRIB_OK);
    CHECK_I64(decisions_append(&d, f.path, v + 2, 1, NULL), CRIB_OK);
    uint64_t least = d.n_bytes;
    decisions_done(&d);
    CHECK_I64(decisions_read(&d, f.path, least, NULL), CRIB_OK);
    CHECK_U64(d.n, 2);
    CHECK_STR(decisions_find(&d, 7)->what, "quotation");
    CHECK_STR(decisions_find(&d, 7)->note, "经同意引用");
    CHECK(decisions_find(&d, 8) == NULL);
    decisions_done(&d);
    folder_name(&f, DECISIONS_FILE, path);
    char *bytes = file_read(path, &n);
    CHECK_U64(n, least);
    for (size_t i = 0; i < n; i++) {
        bytes[i] ^= 2;
        file_write(path, bytes, n);
        CHECK_I64(decisions_read(&d, f.path, least, NULL), CRIB_E_DAMAGED);
        decisions_done(&d);
        bytes[i] ^= 2;
        file_write(path, bytes, i); /* cut: damage when it was counted, else what a killed writer left */
        CHECK_I64(decisions_read(&d, f.path, least, NULL), CRIB_E_DAMAGED);
        decisions_done(&d);
        CHECK_I64(decisions_read(&d, f.path, 0, NULL), CRIB_OK);
        decisions_done(&d);
    }
    CHECK_I64(decisions_read(&d, f.path, 0, NULL), CRIB_OK); /* the last line is cut: it is written over */
    CHECK_I64(decisions_append(&d, f.path, v + 1, 1, NULL), CRIB_OK);
    decisions_done(&d);
    CHECK_I64(decisions_read(&d, f.path, 0, NULL), CRIB_OK);
    CHECK_STR(decisions_find(&d, 7)->what, "copy");
    decisions_done(&d);
    free(bytes);
    folder_remove(&f);
}

TEST(store_what_cannot_be_a_decision_is_refused_and_nothing_is_written)
{
    struct folder f;
    struct decisions d;
    struct decision long_note = decision(1, "copy", "two\nlines");
    folder_make(&f);
    CHECK_I64(decisions_read(&d, f.path, 0, NULL), CRIB_OK);
    const struct decision bad[] = { decision(1, "stolen", ""), decision(1, "copy", "\x1b[31m"), decision(1, "copy", "\xff"), long_note,
                                    { 1, "copy", "yesterday", "" } };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct decision both[2] = { decision(9, "copy", "well"), bad[i] };
        CHECK_I64(decisions_append(&d, f.path, both, 2, NULL), CRIB_E_ARG);
    }
    CHECK_U64(d.n_bytes, 0);
    decisions_done(&d);
    char *name[64];
    CHECK_U64(folder_list(&f, name), 0);
    folder_remove(&f);
}

TEST(store_the_lock_names_its_holder_and_is_free_again_after_it)
{
    struct folder f;
    struct lockfile a, b;
    struct crib_err err = { 0 };
    folder_make(&f);
    CHECK_I64(lockfile_take(&a, f.path, ".lock", "crib index add", &err), CRIB_OK);
    CHECK_I64(lockfile_take(&b, f.path, ".lock", "crib index remove", &err), CRIB_E_ARG);
    CHECK(strstr(err.what, "crib index add, process") != NULL);
    lockfile_drop(&a);
    CHECK_I64(lockfile_take(&b, f.path, ".lock", "crib index remove", &err), CRIB_OK);
    lockfile_drop(&b);
    folder_remove(&f);
}
