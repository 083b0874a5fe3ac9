/* SPDX-License-Identifier: MIT */
/* A heap in a file.
 *
 * The file is mapped shared, so that its pages are the system's page cache:
 * the system writes them out when memory is short, and a page that is taken
 * from the process (MADV_DONTNEED) loses nothing and comes back at the next
 * touch, from memory as long as there is room there. The keeper, a thread of
 * its own, looks every few milliseconds how much the process holds and takes
 * pages from it when that nears the budget. Room is reserved in the file
 * before it is handed out, since a write to a page that cannot be stored
 * would be a SIGBUS.
 *
 * Handed out are chunks of 32 KB (spill_chunks.h), and blocks of one size
 * from a chunk for what is smaller; freed ones are kept in a list for each
 * size.
 *
 * A forked child has no keeper and must not write into its parent's file: it
 * sees what there was as a private copy, and takes new memory elsewhere. */
#include "core/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "core/spill_chunks.h"
#include "core/spill_file.h"

enum {
    SMALL = 1 << 13,          /* what is larger has chunks of its own */
    CLASSES = 32,             /* sizes of blocks: to 128 by 16, then four to each power of two */
    SLICE = 64 << 20,         /* pages are taken by so much */
    LOOK_NS = 2 * 1000 * 1000, CLOSE_LOOK_NS = 300 * 1000, /* the keeper looks once in so long; when the limit is near */
    WAIT_NS = 100 * 1000, WAITS_MOST = 200 /* who waits for it looks once in so long, so often at most */
};
static const unsigned MOST_ADDRESSES = 42, LEAST_ADDRESSES = 32; /* powers of two */

_Atomic bool spill_is_open;
_Atomic uintptr_t spill_place;
_Atomic bool spill_is_over;

static struct {
    pthread_mutex_t gate;     /* who opens or closes holds it throughout; taken before the lock */
    pthread_mutex_t lock;
    unsigned opened;
    int statm;
    char *base;
    struct spill_chunks c;    /* under the lock; c.n the keeper, who must not wait for a disk, reads without */
    uint64_t live;            /* blocks */
    void *freed[CLASSES];     /* blocks of a size: each begins with the address of the next */
    char *fresh[CLASSES];     /* what is left of the last chunk of a size */
    uint32_t n_fresh[CLASSES];
    bool keeping;             /* the keeper runs, or has not been waited for */
    bool inherited;           /* from the process that forked this one */
    pthread_t keeper;
    _Atomic uint64_t budget;
    _Atomic bool stop;
    _Atomic uint64_t n_trims;
} heap = { .gate = PTHREAD_MUTEX_INITIALIZER, .lock = PTHREAD_MUTEX_INITIALIZER, .c.fd = -1, .statm = -1 };

/* ---- the keeper ---- */

