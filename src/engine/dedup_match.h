/* SPDX-License-Identifier: MIT */
/* Two documents compared whole, not only where they share passages: title,
 * body, signature and what is set aside, and which of the differences make
 * them two documents. */
#ifndef CRIB_ENGINE_DEDUP_MATCH_H
#define CRIB_ENGINE_DEDUP_MATCH_H

#include "crib/dedup.h"
#include "engine/compare.h"
#include "engine/judge.h"
#include "text/initials.h"

/* What decisions are made from. */
struct deciding {
    const struct collection *c;
    const struct engine_options *o;
    const struct comparison *cmp;
    const struct judgement *j;
    uint32_t *body;     /* [n_doc] the first document with an equal body, of those judged duplicates */
    struct link {
        uint64_t key;   /* bodies of both, the smaller first */
        uint32_t pair;  /* of j->pair */
    } *link;            /* [n_link] by key, one each: how near-duplicate bodies were aligned */
    size_t n_link;
    struct initials initials;
    struct progress *progress;
};

/* Union-find by least number: the least of i's set; making two sets one. */
uint32_t union_root(uint32_t *parent, uint32_t i);
void union_join(uint32_t *parent, uint32_t a, uint32_t b);

/* dedup_bodies.c. Fill body and link from the judged pairs. deciding_done() also after a
 * failure. */
int deciding_init(struct deciding *de, const struct collection *c, const struct engine_options *o,
                  const struct comparison *cmp, const struct judgement *j, struct crib_err *err);
void deciding_done(struct deciding *de);

/* The pair that tells how the bodies of a and b align, or NULL; for equal
 * bodies none is needed. */
const struct judged *deciding_pair(const struct deciding *de, uint32_t a, uint32_t b);

struct document_match {
    struct crib_difference *item; /* [n] by part, then by place in a */
    size_t n, cap;
    uint64_t distance, longer;    /* of the bodies, in units */
    bool title_in_body;           /* b's body begins with what stands above a's: its title */
    bool known;                   /* the bodies were aligned */
    bool decides;                 /* some difference does, or the bodies were not aligned */
};

/* a is the document that might go, b the one that stays: what b lacks decides,
 * what only b has in its title, signature or aside does not. O(bytes of both). */
int documents_match(struct deciding *de, uint32_t a, uint32_t b, struct document_match *out, struct crib_err *err);
void document_match_done(struct document_match *m);

/* A hash such that documents with equal bodies and equal hashes do not differ
 * in any way that decides: title, signature, aside and signs. */
int document_identity(const struct deciding *de, uint32_t d, uint64_t *out, struct crib_err *err);

#endif
