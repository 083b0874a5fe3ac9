/* SPDX-License-Identifier: MIT */
/* A heap in a file.
 *
 * The file is mapped shared, so that its pages are the system's page cache:
 * the system writes them out when memory is short, and a page that is taken
 * from the process (MADV_DONTNEED) loses nothing and comes back at the next
 * touch, from memory as long as there is room there. The keeper, a thread of
 * its own, looks every few milliseconds how much the process holds and takes
 * all pages from it when that nears the budget. Room is reserved in the file
 * before it is handed out, since a write to a page that cannot be stored
 * would be a SIGBUS.
 *
 * Handed out are chunks of 32 KB, and blocks of one size from a chunk for
 * what is smaller; freed ones are kept in a list for each size. What is
 * larger than a megabyte is given back to the file system at once. The
 * addresses of the larger ones are not used again: there are plenty. */
#include "core/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum {
    CHUNK = 1 << 15,
    SMALL = 1 << 13,          /* what is larger has chunks of its own */
    CLASSES = 32,             /* sizes of blocks: to 128 by 16, then four to each power of two */
    KEPT = 32,                /* freed extents of up to so many chunks are kept */
    RESERVE = 64 << 20,       /* room in the file is reserved by so much */
    LOOK_NS = 2 * 1000 * 1000 /* the keeper looks once in so long */
};
static const uint32_t IS_SMALL = 0x80000000u;
static const size_t MOST_ADDRESSES = (size_t)4 << 40, LEAST_ADDRESSES = (size_t)1 << 32;

_Atomic bool spill_is_open;
_Atomic uintptr_t spill_base, spill_size;

static struct {
    pthread_mutex_t lock;
    unsigned opened;
    int fd;
    char *base;
    size_t size;
    _Atomic uint64_t budget;
    uint64_t reserved, live;
    _Atomic uint32_t n_chunk; /* changed under the lock; the keeper, who must not wait for a disk, reads it without */
    uint32_t cap_info;
    uint32_t *info;           /* [n_chunk] of a block's first chunk: how many, or the class of its blocks; of a kept one: the next */
    void *freed[CLASSES];     /* blocks of a size: each begins with the address of the next */
    char *fresh[CLASSES];     /* what is left of the last chunk of a size */
    uint32_t n_fresh[CLASSES];
    uint32_t kept[KEPT + 1];  /* first chunk + 1 of a freed extent of so many */
    bool full;
    pthread_t keeper;
    _Atomic bool stop;
    _Atomic uint64_t n_trims;
} heap = { .lock = PTHREAD_MUTEX_INITIALIZER, .fd = -1 };

/* ---- the keeper ---- */

static uint64_t resident(int statm)
{
    char text[128];
    unsigned long long all, here;
    ssize_t n = pread(statm, text, sizeof text - 1, 0);
    if (n <= 0)
        return 0;
    text[n] = '\0';
    return sscanf(text, "%llu %llu", &all, &here) == 2 ? here * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}

/* A third of the budget is for what comes while pages are being taken. What
 * cannot be taken away (stacks, other libraries' memory) may be more than the
 * budget: then pages are taken only when an eighth more has come. */
static void *keep(void *arg)
{
    int statm = *(int *)arg;
    free(arg);
    const struct timespec pause = { 0, LOOK_NS };
    uint64_t limit = atomic_load(&heap.budget) / 3 * 2;
    while (!atomic_load(&heap.stop)) {
        uint64_t budget = atomic_load(&heap.budget);
        if (resident(statm) > limit) {
            (void)madvise((void *)atomic_load(&spill_base), (size_t)atomic_load(&heap.n_chunk) * CHUNK, MADV_DONTNEED);
            atomic_fetch_add(&heap.n_trims, 1);
            uint64_t left = resident(statm) + budget / 8;
            limit = left > budget - budget / 3 ? left : budget - budget / 3;
        }
        nanosleep(&pause, NULL);
    }
    close(statm);
    return NULL;
}

static int start_keeper(struct crib_err *err)
{
    int *statm = malloc(sizeof *statm);
    if (!statm)
        return CRIB_NOMEM(err);
    *statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); /* signals are for the caller's threads */
    atomic_store(&heap.stop, false);
    int rc = *statm < 0 || resident(*statm) == 0 ? ENOENT : pthread_create(&heap.keeper, NULL, keep, statm);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (rc == 0)
        return CRIB_OK;
    if (*statm >= 0)
        close(*statm);
    free(statm);
    return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot watch how much memory is used: /proc/self/statm (%d)", rc);
}

