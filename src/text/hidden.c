/* SPDX-License-Identifier: MIT */
/* Ordinary uses, by Unicode's own properties:
 *
 *   ZWJ         between pictographs; after letters that join or are Indic
 *   ZWNJ        after letters that join (Persian) or are Indic, signs between
 *   ZWSP        where the letters before or behind are of a script whose lines
 *               are broken by dictionary (Khmer, Thai), or Tibetan
 *   soft hyphen between two letters of a spaced script
 *   selectors   after pictographs, Han, symbols, any letter but Latin, Greek
 *               and Cyrillic
 *   tags        after a black flag or another tag
 *   fillers     beside Hangul; Khmer and Mongolian ones after their scripts
 *   BOM         at byte 0
 *   bidi        beside right-to-left text; an override, before it
 */
#include "text/hidden.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "core/utf8.h"
#include "crib/types.h"
#include "text/fold_table.h"

enum { LOOK_MOST = 64, NONE = -1 };
enum { SHY = 0xAD, CGJ = 0x34F, ALM = 0x61C, ZWSP = 0x200B, ZWNJ = 0x200C, ZWJ = 0x200D, BOM = 0xFEFF, FLAG = 0x1F3F4 };

struct place {
    const char *text;
    size_t at, next, end; /* the character is text[at, next) */
};

static unsigned class_of(UChar32 c) { return fold_entry_of((uint32_t)c) & FOLD_CLASS; }
static bool is(UChar32 c, UProperty what) { return c != NONE && u_hasBinaryProperty(c, what); }

static bool is_selector(UChar32 c) { return is(c, UCHAR_VARIATION_SELECTOR); }
static bool is_bidi(UChar32 c) { return is(c, UCHAR_BIDI_CONTROL); }
static bool is_tag(UChar32 c) { return c >= 0xE0020 && c <= 0xE007F; }

static UScriptCode script_of(UChar32 c)
{
    UErrorCode e = U_ZERO_ERROR;
    UScriptCode s = c == NONE ? USCRIPT_COMMON : uscript_getScript(c, &e);
    return U_FAILURE(e) ? USCRIPT_COMMON : s;
}

static UChar32 char_before(const struct place *p)
{
    if (p->at == 0)
        return NONE;
    size_t i = utf8_prev(p->text, p->at);
    return (UChar32)utf8_next(p->text, p->end, &i);
}

static UChar32 char_after(const struct place *p)
{
    size_t i = p->next;
    return i < p->end ? (UChar32)utf8_next(p->text, p->end, &i) : NONE;
}

/* The next character before *at, or behind it; *at moves past it. NONE: there is none. */
static UChar32 walk(const struct place *p, bool after, size_t *at)
{
    if (after ? *at >= p->end : *at == 0)
        return NONE;
    size_t beg = after ? *at : utf8_prev(p->text, *at), next = beg;
    UChar32 c = (UChar32)utf8_next(p->text, p->end, &next);
    *at = after ? next : beg;
    return c;
}

/* The nearest character before that is neither mark nor ignorable. */
static UChar32 base_before(const struct place *p)
{
    size_t at = p->at;
    UChar32 c;
    for (unsigned n = 0; n < LOOK_MOST && (c = walk(p, false, &at)) != NONE; n++)
        if (class_of(c) != FOLD_MARK && class_of(c) != FOLD_IGNORE)
            return c;
    return NONE;
}

/* The nearest character of some script, past signs, figures and spaces. */
static UChar32 letter_beside(const struct place *p, bool after)
{
    size_t at = after ? p->next : p->at;
    UChar32 c;
    for (unsigned n = 0; n < LOOK_MOST && (c = walk(p, after, &at)) != NONE; n++)
        if (script_of(c) != USCRIPT_COMMON && script_of(c) != USCRIPT_INHERITED)
            return c;
    return NONE;
}

static bool is_rtl(UChar32 c)
{
    UCharDirection d = u_charDirection(c);
    return d == U_RIGHT_TO_LEFT || d == U_RIGHT_TO_LEFT_ARABIC;
}

/* The nearest letter with a direction runs right to left. The embedding
 * characters' own directions say nothing about the text. */
