/* SPDX-License-Identifier: MIT */
/* What a command is to write afterwards is none of the texts that the index
 * knows or is about to know: neither what was listed now nor, where a file has
 * not to be read because nothing of it changed, what came in earlier. Files
 * are compared as the system knows them, since one file may have many names. */
#include <sys/stat.h>

#include "engine/archive_paths.h"

static bool is_file(const struct stat *st, const char *path)
{
    struct stat other;
    return stat(path, &other) == 0 && other.st_dev == st->st_dev && other.st_ino == st->st_ino;
}

static int overwrites(const char *path, const char *text, struct crib_err *err)
{
    return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "writing %.70s would overwrite an input: %.60s", path, text);
}

static int spare_one(const char *path, const struct stat *st, const struct source_list *inputs,
                     const struct catalogue_source *known, size_t n_known, struct crib_err *err)
{
    for (size_t i = 0; i < inputs->n; i++)
        if (!inputs->entry[i].memory && is_file(st, inputs->entry[i].path))
            return overwrites(path, inputs->entry[i].path, err);
    for (size_t i = 0; i < n_known; i++)
        if (is_file(st, known[i].path))
            return overwrites(path, known[i].path, err);
    return CRIB_OK;
}

int archive_spare(struct archive *a, const struct source_list *inputs, const struct crib_index_options *o,
                  struct crib_err *err)
{
    struct catalogue_source *known = NULL;
    size_t n = 0;
    bool read = false;
    int rc = CRIB_OK;
    for (size_t i = 0; i < o->n_spare && rc == CRIB_OK; i++) {
        struct stat st;
        if (stat(o->spare[i], &st) != 0 || !S_ISREG(st.st_mode))
            continue; /* nothing is there to lose */
        if (!read)
            rc = catalogue_sources(&a->catalogue, NULL, &a->arena, &known, &n, err);
        read = true;
        if (rc == CRIB_OK)
            rc = spare_one(o->spare[i], &st, inputs, known, n, err);
    }
    mem_free(known);
    return rc;
}
