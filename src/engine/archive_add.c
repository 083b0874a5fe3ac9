/* SPDX-License-Identifier: MIT */
/* Bringing sources into an index. What is unchanged costs a look at its size
 * and time; what has to be read is read in batches, each a segment, so that
 * memory does not grow with the archive. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/hash.h"
#include "engine/archive.h"
#include "engine/archive_paths.h"
#include "engine/job.h"
#include "engine/outcome.h"
#include "engine/stated.h"

enum { BATCH_BYTES = 32 << 20 };

/* A file that has to be read. */
struct arrival {
    struct source_entry *entry;   /* of the list; path and memory move into the batch */
    struct catalogue_source row;  /* id 0: new; path and reading borrowed */
};

struct adder {
    crib_job *job;
    struct archive archive;
    const struct crib_index_options *o;
    struct crib_index_changes *changes;
    struct source_list list;
    struct complaints *complaints;  /* of the result, with the names beside them */
    struct named_complaints *named;
    const char *reading;
    struct arrival *batch;
    size_t n_batch, cap_batch;
    uint64_t batch_bytes;
    struct progress progress;
};

/* ---- one file ---- */

/* What a source was read with, besides what the whole index is made with. */
static const char *reading_of(const crib_job *job, struct arena *a)
{
    const struct crib_options *o = &job->options.pub;
    const char *part[] = { o->encoding ? o->encoding : "", "\n", o->text_field ? o->text_field : "", "\n",
                           o->id_field ? o->id_field : "" };
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(part); i++)
        n += strlen(part[i]);
    char *all = arena_alloc(a, n + 1);
    size_t at = 0;
    for (size_t i = 0; all && i < COUNT_OF(part); i++) {
        memcpy(all + at, part[i], strlen(part[i]) + 1);
        at += strlen(part[i]);
    }
    return all;
}

/* Size, time and hash of what an entry names; *there false when it cannot be
 * read (which reading it will complain of). */
static int look_at(const struct source_entry *e, struct catalogue_source *row, bool *there, struct crib_err *err)
{
    struct stat st;
    *there = true;
    row->path = e->path;
    if (e->memory) {
        row->n_bytes = e->n_memory;
        row->changed_ns = -1; /* a text in memory has no time */
        return CRIB_OK;
    }
    if (strcmp(e->path, "-") == 0)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE,
                         "standard input cannot be brought into an index: it has no name");
    *there = stat(e->path, &st) == 0;
    if (*there) {
        row->n_bytes = (uint64_t)st.st_size;
        row->changed_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
    }
    return CRIB_OK;
}

static int hash_entry(const struct source_entry *e, uint64_t *out, bool *there, struct crib_err *err)
{
    enum { PIECE = 1 << 20 };
    *there = true;
    *out = 0;
    if (e->memory) {
        *out = hash_bytes(e->memory, e->n_memory, 0);
        return CRIB_OK;
    }
    int fd = open(e->path, O_RDONLY | O_CLOEXEC);
    char *piece = mem_alloc(PIECE);
    int rc = piece ? CRIB_OK : CRIB_NOMEM(err);
    *there = fd >= 0;
    while (*there && rc == CRIB_OK) {
        size_t n = 0;
        ssize_t some = 1;
        while (n < PIECE && (some = read(fd, piece + n, PIECE - n)) != 0) {
            if (some < 0 && errno != EINTR) {
                *there = false;
                break;
            }
            n += some > 0 ? (size_t)some : 0;
        }
        if (n == 0 || !*there)
            break;
        *out = hash_join(*out, hash_bytes(piece, n, 0));
    }
    mem_free(piece);
    if (fd >= 0)
        close(fd);
    return rc;
}

/* ---- a batch becomes a segment ---- */

