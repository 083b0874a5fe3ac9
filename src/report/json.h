/* SPDX-License-Identifier: MIT */
/* Writing JSON values into the stream. */
#ifndef CRIB_REPORT_JSON_H
#define CRIB_REPORT_JSON_H

#include "report/out.h"
#include "report/view.h"

/* The inside of a string, without its quotes. Characters that harmful()
 * names are escaped as \u00XX too: nothing is lost by it, and a record may
 * be looked at in a terminal. What is not UTF-8 becomes U+FFFD. */
void json_chars(struct out *o, struct stretch text);
void json_string(struct out *o, const char *s); /* quoted; NULL is null */
void json_id(struct out *o, uint64_t id);       /* quoted hexadecimal */
void json_span(struct out *o, struct crib_span s);
/* {"code":…,"argument":…} */
void json_fact(struct out *o, const struct crib_fact *f);
/* "name":value,… of a fact's arguments; nothing before or after. */
void json_argument(struct out *o, const struct crib_arg *arg);

#endif
