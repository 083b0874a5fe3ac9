/* SPDX-License-Identifier: MIT */
/* Checking an index: every byte of every file against its checksum, and every
 * promise between the parts. Damage is printed and the search goes on, so that
 * one run tells all of it. */
#include "engine/archive.h"
#include "engine/archive_decide.h"
#include "engine/job.h"

struct verifier {
    struct archive a;
    crib_sink *sink;
    void *arg;
    uint64_t n_damages;
    struct crib_err first;
};

static int say(struct verifier *v, const char *line, struct crib_err *err)
{
    int e = v->sink(v->arg, line, strlen(line));
    if (e == 0)
        e = v->sink(v->arg, "\n", 1);
    return e ? CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot write: %s", strerror(e)) : CRIB_OK;
}

/* Damage is noted; anything else ends the search. */
static int note(struct verifier *v, int rc, const struct crib_err *found, struct crib_err *err)
{
    if (rc == CRIB_OK)
        return CRIB_OK;
    if (rc != CRIB_E_DAMAGED && rc != CRIB_E_FORMAT) {
        if (err)
            *err = *found;
        return rc;
    }
    if (v->n_damages > 0 && strcmp(v->first.what, found->what) == 0)
        return CRIB_OK; /* met again on another way */
    if (v->n_damages++ == 0)
        v->first = *found;
    return say(v, found->what, err);
}

static int check_lists(const struct postlist *p, uint32_t n_docs, struct crib_err *err)
{
    struct postlist_cursor c;
    postlist_begin(&c, p, n_docs);
    int rc = postlist_next(&c, err);
    while (rc == CRIB_OK && c.more)
        rc = postlist_next(&c, err);
    postlist_end(&c);
    return rc;
}

static int check_texts(struct archive_segment *g, struct crib_err *err)
{
    enum { FORGET_BYTES = 256 << 20 };
    struct textstore_desk desk = { 0 };
    char *piece = mem_alloc(TEXTSTORE_FRAME);
    int rc = piece ? CRIB_OK : CRIB_NOMEM(err);
    for (uint64_t at = 0; g->has_text && rc == CRIB_OK && at < g->text.n_bytes; at += TEXTSTORE_FRAME) {
        uint64_t left = g->text.n_bytes - at;
        if (at % FORGET_BYTES == 0)
            segfile_forget(&g->file);
        rc = textstore_read(&g->text, at, left < TEXTSTORE_FRAME ? (size_t)left : TEXTSTORE_FRAME, piece, &desk, err);
    }
    textstore_desk_done(&desk);
    mem_free(piece);
    return rc;
}

static int check_members(struct archive_segment *g, struct crib_err *err)
{
    for (uint32_t i = 0; i < g->n_members; i++) {
        struct stored_member m;
        CRIB_TRY(archive_member(g, i, &m, err));
        if (g->has_text && (m.text_at > g->text.n_bytes || m.n_bytes > g->text.n_bytes - m.text_at))
            return segfile_broken(&g->file, g->members, i * sizeof m, "a member whose text lies outside of the texts",
                                  err);
    }
    return CRIB_OK;
}

static int check_docs(struct archive *a, struct archive_segment *g, struct crib_err *err)
{
    struct arena arena;
    uint64_t in_catalogue, last = 0;
    CRIB_TRY(catalogue_count_in(&a->catalogue, g->id, &in_catalogue, err));
    if (in_catalogue + deadset_count(&g->dead) != g->n_docs)
        return CRIB_FAIL(err, CRIB_E_DAMAGED, 0, "%s: %u documents, but %" PRIu64 " are known and %u gone",
                         g->file.name, g->n_docs, in_catalogue, deadset_count(&g->dead));
    for (uint32_t i = 0; i < g->n_docs; i++) {
        struct stored_doc d;
        struct catalogue_document row;
        CRIB_TRY(archive_doc(g, i, &d, err));
        if (d.member >= g->n_members || d.ordinal == 0 || d.content < last)
            return segfile_broken(&g->file, g->docs, i * sizeof d, "a document that is out of order or of no member",
                                  err);
        last = d.content;
        if (deadset_has(&g->dead, i))
            continue;
        arena_init(&arena);
        int rc = catalogue_document_of(&a->catalogue, g->id, i, &arena, &row, err);
        if (rc == CRIB_OK && (row.content != d.content || row.ordinal != d.ordinal || row.units != d.units))
            rc = CRIB_FAIL(err, CRIB_E_DAMAGED, 0, "%s and " CATALOGUE_FILE " do not agree about document %u",
                           g->file.name, i);
        arena_done(&arena);
        CRIB_TRY(rc);
    }
    return CRIB_OK;
}

int archive_check_segment(struct archive *a, struct archive_segment *g, struct crib_err *err)
{
    CRIB_TRY(segfile_check_all(&g->file, err));
    CRIB_TRY(check_members(g, err));
    CRIB_TRY(check_docs(a, g, err));
    CRIB_TRY(check_lists(&g->seeds, g->n_docs, err));
    CRIB_TRY(check_lists(&g->bands, g->n_docs, err));
    CRIB_TRY(check_texts(g, err));
    segfile_forget(&g->file);
    return CRIB_OK;
}

/* Opening stops at the first damaged segment: the others' bytes are still
 * worth a look. */
static int check_unopened(struct verifier *v, struct crib_err *err)
{
    struct catalogue_segment *s = NULL;
    size_t n = 0;
    struct crib_err found = { 0 };
    if (!v->a.catalogue.db)
        return CRIB_OK;
    int rc = note(v, catalogue_segments(&v->a.catalogue, &v->a.arena, &s, &n, &found), &found, err);
    for (size_t i = v->a.n_segment; i < n && rc == CRIB_OK; i++) {
        struct segfile f;
        char *path = durable_path(v->a.folder, s[i].file);
        int opened = path ? segfile_open(&f, path, &found) : CRIB_NOMEM(&found);
        if (opened == CRIB_OK)
            opened = segfile_check_all(&f, &found);
        rc = note(v, opened, &found, err);
        if (path)
            segfile_close(&f);
        mem_free(path);
    }
    mem_free(s);
    return rc;
}

static int verify(struct verifier *v, struct crib_err *err)
{
    struct crib_err found = { 0 };
    CRIB_TRY(note(v, catalogue_check(&v->a.catalogue, &found), &found, err));
    struct decisions d;
    int read = archive_decisions(&v->a, &d, &found);
    decisions_done(&d);
    CRIB_TRY(note(v, read, &found, err));
    for (size_t i = 0; i < v->a.n_segment; i++)
        CRIB_TRY(note(v, archive_check_segment(&v->a, &v->a.segment[i], &found), &found, err));
    return CRIB_OK;
}

int crib_index_verify(const char *index, crib_sink *sink, void *arg, struct crib_err *err)
{
    struct verifier v = { .sink = sink, .arg = arg };
    struct archive_open how = { 0 };
    struct crib_err found = { 0 };
    int opened = archive_open(&v.a, index, &how, &found);
    int rc = opened == CRIB_OK ? verify(&v, err) : note(&v, opened, &found, err);
    if (opened == CRIB_E_DAMAGED && rc == CRIB_OK)
        rc = check_unopened(&v, err);
    if (rc == CRIB_OK && v.n_damages > 0)
        rc = CRIB_FAIL(err, CRIB_E_DAMAGED, v.first.at, "%" PRIu64 " damaged %s", v.n_damages,
                       v.n_damages == 1 ? "place" : "places");
    else if (rc == CRIB_OK)
        rc = say(&v, "ok", err);
    archive_close(&v.a);
    return rc;
}
