/* SPDX-License-Identifier: MIT */
/* How two stretches of source text that fold to the same differ on the
 * surface, and what in a stretch has no ordinary use where it stands. */
#ifndef CRIB_TEXT_CHANGE_H
#define CRIB_TEXT_CHANGE_H

#include "core/span.h"

/* Bits: kinds of surface differences, 1 << enum crib_change (SCRIPT, WIDTH,
 * CASE, ACCENTS, PUNCTUATION, HIDDEN, and for placeholders RENUMBERED, REDACTED). */

/* Two alike units' surfaces: which foldings were needed to make them one.
 * 0 when the bytes agree. For two numbers or redactions that differ:
 * RENUMBERED or REDACTED. */
unsigned change_of_units(const char *a, struct txt_span sa, const char *b, struct txt_span sb);

/* What stands between two units (punctuation, white space) on both sides.
 * White space and line ends never count. PUNCTUATION when the marks differ
 * after width folding, WIDTH when only their width differs, HIDDEN when
 * zero-width or bidi characters stand on one side only. */
unsigned change_of_gaps(const char *a, struct txt_span sa, const char *b, struct txt_span sb);

/* CRIB_FLAG_* bits for a stretch: characters without an ordinary use where
 * they stand. ZWJ/ZWNJ in emoji, Indic, Arabic-script text, a BOM at byte 0,
 * bidi marks beside right-to-left text, and Greek letters alone or as unit
 * prefixes (μm) are ordinary. A homoglyph: a word that mixes Latin with
 * Cyrillic or Greek letters and whose skeleton is all Latin (or the like). */
unsigned change_flags(const char *text, struct txt_span s);

#endif
