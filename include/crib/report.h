/* SPDX-License-Identifier: MIT */
/* A result in a form somebody can read: for people, JSON Lines, TSV, PAN's XML, a mail. */
#ifndef CRIB_REPORT_H
#define CRIB_REPORT_H

#include <stdbool.h>

#include "crib/result.h"

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

enum crib_format { CRIB_FORMAT_TEXT, CRIB_FORMAT_JSONL, CRIB_FORMAT_TSV, CRIB_FORMAT_PAN, CRIB_FORMAT_MAIL };
enum crib_lang { CRIB_LANG_EN, CRIB_LANG_ZH };

struct crib_report_options {
    enum crib_format format;
    enum crib_lang lang;     /* text and mail */
    bool color;              /* text only: ANSI SGR sequences */
    uint32_t columns;        /* text only: width of the terminal; 0 means 100 */
    bool brief;              /* text only: the first screen, without the passages in full */
    const char *see_rest;    /* mail only: the command that shows what the mail leaves out; NULL: none is named */
};

/* Takes n bytes; returns 0, or an errno value to stop with CRIB_E_IO. */
typedef int crib_sink(void *arg, const char *bytes, size_t n);

/* Write the whole result into the sink. The same result and options give
 * the same bytes, except for `seconds`. Cost: linear in what is written.
 * CRIB_FORMAT_PAN is CRIB_E_ARG here: see crib_report_pan(). */
int crib_report(const crib_result *r, const struct crib_report_options *opts,
                crib_sink *sink, void *sink_arg, struct crib_err *err);

/* Told a file's name before its bytes come through the sink; returns 0, or an
 * errno value to stop with CRIB_E_IO. A name is one part of a path: no slash,
 * no control, not empty, no dot in front, at most 255 bytes. */
typedef int crib_file_begin(void *arg, const char *name);

/* PAN's XML: one file for each two texts that share passages of role passage
 * or quotation, in the order of the names. begin and sink get the same arg; a
 * file ends where the next begins, the last with the call. Passages inside
 * one text are not in it: PAN has no place for them. */
int crib_report_pan(const crib_result *r, crib_file_begin *begin, crib_sink *sink, void *arg, struct crib_err *err);

/* One sentence for a fact, in a language, NUL terminated, cut at cap bytes
 * between characters; returns the bytes the whole sentence needs. A code
 * this version does not know is printed as code(name=value, …). */
size_t crib_fact_sentence(const struct crib_fact *fact, enum crib_lang lang, char *out, size_t cap);

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop
#endif
