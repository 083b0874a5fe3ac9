/* SPDX-License-Identifier: MIT */
/* Numbers and redactions: what stands for figures. */
#ifndef CRIB_TEXT_FIGURES_H
#define CRIB_TEXT_FIGURES_H

#include "text/glyph.h"

/* g is a sign of redaction here: × * □ …, or x. */
bool figures_sign(const struct stretch *s, const struct glyph *g);

/* The redaction that begins at `at`, if one does. Where none does, none begins
 * among the figures that follow either: s->spoilt keeps that, and with it the
 * time linear. */
bool redaction_at(struct stretch *s, size_t at, struct token *out);

/* The number that begins at `at`, a digit. */
void number_at(const struct stretch *s, size_t at, struct token *out);

#endif
