/* SPDX-License-Identifier: MIT */
/* What the files that open and change an index share. */
#ifndef CRIB_ENGINE_ARCHIVE_INSIDE_H
#define CRIB_ENGINE_ARCHIVE_INSIDE_H

#include "engine/archive.h"

/* Is the folder an index of crib's, however damaged? */
bool archive_is_ours(const char *folder);
int archive_set_number(struct archive *a, const char *name, uint64_t v, struct crib_err *err);
int archive_add_segment(struct archive *a, uint32_t id, const char *file, uint32_t n_docs, struct crib_err *err);
void archive_segment_done(struct archive_segment *g);
/* Segments moved: what points into them is set again. */
void archive_rebind(struct archive *a);

#endif
