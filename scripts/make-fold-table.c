/* SPDX-License-Identifier: MIT */
/* Makes src/text/fold_table.c: what every code point folds to, and of which
 * class it is, from the ICU present and OpenCC's character tables.
 *
 *     make-fold-table OPENCC-DATA-FOLDER OPENCC-VERSION > src/text/fold_table.c
 *
 * Two sources meet here. ICU says what NFKC_Casefold makes of a character and
 * which kind the outcome is. OpenCC's character tables say which characters
 * are forms of one another: every line joins its first character with each of
 * its others (union-find), and a class is represented by the form that
 * TSCharacters, traditional to simplified, names most often.
 *
 * A folded character is stored as its distance from the character itself, so
 * that the many pages on which nothing changes become one. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

#include "../src/text/fold_table.h"

enum { N_CP = 0x110000, FOLD_MOST = 32 };

static const UNormalizer2 *nfkc_cf;
static uint32_t parent[N_CP];      /* union-find */
static uint16_t named[N_CP];       /* times TSCharacters names it as the simplified form */
static uint32_t best[N_CP];        /* representative, by root */
static uint32_t entry[N_CP];
static unsigned n_char, n_class, largest;

static void die(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    exit(1);
}

/* --- variant classes ---------------------------------------------------- */

static uint32_t root(uint32_t c)
{
    while (parent[c] != c)
        c = parent[c] = parent[parent[c]];
    return c;
}

/* The code point at *s; 0 at a tab, a space or the line's end. */
static uint32_t next_cp(const char **s)
{
    int32_t i = 0;
    UChar32 c;
    if (!**s || **s == '\t' || **s == ' ' || **s == '\n' || **s == '\r')
        return 0;
    U8_NEXT((const uint8_t *)*s, i, -1, c);
    if (c < 0)
        die("an OpenCC table is not UTF-8");
    *s += i;
    return (uint32_t)c;
}

/* What ICU folds a character to when that is one character, else itself. */
static uint32_t fold_one(uint32_t c);

static void join_table(const char *folder, const char *name, bool simplifies)
{
    char path[4096], line[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "r");
    if (!f)
        die("cannot open %s", path);
    while (fgets(line, sizeof line, f)) {
        const char *s = line;
        uint32_t from = line[0] == '#' ? 0 : next_cp(&s);
        if (!from || *s != '\t')
            continue;
        bool first = true;
        for (s++; *s; s += *s == ' ' || *s == '\n' || *s == '\r') {
            uint32_t to = next_cp(&s);
            if (!to)
                break;
            if (*s != ' ' && *s != '\n' && *s != '\r' && *s)
                die("%s holds a sequence where one character should be", name);
            named[fold_one(to)] += simplifies && first;
            first = false;
            parent[root(fold_one(from))] = root(fold_one(to));
        }
    }
    fclose(f);
}

static void make_classes(const char *folder)
{
    static uint16_t size[N_CP];
    for (uint32_t c = 0; c < N_CP; c++)
        parent[c] = c;
    join_table(folder, "STCharacters.txt", false);
    join_table(folder, "TSCharacters.txt", true);
    join_table(folder, "TWVariants.txt", false);
    join_table(folder, "HKVariants.txt", false);
    for (uint32_t c = 0; c < N_CP; c++) {
        uint32_t r = root(c);
        if (!size[r]++ || named[c] > named[best[r]])
            best[r] = c;
    }
    for (uint32_t c = 0; c < N_CP; c++) {
        if (size[c] > 1)
            n_class++, n_char += size[c];
        if (size[c] > largest)
            largest = size[c];
    }
}

/* --- what ICU says ------------------------------------------------------- */

/* NFKC_Casefold of c into out; how many code points. */
static int fold_of(uint32_t c, UChar32 out[FOLD_MOST])
{
    UErrorCode e = U_ZERO_ERROR;
    UChar in[2], folded[FOLD_MOST];
    int32_t n_in = 0, n = 0;
    U16_APPEND_UNSAFE(in, n_in, (UChar32)c);
    int32_t len = unorm2_normalize(nfkc_cf, in, n_in, folded, FOLD_MOST, &e);
    if (U_FAILURE(e))
        die("U+%04X: %s", c, u_errorName(e));
    for (int32_t i = 0; i < len;) {
        UChar32 f;
        U16_NEXT(folded, i, len, f);
        out[n++] = f;
    }
    return (int)n;
}

