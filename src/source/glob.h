/* SPDX-License-Identifier: MIT */
/* Shell patterns for file names. Not fnmatch(3): what that calls a character
 * depends on the locale. */
#ifndef CRIB_SOURCE_GLOB_H
#define CRIB_SOURCE_GLOB_H

#include "core/base.h"

/* Does the whole name match? `*` is any run of characters, `/` and leading
 * dots included; `?` one character; `[a-z]`, `[!a-z]`, `[^a-z]` one character
 * of a set (of none: the bracket is itself); `\` takes the next literally.
 * Bytes that are not UTF-8 count as a character each, equal to none but
 * themselves and `?` and `*`. O(pattern * name) at worst, no recursion. */
bool glob_matches(const char *pattern, const char *name);

/* The rule of --include and --exclude: a pattern without a slash is held
 * against the base name, one with a slash against the path below the named
 * folder. A slash at the pattern's end means: folders only. */
bool glob_takes(const char *pattern, const char *relative_path, bool is_folder);

#endif
