/* SPDX-License-Identifier: MIT */
/* Reading a segment: checksums first, then structure, then use. */
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/hash.h"
#include "core/mem.h"
#include "store/segfile.h"

enum { FORGET_BLOCKS = 4096 }; /* of a whole file, no more than so many at a time: 64 MB */

static int damaged(const struct segfile *s, uint64_t at, const char *why, struct crib_err *err)
{
    return CRIB_FAIL(err, CRIB_E_DAMAGED, (size_t)at, "%s is damaged at byte %" PRIu64 ": %s", s->name, at, why);
}

int segfile_broken(const struct segfile *s, const struct segfile_chunk *c, uint64_t at, const char *why,
                   struct crib_err *err)
{
    return damaged(s, c->at + at, why, err);
}

static uint64_t u64_at(const unsigned char *p)
{
    uint64_t v;
    memcpy(&v, p, 8);
    return v;
}

static int map_file(struct segfile *s, const char *path, struct crib_err *err)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not be waited for */
    if (fd < 0 || fstat(fd, &st) != 0) {
        int rc = errno == ENOENT
                     ? damaged(s, 0, "the file is missing", err)
                     : CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot open %s: %s", s->name, strerror(errno));
        if (fd >= 0)
            close(fd);
        return rc;
    }
    if (!S_ISREG(st.st_mode)) {
        close(fd);
        return damaged(s, 0, "it is no plain file", err);
    }
    if (st.st_size < SEGFILE_HEAD) {
        close(fd);
        return damaged(s, (uint64_t)st.st_size, "the file ends inside its head", err);
    }
    void *map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
    int e = errno;
    close(fd);
    if (map == MAP_FAILED)
        return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot map %s: %s", s->name, strerror(e));
    s->map = map;
    s->n = (size_t)st.st_size;
    return CRIB_OK;
}

static int read_head(struct segfile *s, uint64_t *toc_at, struct crib_err *err)
{
    uint32_t version;
    const unsigned char *h = s->map;
    if (hash_bytes(h, 56, 0) != u64_at(h + 56))
        return memcmp(h, "CRIBSEG\n", 8) == 0
                   ? damaged(s, 0, "the head's checksum differs", err)
                   : CRIB_FAIL(err, CRIB_E_DAMAGED, 0, "%s is damaged at byte 0, or is no segment", s->name);
    memcpy(&version, h + 8, 4);
    if (memcmp(h, "CRIBSEG\n", 8) != 0 || version != SEGFILE_VERSION)
        return CRIB_FAIL(err, CRIB_E_FORMAT, CRIB_NOWHERE, "%s is of format version %u; this crib reads %d", s->name,
                         version, SEGFILE_VERSION);
    memcpy(&s->n_chunk, h + 12, 4);
    s->params = u64_at(h + 16);
    s->fold = u64_at(h + 24);
    *toc_at = u64_at(h + 32);
    s->sums_at = u64_at(h + 40);
    if (u64_at(h + 48) != s->n)
        return damaged(s, s->n, "the file is not as long as its head says", err);
    if (s->n_chunk > SEGFILE_CHUNKS || *toc_at < SEGFILE_HEAD || *toc_at % 8 != 0 || s->sums_at < *toc_at ||
        s->sums_at - *toc_at != s->n_chunk * sizeof(struct segfile_chunk) || s->sums_at > s->n)
        return damaged(s, 0, "the head says something impossible", err);
    s->n_block = (size_t)((s->sums_at - SEGFILE_HEAD + SEGFILE_BLOCK - 1) / SEGFILE_BLOCK);
    if (s->n - s->sums_at != (s->n_block + 1) * 8)
        return damaged(s, s->sums_at, "the checksums do not fill the file's end", err);
    return CRIB_OK;
}

static size_t block_of(uint64_t at) { return (size_t)((at - SEGFILE_HEAD) / SEGFILE_BLOCK); }

static bool has_bit(const _Atomic uint64_t *bits, size_t i)
{
    return atomic_load_explicit(&bits[i >> 6], memory_order_relaxed) >> (i & 63) & 1;
}

static void set_bit(_Atomic uint64_t *bits, size_t i)
{
    atomic_fetch_or_explicit(&bits[i >> 6], UINT64_C(1) << (i & 63), memory_order_relaxed);
}

static int check_block(struct segfile *s, size_t i, struct crib_err *err)
{
    if (has_bit(s->checked, i))
        return CRIB_OK;
    uint64_t at = SEGFILE_HEAD + (uint64_t)i * SEGFILE_BLOCK;
    size_t n = min_size(SEGFILE_BLOCK, (size_t)(s->sums_at - at));
    if (hash_bytes(s->map + at, n, i) != u64_at(s->map + s->sums_at + i * 8))
        return damaged(s, at, "a block's checksum differs", err);
    set_bit(s->checked, i);
    return CRIB_OK;
}

