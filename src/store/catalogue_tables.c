/* SPDX-License-Identifier: MIT */
/* Tables and statements. 64-bit hashes stand as signed numbers, bit by bit. */
#include "store/catalogue_tables.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/catalogue_vfs.h"

const char catalogue_schema[] =
    "CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE segment(id INTEGER PRIMARY KEY AUTOINCREMENT, file TEXT NOT NULL UNIQUE, n_docs INTEGER NOT NULL, dead BLOB);"
    "CREATE TABLE source(id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, n_bytes INTEGER NOT NULL,"
    " changed_ns INTEGER NOT NULL, content INTEGER NOT NULL, reading TEXT NOT NULL, format TEXT NOT NULL,"
    " encoding TEXT NOT NULL, encoding_from INTEGER NOT NULL, confidence INTEGER NOT NULL, n_stated INTEGER NOT NULL,"
    " audited INTEGER REFERENCES run(id));"
    "CREATE INDEX source_content ON source(content);"
    "CREATE INDEX source_unaudited ON source(path) WHERE audited IS NULL;"
    "CREATE TABLE run(id INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL, sources INTEGER NOT NULL,"
    " findings INTEGER NOT NULL, gone INTEGER NOT NULL);"
    /* run: that told of it, of a place: there; NULL: none did, for a baseline held it; gone: the run that told of its end; names as last seen */
    "CREATE TABLE finding(id INTEGER PRIMARY KEY, run INTEGER REFERENCES run(id), gone INTEGER REFERENCES run(id),"
    " source_a TEXT NOT NULL, title_a TEXT NOT NULL, line_a INTEGER NOT NULL,"
    " source_b TEXT NOT NULL, title_b TEXT NOT NULL, line_b INTEGER NOT NULL);"
    "CREATE TABLE place(finding INTEGER NOT NULL REFERENCES finding(id), a INTEGER NOT NULL REFERENCES source(id),"
    " b INTEGER NOT NULL REFERENCES source(id), n INTEGER NOT NULL, run INTEGER REFERENCES run(id),"
    " PRIMARY KEY(finding, a, b)) WITHOUT ROWID;"
    "CREATE INDEX place_run ON place(run);"
    "CREATE INDEX place_a ON place(a);"
    "CREATE INDEX place_b ON place(b);"
    "CREATE TABLE attribute(source INTEGER NOT NULL REFERENCES source(id), name TEXT NOT NULL, value TEXT NOT NULL,"
    " PRIMARY KEY(source, name)) WITHOUT ROWID;"
    "CREATE INDEX attribute_value ON attribute(name, value);"
    "CREATE TABLE document(segment INTEGER NOT NULL REFERENCES segment(id), number INTEGER NOT NULL,"
    " source INTEGER NOT NULL REFERENCES source(id), member BLOB, ordinal INTEGER NOT NULL, title TEXT NOT NULL,"
    " line_first INTEGER NOT NULL, line_last INTEGER NOT NULL, units INTEGER NOT NULL, content INTEGER NOT NULL,"
    " date INTEGER NOT NULL, is_signed INTEGER NOT NULL, title_year INTEGER NOT NULL, office TEXT,"
    " PRIMARY KEY(segment, number)) WITHOUT ROWID;"
    "CREATE INDEX document_source ON document(source);";

#define SOURCE_COLUMNS \
    "id, path, n_bytes, changed_ns, content, reading, format, encoding, encoding_from, confidence, n_stated"
#define DOCUMENT_COLUMNS "segment, number, source, member, ordinal, title, line_first, line_last, units, content, date, is_signed, title_year, office"

