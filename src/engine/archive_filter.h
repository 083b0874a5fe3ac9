/* SPDX-License-Identifier: MIT */
/* Which documents of an index meet conditions on their attributes. */
#ifndef CRIB_ENGINE_ARCHIVE_FILTER_H
#define CRIB_ENGINE_ARCHIVE_FILTER_H

#include "engine/archive.h"
#include "engine/where.h"

struct archive_filter {
    bool on;                /* false: everything is let through */
    struct deadset *shown;  /* [n_segment] */
    size_t n;
};

/* Documents that meet all of o->where and none of o->where_not. A document's
 * attribute is its source's, else what it says of itself (catalogue_stated).
 * != is met by those without the attribute, too; the others are not. CRIB_E_ARG
 * for what is no condition, for a name that no document has, and when none
 * has a value of the kind that is asked for. Linear in the documents that have
 * the attributes. archive_filter_done() also after a failure. */
int archive_filter(struct archive *a, const struct crib_check_options *o, struct archive_filter *out,
                   struct crib_err *err);
/* Besides: not those whose attribute `name` is `value`. */
int archive_filter_out(struct archive *a, const char *name, const char *value, struct archive_filter *f,
                       struct crib_err *err);
/* CRIB_E_ARG when no document has an attribute of that name. */
int archive_has_attribute(struct archive *a, const char *name, struct crib_err *err);
/* All of them are conditions, o->set are attributes: what can be told without an index. */
int archive_filter_parse(const struct crib_check_options *o, struct crib_err *err);
void archive_filter_done(struct archive_filter *f);
/* i_segment: the segment's place in the archive. */
static inline bool archive_shows(const struct archive_filter *f, size_t i_segment, uint32_t number)
{
    return !f->on || deadset_has(&f->shown[i_segment], number);
}

#endif