static bool rtl_beside(const struct place *p, bool after)
{
    size_t at = after ? p->next : p->at;
    UChar32 c;
    for (unsigned n = 0; n < LOOK_MOST && (c = walk(p, after, &at)) != NONE; n++) {
        if (!is_bidi(c) && is_rtl(c))
            return true;
        if (!is_bidi(c) && u_charDirection(c) == U_LEFT_TO_RIGHT)
            return false;
    }
    return false;
}

static bool joins_or_is_indic(UChar32 c)
{
    UScriptCode s = script_of(c);
    if (c == NONE || s == USCRIPT_COMMON || s == USCRIPT_INHERITED || s == USCRIPT_LATIN)
        return false;
    int32_t j = u_getIntPropertyValue(c, UCHAR_JOINING_TYPE);
    return j == U_JT_DUAL_JOINING || j == U_JT_RIGHT_JOINING || j == U_JT_LEFT_JOINING ||
           u_getIntPropertyValue(c, UCHAR_INDIC_SYLLABIC_CATEGORY) != U_INSC_OTHER;
}

/* Of a script with neither spaces nor, as East Asia's, breaks anywhere. */
static bool takes_spaces_of_no_width(UChar32 c)
{
    UScriptCode s = script_of(c);
    bool ideographs = s == USCRIPT_HAN || s == USCRIPT_HIRAGANA || s == USCRIPT_KATAKANA || s == USCRIPT_BOPOMOFO ||
                      s == USCRIPT_YI;
    return s == USCRIPT_TIBETAN || (uscript_breaksBetweenLetters(s) && !ideographs);
}

static bool takes_selector(UChar32 c)
{
    if (c == NONE || u_isUWhiteSpace(c) || class_of(c) == FOLD_IGNORE)
        return false;
    UScriptCode s = script_of(c);
    return s != USCRIPT_LATIN && s != USCRIPT_GREEK && s != USCRIPT_CYRILLIC;
}

/* A character of no width. */
static bool ordinary(const struct place *p, UChar32 c)
{
    UChar32 before = char_before(p), after = char_after(p), base = base_before(p);
    if (is_selector(c))
        return takes_selector(before);
    if (is_tag(c))
        return before == FLAG || is_tag(before);
    switch (c) {
    case BOM:
        return p->at == 0;
    case SHY:
        return before != NONE && after != NONE && class_of(before) == FOLD_LETTER && class_of(after) == FOLD_LETTER;
    case CGJ:
        return after != NONE && class_of(after) == FOLD_MARK;
    case ZWSP:
        return takes_spaces_of_no_width(letter_beside(p, false)) || takes_spaces_of_no_width(letter_beside(p, true));
    case ZWJ:
        return joins_or_is_indic(base) ||
               (is(base, UCHAR_EXTENDED_PICTOGRAPHIC) && is(after, UCHAR_EXTENDED_PICTOGRAPHIC)) ||
               (is(base, UCHAR_EMOJI_MODIFIER) && is(after, UCHAR_EXTENDED_PICTOGRAPHIC));
    case ZWNJ:
        return joins_or_is_indic(base) || joins_or_is_indic(letter_beside(p, false));
    default: { /* a filler of some script: ordinary beside that script */
        UScriptCode s = script_of(c);
        return s != USCRIPT_COMMON && s != USCRIPT_INHERITED && (s == script_of(base) || s == script_of(after));
    }
    }
}

static bool is_override(UChar32 c) { return c == 0x202D || c == 0x202E; }

unsigned hidden_at(const char *text, size_t at, size_t end)
{
    struct place p = { .text = text, .at = at, .next = at, .end = end };
    UChar32 c = (UChar32)utf8_next(text, end, &p.next);
    if (is_bidi(c))
        return rtl_beside(&p, true) || (!is_override(c) && rtl_beside(&p, false)) ? 0 : CRIB_FLAG_BIDI;
    if (!is(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || ordinary(&p, c))
        return 0;
    return CRIB_FLAG_ZERO_WIDTH;
}

size_t hidden_count(const char *text, size_t beg, size_t end)
{
    size_t n = 0;
    for (size_t i = beg, at; i < end;) {
        at = i;
        if (class_of((UChar32)utf8_next(text, end, &i)) == FOLD_IGNORE)
            n += hidden_at(text, at, end) != 0;
    }
    return n;
}