const char *const catalogue_statement[N_STATEMENTS] = {
    [SET] = "INSERT INTO setting VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
    [GET] = "SELECT value FROM setting WHERE name = ?",
    [ADD_SEGMENT] = "INSERT INTO segment(file, n_docs) VALUES(?, ?)",
    [SET_DEAD] = "UPDATE segment SET dead = ? WHERE id = ?",
    [DROP_SEGMENT] = "DELETE FROM segment WHERE id = ?",
    [SEGMENTS] = "SELECT id, file, n_docs, dead FROM segment ORDER BY id",
    [ADD_SOURCE] = "INSERT INTO source(path, n_bytes, changed_ns, content, reading, format, encoding, encoding_from,"
                   " confidence, n_stated) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [UPDATE_SOURCE] = "UPDATE source SET path = ?, n_bytes = ?, changed_ns = ?, content = ?, reading = ?, format = ?,"
                      " encoding = ?, encoding_from = ?, confidence = ?, n_stated = ? WHERE id = ?",
    [NOT_AUDITED] = "UPDATE source SET audited = NULL WHERE id = ?",
    [AUDITED] = "UPDATE source SET audited = ?2 WHERE path = ?1",
    [UNAUDITED] = "SELECT " SOURCE_COLUMNS " FROM source WHERE audited IS NULL ORDER BY path",
    [ADD_RUN] = "INSERT INTO run(time, sources, findings, gone) VALUES(?, ?, ?, ?)",
    [RUNS] = "SELECT id, time, sources, findings, gone FROM run ORDER BY id",
    [LAST_RUN] = "SELECT coalesce(max(id), 0) FROM run",
    [PUT_FINDING] = "INSERT INTO finding VALUES(?1, ?2, NULL, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT(id) DO UPDATE SET"
                    " run = coalesce(run, excluded.run), gone = NULL, source_a = excluded.source_a, title_a = excluded.title_a,"
                    " line_a = excluded.line_a, source_b = excluded.source_b, title_b = excluded.title_b, line_b = excluded.line_b",
    [PLACE] = "SELECT coalesce(sum(n), 0), coalesce(max(run), 0) FROM place WHERE finding = ?1 AND"
              " ((a = (SELECT id FROM source WHERE path = ?2) AND b = (SELECT id FROM source WHERE path = ?3)) OR"
              " (a = (SELECT id FROM source WHERE path = ?3) AND b = (SELECT id FROM source WHERE path = ?2)))",
    [GONE] = "UPDATE finding SET gone = ?2 WHERE id = ?1",
    [ADD_PLACE] = "INSERT INTO place SELECT ?1, x.id, y.id, 1, ?4 FROM source x, source y WHERE x.path = ?2 AND y.path = ?3"
                  " ON CONFLICT(finding, a, b) DO UPDATE SET n = n + 1, run = nullif(max(coalesce(run, 0), coalesce(excluded.run, 0)), 0)",
    [DROP_PLACES] = "DELETE FROM place WHERE a = ?1 OR b = ?1",
    [STANDING] = "SELECT finding.id, coalesce(finding.run, 0), source_a, title_a, line_a, source_b, title_b, line_b, coalesce(n, 0),"
                 " x.path, y.path, x.audited IS NULL, y.audited IS NULL FROM finding LEFT JOIN place ON place.finding = finding.id"
                 " LEFT JOIN source x ON x.id = a LEFT JOIN source y ON y.id = b WHERE gone IS NULL ORDER BY finding.id, x.path, y.path",
    [TOLD_SINCE] = "SELECT " SOURCE_COLUMNS " FROM source WHERE id IN (SELECT a FROM place WHERE run >= ?1)"
                   " ORDER BY path",
    [WITH_ATTRIBUTE] = "SELECT segment, number FROM attribute JOIN document ON document.source = attribute.source"
                       " WHERE attribute.name = ? AND attribute.value = ?",
    [ATTRIBUTE_NAMES] = "SELECT DISTINCT name FROM attribute ORDER BY name",
    [EACH_VALUE] = "SELECT DISTINCT value FROM attribute WHERE name = ?",
    [EACH_STATED] = "SELECT segment, number, date, is_signed, title_year, office, title FROM document WHERE NOT EXISTS"
                    " (SELECT 1 FROM attribute x WHERE x.source = document.source AND x.name = ?)",
    [DROP_SOURCE] = "DELETE FROM source WHERE id = ?",
    [SOURCE_AT] = "SELECT " SOURCE_COLUMNS " FROM source WHERE path = ?",
    [SOURCE_OF] = "SELECT " SOURCE_COLUMNS " FROM source WHERE id = ?",
    [SOURCES] = "SELECT " SOURCE_COLUMNS " FROM source ORDER BY path",
    [SOURCES_WITH] = "SELECT " SOURCE_COLUMNS " FROM source WHERE content = ? ORDER BY path",
    [SET_ATTRIBUTE] = "INSERT INTO attribute VALUES(?, ?, ?) ON CONFLICT(source, name) DO UPDATE SET value = excluded.value",
    [DROP_ATTRIBUTE] = "DELETE FROM attribute WHERE source = ? AND name = ?",
    [ATTRIBUTES] = "SELECT name, value FROM attribute WHERE source = ? ORDER BY name",
    [DROP_ATTRIBUTES] = "DELETE FROM attribute WHERE source = ?",
    [ADD_DOCUMENT] = "INSERT INTO document(" DOCUMENT_COLUMNS ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [DOCUMENT_OF] = "SELECT " DOCUMENT_COLUMNS " FROM document WHERE segment = ? AND number = ?",
    [DOCUMENTS] = "SELECT " DOCUMENT_COLUMNS " FROM document WHERE source = ? ORDER BY member, ordinal",
    [DROP_DOCUMENTS] = "DELETE FROM document WHERE source = ?",
    [MOVE_DOCUMENT] = "UPDATE document SET segment = ?, number = ? WHERE segment = ? AND number = ?",
    [COUNT_SOURCES] = "SELECT count(*) FROM source",
    [COUNT_DOCUMENTS] = "SELECT count(*), coalesce(sum(units), 0) FROM document",
    [COUNT_SEGMENTS] = "SELECT count(*) FROM segment",
    /* as unsigned numbers: the signed ones below zero are the greater half */
    [COUNT_DISTINCT] = "SELECT count(DISTINCT content) FROM document WHERE (content >= 0 AND (?1 < 0 OR content <= ?1))"
                       " OR (content < 0 AND ?1 < 0 AND content <= ?1)",
    [COUNT_IN] = "SELECT count(*) FROM document WHERE segment = ?",
};