static int add_documents(struct adder *d, const struct collection *c, const int64_t *source, struct crib_err *err)
{
    uint32_t segment = 0, *number = mem_alloc((size_t)c->n_doc * sizeof *number);
    struct arena arena;
    arena_init(&arena);
    int rc = number ? CRIB_OK : CRIB_NOMEM(err);
    if (rc == CRIB_OK && c->n_doc > 0)
        rc = archive_write_segment(&d->archive, c, &segment, number, err);
    for (uint32_t i = 0; i < c->n_doc && rc == CRIB_OK; i++) {
        const struct doc *doc = &c->doc[i];
        struct crib_lines lines = outcome_lines(doc, doc->seg->span);
        struct catalogue_document row = {
            .segment = segment, .number = number[i], .source = source[doc->part->source_index],
            .member = doc->part->member->name, .ordinal = doc->ordinal, .title = outcome_title(&arena, doc),
            .line_first = lines.first, .line_last = lines.last, .units = c->rows[i].n, .content = doc->content };
        rc = row.title ? stated_read(doc, &arena, &row.stated, err) : CRIB_NOMEM(err);
        if (rc == CRIB_OK)
            rc = catalogue_add_document(&d->archive.catalogue, &row, err);
    }
    arena_done(&arena);
    mem_free(number);
    return rc;
}

static int complain_of(struct adder *d, const struct collection *c, size_t i, bool *lost_whole, struct crib_err *err)
{
    const struct source *s = &c->source[i];
    *lost_whole = false;
    for (size_t k = 0; k < s->complaints.n; k++) {
        CRIB_TRY(named_complaints_add(d->named, s->name, &s->complaints.item[k], err));
        *lost_whole |= s->complaints.item[k].lost && s->n_member == 0;
    }
    for (size_t k = 0; k < c->n_part; k++)
        for (size_t j = 0; c->part[k].source_index == i && j < c->part[k].complaints.n; j++)
            CRIB_TRY(named_complaints_add(d->named, s->name, &c->part[k].complaints.item[j], err));
    return CRIB_OK;
}

/* A source's row; what it held before is gone. One that could not be read at
 * all keeps what it had. */
static int add_row(struct adder *d, const struct collection *c, size_t i, int64_t *id, struct crib_err *err)
{
    struct catalogue_source *row = &d->batch[i].row;
    const struct source *s = &c->source[i];
    bool lost;
    CRIB_TRY(complain_of(d, c, i, &lost, err));
    *id = row->id;
    if (lost)
        return CRIB_OK;
    row->path = c->list.entry[i].path;
    row->reading = d->reading;
    row->format = s->format;
    row->encoding = s->encoding;
    row->encoding_from = s->encoding_from;
    row->confidence = s->confidence;
    row->n_stated = 0;
    for (size_t k = 0; k < c->n_part; k++)
        row->n_stated += c->part[k].source_index == i ? c->part[k].seg.n_stated : 0;
    if (row->id) {
        CRIB_TRY(archive_bury(&d->archive, row->id, err));
        CRIB_TRY(catalogue_update_source(&d->archive.catalogue, row, err));
        CRIB_TRY(catalogue_not_audited(&d->archive.catalogue, row->id, err));
        d->changes->replaced++;
    } else {
        CRIB_TRY(catalogue_add_source(&d->archive.catalogue, row, err));
        d->changes->added++;
    }
    *id = row->id;
    return archive_set_attributes(&d->archive, *id, d->o, err);
}

static int read_batch(struct adder *d, struct collection *c, struct crib_err *err)
{
    source_list_init(&c->list);
    source_list_init(&c->templates.list);
    for (size_t i = 0; i < d->n_batch; i++) {
        CRIB_TRY(VEC_GROW(c->list.entry, c->list.n, &c->list.cap, 1, err));
        c->list.entry[c->list.n++] = *d->batch[i].entry;
        d->batch[i].entry->path = d->batch[i].entry->memory = NULL; /* the batch's now */
    }
    return collection_read(c, &d->job->options, &d->progress, err);
}