static uint64_t resident(void)
{
    char text[128];
    unsigned long long all, here;
    ssize_t n = pread(heap.statm, text, sizeof text - 1, 0);
    if (n <= 0)
        return 0;
    text[n] = '\0';
    return sscanf(text, "%llu %llu", &all, &here) == 2 ? here * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Take pages, slice after slice from where it ended last time, until the
 * process holds no more than `goal` or all were taken. */
static void take_pages(uint64_t goal, size_t *hand)
{
    size_t used = (size_t)atomic_load(&heap.c.n) * SPILL_CHUNK;
    for (size_t taken = 0; taken < used && resident() > goal;) {
        size_t at = *hand < used ? *hand : 0, n = used - at < SLICE ? used - at : SLICE;
        (void)madvise(heap.base + at, n, MADV_DONTNEED);
        *hand = at + n;
        taken += n;
    }
    atomic_fetch_add(&heap.n_trims, 1);
}

/* A third of the budget is for what comes while pages are being taken. When
 * they were taken in vain the keeper rests as long as it worked: what the process
 * holds besides (stacks, other libraries' memory) may be more than the budget,
 * and then there is no end to it. */
static void *keep(void *arg)
{
    size_t hand = 0;
    while (!atomic_load(&heap.stop)) {
        uint64_t limit = atomic_load(&heap.budget) / 3 * 2, here = resident();
        int64_t pause = here > limit / 2 ? CLOSE_LOOK_NS : LOOK_NS;
        if (here > limit) {
            int64_t began = now_ns(), took;
            atomic_store(&spill_is_over, true);
            take_pages(limit / 2, &hand);
            atomic_store(&spill_is_over, false);
            took = now_ns() - began;
            pause = took > pause && resident() > limit ? took : pause;
        }
        const struct timespec t = { pause / 1000000000, pause % 1000000000 };
        nanosleep(&t, NULL);
    }
    return arg;
}

void spill_wait(void)
{
    const struct timespec t = { .tv_nsec = WAIT_NS };
    for (int i = 0; i < WAITS_MOST && atomic_load(&spill_is_over); i++)
        nanosleep(&t, NULL);
}

static void close_statm(void)
{
    if (heap.statm >= 0)
        close(heap.statm);
    heap.statm = -1;
}

static int start_keeper(struct crib_err *err)
{
    heap.statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); /* signals are for the caller's threads */
    atomic_store(&heap.stop, false);
    int rc = heap.statm < 0 || resident() == 0 ? ENOENT : pthread_create(&heap.keeper, NULL, keep, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    heap.keeping = rc == 0;
    if (rc == 0)
        return CRIB_OK;
    close_statm();
    return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot watch how much memory is used: /proc/self/statm (%d)", rc);
}

/* ---- the file ---- */

static int map_file(struct crib_err *err)
{
    void *base = MAP_FAILED;
    unsigned power = MOST_ADDRESSES + 1;
    errno = ENOMEM; /* as where addresses have but 32 bits */
    while (base == MAP_FAILED && power-- > LEAST_ADDRESSES)
        if (UINT64_C(1) << power <= SIZE_MAX)
            base = mmap(NULL, (size_t)(UINT64_C(1) << power), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, heap.c.fd, 0);
    if (base == MAP_FAILED)
        return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot map a file of the temporary folder (%d)", errno);
    (void)madvise(base, (size_t)(UINT64_C(1) << power), MADV_DONTDUMP); /* terabytes of addresses, and other people's texts */
    heap.base = base;
    heap.c.size = (size_t)(UINT64_C(1) << power);
    atomic_store(&spill_place, (uintptr_t)base | power);
    return CRIB_OK;
}

static void drop_file(void)
{
    atomic_store(&spill_place, 0); /* before others can be given these addresses */
    if (heap.base)
        munmap(heap.base, heap.c.size);
    if (heap.c.fd >= 0)
        close(heap.c.fd);
    free(heap.c.info);
    heap.base = NULL;
    heap.c = (struct spill_chunks){ .fd = -1 };
    memset(heap.freed, 0, sizeof heap.freed);
    memset(heap.n_fresh, 0, sizeof heap.n_fresh);
    heap.inherited = false;
}

/* Under the lock: the file goes with the last block, but never from under the keeper. */
static void drop_unused(void)
{
    if (heap.live == 0 && heap.opened == 0 && !heap.keeping)
        drop_file();
}

/* ---- a forked child ---- */

static void before_fork(void)
{
    pthread_mutex_lock(&heap.gate);
    pthread_mutex_lock(&heap.lock);
}

static void after_fork(void)
{
    pthread_mutex_unlock(&heap.lock);
    pthread_mutex_unlock(&heap.gate);
}

static void in_child(void)
{
    size_t used = (size_t)heap.c.n * SPILL_CHUNK;
    atomic_store(&spill_is_open, false);
    atomic_store(&spill_is_over, false);
    heap.opened = 0;
    heap.keeping = false;
    close_statm();
    heap.inherited = heap.base != NULL;
    if (used > 0 && mmap(heap.base, used, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE | MAP_FIXED, heap.c.fd, 0) == MAP_FAILED)
        (void)mprotect(heap.base, used, PROT_READ);
    drop_unused();
    after_fork();
}

static int fork_rc;
static void watch_forks(void) { fork_rc = pthread_atfork(before_fork, after_fork, in_child); }

/* ---- opening and closing ---- */

/* Under gate and lock; no CRIB_NOMEM(), which asks spill_is_full(). */
static int begin(uint64_t budget, struct crib_err *err)
{
    if (heap.inherited)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "a limit of memory in a process forked from one that had it, too");
    atomic_store(&heap.budget, budget);
    heap.c.full = false;
    int rc = heap.base ? CRIB_OK : spill_file_open(&heap.c.fd, err);
    if (rc == CRIB_OK && !heap.base)
        rc = map_file(err);
    if (rc == CRIB_OK)
        rc = start_keeper(err);
    if (rc != CRIB_OK && heap.live == 0)
        drop_file();
    return rc;
}

int spill_open(uint64_t budget, struct crib_err *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    if (budget < SPILL_LEAST)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "less than %d bytes of memory", SPILL_LEAST);
    pthread_once(&once, watch_forks);
    if (fork_rc)
        return CRIB_NOMEM(err);
    pthread_mutex_lock(&heap.gate);
    pthread_mutex_lock(&heap.lock);
    int rc = CRIB_OK;
    if (heap.opened == 0)
        rc = begin(budget, err);
    else if (budget < atomic_load(&heap.budget))
        atomic_store(&heap.budget, budget);
    if (rc == CRIB_OK) {
        heap.opened++;
        atomic_store(&spill_is_open, true);
    }
    pthread_mutex_unlock(&heap.lock);
    pthread_mutex_unlock(&heap.gate);
    return rc;
}

