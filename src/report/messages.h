/* SPDX-License-Identifier: MIT */
/* crib's own sentences: a code with arguments becomes words of a language.
 *
 * A template holds {name} where an argument goes, {name|one|many} for words
 * that depend on a number, {name%} for a number in ten-thousandths shown as a
 * percentage, {name:prefix} for a word of crib's own: the message prefix-value
 * when there is one, else the value. */
#ifndef CRIB_REPORT_MESSAGES_H
#define CRIB_REPORT_MESSAGES_H

#include "report/view.h"

struct message { const char *code, *en, *zh; };

/* Codes of facts that other folders state; phrases of the report itself. */
extern const struct message message_fact[], message_phrase[];
extern const size_t n_message_facts, n_message_phrases;

/* NULL when no such code is known. */
const struct message *message_find(const char *code);

/* Told the pieces of a sentence in order; foreign ones come from a document
 * and are not harmless yet. */
typedef void message_emit(void *arg, struct stretch piece, bool foreign);

void message_say(const struct crib_fact *f, enum crib_lang lang, message_emit *emit, void *arg);

enum { PERCENT_MOST = 8 };
/* 9876 → "98.8 %", 10000 → "100 %", 9999 → "99.9 %" (never rounded up to
 * all); NUL terminated; returns the length. */
size_t percent_of_10000(uint64_t part, char out[PERCENT_MOST + 1]);

#endif
