/* SPDX-License-Identifier: MIT */
/* What of an audit's findings was told before.
 *
 * A finding is news by its places: the same text in a third file is told, as
 * the pairs it makes; the two that were told before are not. Places are pairs
 * of sources with a count: when one of the two gains another occurrence, all
 * of the pair are told, for which of them came last is not known. What is
 * gone and comes back is news. */
#ifndef CRIB_ENGINE_AUDIT_SEEN_H
#define CRIB_ENGINE_AUDIT_SEEN_H

#include "engine/archive.h"
#include "engine/outcome.h"

struct audit_seen {
    struct audit_spot {
        uint64_t id;
        uint32_t lo, hi;   /* sources of the result */
        uint64_t count;    /* occurrences now */
        int64_t run;       /* that told of them; 0: they are new */
    } *spot;               /* [n] by id, lo, hi */
    size_t n;
};

/* Of the passages that count (audit_counts()). audit_seen_done() also after a failure. */
int audit_seen(const crib_result *r, struct archive *a, struct audit_seen *out, struct crib_err *err);
void audit_seen_done(struct audit_seen *s);
/* The run that told of a passage where it stands; 0: none did. */
int64_t audit_told(const struct audit_seen *s, const crib_result *r, const struct crib_passage *p);

static inline bool audit_counts(const struct crib_passage *p)
{
    return p->role == CRIB_ROLE_PASSAGE || p->role == CRIB_ROLE_QUOTATION;
}

#endif