static int flush(struct adder *d, struct crib_err *err)
{
    if (d->n_batch == 0)
        return CRIB_OK;
    struct collection c = { 0 };
    int64_t *source = mem_zero(d->n_batch, sizeof *source);
    int rc = source ? read_batch(d, &c, err) : CRIB_NOMEM(err);
    for (size_t i = 0; i < d->n_batch && rc == CRIB_OK; i++)
        rc = add_row(d, &c, i, &source[i], err);
    if (rc == CRIB_OK)
        rc = add_documents(d, &c, source, err);
    collection_done(&c);
    mem_free(source);
    d->n_batch = 0;
    d->batch_bytes = 0;
    return rc;
}

/* ---- what became of each file ---- */

/* The same bytes stood under a name that is gone. */
static int find_move(struct adder *d, const struct catalogue_source *new, struct arena *a, struct catalogue_source *old,
                     bool *found, struct crib_err *err)
{
    struct catalogue_source *same;
    size_t n;
    *found = false;
    int rc = catalogue_sources(&d->archive.catalogue, &new->content, a, &same, &n, err);
    for (size_t i = 0; i < n && rc == CRIB_OK && !*found; i++)
        if (same[i].n_bytes == new->n_bytes && strcmp(same[i].reading, d->reading) == 0 &&
            archive_same_kind(same[i].path, new->path) && archive_is_gone(same[i].path)) {
            *old = same[i];
            *found = true;
        }
    mem_free(same);
    return rc;
}

static int only_noted(struct adder *d, struct catalogue_source *old, const struct catalogue_source *now,
                      struct crib_err *err)
{
    old->path = now->path;
    old->n_bytes = now->n_bytes;
    old->changed_ns = now->changed_ns;
    CRIB_TRY(catalogue_update_source(&d->archive.catalogue, old, err));
    return archive_set_attributes(&d->archive, old->id, d->o, err);
}

static int take(struct adder *d, struct source_entry *e, struct arena *a, struct crib_err *err)
{
    struct catalogue_source now = { 0 }, old;
    bool there, moved = false;
    CRIB_TRY(look_at(e, &now, &there, err));
    CRIB_TRY(catalogue_source_at(&d->archive.catalogue, e->path, a, &old, err));
    bool same_reading = old.id && strcmp(old.reading, d->reading) == 0;
    if (there && same_reading && now.changed_ns >= 0 && old.n_bytes == now.n_bytes &&
        old.changed_ns == now.changed_ns) {
        d->changes->unchanged++;
        return archive_set_attributes(&d->archive, old.id, d->o, err);
    }
    if (there)
        CRIB_TRY(hash_entry(e, &now.content, &there, err));
    if (there && same_reading && old.content == now.content && old.n_bytes == now.n_bytes) {
        d->changes->unchanged++;
        return only_noted(d, &old, &now, err);
    }
    if (there && !old.id && !e->memory)
        CRIB_TRY(find_move(d, &now, a, &old, &moved, err));
    if (moved) {
        d->changes->moved++;
        return only_noted(d, &old, &now, err);
    }
    now.id = old.id;
    CRIB_TRY(VEC_GROW(d->batch, d->n_batch, &d->cap_batch, 1, err));
    d->batch[d->n_batch++] = (struct arrival){ .entry = e, .row = now };
    d->batch_bytes += now.n_bytes;
    return d->batch_bytes >= BATCH_BYTES ? flush(d, err) : CRIB_OK;
}

/* Sources below the job's paths that are no more. */
static int prune(struct adder *d, struct crib_err *err)
{
    struct catalogue_source *all;
    struct arena arena;
    size_t n;
    arena_init(&arena);
    int rc = catalogue_sources(&d->archive.catalogue, NULL, &arena, &all, &n, err);
    for (size_t i = 0; i < n && rc == CRIB_OK; i++) {
        bool named = false;
        for (size_t k = 0; k < d->job->inputs.n && !named; k++)
            named = !d->job->inputs.item[k].text && archive_is_below(all[i].path, d->job->inputs.item[k].path);
        if (!named || !archive_is_gone(all[i].path))
            continue;
        rc = archive_bury(&d->archive, all[i].id, err);
        if (rc == CRIB_OK)
            rc = catalogue_drop_source(&d->archive.catalogue, all[i].id, err);
        d->changes->removed++;
    }
    mem_free(all);
    arena_done(&arena);
    return rc;
}

