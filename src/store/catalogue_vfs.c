/* SPDX-License-Identifier: MIT */
/* SQLite's pages carry no checksum of their own. This shim lies over the
 * system's VFS: the last 8 bytes of each page of the database, which SQLite
 * reserves when it is asked to, hold the XXH3 of the rest and of the page's
 * number. They are written with the page and checked on every read, also of a
 * part of one. The database stays one that any SQLite reads.
 *
 * Journals pass through: the write-ahead log has checksums, and is empty when
 * an index rests. Idea: SQLite's own cksumvfs. */
#include "store/catalogue_vfs.h"

#include <pthread.h>
#include <sqlite3.h>

#include "core/hash.h"

enum { SUMMED = CATALOGUE_PAGE - CATALOGUE_RESERVED };

struct file {
    sqlite3_file base;
    bool pages;          /* a database: its pages are checked */
    sqlite3_file *real;  /* follows this struct */
};

static _Thread_local int64_t damage_at = -1;

int64_t catalogue_vfs_damage(void) { return damage_at; }
void catalogue_vfs_forget(void) { damage_at = -1; }

static _Thread_local bool impatient;

void catalogue_vfs_impatient(bool on) { impatient = on; }

static sqlite3_file *real_of(sqlite3_file *f) { return ((struct file *)f)->real; }

static uint64_t sum_of(const unsigned char *page, sqlite3_int64 number)
{
    return hash_bytes(page, SUMMED, (uint64_t)number + 1);
}

static int check(const unsigned char *page, sqlite3_int64 number)
{
    uint64_t sum;
    memcpy(&sum, page + SUMMED, 8);
    if (sum == sum_of(page, number))
        return SQLITE_OK;
    if (damage_at < 0)
        damage_at = number * CATALOGUE_PAGE;
    return SQLITE_IOERR_DATA;
}

static int x_read(sqlite3_file *f, void *out, int n, sqlite3_int64 at)
{
    struct file *me = (struct file *)f;
    if (!me->pages)
        return me->real->pMethods->xRead(me->real, out, n, at);
    if (n == CATALOGUE_PAGE && at % CATALOGUE_PAGE == 0) {
        int rc = me->real->pMethods->xRead(me->real, out, n, at);
        return rc == SQLITE_OK ? check(out, at / CATALOGUE_PAGE) : rc;
    }
    unsigned char page[CATALOGUE_PAGE], *to = out;
    while (n > 0) {
        sqlite3_int64 number = at / CATALOGUE_PAGE;
        int from = (int)(at % CATALOGUE_PAGE), some = n < CATALOGUE_PAGE - from ? n : CATALOGUE_PAGE - from;
        int rc = me->real->pMethods->xRead(me->real, page, CATALOGUE_PAGE, number * CATALOGUE_PAGE);
        if (rc == SQLITE_OK)
            rc = check(page, number);
        if (rc != SQLITE_OK) {
            memset(to, 0, (size_t)n);
            return rc;
        }
        memcpy(to, page + from, (size_t)some);
        to += some;
        at += some;
        n -= some;
    }
    return SQLITE_OK;
}

static int x_write(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at)
{
    struct file *me = (struct file *)f;
    if (!me->pages)
        return me->real->pMethods->xWrite(me->real, bytes, n, at);
    unsigned char page[CATALOGUE_PAGE];
    if (n != CATALOGUE_PAGE || at % CATALOGUE_PAGE != 0)
        return SQLITE_IOERR_WRITE;
    memcpy(page, bytes, SUMMED);
    uint64_t sum = sum_of(page, at / CATALOGUE_PAGE);
    memcpy(page + SUMMED, &sum, 8);
    return me->real->pMethods->xWrite(me->real, page, n, at);
}

static int x_close(sqlite3_file *f)
{
    int rc = real_of(f)->pMethods ? real_of(f)->pMethods->xClose(real_of(f)) : SQLITE_OK;
    return rc;
}

#define PASS(name, ...) real_of(f)->pMethods->name(real_of(f), ##__VA_ARGS__)
static int x_truncate(sqlite3_file *f, sqlite3_int64 n) { return PASS(xTruncate, n); }
static int x_sync(sqlite3_file *f, int flags) { return PASS(xSync, flags); }
static int x_size(sqlite3_file *f, sqlite3_int64 *n) { return PASS(xFileSize, n); }
static int x_lock(sqlite3_file *f, int level) { return PASS(xLock, level); }
static int x_unlock(sqlite3_file *f, int level) { return PASS(xUnlock, level); }
static int x_reserved(sqlite3_file *f, int *out) { return PASS(xCheckReservedLock, out); }
static int x_control(sqlite3_file *f, int op, void *arg) { return PASS(xFileControl, op, arg); }
static int x_sector(sqlite3_file *f) { return PASS(xSectorSize); }
static int x_device(sqlite3_file *f) { return PASS(xDeviceCharacteristics); }
/* Busy: another process is just making the shared memory. SQLite would try
 * again for ten seconds, whatever its timeout. */
