/* SPDX-License-Identifier: MIT */
/* XML by hand: attribute values are the only place where it can go wrong. */
#include "report/xml.h"

#include "core/harmless.h"
#include "core/utf8.h"

/* XML 1.0, production [2]. */
static bool allowed(uint32_t cp)
{
    return cp >= 0x20 ? cp != 0xFFFE && cp != 0xFFFF : cp == '\t' || cp == '\n' || cp == '\r';
}

static bool is_markup(uint32_t cp) { return cp == '&' || cp == '<' || cp == '>' || cp == '"'; }

void xml_attribute(struct out *o, const char *name, const char *value)
{
    size_t n = strlen(value);
    out_char(o, ' ');
    out_str(o, name);
    out_str(o, "=\"");
    for (size_t i = 0; i < n;) {
        uint32_t cp = utf8_next(value, n, &i);
        if (!allowed(cp)) {
            out_code_point(o, UTF8_BAD);
        } else if (is_markup(cp) || harmful(cp)) {
            out_str(o, "&#");
            out_u64(o, cp);
            out_char(o, ';');
        } else {
            out_code_point(o, cp);
        }
    }
    out_char(o, '"');
}

void xml_attribute_u64(struct out *o, const char *name, uint64_t value)
{
    out_char(o, ' ');
    out_str(o, name);
    out_str(o, "=\"");
    out_u64(o, value);
    out_char(o, '"');
}
