/* SPDX-License-Identifier: MIT */
/* Writing XML 1.0 into the stream. */
#ifndef CRIB_REPORT_XML_H
#define CRIB_REPORT_XML_H

#include "report/out.h"

/*  name="value", after a space. Markup, line ends and what harmful() names are
 * written as references; what XML cannot hold at all (most controls, broken
 * UTF-8) becomes U+FFFD. */
void xml_attribute(struct out *o, const char *name, const char *value);
void xml_attribute_u64(struct out *o, const char *name, uint64_t value);

#endif
