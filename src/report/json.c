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

/* Past what is surely written as it is, and most text is: ASCII but for quotes,
 * backslashes and controls, and U+4000 to U+CFFF, of which nothing is harmful. */
static size_t skip_plain(const char *s, size_t n, size_t i)
{
    while (i < n) {
        unsigned char c = (unsigned char)s[i];
        if (c < 0x7F && c >= 0x20 && c != '"' && c != '\\')
            i++;
        else if (c >= 0xE4 && c <= 0xEC && n - i >= 3 && ((unsigned char)s[i + 1] & 0xC0) == 0x80 &&
                 ((unsigned char)s[i + 2] & 0xC0) == 0x80)
            i += 3;
        else
            break;
    }
    return i;
}

void json_chars(struct out *o, struct stretch text)
{
    size_t plain = 0; /* first byte not yet written */
    for (size_t i = 0; (i = skip_plain(text.s, text.n, i)) < text.n;) {
        size_t at = i;
        bool ok = true;
        uint32_t cp = utf8_next_checked(text.s, text.n, &i, &ok);
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
