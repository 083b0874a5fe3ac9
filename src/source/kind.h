/* SPDX-License-Identifier: MIT */
/* What a file is, by its name, and by a look at its first bytes. */
#ifndef CRIB_SOURCE_KIND_H
#define CRIB_SOURCE_KIND_H

#include "core/base.h"

enum name_kind { NAME_TEXT, NAME_MARKDOWN, NAME_JSONL, NAME_BARE, NAME_OTHER };

/* By the extension, in any case: what follows the last dot of the base name,
 * 1 to 10 ASCII letters and digits, one letter at least. NAME_BARE: it has
 * none (so "report 12.31" is bare). */
enum name_kind name_kind(const char *path);

/* Bytes that text does not have: NUL and the C0 controls other than
 * BS HT LF VT FF CR ESC, and DEL. */
size_t count_odd_controls(const char *bytes, size_t n, size_t *n_nul);
/* One in a hundred or more: not text. */
bool too_many_controls(size_t n_odd, size_t n);

/* The first bytes of a file without an extension: text, or UTF-16 with its
 * byte order mark. Nothing is no text. */
bool looks_like_text(const char *bytes, size_t n);

#endif