/* A named path that is gone is what --prune was asked for. */
static int complain_of_list(struct adder *d, struct crib_err *err)
{
    for (size_t i = 0; i < d->list.n_complaint; i++) {
        const struct source_complaint *c = &d->list.complaint[i];
        if (d->o->prune && strcmp(c->complaint.what.code, "not-found") == 0 && d->changes->removed > 0)
            continue;
        CRIB_TRY(named_complaints_add(d->named, c->path, &c->complaint, err));
    }
    return CRIB_OK;
}

static int at_home(struct adder *d, struct crib_err *err)
{
    const struct job_inputs *in = &d->job->inputs;
    const char **path = mem_alloc(in->n * sizeof *path);
    size_t n = 0;
    if (!path)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < in->n; i++)
        if (!in->item[i].text)
            path[n++] = in->item[i].path;
    int rc = archive_at_home(&d->archive, path, n, err);
    mem_free(path);
    return rc;
}

static int take_all(struct adder *d, struct crib_err *err)
{
    struct source_options so = job_source_options(d->job);
    struct arena arena;
    CRIB_TRY(job_list(d->job, &so, &d->list, err));
    CRIB_TRY(archive_begin(&d->archive, err));
    CRIB_TRY(at_home(d, err));
    CRIB_TRY(archive_spare(&d->archive, &d->list, d->o, err));
    d->reading = reading_of(d->job, &d->archive.arena);
    if (!d->reading)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < d->list.n; i++) {
        arena_init(&arena);
        int rc = take(d, &d->list.entry[i], &arena, err);
        arena_done(&arena);
        CRIB_TRY(rc);
    }
    CRIB_TRY(flush(d, err));
    if (d->o->prune)
        CRIB_TRY(prune(d, err)); /* last: what moved is not gone */
    CRIB_TRY(complain_of_list(d, err));
    CRIB_TRY(archive_merge(&d->archive, false, err));
    CRIB_TRY(archive_commit(&d->archive, err));
    d->changes->documents = d->archive.n_docs;
    return CRIB_OK;
}

struct request {
    const char *index;
    const struct crib_index_options *o;
    struct crib_index_changes *changes;
};

static int add_stages(crib_job *job, crib_result *r, void *arg, struct crib_err *err)
{
    const struct request *q = arg;
    struct adder d = { .job = job, .o = q->o, .changes = q->changes };
    struct named_complaints named = { 0 };
    source_list_init(&r->collection.list);
    source_list_init(&r->collection.templates.list);
    source_list_init(&d.list);
    progress_init(&d.progress, &job->watch);
    named_complaints_init(&named, &r->arena);
    d.named = &named;
    struct archive_open how = { .o = &job->options, .texts = q->o->no_text ? "none" : NULL, .create = true,
                                .work = "crib index add" };
    int rc = archive_open(&d.archive, q->index, &how, err);
    if (rc == CRIB_OK)
        rc = take_all(&d, err);
    archive_close(&d.archive);
    source_list_done(&d.list);
    mem_free(d.batch);
    if (rc == CRIB_OK)
        rc = named_complaints_give(&named, r, err);
    mem_free(named.item);
    return rc;
}

crib_result *crib_job_index_add(crib_job *job, const char *index, const struct crib_index_options *o,
                                struct crib_index_changes *changes, struct crib_err *err)
{
    static const struct crib_index_options none;
    struct crib_index_changes ignored;
    struct request q = { index, o ? o : &none, changes ? changes : &ignored };
    *q.changes = (struct crib_index_changes){ 0 };
    return job_run(job, "index add", add_stages, &q, err);
}