static int x_shm_map(sqlite3_file *f, int i, int n, int more, void volatile **out)
{
    int rc = PASS(xShmMap, i, n, more, out);
    return rc == SQLITE_BUSY && impatient ? SQLITE_IOERR_SHMMAP : rc;
}

/* A reader wants the first lock, the writers', only to fill memory that nobody has filled yet. */
static int x_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
    int rc = PASS(xShmLock, at, n, flags);
    return rc == SQLITE_BUSY && impatient && at == 0 && flags & SQLITE_SHM_EXCLUSIVE ? SQLITE_IOERR_SHMLOCK : rc;
}

static void x_shm_barrier(sqlite3_file *f) { PASS(xShmBarrier); }
static int x_shm_unmap(sqlite3_file *f, int remove) { return PASS(xShmUnmap, remove); }

/* Version 2: without xFetch, so that no page is read past x_read. */
static const sqlite3_io_methods methods = {
    .iVersion = 2, .xClose = x_close, .xRead = x_read, .xWrite = x_write, .xTruncate = x_truncate, .xSync = x_sync,
    .xFileSize = x_size, .xLock = x_lock, .xUnlock = x_unlock, .xCheckReservedLock = x_reserved,
    .xFileControl = x_control, .xSectorSize = x_sector, .xDeviceCharacteristics = x_device, .xShmMap = x_shm_map,
    .xShmLock = x_shm_lock, .xShmBarrier = x_shm_barrier, .xShmUnmap = x_shm_unmap,
};

static sqlite3_vfs *below(sqlite3_vfs *v) { return v->pAppData; }

static int v_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out_flags)
{
    struct file *me = (struct file *)f;
    *me = (struct file){ .real = (sqlite3_file *)(me + 1), .pages = flags & SQLITE_OPEN_MAIN_DB };
    memset(me->real, 0, (size_t)below(v)->szOsFile);
    int rc = below(v)->xOpen(below(v), name, me->real, flags, out_flags);
    me->base.pMethods = rc == SQLITE_OK ? &methods : NULL;
    return rc;
}

static int v_delete(sqlite3_vfs *v, const char *name, int sync) { return below(v)->xDelete(below(v), name, sync); }
static int v_access(sqlite3_vfs *v, const char *name, int flags, int *out)
{
    return below(v)->xAccess(below(v), name, flags, out);
}

static int v_full(sqlite3_vfs *v, const char *name, int n, char *out)
{
    return below(v)->xFullPathname(below(v), name, n, out);
}

static int v_random(sqlite3_vfs *v, int n, char *out) { return below(v)->xRandomness(below(v), n, out); }
static int v_sleep(sqlite3_vfs *v, int us) { return below(v)->xSleep(below(v), us); }
static int v_time(sqlite3_vfs *v, double *out) { return below(v)->xCurrentTime(below(v), out); }
static int v_error(sqlite3_vfs *v, int n, char *out) { return below(v)->xGetLastError(below(v), n, out); }
static int v_time64(sqlite3_vfs *v, sqlite3_int64 *out) { return below(v)->xCurrentTimeInt64(below(v), out); }

static sqlite3_vfs vfs;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int registered;

static void make(void)
{
    sqlite3_vfs *real = sqlite3_vfs_find(NULL);
    if (!real) {
        registered = SQLITE_ERROR;
        return;
    }
    vfs = (sqlite3_vfs){
        .iVersion = 2, .szOsFile = (int)sizeof(struct file) + real->szOsFile, .mxPathname = real->mxPathname,
        .zName = "crib", .pAppData = real, .xOpen = v_open, .xDelete = v_delete, .xAccess = v_access,
        .xFullPathname = v_full, .xRandomness = v_random, .xSleep = v_sleep, .xCurrentTime = v_time,
        .xGetLastError = v_error, .xCurrentTimeInt64 = v_time64,
    };
    registered = sqlite3_vfs_register(&vfs, 0);
}

int catalogue_vfs_register(struct crib_err *err)
{
    pthread_once(&once, make);
    return registered == SQLITE_OK ? CRIB_OK
                                   : CRIB_FAIL(err, CRIB_E_INTERNAL, CRIB_NOWHERE, "SQLite has no system below it");
}
