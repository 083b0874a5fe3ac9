/* SPDX-License-Identifier: MIT */
/* The rules by which a character's class follows from Unicode's properties.
 * scripts/make-fold-table makes the table by them, with the ICU of its day;
 * the tests hold the table against the ICU present. */
#include "ref/text_class_ref.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

#include "text/fold_table.h"

static const UNormalizer2 *normalizer(void)
{
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *n = unorm2_getNFKCCasefoldInstance(&e);
    if (U_FAILURE(e))
        abort();
    return n;
}

size_t text_casefold_ref(const uint32_t *c, size_t n, uint32_t *out, size_t cap)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar *in = malloc((2 * n + 1) * sizeof *in), *folded = malloc((cap + 1) * sizeof *folded);
    int32_t n_in = 0;
    size_t k = 0;
    if (!in || !folded)
        abort();
    for (size_t i = 0; i < n; i++)
        U16_APPEND_UNSAFE(in, n_in, c[i]);
    int32_t len = unorm2_normalize(normalizer(), in, n_in, folded, (int32_t)cap, &e);
    if (U_FAILURE(e))
        abort();
    for (int32_t i = 0; i < len;) {
        UChar32 f;
        U16_NEXT(folded, i, len, f);
        out[k++] = (uint32_t)f;
    }
    free(in);
    free(folded);
    return k;
}

/* Scripts written without spaces between words, and Hangul syllables. */
static bool unspaced(UChar32 c)
{
    static const UScriptCode script[] = {
        USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_BOPOMOFO, USCRIPT_HANGUL, USCRIPT_THAI, USCRIPT_LAO,
        USCRIPT_KHMER, USCRIPT_MYANMAR, USCRIPT_TIBETAN, USCRIPT_YI, USCRIPT_TAI_LE, USCRIPT_NEW_TAI_LUE,
        USCRIPT_LANNA, USCRIPT_TAI_VIET, USCRIPT_JAVANESE, USCRIPT_BALINESE, USCRIPT_AHOM, USCRIPT_TANGUT,
        USCRIPT_NUSHU, USCRIPT_KHITAN_SMALL_SCRIPT, USCRIPT_EGYPTIAN_HIEROGLYPHS, USCRIPT_CUNEIFORM,
    };
    for (size_t i = 0; i < COUNT_OF(script); i++)
        if (uscript_hasScript(c, script[i]))
            return true;
    return false;
}

/* Kashida, and its like in other scripts: it makes the line between two
 * letters longer. */
static bool is_stretch(UChar32 c) { return u_getIntPropertyValue(c, UCHAR_JOINING_TYPE) == U_JT_JOIN_CAUSING; }

/* Class of a character that is already folded. */
static unsigned class_of(UChar32 c)
{
    static const UChar32 redaction[] = FOLD_REDACTION_SIGNS;
    for (size_t i = 0; i < COUNT_OF(redaction); i++)
        if (c == redaction[i])
            return FOLD_SIGN;
    if (c == FOLD_SOMEBODY)
        return FOLD_SOME;
    if (u_hasBinaryProperty(c, UCHAR_WHITE_SPACE) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF))
        return FOLD_DROP;
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || is_stretch(c))
        return FOLD_IGNORE;
    switch (u_charType(c)) {
    case U_CONTROL_CHAR: case U_FORMAT_CHAR:
        return FOLD_IGNORE;
    case U_NON_SPACING_MARK: case U_ENCLOSING_MARK: case U_COMBINING_SPACING_MARK:
        return FOLD_MARK;
    case U_DECIMAL_DIGIT_NUMBER:
        return FOLD_DIGIT;
    case U_UPPERCASE_LETTER: case U_LOWERCASE_LETTER: case U_TITLECASE_LETTER: case U_MODIFIER_LETTER:
    case U_OTHER_LETTER: case U_LETTER_NUMBER: case U_OTHER_NUMBER:
        return unspaced(c) ? FOLD_CHAR : FOLD_LETTER;
    case U_PRIVATE_USE_CHAR: case U_UNASSIGNED:
        return FOLD_CHAR;
    default:
        return FOLD_DROP;
    }
}

/* Class of a character that folds to several: what its unit will be made of.
 * One that stands apart (the fold mixes kinds) is a unit of its own. */
static unsigned class_of_several(UChar32 c, const uint32_t *f, size_t n)
{
    unsigned seen = 0;
    for (size_t i = 0; i < n; i++)
        seen |= 1u << class_of((UChar32)f[i]);
    while (n > 1 && class_of((UChar32)f[0]) == FOLD_IGNORE) /* a vowel sign shown on a kashida */
        f++, n--;
    unsigned word = 1u << FOLD_LETTER | 1u << FOLD_MARK | 1u << FOLD_DIGIT | 1u << FOLD_IGNORE;
    unsigned nothing = 1u << FOLD_DROP | 1u << FOLD_MARK | 1u << FOLD_IGNORE | 1u << FOLD_SIGN;
    if (!(seen & ~nothing) && class_of((UChar32)f[0]) != FOLD_MARK)
        return FOLD_DROP;
    if (u_charType(c) == U_OTHER_SYMBOL && u_getIntPropertyValue(c, UCHAR_DECOMPOSITION_TYPE) == U_DT_SUPER)
        return FOLD_DROP; /* trade mark signs are set behind a word, not part of it */
    if (class_of((UChar32)f[0]) == FOLD_MARK)
        return FOLD_MARK;
    if (!(seen & ~word) && seen & 1u << FOLD_LETTER)
        return FOLD_LETTER;
    return FOLD_CHAR;
}

uint32_t text_class_ref(uint32_t c, uint32_t *folded)
{
    uint32_t f[TEXT_CASEFOLD_MOST];
    *folded = c;
    if (U_IS_SURROGATE(c))
        return FOLD_DROP;
    size_t n = text_casefold_ref(&c, 1, f, TEXT_CASEFOLD_MOST);
    if (n == 0 || (n == 1 && class_of((UChar32)f[0]) == FOLD_IGNORE))
        return FOLD_IGNORE;
    bool joins = !unorm2_hasBoundaryBefore(normalizer(), (UChar32)c), marks = u_getCombiningClass((UChar32)c) != 0;
    bool plain = n == 1 && f[0] == c && u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) == UNORM_YES;
    uint32_t bits = (joins && !(marks && plain) ? FOLD_JOINS : 0) | (marks ? FOLD_REORDERS : 0);
    if (n > 1)
        return class_of_several((UChar32)c, f, n) | FOLD_SEVERAL | bits;
    unsigned class = class_of((UChar32)f[0]);
    *folded = class == FOLD_DIGIT ? '0' + (uint32_t)u_charDigitValue((UChar32)f[0]) : f[0];
    return class | bits;
}

bool text_assigned_ref(uint32_t c) { return u_charType((UChar32)c) != U_UNASSIGNED; }
const char *text_unicode_ref(void) { return U_UNICODE_VERSION; }
