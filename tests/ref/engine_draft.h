/* SPDX-License-Identifier: MIT */
/* Random texts for tests of the whole engine: first a row of tokens, into
 * which runs are planted, then the same row laid out as paragraphs, wrapped
 * lines, lists or a table. What is body stays known: a line is long, ends
 * like a sentence, and only the markers of engine_check.h are not text. */
#ifndef CRIB_TESTS_ENGINE_DRAFT_H
#define CRIB_TESTS_ENGINE_DRAFT_H

#include "harness.h"

/* A growing text, NUL terminated. draft_done() frees it. */
struct draft { char *p; size_t n, cap; };

void draft_put(struct draft *d, const char *bytes, size_t n);
void draft_say(struct draft *d, const char *s);
void draft_code(struct draft *d, uint32_t code_point);
void draft_done(struct draft *d);

/* One character, word or figure, as it is written. */
struct token { char surface[16]; uint8_t kind; };
enum { TOKEN_HAN, TOKEN_WORD, TOKEN_FIGURE };

struct tokens { struct token *p; size_t n, cap; };

struct mixture { uint32_t alphabet, percent_words, percent_figures; };

void tokens_random(struct tokens *t, size_t n, const struct mixture *m, uint64_t *rng);
void tokens_copy(struct tokens *t, const struct tokens *from, size_t beg, size_t n); /* t may be from */
void tokens_done(struct tokens *t);
uint32_t token_weight(const struct token *t); /* a word of a spaced script counts two */

enum layout { LAYOUT_PARAGRAPHS, LAYOUT_WRAPPED, LAYOUT_ARABIC_LIST, LAYOUT_HAN_LIST, LAYOUT_TABLE, N_LAYOUTS };

/* The tokens as lines of at least 24 of them; `width` tokens a line when
 * wrapped. No line begins with a figure. */
void draft_lay_out(struct draft *d, const struct tokens *t, enum layout how, size_t width, uint64_t *rng);

/* n Han characters in sentences, in lines of a few sentences. */
void draft_report(struct draft *d, size_t n, uint64_t *rng);

#endif
