/* SPDX-License-Identifier: MIT */
/* One source: its bytes, their encoding, its format, its members. What is
 * wrong with the input becomes a complaint; what could be read stays. */
#include "source/source.h"

#include <sys/stat.h>

#include "core/buf.h"
#include "source/charset.h"
#include "source/input.h"
#include "source/jsonl_read.h"
#include "source/kind.h"
#include "source/lines.h"
#include "source/markdown.h"

/* A guess below this (1/10000) is worth a note. */
enum { LIKELY = 5000 };

/* Read to find out the encoding of rows that are then read as they come. */
enum { HEAD_BYTES = 1 << 20 };

struct reading {
    struct input in;
    struct buf bytes;
    struct jsonl_options jsonl;
    const struct source_options *o;
    struct source *s;
};

bool source_encoding_known(const char *label) { return charset_known(label); }

static int complain(struct source *s, bool lost, uint64_t at, struct crib_fact what, struct crib_err *err)
{
    return complaints_add(&s->complaints, lost, at, what, err);
}

static int too_large(struct source *s, struct crib_err *err)
{
    return complain(s, LOST, NO_PLACE, fact_with_int("too-large", "limit", (int64_t)TXT_MOST), err);
}

static void set_encoding(struct source *s, const struct charset *cs)
{
    s->encoding = cs->name;
    s->encoding_from = cs->from;
    s->confidence = cs->confidence;
}

static int note_guess(struct source *s, const struct charset *cs, struct crib_err *err)
{
    struct crib_fact what = fact("encoding-guessed");
    fact_static(&what, "encoding", cs->name);
    fact_int(&what, "confidence", cs->confidence);
    return complain(s, NOTE, NO_PLACE, what, err);
}

/* The bytes as UTF-8, with complaints of what was broken. *ok: there is a
 * text. */
static int to_text(struct reading *r, bool *ok, struct crib_err *err)
{
    struct charset cs;
    bool binary;
    uint64_t n_broken, first_at;
    *ok = false;
    CRIB_TRY(charset_find(r->bytes.p, r->bytes.n, r->o->encoding, &cs, &binary, err));
    set_encoding(r->s, &cs);
    if (binary)
        return complain(r->s, LOST, NO_PLACE, fact("binary-data"), err);
    if (cs.from == CHARSET_GUESSED && cs.confidence < LIKELY)
        CRIB_TRY(note_guess(r->s, &cs, err));
    int rc = charset_to_utf8(&cs, &r->bytes, &n_broken, &first_at, err);
    if (rc == CRIB_E_LIMIT)
        return too_large(r->s, err);
    if (rc != CRIB_OK)
        return rc;
    *ok = true;
    if (n_broken == 0)
        return CRIB_OK;
    struct crib_fact what = fact("broken-encoding");
    fact_static(&what, "encoding", cs.name);
    fact_int(&what, "count", (int64_t)n_broken);
    return complain(r->s, LOST, first_at, what, err);
}

static bool all_blank(const struct member *m)
{
    for (uint32_t i = 0; i < m->n_block; i++)
        if (m->block[i].kind != BLOCK_BLANK)
            return false;
    return true;
}

static int note_nuls(struct source *s, const struct member *m, struct crib_err *err)
{
    uint64_t n = 0, first = 0;
    const char *end = m->text + m->n_bytes;
    for (const char *p = m->text; (p = memchr(p, '\0', (size_t)(end - p))); p++)
        if (n++ == 0)
            first = (uint64_t)(p - m->text);
    return n ? complain(s, NOTE, first, fact_with_int("nul-bytes", "count", (int64_t)n), err) : CRIB_OK;
}

static int read_plain(struct reading *r, bool markdown, struct crib_err *err)
{
    bool ok;
    CRIB_TRY(to_text(r, &ok, err));
    if (!ok)
        return CRIB_OK;
    struct member *m = mem_zero(1, sizeof *m);
    if (!m)
        return CRIB_NOMEM(err);
    r->s->member = m;
    r->s->n_member = 1;
    m->text = buf_take(&r->bytes, &m->n_bytes);
    if (!m->text)
        return CRIB_NOMEM(err);
    CRIB_TRY(lines_cut(m, err));
    if (markdown)
        markdown_kinds(m);
    if (all_blank(m))
        CRIB_TRY(complain(r->s, NOTE, NO_PLACE, fact("empty-source"), err));
    return note_nuls(r->s, m, err);
}

/* The head's bytes up to its last line end, unless it is all there is. */
static size_t whole_lines(const struct reading *r)
{
    const char *end = r->in.ended ? NULL : memrchr(r->bytes.p, '\n', r->bytes.n);
    return end ? (size_t)(end - r->bytes.p) + 1 : r->bytes.n;
}

/* Rows in UTF-8 are read as they come; in another encoding the whole is
 * decoded first. */
