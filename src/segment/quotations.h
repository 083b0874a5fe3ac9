/* SPDX-License-Identifier: MIT */
/* Quotations with a source, and reference lists: what a document takes from
 * elsewhere and says so. Decided by structure, in any language.
 *
 * What counts as a quotation
 *   marked    “…” „…“ ‘…’ «…» ‹…› 「…」 『…』 "…" ＂…＂, nested ones with the
 *             outermost; over several lines when none between is blank, or
 *             when each paragraph begins with the mark again
 *   block     Markdown lines that begin with >; an indented block does not
 * and as its source, one of
 *   before it, in its sentence (from the line above, when that ends with a
 *   colon or, in a spaced script, in the middle of a sentence):
 *     a 《title》; brackets with a year in them; [12]; ¹; ①
 *     words and a colon that leads to it:         Smith writes: “…”
 *     words and a comma, or words alone, when whole sentences are quoted:
 *                                                 鲁迅说，“…。”
 *   behind it:
 *     brackets with a year, a 《title》, [12], [^3], or a name alone; ¹; ①
 *     a dash and a name to the end of that line, or of the next:   —— 鲁迅
 *     in scripts with capitals, a capitalised word close behind a quotation
 *     that ends with a comma:                     “…,” said Smith.
 * A pair of marks without any of these is no quotation. Nor is a title in 《》.
 *
 * A reference list is two or more lines near each other that have the shape of
 * an entry (bibliography.h). */
#ifndef CRIB_SEGMENT_QUOTATIONS_H
#define CRIB_SEGMENT_QUOTATIONS_H

#include "segment/segment.h"

struct quotations {
    struct txt_span *item; /* sorted, disjoint; marks included */
    size_t n, cap;
};

/* All of one document; text is its member's. Linear. */
int quotations_find(const char *text, const struct document *d, struct quotations *out, struct crib_err *err);
void quotations_done(struct quotations *q);

/* May one of them lie, in part at least, in the bytes s, which begin and end in
 * lines of the document? Where this is false none does. Some lines and at most some hundred bytes around s
 * are looked at, however long the document is. */
bool quotations_may_reach(const char *text, const struct document *d, struct txt_span s);

#endif