static uint32_t fold_one(uint32_t c)
{
    UChar32 f[FOLD_MOST];
    return fold_of(c, f) == 1 ? (uint32_t)f[0] : c;
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
    for (size_t i = 0; i < sizeof script / sizeof *script; i++)
        if (uscript_hasScript(c, script[i]))
            return true;
    return false;
}

/* Class of a character that is already folded. */
static unsigned class_of(UChar32 c)
{
    static const UChar32 redaction[] = FOLD_REDACTION_SIGNS;
    for (size_t i = 0; i < sizeof redaction / sizeof *redaction; i++)
        if (c == redaction[i])
            return FOLD_SIGN;
    if (c == FOLD_SOMEBODY)
        return FOLD_SOME;
    if (u_hasBinaryProperty(c, UCHAR_WHITE_SPACE) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF))
        return FOLD_DROP;
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
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
static unsigned class_of_several(UChar32 c, const UChar32 *f, int n)
{
    unsigned seen = 0;
    for (int i = 0; i < n; i++)
        seen |= 1u << class_of(f[i]);
    unsigned word = 1u << FOLD_LETTER | 1u << FOLD_MARK | 1u << FOLD_DIGIT | 1u << FOLD_IGNORE;
    unsigned nothing = 1u << FOLD_DROP | 1u << FOLD_MARK | 1u << FOLD_IGNORE | 1u << FOLD_SIGN;
    if (!(seen & ~nothing) && class_of(f[0]) != FOLD_MARK)
        return FOLD_DROP;
    if (u_charType(c) == U_OTHER_SYMBOL && u_getIntPropertyValue(c, UCHAR_DECOMPOSITION_TYPE) == U_DT_SUPER)
        return FOLD_DROP; /* trade mark signs are set behind a word, not part of it */
    if (class_of(f[0]) == FOLD_MARK)
        return FOLD_MARK;
    if (!(seen & ~word) && seen & 1u << FOLD_LETTER)
        return FOLD_LETTER;
    return FOLD_CHAR;
}

static uint32_t entry_of(uint32_t c)
{
    UChar32 f[FOLD_MOST];
    if (U_IS_SURROGATE(c))
        return FOLD_DROP;
    int n = fold_of(c, f);
    bool joins = !unorm2_hasBoundaryBefore(nfkc_cf, (UChar32)c);
    bool marks = u_getCombiningClass((UChar32)c) != 0;
    bool plain = n == 1 && (uint32_t)f[0] == c && u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) == UNORM_YES;
    uint32_t bits = (joins && !(marks && plain) ? FOLD_JOINS : 0) | (marks ? FOLD_REORDERS : 0);
    if (n == 0)
        return FOLD_IGNORE;
    if (n > 1)
        return class_of_several((UChar32)c, f, n) | FOLD_SEVERAL | bits;
    uint32_t to = best[root((uint32_t)f[0])];
    unsigned class = class_of(f[0]);
    if (class == FOLD_DIGIT)
        to = '0' + (uint32_t)u_charDigitValue(f[0]);
    if (class == FOLD_IGNORE)
        return FOLD_IGNORE;
    return class | bits | (to - c) << FOLD_SHIFT;
}

/* --- lookalikes ---------------------------------------------------------- */

static int skeleton(const USpoofChecker *sc, UChar32 c, UChar out[FOLD_MOST])
{
    UErrorCode e = U_ZERO_ERROR;
    UChar in[2];
    int32_t n = 0;
    U16_APPEND_UNSAFE(in, n, c);
    n = uspoof_getSkeleton(sc, 0, in, n, out, FOLD_MOST, &e);
    if (U_FAILURE(e))
        die("skeleton of U+%04X: %s", (unsigned)c, u_errorName(e));
    return (int)n;
}

static bool alike(const USpoofChecker *sc, UChar32 a, UChar32 b)
{
    UChar x[FOLD_MOST], y[FOLD_MOST];
    int n = skeleton(sc, a, x), m = skeleton(sc, b, y);
    return n == m && !u_memcmp(x, y, n) && u_isupper(a) == u_isupper(b);
}

