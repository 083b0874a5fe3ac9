/* SPDX-License-Identifier: MIT */
/* What the program itself says, in the user's language, on standard error. */
#ifndef CRIB_CLI_SAY_H
#define CRIB_CLI_SAY_H

#include "cli/cli.h"

/* Set once, before anything is said or any thread started. */
void say_set_language(enum crib_lang lang);
enum crib_lang say_language(void);

/* The language the environment asks for: the first of LC_ALL, LC_MESSAGES and
 * LANG that is not empty decides. */
enum crib_lang say_language_of_environment(void);

/* Both languages of a sentence stand side by side, where it is said; the
 * compiler checks the formats of both. */
#define TR(en, zh) (say_language() == CRIB_LANG_ZH ? (zh) : (en))

/* "crib: " and one line. What came from the user or a file cannot drive the
 * terminal: controls, bidi and zero-width characters and broken UTF-8 are
 * shown escaped. */
void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Write n bytes with what could drive a terminal escaped as \x1B or
 * \u{202E}; a newline too. */
void say_harmless(FILE *out, const char *s, size_t n);

#endif
