/* SPDX-License-Identifier: MIT */
/* Taking sources out of an index, merging it, and telling what is in it. */
#include <errno.h>
#include <sys/stat.h>

#include "core/harmless.h"
#include "engine/archive.h"
#include "engine/archive_paths.h"
#include "engine/job.h"

/* ---- removing ---- */

static int remove_below(struct archive *a, const char *root, const struct catalogue_source *all, size_t n,
                        struct crib_index_changes *changes, struct crib_err *err)
{
    uint64_t before = changes->removed;
    for (size_t i = 0; i < n; i++) {
        struct catalogue_source now;
        if (!archive_is_below(all[i].path, root))
            continue;
        CRIB_TRY(catalogue_source_at(&a->catalogue, all[i].path, &a->arena, &now, err));
        changes->removed += now.id != 0;
        if (!now.id) {
            before--; /* an earlier path of this call took it out */
            continue;
        }
        CRIB_TRY(archive_bury(a, now.id, err));
        CRIB_TRY(catalogue_drop_source(&a->catalogue, now.id, err));
    }
    return changes->removed != before
               ? CRIB_OK
               : CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "the index holds nothing at or below %.100s", root);
}

static int remove_all(struct archive *a, const char *const *path, size_t n_path, struct crib_index_changes *changes,
                      struct crib_err *err)
{
    struct catalogue_source *all;
    size_t n;
    CRIB_TRY(archive_begin(a, err));
    CRIB_TRY(archive_at_home(a, path, n_path, err));
    int rc = catalogue_sources(&a->catalogue, NULL, &a->arena, &all, &n, err);
    for (size_t i = 0; i < n_path && rc == CRIB_OK; i++)
        rc = remove_below(a, path[i], all, n, changes, err);
    changes->unchanged = n - changes->removed;
    mem_free(all);
    if (rc == CRIB_OK)
        rc = archive_merge(a, false, err);
    if (rc == CRIB_OK)
        rc = archive_commit(a, err);
    changes->documents = a->n_docs;
    return rc;
}

int crib_index_remove(const char *index, const char *const *path, size_t n, struct crib_index_changes *changes,
                      struct crib_err *err)
{
    struct archive a;
    struct crib_index_changes ignored;
    struct archive_open how = { .work = "crib index remove" };
    changes = changes ? changes : &ignored;
    *changes = (struct crib_index_changes){ 0 };
    int rc = archive_open(&a, index, &how, err);
    if (rc == CRIB_OK)
        rc = remove_all(&a, path, n, changes, err);
    archive_close(&a);
    return rc;
}

int crib_index_compact(const char *index, struct crib_err *err)
{
    struct archive a;
    struct archive_open how = { .work = "crib index compact" };
    int rc = archive_open(&a, index, &how, err);
    if (rc == CRIB_OK)
        rc = archive_begin(&a, err);
    if (rc == CRIB_OK)
        rc = archive_merge(&a, true, err);
    if (rc == CRIB_OK)
        rc = archive_commit(&a, err);
    archive_close(&a);
    return rc;
}

/* ---- telling ---- */

struct printer {
    struct archive a;
    struct buf out;
    crib_sink *sink;
    void *arg;
};

enum { LINE_MOST = 1 << 30 };

static int flush(struct printer *p, struct crib_err *err)
{
    int e = p->out.n ? p->sink(p->arg, p->out.p, p->out.n) : 0;
    p->out.n = 0;
    return e ? CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot write: %s", strerror(e)) : CRIB_OK;
}

static int add_text(struct printer *p, const char *s, struct crib_err *err)
{
    struct arena arena;
    arena_init(&arena);
    const char *shown = source_show_path(s, &arena, NULL);
    int rc = shown ? harmless_add(&p->out, shown, strlen(shown), err) : CRIB_NOMEM(err);
    arena_done(&arena);
    return rc;
}

static int add_document(struct printer *p, const struct catalogue_source *s, const struct catalogue_document *d,
                        const struct catalogue_attribute *attr, size_t n_attr, struct crib_err *err)
{
    CRIB_TRY(add_text(p, s->path, err));
    CRIB_TRY(buf_char(&p->out, '\t', err));
    CRIB_TRY(add_text(p, d->member ? d->member : "", err));
    CRIB_TRY(buf_printf(&p->out, err, "\t%u\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t", d->ordinal, d->line_first,
                        d->line_last, d->units));
    CRIB_TRY(add_text(p, d->title, err));
    for (size_t i = 0; i < n_attr; i++) {
        CRIB_TRY(buf_str(&p->out, i == 0 ? "\t" : "; ", err));
        CRIB_TRY(add_text(p, attr[i].name, err));
        CRIB_TRY(buf_char(&p->out, '=', err));
        CRIB_TRY(add_text(p, attr[i].value, err));
    }
    CRIB_TRY(buf_char(&p->out, '\n', err));
    return p->out.n > 1 << 16 ? flush(p, err) : CRIB_OK;
}

static int list_source(struct printer *p, const struct catalogue_source *s, struct crib_err *err)
{
    struct catalogue_document *d = NULL;
    struct catalogue_attribute *attr = NULL;
    size_t n = 0, n_attr = 0;
    struct arena arena;
    arena_init(&arena);
    int rc = catalogue_documents(&p->a.catalogue, s->id, &arena, &d, &n, err);
    if (rc == CRIB_OK)
        rc = catalogue_attributes(&p->a.catalogue, s->id, &arena, &attr, &n_attr, err);
    for (size_t i = 0; i < n && rc == CRIB_OK; i++)
        rc = add_document(p, s, &d[i], attr, n_attr, err);
    mem_free(d);
    mem_free(attr);
    arena_done(&arena);
    return rc;
}

