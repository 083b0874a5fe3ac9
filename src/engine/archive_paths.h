/* SPDX-License-Identifier: MIT */
/* Small questions about an index's sources, and complaints that outlive them. */
#ifndef CRIB_ENGINE_ARCHIVE_PATHS_H
#define CRIB_ENGINE_ARCHIVE_PATHS_H

#include "engine/archive.h"

/* Does the writer stand in the folder from which the index's relative names are
 * meant, or does it use none? Between begin and commit; CRIB_E_ARG otherwise. */
int archive_at_home(struct archive *a, const char *const *path, size_t n, struct crib_err *err);
/* A source's path from how it is shown: name_bytes is hex when the name is not
 * UTF-8, else NULL. In the arena when it has to be made; NULL when memory is refused. */
const char *archive_path_of(const char *name, const char *name_bytes, struct arena *a);
/* Is `path` the root, or below it? */
bool archive_is_below(const char *path, const char *root);
/* Does the name lead nowhere, for certain? */
bool archive_is_gone(const char *path);
/* Would both be read as the same kind of file? */
bool archive_same_kind(const char *a, const char *b);
/* Set the options' attributes; CRIB_E_ARG for one that is no "name=value". */
int archive_set_attributes(struct archive *a, int64_t source, const struct crib_index_options *o, struct crib_err *err);

/* CRIB_E_ARG when one of the files o->spare is among the inputs listed or a
 * source of the index, under whatever name. */
int archive_spare(struct archive *a, const struct source_list *inputs, const struct crib_index_options *o,
                  struct crib_err *err);

/* Complaints with their sources' names, copied into the arena of a result. */
struct named_complaints {
    struct arena *arena;
    struct crib_complaint *item;
    size_t n, cap;
};
void named_complaints_init(struct named_complaints *v, struct arena *a);
int named_complaints_add(struct named_complaints *v, const char *source, const struct complaint *c,
                         struct crib_err *err);
/* They follow those of r. */
int named_complaints_give(const struct named_complaints *v, crib_result *r, struct crib_err *err);

#endif
