/* SPDX-License-Identifier: MIT */
/* Messages. The whole line is made harmless after formatting, at this one
 * place, so that no caller can forget it: crib's own words hold none of the
 * characters in question. */
#include "cli/say.h"

#include <stdarg.h>

static enum crib_lang language = CRIB_LANG_EN;

void say_set_language(enum crib_lang lang) { language = lang; }
enum crib_lang say_language(void) { return language; }

enum crib_lang say_language_of_environment(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *value = getenv(names[i]);
        if (value && value[0])
            return strncmp(value, "zh", 2) == 0 ? CRIB_LANG_ZH : CRIB_LANG_EN;
    }
    return CRIB_LANG_EN;
}

/* Length of the valid UTF-8 sequence at s, 0 when there is none; its code
 * point in *c. */
static size_t decode(const unsigned char *s, size_t n, uint32_t *c)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t len = s[0] < 0x80 ? 1 : s[0] >= 0xC2 && s[0] < 0xE0 ? 2 : (s[0] & 0xF0) == 0xE0 ? 3
               : s[0] >= 0xF0 && s[0] < 0xF5 ? 4 : 0;
    if (len == 0 || len > n)
        return 0;
    *c = len == 1 ? s[0] : s[0] & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        *c = *c << 6 | (s[i] & 0x3F);
    }
    if (*c < least[len] || *c > 0x10FFFF || (*c >= 0xD800 && *c < 0xE000))
        return 0;
    return len;
}

static bool drives_a_terminal(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || c == 0x180E
        || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F)
        || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c < 0xE1000);
}

void say_harmless(FILE *out, const char *s, size_t n)
{
    const unsigned char *p = (const unsigned char *)s;
    for (size_t i = 0; i < n;) {
        uint32_t c = 0;
        size_t len = decode(p + i, n - i, &c);
        if (len == 0)
            fprintf(out, "\\x%02X", p[i]);
        else if (drives_a_terminal(c))
            fprintf(out, c < 0x80 ? "\\x%02" PRIX32 : "\\u{%" PRIX32 "}", c);
        else
            fwrite(p + i, 1, len, out);
        i += len ? len : 1;
    }
}

void say(const char *fmt, ...)
{
    char *line = NULL;
    va_list args;
    va_start(args, fmt);
    int n = vasprintf(&line, fmt, args);
    va_end(args);
    if (n < 0) {
        fputs("crib: out of memory\n", stderr);
        return;
    }
    fputs("crib: ", stderr);
    say_harmless(stderr, line, (size_t)n);
    fputc('\n', stderr);
    free(line);
}
