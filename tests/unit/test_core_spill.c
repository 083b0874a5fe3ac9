/* SPDX-License-Identifier: MIT */
/* The heap in a file: what was written comes back, whatever was taken away in
 * between, and refusals leave all as it was. */
#include "harness.h"

#include <dirent.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "core/mem.h"
#include "core/par.h"
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

TEST(spill_refuses_when_the_folder_is_full)
{
    struct rlimit before, small;
    struct block b = { .n = 1000000, .seed = 9 };
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
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
    signal(SIGXFSZ, handler);
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
