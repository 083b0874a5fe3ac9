/* SPDX-License-Identifier: MIT */
/* The heap in a file: what was written comes back, whatever was taken away in
 * between, and refusals leave all as it was. */
#include "harness.h"

#include <dirent.h>
#include <pthread.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/mem.h"
#include "core/par.h"
#include "core/slab.h"
#include "core/spill.h"

static void wait_for_a_trim(uint64_t n)
{
    const struct timespec pause = { 0, 5000000 };
    for (int i = 0; i < 2000 && spill_n_trims() == n; i++)
        nanosleep(&pause, NULL);
}

/* ---- a block that knows what it holds ---- */

struct block { unsigned char *p; size_t n; uint64_t seed; };

static void fill(struct block *b, size_t from)
{
    for (size_t i = from; i < b->n; i++)
        b->p[i] = (unsigned char)(b->seed * 31 + i * 7 + (i >> 9));
}

static bool holds(const struct block *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (b->p[i] != (unsigned char)(b->seed * 31 + i * 7 + (i >> 9)))
            return false;
    return true;
}

static size_t some_size(uint64_t *rng)
{
    switch (test_random(rng) % 8) {
    case 0: return 0;
    case 1: return test_random(rng) % 3000000;
    case 2: return test_random(rng) % 70000;
    case 3: return 8190 + test_random(rng) % 5;
    default: return test_random(rng) % 700;
    }
}

static void change(struct block *b, uint64_t *rng)
{
    if (!b->p) {
        b->n = some_size(rng);
        b->seed = test_random(rng);
        bool zeroed = test_random(rng) % 4 == 0;
        b->p = zeroed ? mem_zero(1, b->n) : mem_alloc(b->n);
        CHECK(b->p != NULL && (uintptr_t)b->p % _Alignof(max_align_t) == 0);
        for (size_t i = 0; zeroed && i < b->n; i++)
            if (b->p[i])
                CHECK(b->p[i] == 0);
        fill(b, 0);
    } else if (test_random(rng) % 2) {
        size_t before = b->n;
        b->n = some_size(rng);
        b->p = mem_realloc(b->p, b->n);
        CHECK(b->p != NULL && holds(b, b->n < before ? b->n : before));
        fill(b, 0);
    } else {
        CHECK(holds(b, b->n));
        mem_free(b->p);
        b->p = NULL;
    }
}

static int change_one(size_t i, int thread, void *arg, struct crib_err *err)
{
    struct block *block = arg;
    uint64_t rng = 77 + i;
    (void)thread;
    (void)err;
    for (int round = 0; round < 60; round++)
        change(&block[i], &rng);
    return CRIB_OK;
}

TEST(spill_blocks_of_any_size_hold_what_was_written)
{
    enum { BLOCKS = 300, ROUNDS = TEST_SANITIZED ? 1500 : 6000 };
    static struct block block[BLOCKS];
    uint64_t rng = 5, live = mem_live();
    memset(block, 0, sizeof block);
    CHECK(spill_open(SPILL_LEAST, NULL) == CRIB_OK);
    for (int round = 0; round < ROUNDS && !test_failing(); round++)
        change(&block[test_random(&rng) % BLOCKS], &rng);
    spill_close();
    for (int i = 0; i < BLOCKS; i++) { /* also after it is closed */
        CHECK(!block[i].p || holds(&block[i], block[i].n));
        mem_free(block[i].p);
    }
    CHECK_U64(mem_live(), live);
    CHECK_U64(spill_file_bytes(), 0);
}

TEST(spill_blocks_are_taken_by_many_threads)
{
    enum { BLOCKS = 64 };
    static struct block block[BLOCKS];
    memset(block, 0, sizeof block);
    CHECK(spill_open(SPILL_LEAST, NULL) == CRIB_OK);
    CHECK(par_for(BLOCKS, 4, change_one, block, NULL) == CRIB_OK);
    for (int i = 0; i < BLOCKS; i++) {
        CHECK(!block[i].p || holds(&block[i], block[i].n));
        mem_free(block[i].p);
    }
    spill_close();
    CHECK_U64(spill_file_bytes(), 0);
}

TEST(spill_takes_pages_away_and_they_come_back)
{
    struct block b = { .n = 4 * (size_t)SPILL_LEAST, .seed = 3 };
    CHECK(spill_open(SPILL_LEAST, NULL) == CRIB_OK);
    b.p = mem_alloc(b.n);
    CHECK(b.p != NULL);
    if (b.p) {
        uint64_t n = spill_n_trims();
        fill(&b, 0);
        wait_for_a_trim(n);
        CHECK(spill_n_trims() > n);
        CHECK(holds(&b, b.n));
    }
    mem_free(b.p);
    spill_close();
}

static int names_in(const char *folder)
{
    DIR *d = opendir(folder);
    int n = 0;
    CHECK(d != NULL);
    for (struct dirent *e; d && (e = readdir(d));)
        n += strncmp(e->d_name, "crib-", 5) == 0;
    if (d)
        closedir(d);
    return n;
}

