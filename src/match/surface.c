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

/* Of eight bytes, how many from the first on are surely kept: ASCII above the
 * space, and what begins with or follows one of the lead bytes E4 to EC. Their
 * high bits are worked on side by side; no sum carries into the next byte. */
static size_t surely_kept(const char *at)
{
    const uint64_t high = 0x8080808080808080u, each = 0x0101010101010101u;
    uint64_t x;
    memcpy(&x, at, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    uint64_t low = x & ~high, lead = x & x << 1;
    uint64_t above_space = low + 0x5F * each, from_e4 = low + 0x1C * each, above_ec = low + 0x13 * each;
    uint64_t doubt = ((~x & ~above_space) | (lead & ~(from_e4 & ~above_ec))) & high;
    return doubt ? (size_t)__builtin_ctzll(doubt) / 8 : sizeof x;
}

uint64_t surface_hash(const char *text, struct txt_span s)
{
    enum { BLOCK = 1024, STEP = 8, MOST = 4 };
    char kept[BLOCK + STEP];
    size_t n = 0, step;
    uint64_t hash = 0;
    for (size_t i = s.beg; i < s.end; i += step) {
        bool wide = s.end - i > STEP;
        if (wide && n <= BLOCK - STEP && (step = surely_kept(text + i)) > 0) {
            while (((unsigned char)text[i + step] & 0xC0) == 0x80) /* blocks are of whole characters */
                step--;
            memcpy(kept + n, text + i, STEP); /* of a fixed length: one move */
            n += step;
            continue;
        }
        step = kept_bytes(text, s.end, i);
        if (step == 0) {
            size_t next = i;
            (void)utf8_next(text, s.end, &next);
            step = next - i;
            continue;
        }
        if (n + step > BLOCK) {
            hash = hash_join(hash, hash_bytes(kept, n, 0));
            n = 0;
        }
        memcpy(kept + n, text + i, wide ? MOST : step);
        n += step;
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
