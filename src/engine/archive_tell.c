/* SPDX-License-Identifier: MIT */
/* What is in an index: its documents, its figures, its audits; for people and
 * for scripts, a line each. */
#include <errno.h>
#include <sys/stat.h>

#include "core/harmless.h"
#include "engine/archive_filter.h"
#include "engine/archive_paths.h"
#include "engine/job.h"

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

/* ---- documents ---- */

static int add_attributes(struct printer *p, const struct catalogue_attribute *attr, size_t n, struct crib_err *err)
{
    for (size_t i = 0; i < n; i++) {
        CRIB_TRY(buf_str(&p->out, i == 0 ? "" : "; ", err));
        CRIB_TRY(add_text(p, attr[i].name, err));
        CRIB_TRY(buf_char(&p->out, '=', err));
        CRIB_TRY(add_text(p, attr[i].value, err));
    }
    return CRIB_OK;
}

/* "office=… [signature]; date=2023-12-05 [title]; year=2023 [title]" */
static int add_stated(struct printer *p, const struct catalogue_document *d, struct crib_err *err)
{
    const struct catalogue_stated *s = &d->stated;
    const char *by_date = s->is_signed ? "signature" : "title";
    const struct { const char *name, *from; } said[] = {
        { "office", "signature" }, { "date", by_date }, { "year", s->title_year ? "title" : by_date } };
    bool first = true;
    for (size_t i = 0; i < COUNT_OF(said); i++) {
        char buf[STATED_TEXT];
        const char *value = catalogue_stated_value(s, d->title, said[i].name, buf);
        if (!value)
            continue;
        CRIB_TRY(buf_printf(&p->out, err, "%s%s=", first ? "" : "; ", said[i].name));
        CRIB_TRY(add_text(p, value, err));
        CRIB_TRY(buf_printf(&p->out, err, " [%s]", said[i].from));
        first = false;
    }
    return CRIB_OK;
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
    CRIB_TRY(buf_char(&p->out, '\t', err));
    CRIB_TRY(add_attributes(p, attr, n_attr, err));
    CRIB_TRY(buf_char(&p->out, '\t', err));
    CRIB_TRY(add_stated(p, d, err));
    CRIB_TRY(buf_char(&p->out, '\n', err));
    return p->out.n > 1 << 16 ? flush(p, err) : CRIB_OK;
}

static bool is_shown(struct printer *p, const struct archive_filter *f, const struct catalogue_document *d)
{
    const struct archive_segment *g = archive_segment_of(&p->a, d->segment);
    return g && d->number < g->n_docs && archive_shows(f, (size_t)(g - p->a.segment), d->number);
}

static int list_source(struct printer *p, const struct archive_filter *f, const struct catalogue_source *s,
                       struct crib_err *err)
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
        if (is_shown(p, f, &d[i]))
            rc = add_document(p, s, &d[i], attr, n_attr, err);
    mem_free(d);
    mem_free(attr);
    arena_done(&arena);
    return rc;
}

int crib_index_list(const char *index, const char *path, const struct crib_check_options *o, crib_sink *sink, void *arg,
                    struct crib_err *err)
{
    static const struct crib_check_options none;
    struct printer p;
    struct archive_filter f = { 0 };
    struct catalogue_source *all = NULL;
    size_t n = 0;
    int rc = begin(&p, index, sink, arg, err);
    if (rc == CRIB_OK)
        rc = archive_filter(&p.a, o ? o : &none, &f, err);
    if (rc == CRIB_OK)
        rc = catalogue_sources(&p.a.catalogue, NULL, &p.a.arena, &all, &n, err);
    for (size_t i = 0; i < n && rc == CRIB_OK; i++)
        if (!path || archive_is_below(all[i].path, path))
            rc = list_source(&p, &f, &all[i], err);
    mem_free(all);
    archive_filter_done(&f);
    return end(&p, rc, err);
}

/* ---- figures ---- */

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
                size[k] += strncmp((const char *)&g->file.chunk[c].kind, kinds[k], 8) == 0
                               ? g->file.chunk[c].n_bytes : 0;
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