static int begin(struct printer *p, const char *index, crib_sink *sink, void *arg, struct crib_err *err)
{
    struct archive_open how = { 0 };
    p->sink = sink;
    p->arg = arg;
    buf_init(&p->out, LINE_MOST);
    return archive_open(&p->a, index, &how, err);
}

static int end(struct printer *p, int rc, struct crib_err *err)
{
    if (rc == CRIB_OK)
        rc = flush(p, err);
    archive_close(&p->a);
    buf_done(&p->out);
    return rc;
}

int crib_index_list(const char *index, const char *path, crib_sink *sink, void *arg, struct crib_err *err)
{
    struct printer p;
    struct catalogue_source *all = NULL;
    size_t n = 0;
    int rc = begin(&p, index, sink, arg, err);
    if (rc == CRIB_OK)
        rc = catalogue_sources(&p.a.catalogue, NULL, &p.a.arena, &all, &n, err);
    for (size_t i = 0; i < n && rc == CRIB_OK; i++)
        if (!path || archive_is_below(all[i].path, path))
            rc = list_source(&p, &all[i], err);
    mem_free(all);
    return end(&p, rc, err);
}

static uint64_t size_of(const struct archive *a, const char *name)
{
    struct stat st;
    char *path = durable_path(a->folder, name);
    uint64_t n = path && stat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
    mem_free(path);
    return n;
}

/* Bytes of all texts, and of each kind of chunk. */
static int print_sizes(struct printer *p, struct crib_err *err)
{
    static const char *const kinds[] = { "DOCS", "MEMBERS", "SEEDS", "BANDS", "TEXT", "FRAMES" };
    uint64_t size[COUNT_OF(kinds)] = { 0 }, files = 0, texts = 0;
    for (size_t i = 0; i < p->a.n_segment; i++) {
        struct archive_segment *g = &p->a.segment[i];
        files += g->file.n;
        for (size_t k = 0; k < COUNT_OF(kinds); k++)
            for (uint32_t c = 0; c < g->file.n_chunk; c++)
                size[k] += strncmp((const char *)&g->file.chunk[c].kind, kinds[k], 8) == 0 ? g->file.chunk[c].n_bytes : 0;
        for (uint32_t m = 0; m < g->n_members; m++) {
            struct stored_member stored;
            CRIB_TRY(archive_member(g, m, &stored, err));
            texts += stored.n_bytes;
        }
    }
    CRIB_TRY(buf_printf(&p->out, err, "text-bytes\t%" PRIu64 "\nsegment-bytes\t%" PRIu64 "\n", texts, files));
    for (size_t k = 0; k < COUNT_OF(kinds); k++)
        CRIB_TRY(buf_printf(&p->out, err, "segment-bytes-%s\t%" PRIu64 "\n", kinds[k], size[k]));
    return buf_printf(&p->out, err, "catalogue-bytes\t%" PRIu64 "\n", size_of(&p->a, CATALOGUE_FILE));
}

static int print_stat(struct printer *p, struct crib_err *err)
{
    struct catalogue_counts n;
    const struct archive *a = &p->a;
    uint64_t dead = 0;
    CRIB_TRY(catalogue_count(&p->a.catalogue, UINT64_MAX, &n, err));
    for (size_t i = 0; i < a->n_segment; i++)
        dead += deadset_count(&a->segment[i].dead);
    CRIB_TRY(buf_printf(&p->out, err, "sources\t%" PRIu64 "\ndocuments\t%" PRIu64 "\ndifferent-documents\t%" PRIu64
                        "\nunits\t%" PRIu64 "\nsegments\t%zu\ntombstones\t%" PRIu64 "\n",
                        n.sources, n.documents, n.distinct, n.units, a->n_segment, dead));
    CRIB_TRY(buf_printf(&p->out, err, "min-length\t%u\ntexts\t%s\nfold-table\t%016" PRIx64 "\ndocuments-cut\t",
                        a->making.min_length, a->making.texts, a->fold));
    CRIB_TRY(add_text(p, a->making.documents, err));
    CRIB_TRY(buf_char(&p->out, '\n', err));
    return print_sizes(p, err);
}

int crib_index_stat(const char *index, crib_sink *sink, void *arg, struct crib_err *err)
{
    struct printer p;
    int rc = begin(&p, index, sink, arg, err);
    if (rc == CRIB_OK)
        rc = print_stat(&p, err);
    return end(&p, rc, err);
}

int crib_index_runs(const char *index, crib_sink *sink, void *arg, struct crib_err *err)
{
    struct printer p;
    struct catalogue_run *run = NULL;
    size_t n = 0;
    int rc = begin(&p, index, sink, arg, err);
    if (rc == CRIB_OK)
        rc = catalogue_runs(&p.a.catalogue, &p.a.arena, &run, &n, err);
    for (size_t i = 0; i < n && rc == CRIB_OK; i++) {
        rc = buf_printf(&p.out, err, "%" PRId64 "\t%s\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\n", run[i].id, run[i].time,
                        run[i].n_sources, run[i].n_findings, run[i].n_gone);
        if (rc == CRIB_OK)
            rc = flush(&p, err);
    }
    mem_free(run);
    return end(&p, rc, err);
}
