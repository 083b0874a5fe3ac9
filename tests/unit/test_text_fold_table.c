/* SPDX-License-Identifier: MIT */
/* The fold table against the ICU present, and the classes themselves. */
#include "harness.h"

#include "core/utf8.h"
#include "ref/text_bare_ref.h"
#include "ref/text_class_ref.h"
#include "text/fold.h"
#include "text/fold_table.h"

enum { N_CP = 0x110000 };

/* Named, not failed: a newer Unicode may assign what was unassigned. */
TEST(text_fold_table_equals_the_icu_present_where_both_know_the_character)
{
    unsigned n_newer = 0, n_wrong = 0;
    uint32_t first = 0, last = 0;
    bool same_unicode = strcmp(fold_table_unicode, text_unicode_ref()) == 0;
    for (uint32_t c = 0; c < N_CP; c++) {
        uint32_t to, class = text_class_ref(c, &to), e = fold_entry_of(c);
        uint32_t variant = fold_entry_to(to, fold_entry_of(to)); /* the table's variant of ICU's fold */
        bool same = (e & 0xFF) == class && (class & FOLD_SEVERAL || (class & FOLD_CLASS) == FOLD_IGNORE ||
                                            fold_entry_to(c, e) == variant);
        if (same)
            continue;
        if (!same_unicode && (e & 0xFF) == FOLD_CHAR && fold_entry_to(c, e) == c && text_assigned_ref(c)) {
            first = n_newer++ ? first : c;
            last = c;
            continue;
        }
        if (n_wrong++ < 20)
            printf("U+%04X: the table has class %#x, fold U+%04X; ICU %#x, U+%04X\n", c, e & 0xFF, fold_entry_to(c, e), class, to);
    }
    if (n_newer)
        printf("Unicode %s assigns %u characters that the fold table (Unicode %s) takes as characters of their own, "
               "U+%04X to U+%04X\n", text_unicode_ref(), n_newer, fold_table_unicode, first, last);
    CHECK_U64(n_wrong, 0);
}

TEST(text_fold_table_folds_what_is_folded_to_itself)
{
    for (uint32_t c = 0; c < N_CP && !test_failing(); c++) {
        uint32_t e = fold_entry_of(c), to = fold_entry_to(c, e), again = fold_entry_of(to);
        if (e & FOLD_SEVERAL)
            continue;
        CHECK(to < N_CP);
        CHECK(!(again & FOLD_SEVERAL) && fold_entry_to(to, again) == to);
        CHECK_U64(again & FOLD_CLASS, e & FOLD_CLASS);
    }
}

TEST(text_fold_table_bares_letters_as_the_icu_present_does)
{
    for (uint32_t c = 0; c < FOLD_BARE_END; c++) {
        uint32_t e = fold_entry_of(c), to = text_bare_ref(c), bare = fold_bare_of(c);
        if (e & FOLD_SEVERAL || fold_entry_to(c, e) != c)
            continue; /* is not asked about before it is folded */
        to = to ? fold_entry_to(to, fold_entry_of(to)) : 0;
        if (bare != to)
            printf("U+%04X: the table has U+%04X, ICU U+%04X\n", c, bare, to);
        CHECK_U64(bare, to);
        CHECK_U64(fold_bare_of(bare), bare);
    }
}

TEST(text_fold_table_joins_the_forms_of_one_character)
{
    static const char *const same[] = { "台臺檯颱", "后後", "发發髮", "里裡裏", "为為爲", "体體", "着著", "户戶", "说說説",
                                        "峰峯", "群羣", "线線", "历歷曆" };
    for (size_t k = 0; k < COUNT_OF(same); k++) {
        size_t n = strlen(same[k]), i = 0;
        uint32_t first = utf8_next(same[k], n, &i), to = fold_entry_to(first, fold_entry_of(first));
        while (i < n) {
            uint32_t c = utf8_next(same[k], n, &i);
            CHECK_U64(fold_entry_to(c, fold_entry_of(c)), to);
        }
    }
}

/* A class that swallows many characters would make different texts alike. */
TEST(text_fold_table_has_no_large_variant_class)
{
    uint8_t *size = calloc(N_CP, 1);
    unsigned n_class = 0, n_char = 0, largest = 0;
    CHECK(size != NULL);
    for (uint32_t c = 0; size && c < N_CP; c++) {
        uint32_t to, class = text_class_ref(c, &to);
        if (to == c && !(class & FOLD_SEVERAL) && (class & FOLD_CLASS) == FOLD_CHAR)
            size[fold_entry_to(c, fold_entry_of(c))]++;
    }
    for (uint32_t c = 0; size && c < N_CP; c++) {
        n_class += size[c] > 1;
        n_char += size[c] > 1 ? size[c] : 0;
        largest = max_u32(largest, size[c]);
    }
    CHECK_U64(largest, 6);
    CHECK_U64(n_class, 3986);
    CHECK_U64(n_char, 8225);
    free(size);
}

