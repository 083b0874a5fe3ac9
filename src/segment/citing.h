/* SPDX-License-Identifier: MIT */
/* What names a source, told by its shape, whatever the language. */
#ifndef CRIB_SEGMENT_CITING_H
#define CRIB_SEGMENT_CITING_H

#include "core/span.h"

/* A short stretch of text as code points. */
enum { GLANCE_MOST = 160 };
struct glance {
    uint32_t cp[GLANCE_MOST];
    size_t n;
};

/* The code points of text[s), the first GLANCE_MOST of them. */
void glance_at(struct glance *g, const char *text, struct txt_span s);
/* The last GLANCE_MOST of them. */
void glance_before(struct glance *g, const char *text, struct txt_span s);

/* Letters: what is no mark, no space and no digit. */
bool cite_is_letter(uint32_t cp);
/* A letter of a script without capitals: Han, kana, Hangul, Thai, Arabic … */
bool cite_is_uncased(uint32_t cp);
bool cite_is_capital(uint32_t cp);
/* A mark that ends a sentence; a full stop only where a sentence may end: not
 * within J. Smith, et al. (2020), 3.5. */
bool cite_ends_sentence(const struct glance *g, size_t i);

/* A year, 1000 to 2199 (in Thai to 2699), that begins at i: four digits, no more. */
bool cite_year_at(const struct glance *g, size_t i);
/* A note mark at i: ¹, ①. */
bool cite_note_at(const struct glance *g, size_t i);
/* A bracket that opens at i: past its twin when that stands within g, else 0. */
size_t cite_bracket_end(const struct glance *g, size_t i);
/* Do brackets (beg and end as above) name a source: a year, of an era (平成31年) too, a title in 《》, a
 * name with a page ("Smith, p. 12"), nothing but numbers in [], a note ([^n]),
 * or, when `bare` too, two to thirty letters? */
bool cite_in_brackets(const struct glance *g, size_t beg, size_t end, bool bare);
/* Is there a 《title》 or 『title』, a note mark, or brackets that name a source in [beg, end)? */
bool cite_anywhere(const struct glance *g, size_t beg, size_t end);

#endif
