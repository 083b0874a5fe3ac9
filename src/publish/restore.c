/* SPDX-License-Identifier: MIT */
/* The inputs again, from a cleaned collection and its ledger: copy up to a
 * cut, add what was cut, skip what was put there. Both the cleaned file and
 * the input that comes of it must have the size and checksum they had. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/crc32.h"
#include "publish/ledger_read.h"
#include "publish/tree.h"

enum { BLOCK = 1 << 16 };

struct restoring {
    struct tree tree;
    int folder;          /* the cleaned collection */
    uint64_t n_files;
    /* of the file at hand */
    int from, to;
    uint64_t n_read, n_written;
    uint32_t crc_read, crc_written;
    char block[BLOCK];
};

static int put(struct restoring *r, const char *bytes, size_t n, struct crib_err *err)
{
    r->n_written += n;
    r->crc_written = crc32_of(r->crc_written, bytes, n);
    return tree_write(&r->tree, r->to, bytes, n, err);
}

/* Read up to n bytes of the cleaned file and pass them on, or drop them. All
 * there are when n is UINT64_MAX. */
static int pass(struct restoring *r, const struct old_file *f, uint64_t n, bool keep, struct crib_err *err)
{
    while (n > 0 && r->from >= 0) {
        ssize_t got = read(r->from, r->block, (size_t)(n < BLOCK ? n : BLOCK));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "%.100s: %s", f->name, strerror(errno));
        if (got == 0)
            break;
        r->n_read += (uint64_t)got;
        r->crc_read = crc32_of(r->crc_read, r->block, (size_t)got);
        n -= n == UINT64_MAX ? 0 : (uint64_t)got;
        if (keep)
            CRIB_TRY(put(r, r->block, (size_t)got, err));
    }
    if (n != 0 && n != UINT64_MAX)
        return CRIB_FAIL(err, CRIB_E_FORMAT, CRIB_NOWHERE, "%.100s is shorter than its ledger says", f->name);
    return CRIB_OK;
}

static int rebuild(struct restoring *r, const struct old_file *f, struct crib_err *err)
{
    for (size_t i = 0; i < f->n_cut; i++) {
        const struct old_cut *c = &f->cut[i];
        if (c->beg < r->n_written)
            return CRIB_FAIL(err, CRIB_E_FORMAT, CRIB_NOWHERE, "%.80s: a cut is out of place", f->name);
        CRIB_TRY(pass(r, f, c->beg - r->n_written, true, err));
        CRIB_TRY(put(r, c->bytes, (size_t)(c->end - c->beg), err));
        CRIB_TRY(pass(r, f, c->n_put, false, err));
    }
    CRIB_TRY(pass(r, f, UINT64_MAX, true, err));
    if (r->n_read != f->n_out || r->crc_read != f->crc_out)
        return CRIB_FAIL(err, CRIB_E_FORMAT, CRIB_NOWHERE, "%.80s is not as it was written: it was changed since",
                         f->name);
    if (r->n_written != f->n_in || r->crc_written != f->crc_in)
        return CRIB_FAIL(err, CRIB_E_FORMAT, CRIB_NOWHERE,
                         "%.80s does not come out as it was: the ledger was changed", f->name);
    return CRIB_OK;
}

/* No link is followed, and nothing but a plain file is read. */
static int open_cleaned(struct restoring *r, const struct old_file *f, struct crib_err *err)
{
    struct stat st;
    r->from = -1;
    if (!tree_name_is_safe(f->name))
        return CRIB_FAIL(err, CRIB_E_FORMAT, CRIB_NOWHERE, "'%.100s' is no name for a file here", f->name);
    if (!f->written)
        return CRIB_OK;
    r->from = openat(r->folder, f->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (r->from < 0 || fstat(r->from, &st) != 0 || !S_ISREG(st.st_mode))
        return CRIB_FAIL(err, CRIB_E_FORMAT, CRIB_NOWHERE, "%.80s cannot be read: %s", f->name,
                         r->from < 0 ? strerror(errno) : "no plain file");
    return CRIB_OK;
}

static int restore_file(void *arg, const struct old_file *f, struct crib_err *err)
{
    struct restoring *r = arg;
    if (f->unread)
        return CRIB_OK;
    r->n_read = r->n_written = 0;
    r->crc_read = r->crc_written = 0;
    r->to = -1;
    int rc = open_cleaned(r, f, err), closed = CRIB_OK;
    if (rc == CRIB_OK)
        rc = tree_create(&r->tree, f->name, &r->to, err);
    if (rc == CRIB_OK)
        rc = rebuild(r, f, err);
    if (r->from >= 0)
        close(r->from);
    if (r->to >= 0)
        closed = tree_close(r->to, f->name, rc == CRIB_OK ? err : NULL);
    r->n_files += rc == CRIB_OK;
    return rc == CRIB_OK ? closed : rc;
}

int crib_dedup_restore(const char *folder, const struct crib_dedup_target *t, uint64_t *n_files, struct crib_err *err)
{
    struct restoring r = { .folder = -1 };
    size_t n = strlen(folder);
    char *ledger = mem_alloc(n + sizeof "/ledger.jsonl");
    int rc = ledger ? CRIB_OK : CRIB_NOMEM(err);
    r.tree.fd = -1;
    if (rc == CRIB_OK) {
        memcpy(ledger, folder, n);
        memcpy(ledger + n, "/ledger.jsonl", sizeof "/ledger.jsonl");
        rc = crib_dedup_check(t, &folder, 1, err);
    }
    if (rc == CRIB_OK && (r.folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
        rc = CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "%.100s: %s", folder, strerror(errno));
    if (rc == CRIB_OK)
        rc = tree_open(&r.tree, t, err);
    if (rc == CRIB_OK)
        rc = ledger_read(ledger, restore_file, &r, err);
    if (rc == CRIB_OK)
        rc = tree_publish(&r.tree, err);
    tree_abandon(&r.tree);
    if (r.folder >= 0)
        close(r.folder);
    mem_free(ledger);
    *n_files = r.n_files;
    return rc;
}
