/* SPDX-License-Identifier: MIT */
/* The rules, script by script. Left out are marks and distinctions with which
 * a text is often published both ways:
 *
 *   Latin      as CLDR's Latin-ASCII has it, where one letter becomes one:
 *              what is typed without the key for é ł đ ø ı, and in addresses.
 *              Not æ and œ, which become two.
 *   Greek      all accents; capitals have none.
 *   Cyrillic   ё, ѐ and ѝ, whose marks are written for learners and where
 *              a word would be misread. All others (й ї ў ѓ) are letters
 *              of an alphabet with keys of their own, and are never left out.
 *   Arabic     vowel signs and the like; hamza and madda on alef, the mark of
 *              the izafat; ى for ي and ة for ه, as Lucene's and others' Arabic
 *              normalizers do. ؤ and ئ are letters of their own.
 *   Hebrew, Syriac   points and accents.
 *
 * Beyond U+1FFF, where the table of the bare ends, no letter that a language
 * in use is written with has any of these. The marks of all other scripts are parts of letters: Indic vowel signs,
 * Thai tones, the dots of kana. */
#include "ref/text_bare_ref.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utrans.h>

#include "text/fold_table.h"

const uint16_t text_keyboard_forms[TEXT_KEYBOARD_FORMS][2] = { { 0x643, 0x6A9 }, { 0x647, 0x6C1 }, { 0x64A, 0x6CC } };

static bool is_left_out(UChar32 c)
{
    int32_t block = u_getIntPropertyValue(c, UCHAR_BLOCK);
    if (u_charType(c) != U_NON_SPACING_MARK || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
        return false;
    return block == UBLOCK_COMBINING_DIACRITICAL_MARKS || block == UBLOCK_COMBINING_DIACRITICAL_MARKS_EXTENDED ||
           block == UBLOCK_COMBINING_DIACRITICAL_MARKS_SUPPLEMENT || uscript_hasScript(c, USCRIPT_ARABIC) ||
           uscript_hasScript(c, USCRIPT_HEBREW) || uscript_hasScript(c, USCRIPT_SYRIAC);
}

/* The letter with which c's canonical decomposition begins. */
static UChar32 base_of(UChar32 c)
{
    enum { PARTS = 8 };
    UErrorCode e = U_ZERO_ERROR;
    UChar part[PARTS];
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&e);
    int32_t n = U_FAILURE(e) ? 0 : unorm2_getDecomposition(nfd, c, part, PARTS, &e), i = 0;
    if (U_FAILURE(e))
        abort();
    if (n > 0)
        U16_NEXT(part, i, n, c);
    return c;
}

static UChar32 latin_to_ascii(UChar32 c)
{
    enum { MOST = 16 };
    static UTransliterator *to_ascii;
    UErrorCode e = U_ZERO_ERROR;
    UChar s[MOST];
    int32_t n = 0;
    if (!to_ascii)
        to_ascii = utrans_openU(u"Latin-ASCII", -1, UTRANS_FORWARD, NULL, 0, NULL, &e);
    if (U_FAILURE(e))
        abort();
    U16_APPEND_UNSAFE(s, n, c);
    int32_t limit = n;
    utrans_transUChars(to_ascii, s, &n, MOST, 0, &limit, &e);
    return U_SUCCESS(e) && n == 1 && s[0] >= 'a' && s[0] <= 'z' ? s[0] : c;
}

static UChar32 arabic_bare(UChar32 c)
{
    switch (c) {
    case 0x624: case 0x626:
        return c;
    case 0x671:
        return 0x627;
    case 0x649:
        return 0x64A;
    case 0x629: case 0x6C0: case 0x6C2: /* ۀ stands on ە, but is typed ه */
        return 0x647;
    default:
        return base_of(c);
    }
}

uint32_t text_bare_ref(uint32_t cp)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar32 c = (UChar32)cp;
    if (cp >= FOLD_BARE_END)
        return cp;
    if (is_left_out(c))
        return 0;
    if (!u_isalpha(c))
        return cp;
    switch (uscript_getScript(c, &e)) {
    case USCRIPT_LATIN:
        return (uint32_t)latin_to_ascii(base_of(c));
    case USCRIPT_GREEK:
        return (uint32_t)base_of(c);
    case USCRIPT_CYRILLIC:
        return (uint32_t)(c == 0x450 || c == 0x451 || c == 0x45D ? base_of(c) : c);
    case USCRIPT_ARABIC:
        return (uint32_t)arabic_bare(c);
    default:
        return cp;
    }
}
