/* SPDX-License-Identifier: MIT */
/* Surfaces. The hash runs over blocks of copied text, so that white space
 * may be left out without a copy of the whole. */
#include "match/surface.h"

#include "core/hash.h"
#include "core/utf8.h"

static bool is_space(uint32_t cp)
{
    return cp == ' ' || (cp >= 0x09 && cp <= 0x0D) || cp == 0x85 || cp == 0xA0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F ||
           cp == 0x3000 || cp == 0xFEFF;
}

/* Marks that end a sentence, a clause or a quotation, in scripts in common
 * use (Unicode: Terminal_Punctuation, and general categories Pe and Pf). */
static bool is_closing(uint32_t cp)
{
    static const uint16_t mark[] = {
        '!', ')', ',', '.', ':', ';', '?', ']', '}', 0xBB, 0x37E, 0x387, 0x589, 0x5C3, 0x60C, 0x61B, 0x61F, 0x6D4,
        0x964, 0x965, 0xE5A, 0xE5B, 0x104A, 0x104B, 0x1362, 0x17D4, 0x17D5, 0x2019, 0x201D, 0x2026, 0x203A, 0x203C,
        0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x3019, 0x301B, 0x301E, 0x301F,
        0xFE52, 0xFF01, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D, 0xFF61, 0xFF63, 0xFF64
    };
    for (size_t i = 0; i < COUNT_OF(mark); i++)
        if (mark[i] == cp)
            return true;
    return false;
}

/* Bytes of the character at i; 0: it is white space. Only five lead bytes
 * begin white space outside ASCII. */
static size_t kept_bytes(const char *text, size_t end, size_t i)
{
    unsigned char lead = (unsigned char)text[i];
    size_t next = i;
    if (lead < 0x80)
        return lead != ' ' && lead - 0x09u > 0x0D - 0x09;
    if (lead >= 0xE4 && lead <= 0xEC && end - i >= 3)
        return 3;
    return is_space(utf8_next(text, end, &next)) ? 0 : next - i;
}

uint64_t surface_hash(const char *text, struct txt_span s)
{
    enum { BLOCK = 1024, MOST = 4 };
    char kept[BLOCK + MOST];
    size_t n = 0, n_char;
    uint64_t hash = 0;
    for (size_t i = s.beg; i < s.end; i += n_char) {
        n_char = kept_bytes(text, s.end, i);
        if (n_char == 0) {
            (void)utf8_next(text, s.end, &i);
            continue;
        }
        if (n + n_char > BLOCK) {
            hash = hash_join(hash, hash_bytes(kept, n, 0));
            n = 0;
        }
        memcpy(kept + n, text + i, s.end - i >= MOST ? MOST : n_char); /* of a fixed length: one move */
        n += n_char;
    }
    return hash_join(hash, hash_bytes(kept, n, 0));
}

void surface_take_closing(const struct side *a, struct txt_span *sa, const struct side *b, struct txt_span *sb)
{
    while (sa->end < a->n_bytes && sb->end < b->n_bytes) {
        size_t i = sa->end, j = sb->end;
        uint32_t x = utf8_next(a->text, a->n_bytes, &i), y = utf8_next(b->text, b->n_bytes, &j);
        if (x != y || !is_closing(x))
            return;
        sa->end = (uint32_t)i;
        sb->end = (uint32_t)j;
    }
}