/* ---- the file ---- */

static int open_file(struct crib_err *err)
{
    const char *folder = getenv("TMPDIR");
    char name[PATH_MAX];
    if (!folder || !*folder)
        folder = "/tmp";
    heap.fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (heap.fd < 0 && snprintf(name, sizeof name, "%s/crib-XXXXXX", folder) < (int)sizeof name) {
        heap.fd = mkostemp(name, O_CLOEXEC); /* a file system that knows no nameless files */
        if (heap.fd >= 0)
            (void)unlink(name);
    }
    return heap.fd >= 0 ? CRIB_OK
                        : CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot make a file in the temporary folder %s (%d)",
                                    folder, errno);
}

static int map_file(struct crib_err *err)
{
    void *base = MAP_FAILED;
    for (heap.size = MOST_ADDRESSES; base == MAP_FAILED && heap.size >= LEAST_ADDRESSES; heap.size /= 2) {
        base = mmap(NULL, heap.size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, heap.fd, 0);
        if (base != MAP_FAILED)
            break;
    }
    if (base == MAP_FAILED)
        return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot map a file of the temporary folder (%d)", errno);
    heap.base = base;
    atomic_store(&spill_size, heap.size);
    atomic_store(&spill_base, (uintptr_t)base);
    return CRIB_OK;
}

static void drop_file(void)
{
    if (heap.base)
        munmap(heap.base, heap.size);
    if (heap.fd >= 0)
        close(heap.fd);
    atomic_store(&spill_size, 0);
    free(heap.info);
    heap.fd = -1;
    heap.base = NULL;
    heap.info = NULL;
    heap.size = heap.reserved = 0;
    heap.n_chunk = heap.cap_info = 0;
    memset(heap.freed, 0, sizeof heap.freed);
    memset(heap.n_fresh, 0, sizeof heap.n_fresh);
    memset(heap.kept, 0, sizeof heap.kept);
    heap.full = false;
}

int spill_open(uint64_t budget, struct crib_err *err)
{
    int rc = CRIB_OK;
    pthread_mutex_lock(&heap.lock);
    if (budget < SPILL_LEAST)
        rc = CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "less than %d bytes of memory", SPILL_LEAST);
    else if (heap.opened == 0) {
        heap.budget = budget;
        if (heap.live == 0) {
            rc = open_file(err);
            rc = rc == CRIB_OK ? map_file(err) : rc;
        }
        rc = rc == CRIB_OK ? start_keeper(err) : rc;
        if (rc != CRIB_OK && heap.live == 0)
            drop_file();
    }
    if (rc == CRIB_OK) {
        heap.opened++;
        if (budget < atomic_load(&heap.budget))
            atomic_store(&heap.budget, budget);
        atomic_store(&spill_is_open, true);
    }
    pthread_mutex_unlock(&heap.lock);
    return rc;
}

void spill_close(void)
{
    pthread_mutex_lock(&heap.lock);
    bool last = --heap.opened == 0;
    if (last) {
        atomic_store(&spill_is_open, false);
        atomic_store(&heap.stop, true);
    }
    pthread_mutex_unlock(&heap.lock);
    if (!last)
        return;
    pthread_join(heap.keeper, NULL);
    pthread_mutex_lock(&heap.lock);
    if (heap.live == 0 && heap.opened == 0)
        drop_file();
    pthread_mutex_unlock(&heap.lock);
}

/* ---- chunks ---- */

static bool room_for_info(uint32_t n)
{
    if (n <= heap.cap_info)
        return true;
    uint32_t cap = n > UINT32_MAX / 2 ? UINT32_MAX : 2 * n;
    uint32_t *info = realloc(heap.info, cap * sizeof *info);
    if (!info)
        return false;
    heap.info = info;
    heap.cap_info = cap;
    return true;
}

