/* SPDX-License-Identifier: MIT */
/* What a Markdown text's lines are. */
#ifndef CRIB_SOURCE_MARKDOWN_H
#define CRIB_SOURCE_MARKDOWN_H

#include "source/source.h"

/* Give the blocks that lines_cut() made their Markdown kinds, and headings
 * their level and their span without the #s. Linear, no allocation.
 *
 *   headings   "# …" to "###### …" (a space is needed: "##x##" is text), and
 *              a line that stands alone above a line of === or ---
 *   code       fences of ``` or ~~~ that are closed; one that is not is text
 *   tables     a row with '|' above a row of |---|, and the rows that follow
 *   comments   <!-- … --> that fills its lines, front matter (--- at line 1
 *              to --- or ...), rules (three or more of - * _)
 *
 * Block quotes, lists and indented lines are text. */
void markdown_kinds(struct member *m);

#endif
