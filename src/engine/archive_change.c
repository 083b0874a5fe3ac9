/* SPDX-License-Identifier: MIT */
/* The transaction around every change of an index. Files of segments are on
 * the disk before the catalogue names them, and go only after it has forgotten
 * them; what a killed writer left is swept by the next. */
#include <dirent.h>
#include <errno.h>
#include <unistd.h>

#include "engine/archive_inside.h"


/* Files that no catalogue names. */
static int sweep(struct archive *a, struct crib_err *err)
{
    DIR *d = opendir(a->folder);
    if (!d)
        return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot read %.100s: %s", a->folder, strerror(errno));
    for (const struct dirent *e; (e = readdir(d));) {
        size_t n = strlen(e->d_name);
        bool named = false;
        if (n < 5 || (strcmp(e->d_name + n - 4, ".seg") != 0 && !durable_is_temporary(e->d_name)))
            continue;
        for (size_t i = 0; i < a->n_segment; i++)
            named |= strcmp(a->segment[i].file.name, e->d_name) == 0;
        if (!named)
            unlinkat(dirfd(d), e->d_name, 0);
    }
    closedir(d);
    return CRIB_OK;
}

int archive_begin(struct archive *a, struct crib_err *err)
{
    CRIB_TRY(sweep(a, err));
    return catalogue_begin(&a->catalogue, err);
}

int archive_new_name(struct archive *a, char name[32], struct crib_err *err)
{
    snprintf(name, 32, "%08" PRIx64 ".seg", a->next_file++);
    return archive_set_number(a, "next-file", a->next_file, err);
}

int archive_take_segment(struct archive *a, const char *file, uint32_t n_docs, uint32_t *id, struct crib_err *err)
{
    CRIB_TRY(catalogue_add_segment(&a->catalogue, file, n_docs, id, err));
    return archive_add_segment(a, *id, file, n_docs, err);
}

int archive_bury(struct archive *a, int64_t source, struct crib_err *err)
{
    struct catalogue_document *d;
    struct arena arena;
    size_t n;
    arena_init(&arena);
    int rc = catalogue_documents(&a->catalogue, source, &arena, &d, &n, err);
    for (size_t i = 0; i < n && rc == CRIB_OK; i++) {
        struct archive_segment *g = archive_segment_of(a, d[i].segment);
        if (!g || d[i].number >= g->n_docs)
            rc = CRIB_FAIL(err, CRIB_E_DAMAGED, 0,
                           CATALOGUE_FILE " is damaged: a document of a segment that is not there");
        else
            rc = deadset_add(&g->dead, d[i].number, err);
        if (rc == CRIB_OK)
            g->dead_changed = true;
    }
    mem_free(d);
    arena_done(&arena);
    return rc == CRIB_OK ? catalogue_drop_documents(&a->catalogue, source, err) : rc;
}

int archive_drop_segment(struct archive *a, size_t i, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(a->doomed, a->n_doomed, &a->cap_doomed, 1, err));
    char *file = mem_strndup(a->segment[i].file.name, strlen(a->segment[i].file.name));
    if (!file)
        return CRIB_NOMEM(err);
    a->doomed[a->n_doomed++].file = file;
    CRIB_TRY(catalogue_drop_segment(&a->catalogue, a->segment[i].id, err));
    archive_segment_done(&a->segment[i]);
    memmove(a->segment + i, a->segment + i + 1, (a->n_segment - i - 1) * sizeof *a->segment);
    a->n_segment--;
    archive_rebind(a);
    return CRIB_OK;
}

static int save_dead(struct archive *a, struct crib_err *err)
{
    struct buf b;
    int rc = CRIB_OK;
    buf_init(&b, SIZE_MAX / 2);
    for (size_t i = a->n_segment; i-- > 0 && rc == CRIB_OK;) {
        struct archive_segment *g = &a->segment[i];
        if (!g->dead_changed)
            continue;
        if (deadset_count(&g->dead) == g->n_docs) {
            rc = archive_drop_segment(a, i, err);
            continue;
        }
        b.n = 0;
        rc = deadset_save(&g->dead, &b, err);
        if (rc == CRIB_OK)
            rc = catalogue_set_dead(&a->catalogue, g->id, b.p, b.n, err);
        g->dead_changed = false;
    }
    buf_done(&b);
    return rc;
}

/* What is counted for commonness depends on how many documents there are
 * alone, in steps of two, so that the sample changes seldom. */
static int save_counts(struct archive *a, struct crib_err *err)
{
    struct catalogue_counts n;
    CRIB_TRY(catalogue_count(&a->catalogue, UINT64_MAX, &n, err));
    uint64_t most = UINT64_MAX;
    for (uint64_t docs = n.documents; docs > ARCHIVE_SAMPLE; docs /= 2)
        most >>= 1;
    if (most != UINT64_MAX)
        CRIB_TRY(catalogue_count(&a->catalogue, most, &n, err));
    a->n_docs = n.documents;
    a->sample_most = most;
    a->n_groups = n.distinct;
    CRIB_TRY(archive_set_number(a, "documents-live", a->n_docs, err));
    CRIB_TRY(archive_set_number(a, "sample-most", a->sample_most, err));
    return archive_set_number(a, "groups", a->n_groups, err);
}

int archive_commit(struct archive *a, struct crib_err *err)
{
    CRIB_TRY(save_dead(a, err));
    CRIB_TRY(save_counts(a, err));
    CRIB_TRY(catalogue_commit(&a->catalogue, err));
    for (size_t i = 0; i < a->n_doomed; i++) {
        char *path = durable_path(a->folder, a->doomed[i].file);
        if (path)
            unlink(path); /* what stays is swept by the next */
        mem_free(path);
        mem_free(a->doomed[i].file);
    }
    a->n_doomed = 0;
    return CRIB_OK;
}