/* n chunks in a row, in the file for sure; their number, UINT32_MAX: none. */
static uint32_t take_chunks(uint32_t n)
{
    if (n <= KEPT && heap.kept[n]) {
        uint32_t at = heap.kept[n] - 1;
        heap.kept[n] = heap.info[at];
        return at;
    }
    uint64_t end = ((uint64_t)heap.n_chunk + n) * CHUNK;
    if (end > heap.size || heap.n_chunk + (uint64_t)n > UINT32_MAX / 2 || !room_for_info(heap.n_chunk + n))
        return UINT32_MAX;
    if (end > heap.reserved) {
        uint64_t want = end - heap.reserved > RESERVE ? end - heap.reserved : RESERVE;
        if (posix_fallocate(heap.fd, (off_t)heap.reserved, (off_t)want) != 0) {
            want = end - heap.reserved; /* the last bit of a disk that is nearly full */
            if (posix_fallocate(heap.fd, (off_t)heap.reserved, (off_t)want) != 0) {
                heap.full = true;
                return UINT32_MAX;
            }
        }
        heap.reserved += want;
    }
    uint32_t at = heap.n_chunk;
    heap.n_chunk += n;
    return at;
}

/* Of few chunks the addresses are kept, of many the file's room is given back. */
static void keep_chunks(uint32_t at, uint32_t n)
{
    heap.info[at] = heap.kept[n];
    heap.kept[n] = at + 1;
}

static void drop_chunks(uint32_t at, uint32_t n)
{
    (void)fallocate(heap.fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)at * CHUNK, (off_t)n * CHUNK);
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
        uint32_t at = take_chunks(1);
        if (at == UINT32_MAX)
            return NULL;
        heap.info[at] = IS_SMALL | class;
        heap.fresh[class] = heap.base + (size_t)at * CHUNK;
        heap.n_fresh[class] = (uint32_t)(CHUNK / class_size(class));
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
    if (n > heap.size)
        return NULL;
    uint32_t n_chunk = (uint32_t)((n + CHUNK - 1) / CHUNK), at = take_chunks(n_chunk);
    if (at == UINT32_MAX)
        return NULL;
    heap.info[at] = n_chunk;
    return heap.base + (size_t)at * CHUNK;
}

void *spill_alloc(size_t n)
{
    pthread_mutex_lock(&heap.lock);
    void *p = heap.base ? take(n) : NULL;
    heap.live += p != NULL;
    pthread_mutex_unlock(&heap.lock);
    return p;
}

void spill_free(void *p)
{
    pthread_mutex_lock(&heap.lock);
    uint32_t at = (uint32_t)((size_t)((char *)p - heap.base) / CHUNK), info = heap.info[at];
    if (info & IS_SMALL) {
        memcpy(p, &heap.freed[info & ~IS_SMALL], sizeof p);
        heap.freed[info & ~IS_SMALL] = p;
    } else if (info <= KEPT) {
        keep_chunks(at, info);
    } else { /* the disk may take its time, and the block still counts as live */
        pthread_mutex_unlock(&heap.lock);
        drop_chunks(at, info);
        pthread_mutex_lock(&heap.lock);
    }
    if (--heap.live == 0 && heap.opened == 0)
        drop_file();
    pthread_mutex_unlock(&heap.lock);
}

/* Bytes that the block has room for. */
static size_t room_of(const void *p)
{
    pthread_mutex_lock(&heap.lock);
    uint32_t info = heap.info[(size_t)((const char *)p - heap.base) / CHUNK];
    pthread_mutex_unlock(&heap.lock);
    return info & IS_SMALL ? class_size(info & ~IS_SMALL) : (size_t)info * CHUNK;
}

void *spill_realloc(void *p, size_t n)
{
    size_t room = room_of(p);
    if (n <= room && n >= room / 2)
        return p;
    void *q = spill_alloc(n);
    if (!q)
        return n <= room ? p : NULL;
    memcpy(q, p, n < room ? n : room);
    spill_free(p);
    return q;
}

bool spill_is_full(void)
{
    pthread_mutex_lock(&heap.lock);
    bool full = heap.full;
    pthread_mutex_unlock(&heap.lock);
    return full;
}

uint64_t spill_n_trims(void) { return atomic_load(&heap.n_trims); }

uint64_t spill_file_bytes(void)
{
    pthread_mutex_lock(&heap.lock);
    uint64_t n = (uint64_t)heap.n_chunk * CHUNK;
    pthread_mutex_unlock(&heap.lock);
    return n;
}
