/* SPDX-License-Identifier: MIT */
/* The attributes of the documents that are compared, and which of them are of
 * one group. */
#ifndef CRIB_ENGINE_KIN_H
#define CRIB_ENGINE_KIN_H

#include "engine/archive_filter.h"
#include "engine/collection.h"

struct kin {
    struct archive *archive;
    const struct crib_check_options *o;
    struct arena arena;
    uint32_t n_doc;
    struct kin_doc {
        const struct catalogue_attribute *attr; /* [n_attr] its source's in the index */
        size_t n_attr;
        bool input;                             /* o->set is about it */
        const char *title;
        struct catalogue_stated stated;
    } *doc;                                     /* [n_doc] */
};

/* Of all documents of c, of which the first n_input are the submission's. What
 * the index has under a submission's own path is the submission's too, as far
 * as o->set does not say otherwise. kin_done() also after a failure. */
int kin_init(struct kin *k, struct archive *a, const struct crib_check_options *o, const struct collection *c,
             uint32_t n_input, struct crib_err *err);
void kin_done(struct kin *k);

/* buf as for catalogue_stated_value(); NULL: it has none. */
const char *kin_value(const struct kin *k, uint32_t doc, const char *name, char buf[STATED_TEXT]);
/* Both have the attribute, and the same. */
bool kin_same(const struct kin *k, uint32_t a, uint32_t b, const char *name);
/* Is one of o->not_same the same for both? */
bool kin_excluded(const struct kin *k, uint32_t a, uint32_t b);
/* Of one group, or of one series. */
bool kin_group(const struct kin *k, uint32_t a, uint32_t b);
bool kin_has_group(const struct kin *k, uint32_t doc);
/* Does it meet all of o->where and none of o->where_not, which archive_filter() took? */
int kin_meets(struct kin *k, uint32_t doc, bool *meets, struct crib_err *err);
/* The value of `name` that all the first n documents have; NULL when they have
 * not all the same. */
const char *kin_common(const struct kin *k, uint32_t n, const char *name, char buf[STATED_TEXT]);

#endif
