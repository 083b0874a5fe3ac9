/* SPDX-License-Identifier: MIT */
/* Opening, closing, transactions; settings and segments.
 *
 * WAL with synchronous=FULL: a commit is on the disk. Whoever closes last
 * empties the log, so that an index at rest is one file that readers without
 * permission to write can open as immutable. */
#include "store/catalogue.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/mem.h"
#include "store/catalogue_tables.h"
#include "store/catalogue_vfs.h"
#include "store/durable.h"

enum { APPLICATION = 0x43524942 /* "CRIB" */, VERSION = 3, WAIT_MS = 10000, GLANCE_MS = 100 };
/* Times of files move in steps of a few milliseconds. */
enum { SETTLED_NS = 50000000 };

static int run(struct catalogue *c, const char *sql, struct crib_err *err)
{
    int rc = sqlite3_exec(c->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? CRIB_OK : catalogue_failed(c, rc, err);
}

static int pragma(struct catalogue *c, const char *sql, int64_t *out, struct crib_err *err)
{
    sqlite3_stmt *s;
    bool row = false;
    int rc = sqlite3_prepare_v2(c->db, sql, -1, &s, NULL);
    if (rc != SQLITE_OK)
        return catalogue_failed(c, rc, err);
    rc = catalogue_row(c, s, &row, err);
    *out = row ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_finalize(s);
    return rc;
}

/* "file:…?…": what means something in a URI is escaped. */
static char *uri_of(const char *path, const char *query)
{
    size_t n = strlen(path), at = 0;
    char *uri = mem_alloc(5 + 3 * n + strlen(query) + 1);
    if (!uri)
        return NULL;
    memcpy(uri, "file:", 5);
    at = 5;
    for (size_t i = 0; i < n; i++) {
        unsigned char ch = (unsigned char)path[i];
        bool plain = (ch >= '0' && ch <= '9') || (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z') ||
                     strchr("/._-", ch);
        if (plain)
            uri[at++] = (char)ch;
        else
            at += (size_t)snprintf(uri + at, 4, "%%%02X", ch);
    }
    memcpy(uri + at, query, strlen(query) + 1);
    return uri;
}

static bool exists(const char *path, const char *suffix)
{
    char name[4200];
    struct stat st;
    int n = snprintf(name, sizeof name, "%s%s", path, suffix);
    return n > 0 && (size_t)n < sizeof name && stat(name, &st) == 0 && st.st_size > 0;
}

static void look_at(const char *path, int64_t *changed_ns, uint64_t *n_bytes)
{
    struct stat st = { 0 };
    bool there = stat(path, &st) == 0;
    *changed_ns = there ? (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec : 0;
    *n_bytes = there ? (uint64_t)st.st_size : 0;
}

bool catalogue_unchanged(const struct catalogue *c, const char *folder)
{
    char path[4096];
    int64_t changed_ns;
    uint64_t n_bytes;
    if (!c->immutable)
        return true;
    int n = snprintf(path, sizeof path, "%s/" CATALOGUE_FILE, folder);
    if (n < 0 || (size_t)n >= sizeof path)
        return false;
    look_at(path, &changed_ns, &n_bytes);
    return c->settled && !exists(path, "-wal") && changed_ns == c->changed_ns && n_bytes == c->n_bytes;
}

static bool is_settled(int64_t changed_ns)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t age = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec - changed_ns;
    return age < 0 || age >= SETTLED_NS; /* of another machine's clock nothing is known */
}

static bool only_reads(enum catalogue_mode mode) { return mode == CATALOGUE_READ || mode == CATALOGUE_GLANCE; }

/* How a file is opened: with others, through shared memory beside it; as one
 * that nobody writes; or with nobody else, for a disk that has no room left for
 * the shared memory while a log is to be read. */
enum sharing { SHARED, IMMUTABLE, ALONE };

static int open_file(struct catalogue *c, const char *path, enum catalogue_mode mode, enum sharing how,
                     struct crib_err *err)
{
    static const char *const query[] = { "?mode=rw", "?mode=ro&immutable=1", "?mode=rw" };
    int flags = SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE;
    bool may_write = !only_reads(mode) || (how != IMMUTABLE && access(path, W_OK) == 0);
    flags |= may_write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    flags |= mode == CATALOGUE_CREATE ? SQLITE_OPEN_CREATE : 0;
    char *uri = uri_of(path, mode == CATALOGUE_CREATE        ? "?mode=rwc"
                             : how == IMMUTABLE || may_write ? query[how]
                                                             : "?mode=ro");
    if (!uri)
        return CRIB_NOMEM(err);
    c->immutable = how == IMMUTABLE;
    look_at(path, &c->changed_ns, &c->n_bytes);
    c->settled = is_settled(c->changed_ns);
    int rc = sqlite3_open_v2(uri, &c->db, flags, "crib");
    mem_free(uri);
    return rc == SQLITE_OK ? CRIB_OK : catalogue_failed(c, rc, err);
}

static int prepare_new(struct catalogue *c, struct crib_err *err)
{
    int reserved = CATALOGUE_RESERVED;
    CRIB_TRY(run(c, "PRAGMA page_size = 4096", err));
    sqlite3_file_control(c->db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
    CRIB_TRY(run(c, "PRAGMA journal_mode = WAL", err));
    CRIB_TRY(run(c, "PRAGMA synchronous = FULL", err));
    CRIB_TRY(run(c, "BEGIN IMMEDIATE", err));
    CRIB_TRY(run(c, catalogue_schema, err));
    CRIB_TRY(run(c, "PRAGMA application_id = 1129466178", err));
    CRIB_TRY(run(c, "PRAGMA user_version = 3", err));
    return run(c, "COMMIT", err);
}

static int check_kind(struct catalogue *c, struct crib_err *err)
{
    int64_t application = 0, version = 0;
    CRIB_TRY(pragma(c, "PRAGMA application_id", &application, err));
    CRIB_TRY(pragma(c, "PRAGMA user_version", &version, err));
    if (application == APPLICATION && version == VERSION)
        return CRIB_OK;
    if (application == APPLICATION)
        return CRIB_FAIL(err, CRIB_E_FORMAT, CRIB_NOWHERE,
                         CATALOGUE_FILE " is of version %" PRId64 "; this crib reads %d", version, VERSION);
    return CRIB_FAIL(err, CRIB_E_FORMAT, CRIB_NOWHERE, CATALOGUE_FILE " is no catalogue of crib's");
}

/* Nothing was ever committed to it: whoever made it was killed. */
static bool is_unborn(struct catalogue *c)
{
    int64_t application = 1, tables = 1;
    return pragma(c, "PRAGMA application_id", &application, NULL) == CRIB_OK && application == 0 &&
           pragma(c, "SELECT count(*) FROM sqlite_schema", &tables, NULL) == CRIB_OK && tables == 0;
}

static void drop_unborn(struct catalogue *c, const char *path)
{
    static const char *const suffix[] = { "", "-wal", "-shm" };
    char name[4200];
    catalogue_close(c);
    for (size_t i = 0; i < COUNT_OF(suffix); i++) {
        int n = snprintf(name, sizeof name, "%s%s", path, suffix[i]);
        if (n > 0 && (size_t)n < sizeof name)
            unlink(name); /* what cannot go is complained of when it is opened again */
    }
}

static int open_as(struct catalogue *c, const char *path, enum catalogue_mode mode, enum sharing how,
                   int wait_ms, struct crib_err *err)
{
    bool fresh = mode == CATALOGUE_CREATE && !exists(path, "");
    *c = (struct catalogue){ 0 };
    catalogue_vfs_forget();
    catalogue_vfs_impatient(wait_ms < WAIT_MS);
    CRIB_TRY(open_file(c, path, mode, how, err));
    sqlite3_busy_timeout(c->db, wait_ms);
    if (mode == CATALOGUE_CREATE && !fresh && is_unborn(c)) {
        drop_unborn(c, path);
        fresh = true;
        CRIB_TRY(open_file(c, path, mode, how, err));
    }
    if (how == ALONE)
        CRIB_TRY(run(c, "PRAGMA locking_mode = EXCLUSIVE", err));
    if (fresh)
        CRIB_TRY(prepare_new(c, err));
    CRIB_TRY(run(c, "PRAGMA synchronous = FULL", err));
    CRIB_TRY(check_kind(c, err));
    if (!only_reads(mode))
        return CRIB_OK;
    CRIB_TRY(run(c, "BEGIN", err)); /* one state, from the first look on */
    c->in_transaction = true;
    int64_t n;
    return pragma(c, "SELECT count(*) FROM sqlite_schema", &n, err);
}

int catalogue_open(struct catalogue *c, const char *folder, enum catalogue_mode mode, struct crib_err *err)
{
    *c = (struct catalogue){ 0 };
    CRIB_TRY(catalogue_vfs_register(err));
    char *path = durable_path(folder, CATALOGUE_FILE);
    if (!path)
        return CRIB_NOMEM(err);
    bool reads = only_reads(mode), may_write = access(folder, W_OK) == 0 && access(path, W_OK) == 0;
    int wait_ms = mode == CATALOGUE_GLANCE ? GLANCE_MS : WAIT_MS;
    int rc = open_as(c, path, mode, reads && !may_write && !exists(path, "-wal") ? IMMUTABLE : SHARED, wait_ms, err);
    if (rc == CRIB_E_IO && reads && !c->immutable) {
        catalogue_close(c);
        rc = open_as(c, path, mode, exists(path, "-wal") ? ALONE : IMMUTABLE, wait_ms, err);
        if (rc == CRIB_E_IO && mode == CATALOGUE_GLANCE) {
            catalogue_close(c);
            rc = open_as(c, path, mode, SHARED, WAIT_MS, err);
        }
    }
    mem_free(path);
    return rc;
}

void catalogue_close(struct catalogue *c)
{
    for (size_t i = 0; i < COUNT_OF(c->ready); i++)
        sqlite3_finalize(c->ready[i]);
    if (c->db && c->in_transaction)
        sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(c->db);
    *c = (struct catalogue){ 0 };
}

int catalogue_begin(struct catalogue *c, struct crib_err *err)
{
    CRIB_TRY(run(c, "BEGIN IMMEDIATE", err));
    c->in_transaction = true;
    return CRIB_OK;
}

int catalogue_commit(struct catalogue *c, struct crib_err *err)
{
    for (size_t i = 0; i < COUNT_OF(c->ready); i++)
        if (c->ready[i])
            sqlite3_reset(c->ready[i]);
    CRIB_TRY(run(c, "COMMIT", err));
    c->in_transaction = false;
    int rc = sqlite3_wal_checkpoint_v2(c->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    /* a reader may be in the way: the next run empties the log */
    return rc == SQLITE_OK || (rc & 0xFF) == SQLITE_BUSY ? CRIB_OK : catalogue_failed(c, rc, err);
}

/* With no log beside it the file is its pages, and nothing else. */
static int check_size(struct catalogue *c, struct crib_err *err)
{
    sqlite3_stmt *s;
    bool row;
    struct stat st;
    const char *path = sqlite3_db_filename(c->db, "main");
    char *log = path ? mem_alloc(strlen(path) + sizeof "-wal") : NULL;
    if (!log)
        return CRIB_NOMEM(err);
    memcpy(log, path, strlen(path));
    memcpy(log + strlen(path), "-wal", sizeof "-wal");
    bool alone = stat(log, &st) != 0 || st.st_size == 0;
    mem_free(log);
    if (!alone || stat(path, &st) != 0)
        return CRIB_OK;
    if (sqlite3_prepare_v2(c->db, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", -1, &s,
                           NULL))
        return catalogue_failed(c, SQLITE_ERROR, err);
    int rc = catalogue_row(c, s, &row, err);
    int64_t size = rc == CRIB_OK && row ? sqlite3_column_int64(s, 0) : st.st_size;
    sqlite3_finalize(s);
    if (rc == CRIB_OK && size != st.st_size) {
        int64_t at = size < st.st_size ? size : st.st_size;
        rc = CRIB_FAIL(err, CRIB_E_DAMAGED, (size_t)at,
                       CATALOGUE_FILE " is damaged at byte %" PRId64 ": it has %" PRId64
                                      " bytes, and should have %" PRId64,
                       at, (int64_t)st.st_size, size);
    }
    return rc;
}

int catalogue_check(struct catalogue *c, struct crib_err *err)
{
    CRIB_TRY(check_size(c, err));
    sqlite3_stmt *s;
    bool row;
    int rc = sqlite3_prepare_v2(c->db, "PRAGMA integrity_check(1)", -1, &s, NULL);
    if (rc != SQLITE_OK)
        return catalogue_failed(c, rc, err);
    rc = catalogue_row(c, s, &row, err);
    const char *said = rc == CRIB_OK && row ? (const char *)sqlite3_column_text(s, 0) : NULL;
    if (rc == CRIB_OK && (!said || strcmp(said, "ok") != 0)) {
        int64_t at = catalogue_vfs_damage();
        rc = CRIB_FAIL(err, CRIB_E_DAMAGED, at < 0 ? 0 : (size_t)at,
                       CATALOGUE_FILE " is damaged at byte %" PRId64 ": %s", at < 0 ? 0 : at,
                       at < 0 && said ? said : "a page's checksum differs");
    }
    sqlite3_finalize(s);
    return rc;
}

int catalogue_set(struct catalogue *c, const char *name, const char *value, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, SET, &s, err));
    sqlite3_bind_text(s, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 2, value, -1, SQLITE_STATIC);
    return catalogue_done(c, s, err);
}

int catalogue_get(struct catalogue *c, const char *name, struct arena *a, const char **value, struct crib_err *err)
{
    sqlite3_stmt *s;
    bool row;
    *value = NULL;
    CRIB_TRY(catalogue_ready(c, GET, &s, err));
    sqlite3_bind_text(s, 1, name, -1, SQLITE_STATIC);
    CRIB_TRY(catalogue_row(c, s, &row, err));
    return row ? catalogue_text(s, 0, a, value, err) : CRIB_OK;
}

int catalogue_add_segment(struct catalogue *c, const char *file, uint32_t n_docs, uint32_t *id, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, ADD_SEGMENT, &s, err));
    sqlite3_bind_text(s, 1, file, -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 2, n_docs);
    CRIB_TRY(catalogue_done(c, s, err));
    *id = (uint32_t)sqlite3_last_insert_rowid(c->db);
    return CRIB_OK;
}