static int read_rows(struct reading *r, struct crib_err *err)
{
    struct charset cs;
    bool binary, ok;
    size_t skip = 0;
    CRIB_TRY(charset_find(r->bytes.p, whole_lines(r), r->o->encoding, &cs, &binary, err));
    r->jsonl.placed = strcmp(cs.name, "UTF-8") == 0;
    if (r->jsonl.placed) {
        set_encoding(r->s, &cs);
    } else {
        int rc = input_read(&r->in, SIZE_MAX, &r->bytes, err);
        if (rc != CRIB_OK)
            return rc == CRIB_E_LIMIT ? too_large(r->s, err) : rc;
        CRIB_TRY(to_text(r, &ok, err));
        if (!ok)
            return CRIB_OK;
    }
    if (r->bytes.n >= 3 && memcmp(r->bytes.p, "\xEF\xBB\xBF", 3) == 0)
        skip = 3;
    CRIB_TRY(jsonl_read(&r->in, &r->bytes, skip, &r->jsonl, r->s, err));
    if (r->s->n_member == 0 && r->s->complaints.n == 0)
        return complain(r->s, NOTE, NO_PLACE, fact("empty-source"), err);
    return CRIB_OK;
}

/* Read the bytes and what they hold. Standard input has no name to tell its
 * format: its first line does. */
static int read_source(struct reading *r, enum name_kind kind, bool unnamed, struct crib_err *err)
{
    int rc = CRIB_OK;
    if (kind == NAME_JSONL && r->in.size_hint > HEAD_BYTES)
        rc = buf_room(&r->bytes, MEM_HUGE_PAGE, err); /* for all that comes, but for a very long row */
    if (rc == CRIB_OK)
        rc = input_read(&r->in, kind == NAME_JSONL || unnamed ? HEAD_BYTES : SIZE_MAX, &r->bytes, err);
    if (rc == CRIB_OK && unnamed && jsonl_begins(r->bytes.p, r->bytes.n, &r->jsonl))
        kind = NAME_JSONL;
    if (rc == CRIB_OK && kind != NAME_JSONL)
        rc = input_read(&r->in, SIZE_MAX, &r->bytes, err);
    if (rc != CRIB_OK)
        return rc == CRIB_E_LIMIT ? too_large(r->s, err) : rc;
    r->s->format = kind == NAME_JSONL ? "jsonl" : kind == NAME_MARKDOWN ? "markdown" : "text";
    if (r->bytes.n == 0 && r->in.failed)
        return CRIB_OK;
    return kind == NAME_JSONL ? read_rows(r, err) : read_plain(r, kind == NAME_MARKDOWN, err);
}

static int open_and_read(struct reading *r, const struct source_entry *e, struct crib_err *err)
{
    int trouble = 0;
    const char *kind = NULL;
    bool unnamed = !e->memory && strcmp(e->path, "-") == 0;
    if (e->memory)
        input_memory(&r->in, e->memory, e->n_memory);
    else
        input_open(&r->in, e->path, &trouble, &kind);
    if (trouble)
        return complain(r->s, LOST, NO_PLACE, input_trouble(trouble), err);
    if (kind) {
        struct crib_fact what = fact("not-a-file");
        fact_static(&what, "kind", kind);
        return complain(r->s, LOST, NO_PLACE, what, err);
    }
    CRIB_TRY(read_source(r, name_kind(e->path), unnamed, err));
    if (r->in.failed)
        return complain(r->s, LOST, NO_PLACE, input_trouble(r->in.failed), err);
    return CRIB_OK;
}

int source_read(const struct source_entry *e, const struct source_options *o, struct source *out, struct crib_err *err)
{
    *out = (struct source){ .format = "text", .encoding = "unknown", .encoding_from = CHARSET_DETECTED };
    complaints_init(&out->complaints);
    arena_init(&out->text);
    out->name = source_show_path(e->path, &out->text, &out->name_bytes);
    if (!out->name)
        return CRIB_NOMEM(err);
    struct reading r = { .o = o, .s = out };
    r.jsonl = (struct jsonl_options){ o->text_field ? o->text_field : "text", o->id_field ? o->id_field : "id",
                                      JSONL_ROW_MOST, false, o->n_threads };
    r.in.fd = -1;
    buf_init(&r.bytes, TXT_MOST);
    int rc = open_and_read(&r, e, err);
    input_done(&r.in);
    buf_done(&r.bytes);
    return rc;
}

bool source_is_rows(const struct source_entry *e, uint64_t least)
{
    struct stat st;
    if (!e->memory && strcmp(e->path, "-") == 0)
        return true;
    if (name_kind(e->path) != NAME_JSONL)
        return false;
    return e->memory ? e->n_memory >= least : stat(e->path, &st) == 0 && (uint64_t)st.st_size >= least;
}

void member_done(struct member *m)
{
    if (m->slab)
        slab_give(m->slab);
    else
        mem_free(m->text);
    mem_free(m->block);
    m->slab = NULL;
    m->text = NULL;
    m->block = NULL;
}

void source_done(struct source *s)
{
    for (size_t i = 0; i < s->n_member; i++)
        member_done(&s->member[i]);
    mem_free(s->member);
    complaints_done(&s->complaints);
    arena_done(&s->text);
    *s = (struct source){ 0 };
}
