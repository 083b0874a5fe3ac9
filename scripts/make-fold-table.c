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
 * TSCharacters, traditional to simplified, names most often. What letters are
 * without accents is ICU's to say as well (tests/ref/text_bare_ref.c).
 *
 * A folded character is stored as its distance from the character itself, so
 * that the many pages on which nothing changes become one. */
#include "core/base.h"

#include <stdarg.h>

#include <unicode/uchar.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

#include "ref/text_bare_ref.h"
#include "ref/text_class_ref.h"
#include "text/fold_table.h"

enum { N_CP = 0x110000, SKELETON_MOST = 32 };

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
static uint32_t fold_one(uint32_t c)
{
    uint32_t f[TEXT_CASEFOLD_MOST];
    return text_casefold_ref(&c, 1, f, TEXT_CASEFOLD_MOST) == 1 ? f[0] : c;
}

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
    for (size_t i = 0; i < TEXT_KEYBOARD_FORMS; i++)
        parent[root(text_keyboard_forms[i][1])] = root(text_keyboard_forms[i][0]);
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

/* --- entries ---------------------------------------------------------------- */

static uint32_t entry_of(uint32_t c)
{
    uint32_t to, class = text_class_ref(c, &to);
    if (class & FOLD_SEVERAL || (class & FOLD_CLASS) == FOLD_IGNORE)
        return class;
    return class | (best[root(to)] - c) << FOLD_SHIFT;
}

/* Of what is not folded, nothing is asked. */
static void print_bare(void)
{
    printf("\nconst uint16_t fold_bare[%#x] = {", FOLD_BARE_END);
    for (uint32_t c = 0; c < FOLD_BARE_END; c++) {
        uint32_t bare = text_bare_ref(c);
        printf("%s%u,", c % 32 ? "" : "\n", bare ? best[root(bare)] : 0);
    }
    printf("\n};\n");
}

/* --- lookalikes ---------------------------------------------------------- */

static int skeleton(const USpoofChecker *sc, UChar32 c, UChar out[SKELETON_MOST])
{
    UErrorCode e = U_ZERO_ERROR;
    UChar in[2];
    int32_t n = 0;
    U16_APPEND_UNSAFE(in, n, c);
    n = uspoof_getSkeleton(sc, 0, in, n, out, SKELETON_MOST, &e);
    if (U_FAILURE(e))
        die("skeleton of U+%04X: %s", (unsigned)c, u_errorName(e));
    return (int)n;
}

static bool alike(const USpoofChecker *sc, UChar32 a, UChar32 b)
{
    UChar x[SKELETON_MOST], y[SKELETON_MOST];
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
    if (argc != 3)
        die("usage: make-fold-table OPENCC-DATA-FOLDER OPENCC-VERSION");
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
    print_bare();
    print_lookalikes();
    return 0;
}