/* Tell the system of the blocks that hold bytes [at, at + n) and that it was not told of. */
static void expect_bytes(struct segfile *s, uint64_t at, uint64_t n)
{
    size_t first = block_of(at), last = block_of(at + n - 1);
    while (first <= last && has_bit(s->expected, first))
        first++;
    if (first > last)
        return;
    for (size_t i = first; i <= last; i++)
        set_bit(s->expected, i);
    size_t page = (size_t)sysconf(_SC_PAGESIZE), from = (SEGFILE_HEAD + first * SEGFILE_BLOCK) / page * page;
    size_t to = min_size(SEGFILE_HEAD + (last + 1) * SEGFILE_BLOCK, s->n);
    (void)posix_madvise((void *)(uintptr_t)(s->map + from), to - from, POSIX_MADV_WILLNEED);
}

/* Bytes [at, at + n) of the file, inside [SEGFILE_HEAD, sums_at). */
static int check_bytes(struct segfile *s, uint64_t at, uint64_t n, struct crib_err *err)
{
    if (n == 0)
        return CRIB_OK;
    if (s->expected)
        expect_bytes(s, at, n);
    for (size_t i = block_of(at); i <= block_of(at + n - 1); i++)
        CRIB_TRY(check_block(s, i, err));
    return CRIB_OK;
}

static int read_contents(struct segfile *s, uint64_t toc_at, struct crib_err *err)
{
    CRIB_TRY(check_bytes(s, toc_at, s->sums_at - toc_at, err));
    memcpy(s->chunk, s->map + toc_at, s->n_chunk * sizeof *s->chunk);
    uint64_t end = SEGFILE_HEAD;
    for (uint32_t i = 0; i < s->n_chunk; i++) {
        const struct segfile_chunk *c = &s->chunk[i];
        if (c->at < end || c->at % 8 != 0 || c->at > toc_at || c->n_bytes > toc_at - c->at)
            return damaged(s, toc_at, "a chunk lies outside of its place", err);
        end = c->at + c->n_bytes;
    }
    return CRIB_OK;
}

int segfile_open(struct segfile *s, const char *path, struct crib_err *err)
{
    uint64_t toc_at = 0;
    const char *slash = strrchr(path, '/');
    *s = (struct segfile){ 0 };
    snprintf(s->name, sizeof s->name, "%s", slash ? slash + 1 : path);
    CRIB_TRY(map_file(s, path, err));
    CRIB_TRY(read_head(s, &toc_at, err));
    if (hash_bytes(s->map + s->sums_at, s->n_block * 8, 0) != u64_at(s->map + s->n - 8))
        return damaged(s, s->sums_at, "the checksums' checksum differs", err);
    s->checked = mem_zero(s->n_block / 64 + 1, sizeof *s->checked);
    if (!s->checked)
        return CRIB_NOMEM(err);
    return read_contents(s, toc_at, err);
}

void segfile_close(struct segfile *s)
{
    if (s->map)
        munmap((void *)(uintptr_t)s->map, s->n);
    mem_free(s->checked);
    mem_free(s->expected);
    *s = (struct segfile){ 0 };
}

int segfile_read_here_and_there(struct segfile *s, struct crib_err *err)
{
    s->expected = mem_zero(s->n_block / 64 + 1, sizeof *s->expected);
    if (!s->expected)
        return CRIB_NOMEM(err);
    (void)posix_madvise((void *)(uintptr_t)s->map, s->n, POSIX_MADV_RANDOM);
    return CRIB_OK;
}

void segfile_expect(struct segfile *s, const struct segfile_chunk *c, uint64_t at, uint64_t n)
{
    if (!s->expected || at >= c->n_bytes || n == 0)
        return;
    expect_bytes(s, c->at + at, n < c->n_bytes - at ? n : c->n_bytes - at);
}

const struct segfile_chunk *segfile_find(const struct segfile *s, uint64_t kind)
{
    for (uint32_t i = 0; i < s->n_chunk; i++)
        if (s->chunk[i].kind == kind)
            return &s->chunk[i];
    return NULL;
}

int segfile_bytes(struct segfile *s, const struct segfile_chunk *c, uint64_t at, size_t n, const void **out,
                  struct crib_err *err)
{
    if (at > c->n_bytes || n > c->n_bytes - at)
        return segfile_broken(s, c, c->n_bytes, "a chunk ends too soon", err);
    CRIB_TRY(check_bytes(s, c->at + at, n, err));
    *out = s->map + c->at + at;
    return CRIB_OK;
}

void segfile_forget(const struct segfile *s) { (void)madvise((void *)(uintptr_t)s->map, s->n, MADV_DONTNEED); }

int segfile_check_all(struct segfile *s, struct crib_err *err)
{
    for (size_t i = 0; i < s->n_block; i++) {
        CRIB_TRY(check_block(s, i, err));
        if (i % FORGET_BLOCKS == FORGET_BLOCKS - 1)
            segfile_forget(s);
    }
    return CRIB_OK;
}
