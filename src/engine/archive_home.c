/* SPDX-License-Identifier: MIT */
/* The folder from which an index's relative names are meant.
 *
 * Sources are known by the paths they were given by, so that an index and its
 * texts can be moved together. But "report.txt" names another file in another
 * folder: a writer that ran there would take one for the other, or a file for
 * gone that is where it was. So the folder is noted when the index is made. */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "engine/archive_paths.h"

static bool is_relative(const char *path) { return path[0] != '/' && strcmp(path, "-") != 0; }

static int holds_relative(struct archive *a, bool *any, struct crib_err *err)
{
    struct catalogue_source *all = NULL;
    size_t n = 0;
    CRIB_TRY(catalogue_sources(&a->catalogue, NULL, &a->arena, &all, &n, err));
    for (size_t i = 0; i < n && !*any; i++)
        *any = is_relative(all[i].path);
    mem_free(all);
    return CRIB_OK;
}

int archive_at_home(struct archive *a, const char *const *path, size_t n, struct crib_err *err)
{
    const char *home = NULL;
    struct stat st;
    bool relative = false;
    CRIB_TRY(catalogue_get(&a->catalogue, "directory", &a->arena, &home, err));
    char *here = realpath(".", NULL);
    if (!here)
        return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot tell which folder this is: %s", strerror(errno));
    int rc = CRIB_OK;
    if (!home || (strcmp(home, here) != 0 && stat(home, &st) != 0 && errno == ENOENT)) {
        rc = catalogue_set(&a->catalogue, "directory", here, err); /* new, or moved together with its texts */
    } else if (strcmp(home, here) != 0) {
        for (size_t i = 0; i < n && !relative; i++)
            relative = is_relative(path[i]);
        if (!relative)
            rc = holds_relative(a, &relative, err);
        if (rc == CRIB_OK && relative)
            rc = CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE,
                           "the index names files as seen from %.100s: go there, or keep to absolute paths", home);
    }
    free(here);
    return rc;
}
