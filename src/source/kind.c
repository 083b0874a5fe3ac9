/* SPDX-License-Identifier: MIT */
/* Names and first looks. */
#include "source/kind.h"

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* The extension's length, 0 when there is none; *lowered gets it. */
static size_t extension(const char *path, char lowered[11])
{
    const char *base = strrchr(path, '/');
    base = base ? base + 1 : path;
    const char *dot = strrchr(base, '.');
    size_t n = 0;
    bool letter = false;
    if (!dot || dot == base)
        return 0;
    for (const char *p = dot + 1; *p; p++) {
        if (n == 10 || !(is_letter(*p) || is_digit(*p)))
            return 0;
        letter |= is_letter(*p);
        lowered[n++] = lower(*p);
    }
    lowered[n] = '\0';
    return letter ? n : 0;
}

enum name_kind name_kind(const char *path)
{
    static const struct { const char *extension; enum name_kind kind; } known[] = {
        { "txt", NAME_TEXT },    { "text", NAME_TEXT },      { "md", NAME_MARKDOWN }, { "markdown", NAME_MARKDOWN },
        { "jsonl", NAME_JSONL }, { "ndjson", NAME_JSONL },
    };
    char found[11];
    if (extension(path, found) == 0)
        return NAME_BARE;
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (strcmp(found, known[i].extension) == 0)
            return known[i].kind;
    return NAME_OTHER;
}

size_t count_odd_controls(const char *bytes, size_t n, size_t *n_nul)
{
    /* Bits of the C0 controls that text has: BS HT LF VT FF CR ESC. */
    const uint32_t fine = 1u << 8 | 1u << 9 | 1u << 10 | 1u << 11 | 1u << 12 | 1u << 13 | 1u << 27;
    size_t odd = 0, nul = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes[i];
        odd += (c < 0x20) & ~(fine >> (c & 31)) & 1;
        odd += c == 0x7F;
        nul += c == 0;
    }
    if (n_nul)
        *n_nul = nul;
    return odd;
}

bool too_many_controls(size_t n_odd, size_t n) { return n_odd > n / 100 || (n_odd > 0 && n_odd * 100 >= n); }

bool looks_like_text(const char *bytes, size_t n)
{
    if (n >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return true;
    size_t n_nul, odd = count_odd_controls(bytes, n, &n_nul);
    return n > 0 && n_nul == 0 && !too_many_controls(odd, n);
}
