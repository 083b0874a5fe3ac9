/* SPDX-License-Identifier: MIT */
/* What `crib show titles` shows of a document: how its title stands to its
 * body and to the collection, and how much that makes it doubted. */
#ifndef CRIB_CLUSTER_TITLE_VIEW_H
#define CRIB_CLUSTER_TITLE_VIEW_H

#include "cluster/clues.h"
#include "core/buf.h"

enum { TITLE_NAMES = 12 };

struct title_view {
    bool asked;            /* the body can be asked about the title: there are clues */
    const char *text;      /* where `name` is; borrowed */
    struct txt_span name[TITLE_NAMES]; /* [n_name] what of the title it is asked about: the rest titles of any subject have */
    uint32_t n_name;
    bool doubted, charged;
    double doubt;          /* of a doubted one, see doubt.h */
    struct clues clues;
};

/* A line for what is said of it, one for what it names, then one for each clue. */
int title_show(const struct title_view *v, struct buf *out, struct crib_err *err);

#endif
