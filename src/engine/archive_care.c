/* SPDX-License-Identifier: MIT */
/* Taking sources out of an index, and merging it. */
#include "engine/archive.h"
#include "engine/archive_paths.h"

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