/* Where a catalogue ends before it should: its first page says of how many
 * pages it is. -1 when it does not. */
static int64_t ends_early(struct catalogue *c, int64_t *wanted)
{
    enum { HEAD = 32, PAGE_SIZE = 16, PAGES = 28 };
    const char *path = c->db ? sqlite3_db_filename(c->db, "main") : NULL;
    unsigned char head[HEAD];
    struct stat st;
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    bool read = fd >= 0 && pread(fd, head, HEAD, 0) == HEAD && fstat(fd, &st) == 0;
    if (fd >= 0)
        close(fd);
    if (!read)
        return -1;
    int64_t pages = (int64_t)head[PAGES] << 24 | head[PAGES + 1] << 16 | head[PAGES + 2] << 8 | head[PAGES + 3];
    *wanted = pages * (head[PAGE_SIZE] << 8 | head[PAGE_SIZE + 1]);
    return st.st_size < *wanted ? st.st_size : -1;
}

static int damaged(struct catalogue *c, const char *why, struct crib_err *err)
{
    int64_t wanted = 0, end = ends_early(c, &wanted);
    if (end >= 0)
        return CRIB_FAIL(err, CRIB_E_DAMAGED, (size_t)end, CATALOGUE_FILE " is damaged at byte %" PRId64 ": it has %" PRId64
                         " bytes, and should have %" PRId64, end, end, wanted);
    return CRIB_FAIL(err, CRIB_E_DAMAGED, 0, CATALOGUE_FILE " is damaged at byte 0: %s", why);
}

int catalogue_failed(struct catalogue *c, int rc, struct crib_err *err)
{
    int64_t at = catalogue_vfs_damage();
    const char *why = c->db ? sqlite3_errmsg(c->db) : sqlite3_errstr(rc);
    if (at >= 0)
        return CRIB_FAIL(err, CRIB_E_DAMAGED, (size_t)at, CATALOGUE_FILE " is damaged at byte %" PRId64 ": a page's checksum differs",
                         at);
    switch (rc & 0xFF) {
    case SQLITE_NOMEM:
        return CRIB_NOMEM(err);
    case SQLITE_CORRUPT: case SQLITE_NOTADB: case SQLITE_ERROR: case SQLITE_CONSTRAINT: case SQLITE_MISMATCH:
        return damaged(c, why, err);
    default:
        return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot use " CATALOGUE_FILE ": %s", why);
    }
}

int catalogue_ready(struct catalogue *c, enum statement which, sqlite3_stmt **out, struct crib_err *err)
{
    static_assert(N_STATEMENTS <= COUNT_OF(c->ready), "room for every statement");
    if (!c->ready[which]) {
        int rc = sqlite3_prepare_v3(c->db, catalogue_statement[which], -1, SQLITE_PREPARE_PERSISTENT,
                                    &c->ready[which], NULL);
        if (rc != SQLITE_OK)
            return catalogue_failed(c, rc, err);
    }
    *out = c->ready[which];
    sqlite3_reset(*out);
    sqlite3_clear_bindings(*out);
    return CRIB_OK;
}

int catalogue_row(struct catalogue *c, sqlite3_stmt *s, bool *row, struct crib_err *err)
{
    int rc = sqlite3_step(s);
    *row = rc == SQLITE_ROW;
    if (rc == SQLITE_ROW)
        return CRIB_OK;
    int failed = rc == SQLITE_DONE ? CRIB_OK : catalogue_failed(c, rc, err);
    sqlite3_reset(s);
    return failed;
}

int catalogue_done(struct catalogue *c, sqlite3_stmt *s, struct crib_err *err)
{
    bool row;
    CRIB_TRY(catalogue_row(c, s, &row, err));
    return row ? CRIB_FAIL(err, CRIB_E_INTERNAL, CRIB_NOWHERE, "a statement gave a row") : CRIB_OK;
}

int catalogue_text(sqlite3_stmt *s, int column, struct arena *a, const char **out, struct crib_err *err)
{
    *out = NULL;
    if (sqlite3_column_type(s, column) == SQLITE_NULL)
        return CRIB_OK;
    const char *bytes = sqlite3_column_blob(s, column);
    *out = arena_strndup(a, bytes ? bytes : "", (size_t)sqlite3_column_bytes(s, column));
    return *out ? CRIB_OK : CRIB_NOMEM(err);
}