/* The first letter of [lo, hi] of c's own case that looks like c, folded; 0. */
static uint32_t lookalike(const USpoofChecker *sc, UChar32 c, UChar32 lo, UChar32 hi)
{
    for (UChar32 d = lo; d <= hi; d++)
        if (u_isalpha(d) && u_isalpha(c) && alike(sc, c, d))
            return fold_one((uint32_t)d);
    return 0;
}

/* Capital I and small l share a skeleton: case keeps them apart. */
static void print_lookalikes(void)
{
    UErrorCode e = U_ZERO_ERROR;
    USpoofChecker *sc = uspoof_open(&e);
    if (U_FAILURE(e))
        die("uspoof_open: %s", u_errorName(e));
    printf("\nconst char fold_latin[%#x - %#x] = {\n", FOLD_CYRILLIC_END, FOLD_GREEK);
    for (UChar32 c = FOLD_GREEK; c < FOLD_CYRILLIC_END; c++) {
        uint32_t l = lookalike(sc, c, 'A', 'z');
        if (l)
            printf("    [%#x - %#x] = '%c',\n", c, FOLD_GREEK, (char)l);
    }
    printf("};\n\nconst uint16_t fold_unlatin[2][128] = {\n");
    for (UChar32 c = 'A'; c <= 'z'; c++) {
        uint32_t g = lookalike(sc, c, 0x391, 0x3C9), y = lookalike(sc, c, 0x400, 0x45F);
        if (g)
            printf("    [0]['%c'] = %#x,\n", (char)c, g);
        if (y)
            printf("    [1]['%c'] = %#x,\n", (char)c, y);
    }
    printf("};\n");
    uspoof_close(sc);
}

/* --- writing ------------------------------------------------------------- */

static void print_pages(void)
{
    static uint16_t page[N_CP / 256], first[N_CP / 256];
    unsigned n_page = 0;
    for (unsigned p = 0; p < N_CP / 256; p++) {
        unsigned q = 0;
        while (q < n_page && memcmp(entry + first[q] * 256u, entry + p * 256u, 1024))
            q++;
        if (q == n_page)
            first[n_page++] = (uint16_t)p;
        page[p] = (uint16_t)q;
    }
    printf("const uint16_t fold_page[%d] = {", N_CP / 256);
    for (unsigned p = 0; p < N_CP / 256; p++)
        printf("%s%u,", p % 32 ? "" : "\n", page[p]);
    printf("\n};\n\nconst uint32_t fold_entry[%u][256] = {\n", n_page);
    for (unsigned q = 0; q < n_page; q++) {
        printf("{ /* U+%04X */", first[q] * 256u);
        for (unsigned i = 0; i < 256; i++)
            printf("%s%u,", i % 32 ? "" : "\n", entry[first[q] * 256u + i]);
        printf("\n},\n");
    }
    printf("};\n\nconst uint32_t fold_pages = %u;\n", n_page);
}

int main(int argc, char **argv)
{
    UErrorCode e = U_ZERO_ERROR;
    if (argc != 3)
        die("usage: make-fold-table OPENCC-DATA-FOLDER OPENCC-VERSION");
    nfkc_cf = unorm2_getNFKCCasefoldInstance(&e);
    if (U_FAILURE(e))
        die("no normalizer: %s", u_errorName(e));
    make_classes(argv[1]);
    for (uint32_t c = 0; c < N_CP; c++)
        entry[c] = entry_of(c);
    printf("/* SPDX-License-Identifier: MIT AND Unicode-DFS-2016 AND Apache-2.0 */\n"
           "/* Made by scripts/make-fold-table from ICU %s (Unicode %s) and opencc-data\n"
           " * %s; see fold_table.h and fold_table.README. Do not edit.\n"
           " * %u characters in %u variant classes, the largest of %u. */\n"
           "#include \"text/fold_table.h\"\n\n"
           "const char fold_table_unicode[] = \"%s\";\n\n",
           U_ICU_VERSION, U_UNICODE_VERSION, argv[2], n_char, n_class, largest, U_UNICODE_VERSION);
    print_pages();
    print_lookalikes();
    return 0;
}
