/* SPDX-License-Identifier: MIT */
/* A result in a form somebody can read: for people, JSON Lines, TSV. */
#ifndef CRIB_REPORT_H
#define CRIB_REPORT_H

#include <stdbool.h>

#include "crib/result.h"

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

enum crib_format { CRIB_FORMAT_TEXT, CRIB_FORMAT_JSONL, CRIB_FORMAT_TSV };
enum crib_lang { CRIB_LANG_EN, CRIB_LANG_ZH };

struct crib_report_options {
    enum crib_format format;
    enum crib_lang lang;     /* text only */
    bool color;              /* text only: ANSI SGR sequences */
    uint32_t columns;        /* text only: width of the terminal; 0 means 100 */
    bool brief;              /* text only: the first screen, without the passages in full */
};

/* Takes n bytes; returns 0, or an errno value to stop with CRIB_E_IO. */
typedef int crib_sink(void *arg, const char *bytes, size_t n);

/* Write the whole result into the sink. The same result and options give
 * the same bytes, except for `seconds`. Cost: linear in what is written. */
int crib_report(const crib_result *r, const struct crib_report_options *opts,
                crib_sink *sink, void *sink_arg, struct crib_err *err);

/* One sentence for a fact, in a language, NUL terminated, cut at cap bytes
 * between characters; returns the bytes the whole sentence needs. A code
 * this version does not know is printed as code(name=value, …). */
size_t crib_fact_sentence(const struct crib_fact *fact, enum crib_lang lang, char *out, size_t cap);

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop
#endif
