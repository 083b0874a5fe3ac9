/* SPDX-License-Identifier: MIT */
/* Which script titles and bodies are written in, told by the first letter of a
 * word: bilingual collections have the title of a text in one language and its
 * body in another. Characters of scripts without spaces are one kind, as
 * Chinese, Japanese and Korean share them. */
#include "cluster/alphabet.h"

#include "core/utf8.h"

enum { LOOKED_AT = 512 }; /* units of a body, at even distances */
enum { LEAST_SHARE = 5 }; /* of a body's words one in so many */

/* One number for each script; of those that are not listed one for each block
 * of 128, as the scripts of India fill them. */
enum { NONE, CHARACTERS, LATIN, GREEK, CYRILLIC, ARMENIAN, ARABIC, ETHIOPIC, OTHERS };

static uint32_t alphabet_of_letter(uint32_t c)
{
    enum { BLOCK = 128 };
    static const struct { uint32_t first, last, alphabet; } range[] = {
        { 0x0000, 0x02AF, LATIN },    { 0x0370, 0x03FF, GREEK },    { 0x0400, 0x052F, CYRILLIC },
        { 0x0530, 0x058F, ARMENIAN }, { 0x0600, 0x06FF, ARABIC },   { 0x0750, 0x077F, ARABIC },
        { 0x1200, 0x139F, ETHIOPIC }, { 0x1E00, 0x1EFF, LATIN },    { 0x1F00, 0x1FFF, GREEK },
        { 0xFB50, 0xFEFC, ARABIC },   { 0xFF21, 0xFF5A, LATIN },
    };
    for (size_t i = 0; i < COUNT_OF(range); i++)
        if (c >= range[i].first && c <= range[i].last)
            return range[i].alphabet;
    return OTHERS + c / BLOCK;
}

static uint32_t alphabet_of(const struct units *u, const char *text, uint32_t i)
{
    uint8_t kind = unit_kind(u, i);
    struct txt_span at = unit_place(u, i);
    size_t next = at.beg;
    return kind == UNIT_CHAR ? CHARACTERS : kind == UNIT_WORD ? alphabet_of_letter(utf8_next(text, at.end, &next)) : NONE;
}

/* That of most of the title's words; of two that are as frequent, the earlier one's. */
static uint32_t alphabet_of_title(const struct titled *t)
{
    uint32_t best = NONE, most = 0;
    for (uint32_t i = 0; i < t->title->n; i++) {
        uint32_t alphabet = alphabet_of(t->title, t->title_text, i), n = 0;
        for (uint32_t j = i; j < t->title->n && alphabet != NONE; j++)
            n += alphabet_of(t->title, t->title_text, j) == alphabet;
        if (n > most) {
            most = n;
            best = alphabet;
        }
    }
    return best;
}

bool alphabet_is_shared(const struct titled *t)
{
    uint32_t wanted = alphabet_of_title(t), n = t->body->n, looked = min_u32(n, LOOKED_AT), n_same = 0, n_all = 0;
    if (wanted == NONE)
        return true;
    for (uint32_t k = 0; k < looked; k++) {
        uint32_t alphabet = alphabet_of(t->body, t->body_text, (uint32_t)((uint64_t)k * n / looked));
        n_all += alphabet != NONE;
        n_same += alphabet == wanted;
    }
    return n_same * LEAST_SHARE >= n_all && n_same > 0;
}