int catalogue_set_dead(struct catalogue *c, uint32_t segment, const void *dead, size_t n, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, SET_DEAD, &s, err));
    sqlite3_bind_blob64(s, 1, dead, n, SQLITE_STATIC);
    sqlite3_bind_int64(s, 2, segment);
    return catalogue_done(c, s, err);
}

int catalogue_drop_segment(struct catalogue *c, uint32_t segment, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, DROP_SEGMENT, &s, err));
    sqlite3_bind_int64(s, 1, segment);
    return catalogue_done(c, s, err);
}

int catalogue_segments(struct catalogue *c, struct arena *a, struct catalogue_segment **out, size_t *n,
                       struct crib_err *err)
{
    sqlite3_stmt *s;
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    CRIB_TRY(catalogue_ready(c, SEGMENTS, &s, err));
    for (bool row;;) {
        CRIB_TRY(catalogue_row(c, s, &row, err));
        if (!row)
            return CRIB_OK;
        CRIB_TRY(VEC_GROW(*out, *n, &cap, 1, err));
        struct catalogue_segment *g = &(*out)[(*n)++];
        const char *dead;
        *g = (struct catalogue_segment){ .id = (uint32_t)sqlite3_column_int64(s, 0),
                                         .n_docs = (uint32_t)sqlite3_column_int64(s, 2),
                                         .n_dead = (size_t)sqlite3_column_bytes(s, 3) };
        CRIB_TRY(catalogue_text(s, 1, a, &g->file, err));
        CRIB_TRY(catalogue_text(s, 3, a, &dead, err));
        g->dead = dead;
    }
}
