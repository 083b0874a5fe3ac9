/* SPDX-License-Identifier: MIT */
/* json-c reads byte by byte into a buffer, copies that into an object of its
 * own, and that is then copied once more. Here strings are passed over sixteen
 * bytes at a time, and the text is copied once. Whatever is not plain, or
 * wrong, is left to json-c, so that there is one judge of it. */
#include "source/jsonl_quick.h"

#include "core/cpu.h"
#include "core/utf8.h"

/* A row being read: the next byte is *p. */
struct row {
    const char *p, *end;
};

static bool is_special(char c) { return c == '"' || c == '\\' || (unsigned char)c < 0x20; }

#if defined CPU_X86
#include <emmintrin.h>

static const char *pass_sixteens(const char *p, const char *end)
{
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1F);
    for (; end - p >= 16; p += 16) {
        __m128i x = _mm_loadu_si128((const void *)p);
        __m128i special = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(x, quote), _mm_cmpeq_epi8(x, slash)),
                                       _mm_cmpeq_epi8(_mm_min_epu8(x, control), x));
        if (_mm_movemask_epi8(special))
            return p + __builtin_ctz((unsigned)_mm_movemask_epi8(special));
    }
    return p;
}
#else
static const char *pass_sixteens(const char *p, const char *end) { return (void)end, p; }
#endif

/* The next quote, backslash or control; end when there is none. */
static inline const char *next_special(const char *p, const char *end)
{
    for (p = pass_sixteens(p, end); p < end && !is_special(*p); p++)
        ;
    return p;
}

/* Four hex digits, or UINT32_MAX. */
static uint32_t hex_at(const char *p, const char *end)
{
    uint32_t value = 0;
    if (end - p < 4)
        return UINT32_MAX;
    for (int i = 0; i < 4; i++) {
        unsigned char c = (unsigned char)p[i], letter = c | 0x20;
        if (c >= '0' && c <= '9')
            value = value << 4 | (uint32_t)(c - '0');
        else if (letter >= 'a' && letter <= 'f')
            value = value << 4 | (uint32_t)(letter - 'a' + 10);
        else
            return UINT32_MAX;
    }
    return value;
}

/* The character that the escape at p[0] stands for; *n: its bytes in the row.
 * 0 where there is no escape, or none that is plain: half a pair, NUL. */
static uint32_t escape_at(const char *p, const char *end, size_t *n)
{
    static const char sign[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char *at = end - p > 1 && p[1] ? strchr(sign, p[1]) : NULL;
    *n = 2;
    if (at)
        return (unsigned char)meant[at - sign];
    if (end - p < 6 || p[1] != 'u')
        return 0;
    *n = 6;
    uint32_t c = hex_at(p + 2, end);
    if (c == UINT32_MAX || (c >= 0xDC00 && c < 0xE000))
        return 0;
    if (c < 0xD800 || c >= 0xE000)
        return c;
    uint32_t low = end - p >= 12 && p[6] == '\\' && p[7] == 'u' ? hex_at(p + 8, end) : 0;
    *n = 12;
    return low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((c & 0x3FF) << 10 | (low & 0x3FF)) : 0;
}

/* A string: its bytes between the quotes, and how many its escapes save. */
static bool string_at(struct row *r, const char **s, size_t *n, size_t *saved)
{
    char utf8[4];
    *saved = 0;
    if (r->p == r->end || *r->p != '"')
        return false;
    *s = ++r->p;
    for (size_t n_escape;; r->p += n_escape) {
        r->p = next_special(r->p, r->end);
        if (r->p < r->end && *r->p == '"')
            return *n = (size_t)(r->p++ - *s), true;
        uint32_t c = r->p < r->end && *r->p == '\\' ? escape_at(r->p, r->end, &n_escape) : 0;
        if (c == 0)
            return false;
        *saved += n_escape - utf8_encode(c, utf8);
    }
}

static void pass_space(struct row *r)
{
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\t' || *r->p == '\r'))
        r->p++;
}

/* One character, and white space around it. */
static bool pass(struct row *r, char c)
{
    pass_space(r);
    if (r->p == r->end || *r->p != c)
        return false;
    r->p++;
    pass_space(r);
    return true;
}

/* A whole number as json-c would write it itself: 0, 42, not 007. */
static bool number_at(struct row *r, const char **s, size_t *n)
{
    enum { DIGITS = 18 }; /* that fit 64 bits, whatever they are */
    *s = r->p;
    while (r->p < r->end && *r->p >= '0' && *r->p <= '9')
        r->p++;
    *n = (size_t)(r->p - *s);
    return *n > 0 && *n <= DIGITS && (**s != '0' || *n == 1);
}

static bool word_at(struct row *r)
{
    static const char *const word[] = { "true", "false", "null" };
    for (size_t i = 0; i < COUNT_OF(word); i++) {
        size_t n = strlen(word[i]);
        if ((size_t)(r->end - r->p) >= n && memcmp(r->p, word[i], n) == 0)
            return r->p += n, true;
    }
    return false;
}

struct value {
    enum { VALUE_STRING, VALUE_NUMBER, VALUE_WORD } kind;
    const char *s;   /* [n] of a string or number */
    size_t n, saved; /* by a string's escapes */
};

static bool value_at(struct row *r, struct value *v)
{
    *v = (struct value){ .kind = VALUE_WORD };
    if (r->p < r->end && *r->p == '"')
        return v->kind = VALUE_STRING, string_at(r, &v->s, &v->n, &v->saved);
    if (r->p < r->end && *r->p >= '0' && *r->p <= '9')
        return v->kind = VALUE_NUMBER, number_at(r, &v->s, &v->n);
    return word_at(r);
}

/* The value v at a key, when that is the text's or the id's. */
static bool take(const char *key, size_t n_key, const struct value *v, const struct jsonl_options *o,
                 struct jsonl_quick *out)
{
    if (strlen(o->text_field) == n_key && memcmp(key, o->text_field, n_key) == 0) {
        if (v->kind != VALUE_STRING || out->raw)
            return false;
        out->raw = v->s;
        out->n_raw = v->n;
        out->n_text = v->n - v->saved;
    }
    if (strlen(o->id_field) == n_key && memcmp(key, o->id_field, n_key) == 0) {
        if (v->kind == VALUE_WORD || v->saved || out->id)
            return false;
        out->id = v->s;
        out->n_id = v->n;
    }
    return true;
}

static bool member_at(struct row *r, const struct jsonl_options *o, struct jsonl_quick *out)
{
    const char *key;
    size_t n_key, saved;
    struct value v;
    return string_at(r, &key, &n_key, &saved) && !saved && pass(r, ':') && value_at(r, &v) &&
           take(key, n_key, &v, o, out);
}

bool jsonl_quick_read(const char *line, size_t n, const struct jsonl_options *o, struct jsonl_quick *out)
{
    struct row r = { line, line + n };
    *out = (struct jsonl_quick){ 0 };
    if (!pass(&r, '{'))
        return false;
    do {
        if (!member_at(&r, o, out))
            return false;
    } while (pass(&r, ','));
    return pass(&r, '}') && r.p == r.end && out->raw;
}

void jsonl_quick_text(const struct jsonl_quick *q, char *to)
{
    const char *p = q->raw, *end = p + q->n_raw;
    for (size_t n_escape; p < end; p += n_escape) {
        const char *next = q->n_raw == q->n_text ? end : next_special(p, end);
        memcpy(to, p, (size_t)(next - p));
        to += next - p;
        p = next;
        if (p == end)
            return;
        to += utf8_encode(escape_at(p, end, &n_escape), to);
    }
}