TEST(spill_file_has_no_name)
{
    const char *folder = getenv("TMPDIR");
    folder = folder && *folder ? folder : "/tmp";
    int before = names_in(folder);
    CHECK(spill_open(SPILL_LEAST, NULL) == CRIB_OK);
    void *p = mem_alloc(100000);
    CHECK_I64(names_in(folder), before);
    mem_free(p);
    spill_close();
}

/* As a limit on the size of files has it, and without its signal, which would end the tests. */
TEST(spill_refuses_when_the_folder_is_full)
{
    struct rlimit before, small;
    struct block b = { .n = 1000000, .seed = 9 };
    CHECK(getrlimit(RLIMIT_FSIZE, &before) == 0);
    CHECK(spill_open(SPILL_LEAST, NULL) == CRIB_OK);
    b.p = mem_alloc(b.n);
    CHECK(b.p != NULL && !spill_is_full());
    fill(&b, 0);
    small = before;
    small.rlim_cur = 80 << 20;
    CHECK(setrlimit(RLIMIT_FSIZE, &small) == 0);
    CHECK(mem_alloc(200 << 20) == NULL);
    CHECK(spill_is_full());
    CHECK(mem_realloc(b.p, 200 << 20) == NULL && holds(&b, b.n));
    void *p = mem_alloc(1000); /* what still fits is handed out */
    CHECK(p != NULL);
    mem_free(p);
    CHECK(setrlimit(RLIMIT_FSIZE, &before) == 0);
    mem_free(b.p);
    spill_close();
    CHECK(!spill_is_full());
}

TEST(spill_that_cannot_be_is_refused_and_nothing_changes)
{
    struct crib_err err;
    char *folder = getenv("TMPDIR"), kept[4096] = "";
    if (folder)
        snprintf(kept, sizeof kept, "%s", folder);
    CHECK(spill_open(SPILL_LEAST - 1, &err) == CRIB_E_ARG);
    setenv("TMPDIR", "/nowhere/at/all", 1);
    CHECK(spill_open(SPILL_LEAST, &err) == CRIB_E_IO);
    CHECK(strstr(err.what, "/nowhere/at/all") != NULL);
    if (folder)
        setenv("TMPDIR", kept, 1);
    else
        unsetenv("TMPDIR");
    void *p = mem_alloc(10);
    CHECK(p != NULL && !spill_owns(p));
    mem_free(p);
}

TEST(spill_opened_twice_lives_until_both_are_closed)
{
    CHECK(spill_open(10 * (uint64_t)SPILL_LEAST, NULL) == CRIB_OK);
    CHECK(spill_open(SPILL_LEAST, NULL) == CRIB_OK);
    spill_close();
    void *p = mem_alloc(10), *q = NULL;
    CHECK(spill_owns(p));
    spill_close();
    q = mem_alloc(10);
    CHECK(!spill_owns(q));
    CHECK(spill_open(SPILL_LEAST, NULL) == CRIB_OK); /* while a block of the last time lives */
    q = mem_realloc(q, 100000);
    CHECK(q != NULL && !spill_owns(q)); /* what began elsewhere stays there */
    mem_free(p);
    spill_close();
    mem_free(q);
    CHECK_U64(spill_file_bytes(), 0);
}

TEST(spill_uses_the_addresses_of_large_blocks_again)
{
    enum { BLOCKS = 8, ROUNDS = 400 };
    struct block block[BLOCKS] = { { 0 } };
    uint64_t rng = 11, most = 0;
    CHECK(spill_open(SPILL_LEAST, NULL) == CRIB_OK);
    for (int round = 0; round < ROUNDS; round++) {
        struct block *b = &block[test_random(&rng) % BLOCKS];
        CHECK(!b->p || (b->p[0] == (unsigned char)(b->seed * 31) && b->p[b->n - 1] == (unsigned char)round));
        mem_free(b->p);
        *b = (struct block){ .n = 1100000 + test_random(&rng) % 3000000, .seed = test_random(&rng) };
        b->p = mem_alloc(b->n);
        CHECK(b->p != NULL);
        b->p[0] = (unsigned char)(b->seed * 31);
        for (int i = 0; i < BLOCKS; i++) /* neighbours stay whole: all ends are written anew */
            if (block[i].p)
                block[i].p[block[i].n - 1] = (unsigned char)(round + 1);
        most = spill_file_bytes();
    }
    for (int i = 0; i < BLOCKS; i++)
        mem_free(block[i].p);
    spill_close();
    CHECK(most < 2 * BLOCKS * (uint64_t)4100000); /* of a thousand million that were asked for */
}

/* What one job does beside others: opens, closes, and in between and after
 * has blocks that others' closing must not touch. */
static int open_and_close(size_t i, int thread, void *arg, struct crib_err *err)
{
    (void)thread;
    (void)arg;
    struct block b = { .n = 0 };
    for (int round = 0; round < 40; round++) {
        bool opens = (i + (size_t)round) % 3 != 0;
        if (opens)
            CRIB_TRY(spill_open(SPILL_LEAST + i, err));
        struct block fresh = { .n = 1 + (i * 7919 + (size_t)round * 104729) % 2000000, .seed = i + (size_t)round };
        fresh.p = mem_alloc(fresh.n);
        if (!fresh.p || (b.p && !holds(&b, b.n)))
            return CRIB_FAIL(err, CRIB_E_INTERNAL, CRIB_NOWHERE, "refused or changed");
        fill(&fresh, 0);
        mem_free(b.p);
        b = fresh;
        if (opens)
            spill_close();
    }
    mem_free(b.p);
    return CRIB_OK;
}

