/* SPDX-License-Identifier: MIT */
/* Which documents of an index have certain attributes. */
#ifndef CRIB_ENGINE_ARCHIVE_FILTER_H
#define CRIB_ENGINE_ARCHIVE_FILTER_H

#include "engine/archive.h"

struct archive_filter {
    bool on;                /* false: everything is let through */
    struct deadset *shown;  /* [n_segment] */
    size_t n;
};

/* Documents of sources with all attributes of o->where and none of
 * o->where_not ("name=value"; else CRIB_E_ARG). Linear in the documents that have one of them.
 * archive_filter_done() also after a failure. */
int archive_filter(struct archive *a, const struct crib_check_options *o, struct archive_filter *out, struct crib_err *err);
void archive_filter_done(struct archive_filter *f);
/* i_segment: the segment's place in the archive. */
static inline bool archive_shows(const struct archive_filter *f, size_t i_segment, uint32_t number)
{
    return !f->on || deadset_has(&f->shown[i_segment], number);
}

#endif
