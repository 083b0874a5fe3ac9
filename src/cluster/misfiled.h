/* SPDX-License-Identifier: MIT */
/* Documents whose title and body disagree. No list of offices or of languages
 * decides: the collection's own titles and bodies do. Words that titles of any
 * subject have (text/titlewords.h) are left out where they are known. */
#ifndef CRIB_CLUSTER_MISFILED_H
#define CRIB_CLUSTER_MISFILED_H

#include "core/fact.h"
#include "core/titleword.h"
#include "core/units.h"

/* One document as this stage sees it. Rows are borrowed. */
struct titled {
    const struct units *title;   /* units of the title; empty when it has none */
    const char *title_text;      /* the member's text the title's units point into */
    const struct units *body;
    const char *body_text;
    struct txt_span signature;   /* signature lines' bytes in body_text; empty when none */
    uint32_t ordinal;            /* shown in evidence: "document 9" */
    const uint8_t *title_words;  /* [title->n] an enum titleword each; NULL: nothing is known of them */
};

static inline enum titleword titled_word(const struct titled *t, uint32_t i)
{
    return t->title_words ? (enum titleword)t->title_words[i] : TITLEWORD_NONE;
}

/* May the unit be part of what the title names? */
static inline bool titled_names(const struct titled *t, uint32_t i) { return titled_word(t, i) < TITLEWORD_LINK; }

/* And does it make a term with its neighbour? */
static inline bool titled_pairs(const struct titled *t, uint32_t i)
{
    return unit_kind(t->title, i) == UNIT_CHAR && titled_names(t, i);
}

/* a and b have the same text (a duplicate or near-duplicate edge), in either
 * order. */
struct twin { uint32_t a, b; uint32_t per_10000; };

/* evidence, in this order; each code at most a few times:
 *   "title-term-absent"  term           the title names it, the body never does
 *   "title-term-rare"    term, count    the body does, but hardly
 *   "body-term"          term, count    what the body speaks of instead: a term of the fitting title, or a
 *                                       word of its own
 *   "body-names-itself"  name, count    the body uses another document's distinctive title words as a name
 *   "signature-names"    name           the signature does
 *   "other-title-fits"   ordinal, title another document's title fits the body, this one does not
 *   "twin"               ordinal, title, per_10000   the same text stands under that title */
struct misfiled {
    uint32_t doc;
    uint32_t twin;               /* the twin under a fitting title, or UINT32_MAX */
    uint32_t fitting;            /* the document whose title fits better: that twin, or another, or UINT32_MAX */
    struct crib_fact *evidence;
    size_t n_evidence;
};

struct misfiled_list {
    struct misfiled *item;       /* by doc */
    size_t n;
    uint32_t n_unjudged;         /* titles that name nothing: counted, not judged */
    struct arena arena;
};

/* Takes words apart into letters without case and accents, at most so many into
 * out[]; returns how many. Called by several threads at once. */
struct speller {
    uint32_t (*letters)(const void *arg, const char *text, struct txt_span word, uint32_t *out, uint32_t most);
    const void *arg;
};

struct title_view; /* title_view.h */

/* fit[n]: how well title and body agree, 0..10000 (2500 when the title names
 * nothing: better attested than a wrong one, less than a right one). Linear in the bodies times the number of distinct title terms
 * found in them; see misfiled.c for the score.
 * view[n], zeroed, or NULL: for who wants to see why. The same for any number of threads. */
int misfiled_find(const struct titled *doc, uint32_t n, const struct twin *twin, size_t n_twin,
                  const struct speller *speller, int n_threads, uint32_t *fit, struct title_view *view, struct misfiled_list *out,
                  struct crib_err *err);
void misfiled_done(struct misfiled_list *l); /* also after a failure */

#endif