TEST(text_fold_table_knows_the_classes_of_ordinary_characters)
{
    static const struct { uint32_t c; unsigned class; } k[] = {
        { 'a', FOLD_LETTER }, { 0xE9, FOLD_LETTER }, { 0x416, FOLD_LETTER }, { 0x5D0, FOLD_LETTER }, { 0x915, FOLD_LETTER },
        { 0x4E2D, FOLD_CHAR }, { 0x3042, FOLD_CHAR }, { 0x30FC, FOLD_CHAR }, { 0xAC00, FOLD_CHAR }, { 0xE01, FOLD_CHAR },
        { 0x1780, FOLD_CHAR }, { 0x1000, FOLD_CHAR }, { 0xF40, FOLD_CHAR }, { 0x3007, FOLD_CHAR }, { 0xE000, FOLD_CHAR },
        { 0x301, FOLD_MARK }, { 0xE31, FOLD_MARK }, { 0x93E, FOLD_MARK }, { '7', FOLD_DIGIT }, { 0xFF17, FOLD_DIGIT },
        { 0x967, FOLD_DIGIT }, { 0xAD, FOLD_IGNORE }, { 0x200B, FOLD_IGNORE }, { 0x202E, FOLD_IGNORE }, { 0xFEFF, FOLD_IGNORE },
        { 1, FOLD_IGNORE }, { ' ', FOLD_DROP }, { '\t', FOLD_DROP }, { '\n', FOLD_DROP }, { 0x3000, FOLD_DROP },
        { 0x3002, FOLD_DROP }, { 0xFF0C, FOLD_DROP }, { '%', FOLD_DROP }, { 0x1F600, FOLD_DROP }, { 0xFFFD, FOLD_DROP },
        { 0x2122, FOLD_DROP }, { '*', FOLD_SIGN }, { 0xFF0A, FOLD_SIGN }, { 0xD7, FOLD_SIGN }, { 0x25A1, FOLD_SIGN },
        { 0x67D0, FOLD_SOME }, { 0xDF, FOLD_LETTER }, { 0x337F, FOLD_CHAR },
    };
    for (size_t i = 0; i < COUNT_OF(k); i++)
        if ((fold_entry_of(k[i].c) & FOLD_CLASS) != k[i].class) {
            printf("U+%04X: ", k[i].c);
            CHECK_U64(fold_entry_of(k[i].c) & FOLD_CLASS, k[i].class);
        }
    CHECK(fold_entry_of(0xDF) & FOLD_SEVERAL);
    CHECK(fold_entry_of(0x337F) & FOLD_SEVERAL);
    CHECK(fold_entry_of(0x3099) & FOLD_JOINS);
    CHECK_U64(fold_table_hash(), fold_table_hash());
    CHECK(fold_table_hash() != 0);
}

/* --- the Bible twice ------------------------------------------------------- */

static FILE *open_bible(const char *name)
{
    const char *shared = getenv("CRIB_SHARED");
    char path[512], command[600];
    snprintf(path, sizeof path, "%s/data/%s", shared && *shared ? shared : "../shared", name);
    FILE *f = strchr(path, '\'') ? NULL : fopen(path, "rb");
    if (!f)
        return NULL;
    fclose(f);
    snprintf(command, sizeof command, "xz -dc '%s'", path);
    return popen(command, "r");
}

static uint32_t fold_line(const char *line, struct units *u)
{
    u->n = 0;
    const char *text = strchr(line, '\t');
    size_t from = text ? (size_t)(text - line) + 1 : 0;
    CHECK(fold_run(line, (struct txt_span){ (uint32_t)from, (uint32_t)strlen(line) }, 0, u, NULL) == CRIB_OK);
    return u->n;
}

TEST(text_fold_makes_traditional_and_simplified_verses_equal)
{
    static char hant[8192], hans[8192];
    FILE *a = open_bible("bible-zh-hant.tsv.xz"), *b = open_bible("bible-zh-hans.tsv.xz");
    if (a && b) {
        struct units u, v;
        unsigned n = 0, n_unlike = 0;
        const unsigned most = 4; /* OpenCC's character tables do not join 姪 and 侄 */
        units_init(&u);
        units_init(&v);
        while (fgets(hant, sizeof hant, a) && fgets(hans, sizeof hans, b)) {
            bool same = fold_line(hant, &u) == fold_line(hans, &v) && (!u.n || !memcmp(u.exact, v.exact, u.n * sizeof *u.exact));
            n++;
            if (!same && n_unlike++ >= most)
                printf("unlike: %s        %s", hant, hans);
        }
        CHECK(n > 31000);
        CHECK(n_unlike <= most);
        units_done(&u);
        units_done(&v);
    } else {
        test_skip("the two Bibles are not here (CRIB_SHARED)");
    }
    if (a)
        pclose(a);
    if (b)
        pclose(b);
}
