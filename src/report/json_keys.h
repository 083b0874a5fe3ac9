/* SPDX-License-Identifier: MIT */
/* Keys and values of the records that are written as JSON Lines. */
#ifndef CRIB_REPORT_JSON_KEYS_H
#define CRIB_REPORT_JSON_KEYS_H

#include "report/json.h"

/* Everything between two values is written as it will be read. */
static inline void key(struct out *o, const char *name)
{
    out_str(o, ",\"");
    out_str(o, name);
    out_str(o, "\":");
}

static inline void key_u64(struct out *o, const char *name, uint64_t v)
{
    key(o, name);
    out_u64(o, v);
}

static inline void key_string(struct out *o, const char *name, const char *s)
{
    key(o, name);
    json_string(o, s);
}

static inline void key_span(struct out *o, const char *name, struct crib_span s)
{
    key(o, name);
    json_span(o, s);
}

static inline void begin(struct out *o, const char *type)
{
    out_str(o, "{\"type\":\"");
    out_str(o, type);
    out_char(o, '"');
}

static inline void end(struct out *o) { out_str(o, "}\n"); }

#endif