void spill_close(void)
{
    pthread_mutex_lock(&heap.gate);
    pthread_mutex_lock(&heap.lock);
    bool last = heap.opened > 0 && --heap.opened == 0; /* a child's parent opened it, not the child */
    if (last) {
        atomic_store(&spill_is_open, false);
        atomic_store(&heap.stop, true);
    }
    pthread_mutex_unlock(&heap.lock);
    if (last) {
        pthread_join(heap.keeper, NULL);
        pthread_mutex_lock(&heap.lock);
        heap.keeping = false;
        close_statm();
        drop_unused();
        pthread_mutex_unlock(&heap.lock);
    }
    pthread_mutex_unlock(&heap.gate);
}

/* ---- blocks ---- */

static unsigned class_of(size_t n)
{
    if (n <= 128)
        return (unsigned)((n + 15) / 16) - 1;
    unsigned bits = 63 - (unsigned)__builtin_clzll(n - 1);
    return 8 + (bits - 7) * 4 + (unsigned)((n - 1 - ((size_t)1 << bits)) >> (bits - 2));
}

static size_t class_size(unsigned class)
{
    if (class < 8)
        return 16 * (size_t)(class + 1);
    unsigned bits = 7 + (class - 8) / 4;
    return ((size_t)1 << bits) + (((class - 8) & 3) + (size_t)1) * ((size_t)1 << (bits - 2));
}

static void *take_block(unsigned class)
{
    void *p = heap.freed[class];
    if (p) {
        memcpy(&heap.freed[class], p, sizeof p);
        return p;
    }
    if (heap.n_fresh[class] == 0) {
        uint32_t n = 1, at = spill_chunks_take(&heap.c, &n);
        if (at == UINT32_MAX)
            return NULL;
        heap.c.info[at] = SPILL_SMALL | class;
        heap.fresh[class] = heap.base + (size_t)at * SPILL_CHUNK;
        heap.n_fresh[class] = (uint32_t)(SPILL_CHUNK / class_size(class));
    }
    p = heap.fresh[class];
    heap.fresh[class] += class_size(class);
    heap.n_fresh[class]--;
    return p;
}

static void *take(size_t n)
{
    if (n <= SMALL)
        return take_block(class_of(n ? n : 1));
    if (n > heap.c.size)
        return NULL;
    uint32_t n_chunk = (uint32_t)((n + SPILL_CHUNK - 1) / SPILL_CHUNK), at = spill_chunks_take(&heap.c, &n_chunk);
    return at == UINT32_MAX ? NULL : heap.base + (size_t)at * SPILL_CHUNK;
}

bool spill_alloc(size_t n, void **p)
{
    pthread_mutex_lock(&heap.lock);
    bool open = heap.opened > 0;
    *p = open ? take(n) : NULL;
    heap.live += *p != NULL;
    pthread_mutex_unlock(&heap.lock);
    return open;
}

void spill_free(void *p)
{
    pthread_mutex_lock(&heap.lock);
    uint32_t at = (uint32_t)((size_t)((char *)p - heap.base) / SPILL_CHUNK), info = heap.c.info[at];
    if (heap.inherited) {
        ; /* a copy of the parent's, not to be handed out again */
    } else if (info & SPILL_SMALL) {
        memcpy(p, &heap.freed[info & ~SPILL_SMALL], sizeof p);
        heap.freed[info & ~SPILL_SMALL] = p;
    } else {
        if (spill_chunks_lose_room(info)) { /* the disk may take its time, and the block still counts as live */
            pthread_mutex_unlock(&heap.lock);
            spill_file_release(heap.c.fd, (uint64_t)at * SPILL_CHUNK, (uint64_t)info * SPILL_CHUNK);
            pthread_mutex_lock(&heap.lock);
        }
        spill_chunks_free(&heap.c, at, info);
    }
    heap.live--;
    drop_unused();
    pthread_mutex_unlock(&heap.lock);
}

/* Bytes that the block has room for. */
static size_t room_of(const void *p)
{
    pthread_mutex_lock(&heap.lock);
    uint32_t info = heap.c.info[(size_t)((const char *)p - heap.base) / SPILL_CHUNK];
    pthread_mutex_unlock(&heap.lock);
    return info & SPILL_SMALL ? class_size(info & ~SPILL_SMALL) : (size_t)info * SPILL_CHUNK;
}

void *spill_realloc(void *p, size_t n)
{
    size_t room = room_of(p);
    void *q = NULL;
    if (n <= room && n >= room / 2)
        return p;
    if (!spill_alloc(n, &q))
        q = malloc(n); /* it is closed */
    if (!q)
        return n <= room ? p : NULL;
    memcpy(q, p, n < room ? n : room);
    spill_free(p);
    return q;
}

bool spill_is_full(void)
{
    pthread_mutex_lock(&heap.lock);
    bool full = heap.c.full;
    pthread_mutex_unlock(&heap.lock);
    return full;
}

uint64_t spill_n_trims(void) { return atomic_load(&heap.n_trims); }

uint64_t spill_file_bytes(void)
{
    pthread_mutex_lock(&heap.lock);
    uint64_t n = (uint64_t)heap.c.n * SPILL_CHUNK;
    pthread_mutex_unlock(&heap.lock);
    return n;
}