TEST(spill_is_opened_and_closed_by_many_threads_at_once)
{
    struct crib_err err;
    uint64_t live = mem_live();
    CHECK(par_for(8, 4, open_and_close, NULL, &err) == CRIB_OK);
    CHECK_U64(mem_live(), live);
    CHECK_U64(spill_file_bytes(), 0);
    void *p = mem_alloc(10);
    CHECK(p != NULL && !spill_owns(p));
    mem_free(p);
}

struct brief { pthread_t thread; _Atomic bool done; };

static void *open_and_close_once(void *arg)
{
    struct brief *b = arg;
    CHECK(spill_open(SPILL_LEAST, NULL) == CRIB_OK);
    spill_close();
    atomic_store(&b->done, true);
    return NULL;
}

TEST(spill_is_closed_without_waiting_for_another_job)
{
    enum { ROUNDS = 60, PATIENCE = 1000 };
    for (int round = 0; round < ROUNDS && !test_failing(); round++) {
        const struct timespec later = { 0, 50000 * (round % 60) }, pause = { 0, 2000000 };
        struct brief b = { .done = false };
        CHECK(pthread_create(&b.thread, NULL, open_and_close_once, &b) == 0);
        nanosleep(&later, NULL); /* it may be closing just now */
        CHECK(spill_open(SPILL_LEAST, NULL) == CRIB_OK);
        for (int i = 0; i < PATIENCE && !atomic_load(&b.done); i++)
            nanosleep(&pause, NULL);
        CHECK(atomic_load(&b.done));
        spill_close();
        pthread_join(b.thread, NULL);
    }
}

TEST(spill_heeds_a_smaller_budget_that_comes_later)
{
    struct block b = { .n = 4 * (size_t)SPILL_LEAST, .seed = 4 };
    const struct timespec pause = { 0, 20000000 };
    CHECK(spill_open((uint64_t)1 << 40, NULL) == CRIB_OK);
    nanosleep(&pause, NULL); /* the keeper has its limit now */
    CHECK(spill_open(SPILL_LEAST, NULL) == CRIB_OK);
    b.p = mem_alloc(b.n);
    CHECK(b.p != NULL);
    uint64_t n = spill_n_trims();
    fill(&b, 0);
    wait_for_a_trim(n);
    CHECK(spill_n_trims() > n);
    mem_free(b.p);
    spill_close();
    spill_close();
}

/* In the child: 0 when all is as spill.h says. */
static int look_in_child(struct block *b)
{
    struct crib_err err;
    if (!holds(b, b->n))
        return 1;
    b->seed++;
    fill(b, 0); /* not in the parent's file */
    void *p = mem_alloc(100000);
    if (!p || spill_owns(p))
        return 2;
    if (spill_open(SPILL_LEAST, &err) != CRIB_E_ARG)
        return 3;
    b->p = mem_realloc(b->p, 3 * b->n);
    if (!b->p || !holds(b, b->n))
        return 4;
    spill_close(); /* the parent's job, freed */
    mem_free(p);
    mem_free(b->p);
    return spill_file_bytes() == 0 ? 0 : 5;
}

TEST(spill_of_a_parent_is_not_changed_by_its_child)
{
    struct block b = { .n = 3000000, .seed = 21 };
    int status = -1;
    CHECK(spill_open(SPILL_LEAST, NULL) == CRIB_OK);
    b.p = mem_alloc(b.n);
    CHECK(b.p != NULL);
    fill(&b, 0);
    pid_t child = fork();
    if (child == 0)
        _exit(look_in_child(&b));
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK_I64(WEXITSTATUS(status), 0);
    CHECK(holds(&b, b.n));
    mem_free(b.p);
    spill_close();
    CHECK_U64(spill_file_bytes(), 0);
}

static int deleted_files_mapped(void)
{
    FILE *f = fopen("/proc/self/maps", "r");
    char line[4400];
    int n = 0;
    CHECK(f != NULL);
    while (f && fgets(line, sizeof line, f))
        n += strstr(line, "(deleted)") != NULL;
    if (f)
        fclose(f);
    return n;
}

TEST(spill_stays_one_mapping_whatever_slabs_are_taken_from_it)
{
    enum { PIECES = 60 };
    struct slab *now = NULL, *of[PIECES];
    int before = deleted_files_mapped();
    CHECK(spill_open(SPILL_LEAST, NULL) == CRIB_OK);
    for (int i = 0; i < PIECES; i++)
        CHECK(slab_take(&now, 1 << 20, &of[i]) != NULL);
    CHECK_I64(deleted_files_mapped(), before + 1);
    slab_done(&now);
    for (int i = 0; i < PIECES; i++)
        slab_give(of[i]);
    spill_close();
}
