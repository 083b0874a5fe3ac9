/* SPDX-License-Identifier: MIT */
/* JSON by hand (RFC 8259): strings are the only place where it can go wrong. */
#include "report/json.h"

#include "core/utf8.h"
#include "core/harmless.h"

static void utf16_escape(struct out *o, uint32_t unit)
{
    const char *hex = "0123456789abcdef";
    char escape[6] = { '\\', 'u', hex[unit >> 12 & 15], hex[unit >> 8 & 15], hex[unit >> 4 & 15], hex[unit & 15] };
    out_bytes(o, escape, sizeof escape);
}

static void escaped(struct out *o, uint32_t cp)
{
    switch (cp) {
    case '"': out_str(o, "\\\""); return;
    case '\\': out_str(o, "\\\\"); return;
    case '\n': out_str(o, "\\n"); return;
    case '\r': out_str(o, "\\r"); return;
    case '\t': out_str(o, "\\t"); return;
    default: break;
    }
    if (cp > 0xFFFF) {
        utf16_escape(o, 0xD800 + ((cp - 0x10000) >> 10));
        utf16_escape(o, 0xDC00 + ((cp - 0x10000) & 0x3FF));
    } else {
        utf16_escape(o, cp);
    }
}

void json_chars(struct out *o, struct stretch text)
{
    size_t plain = 0; /* first byte not yet written */
    for (size_t i = 0; i < text.n;) {
        size_t at = i;
        bool ok = true;
        uint32_t cp = (unsigned char)text.s[i] < 0x80 ? (unsigned char)text.s[i++]
                                                      : utf8_next_checked(text.s, text.n, &i, &ok);
        if (ok && cp != '"' && cp != '\\' && !harmful(cp))
            continue;
        out_bytes(o, text.s + plain, at - plain);
        plain = i;
        if (ok)
            escaped(o, cp);
        else
            out_code_point(o, UTF8_BAD);
    }
    out_bytes(o, text.s + plain, text.n - plain);
}

void json_string(struct out *o, const char *s)
{
    if (!s) {
        out_str(o, "null");
        return;
    }
    out_char(o, '"');
    json_chars(o, (struct stretch){ s, strlen(s) });
    out_char(o, '"');
}

void json_id(struct out *o, uint64_t id)
{
    out_char(o, '"');
    out_id(o, id);
    out_char(o, '"');
}

void json_span(struct out *o, struct crib_span s)
{
    out_char(o, '[');
    out_u64(o, s.beg);
    out_char(o, ',');
    out_u64(o, s.end);
    out_char(o, ']');
}

void json_argument(struct out *o, const struct crib_arg *arg)
{
    json_string(o, arg->name);
    out_char(o, ':');
    if (arg->kind == CRIB_ARG_INT)
        out_i64(o, arg->number);
    else
        json_string(o, arg->text);
}

void json_fact(struct out *o, const struct crib_fact *f)
{
    out_str(o, "{\"code\":");
    json_string(o, f->code);
    for (uint32_t i = 0; i < f->n_args; i++) {
        out_char(o, ',');
        json_argument(o, &f->arg[i]);
    }
    out_char(o, '}');
}
