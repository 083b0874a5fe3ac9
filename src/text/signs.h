/* SPDX-License-Identifier: MIT */
/* Marks that mean something by themselves: 5 is not -5, ☑ is not ☐. Folding
 * drops them, because texts are found the better without; but two texts that
 * differ in them do not say the same. */
#ifndef CRIB_TEXT_SIGNS_H
#define CRIB_TEXT_SIGNS_H

#include "core/span.h"

/* Hash of the signs in a stretch between units, in order, joined to h; h when
 * there is none. Beside a figure these are signs too: - ~ % ‰ / + ± < > = °
 * and currencies; dashes of any length count as one. */
uint64_t signs_hash(const char *text, struct txt_span gap, bool beside_figure, uint64_t h);

#endif
