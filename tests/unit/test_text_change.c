/* SPDX-License-Identifier: MIT */
/* Surface differences and what was hidden. */
#include "harness.h"

#include "crib/result.h"
#include "text/change.h"
#include "core/utf8.h"
#include "text/fold.h"
#include "text/fold_table.h"
#include "text/hidden.h"
#include "text/homoglyph.h"

#define BIT(kind) (1u << CRIB_CHANGE_##kind)

static struct txt_span whole(const char *s) { return (struct txt_span){ 0, (uint32_t)strlen(s) }; }

TEST(text_change_of_units_names_the_foldings_between_two_surfaces)
{
    static const struct { const char *a, *b; unsigned bits; } k[] = {
        { "中", "中", 0 },
        { "体", "體", BIT(SCRIPT) },
        { "Ａ", "A", BIT(WIDTH) },
        { "Ａ", "a", BIT(WIDTH) | BIT(CASE) },
        { "Word", "WORD", BIT(CASE) },
        { "ﬁne", "fine", BIT(WIDTH) },
        { "ｶﾞ", "ガ", BIT(WIDTH) },
        { "cafe\xCC\x81", "caf\xC3\xA9", 0 },                      /* canonically the same */
        { "strasse", "straße", BIT(CASE) },
        { "resume", "résumé", BIT(ACCENTS) },
        { "re\xCC\x81sume\xCC\x81", "RÉSUMÉ", BIT(CASE) },
        { "ΑΘΗΝΑ", "Αθήνα", BIT(ACCENTS) },
        { "все", "всё", BIT(ACCENTS) },
        { "كتب", "كَتَبَ", BIT(ACCENTS) },
        { "کتابی", "كتابي", BIT(SCRIPT) },                          /* a Persian keyboard's letters */
        { "كتاب", "كتـــاب", BIT(WIDTH) },
        { "don't", "don’t", BIT(PUNCTUATION) },
        { "paypal", "p\xD0\xB0ypal", BIT(HIDDEN) },
        { "word", "wo\xE2\x80\x8Brd", BIT(HIDDEN) },
        { "word", "wo\xC2\xADrd", 0 },                              /* a soft hyphen is ordinary there */
        { "13.4", "13.5", BIT(RENUMBERED) },
        { "13.4", "XX", BIT(REDACTED) },
        { "XX", "××", BIT(REDACTED) },
        { "１２", "12", BIT(WIDTH) },
        { "2,023", "2023", BIT(PUNCTUATION) },
        { "⑩", "11", BIT(RENUMBERED) },
        { "①", "1", BIT(WIDTH) },
    };
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        unsigned ab = change_of_units(k[i].a, whole(k[i].a), k[i].b, whole(k[i].b));
        unsigned ba = change_of_units(k[i].b, whole(k[i].b), k[i].a, whole(k[i].a));
        if (ab != k[i].bits || ba != k[i].bits) {
            printf("%s and %s: ", k[i].a, k[i].b);
            CHECK_U64(ab, k[i].bits);
            CHECK_U64(ba, k[i].bits);
        }
    }
}

TEST(text_change_of_gaps_counts_marks_but_no_white_space)
{
    static const struct { const char *a, *b; unsigned bits; } k[] = {
        { "", "", 0 },
        { "", " \n　", 0 },
        { "，", "，\n", 0 },
        { "，", ",", BIT(WIDTH) },
        { "，", "。", BIT(PUNCTUATION) },
        { "", "、", BIT(PUNCTUATION) },
        { "…", "...", BIT(WIDTH) },
        { "……", "……", 0 },
        { "（ ", " (", BIT(WIDTH) },
        { "", "\xE2\x80\x8B", BIT(HIDDEN) },
        { "，", "\xE2\x80\xAE,", BIT(HIDDEN) | BIT(WIDTH) },
        { "\xE2\x80\x8B", "\xE2\x80\x8B", 0 },
        { "👨\xE2\x80\x8D👩", "👨\xE2\x80\x8D👩", 0 },
    };
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        unsigned ab = change_of_gaps(k[i].a, whole(k[i].a), k[i].b, whole(k[i].b));
        if (ab != k[i].bits || change_of_gaps(k[i].b, whole(k[i].b), k[i].a, whole(k[i].a)) != ab) {
            printf("\"%s\" and \"%s\": ", k[i].a, k[i].b);
            CHECK_U64(ab, k[i].bits);
        }
    }
}

#define ZWSP "\xE2\x80\x8B"
#define ZWNJ "\xE2\x80\x8C"
#define ZWJ "\xE2\x80\x8D"
#define LRM "\xE2\x80\x8E"
#define RLM "\xE2\x80\x8F"
#define RLO "\xE2\x80\xAE"
#define PDF "\xE2\x80\xAC"
#define BOM "\xEF\xBB\xBF"
#define VS16 "\xEF\xB8\x8F"
#define SHY "\xC2\xAD"

TEST(text_change_flags_says_nothing_of_ordinary_text)
{
    static const char *const k[] = {
        "全市经济运行总体平稳，增长5.2%。",
        BOM "第一章 总则",
        "The quick brown fox doesn't jump.",
        "Привет, мир! Γειά σου Κόσμε",
        "长度为5μm，γ射线，β-胡萝卜素, αhelix, 10kΩ, ΔT",
        "一家人👨" ZWJ "👩" ZWJ "👧" ZWJ "👦，👩🏽" ZWJ "💻，❤" VS16 ZWJ "🔥，1" VS16 "\xE2\x83\xA3",
        "می" ZWNJ "خواهم کتاب" ZWNJ "ها را بخوانم",
        "क्" ZWJ "ष और श्री" ZWNJ "मान",
        "ශ්" ZWJ "රී ලංකාව",
        "ภาษา" ZWSP "ไทย",
        "ភាសា" ZWSP "ខ្មែរ",
        "ជ្រើស ។\n" ZWSP ZWSP "ដើម្បី" ZWSP "ប្រើ", /* at a line's beginning, and more than one */
        "រូបភាព" ZWSP "ប្រភេទ" ZWSP "(" ZWSP "GIF, JPG" ZWSP ") " ZWSP "ជា", /* beside signs and foreign words */
        "هستید،" ZWNJ " ممکن است",
        "שלום" LRM " (abc) " RLM "עולם",
        "Wörter" SHY "buch",
        "葛\xF3\xA0\x84\x80城",                                      /* ideographic variation sequence */
        "🏴\xF3\xA0\x81\xA7\xF3\xA0\x81\xA2\xF3\xA0\x81\xA5\xF3\xA0\x81\xAE\xF3\xA0\x81\xA7\xF3\xA0\x81\xBF", /* a flag */
        "日本語のテキスト、한국어 문장",
    };
    for (size_t i = 0; i < COUNT_OF(k); i++)
        if (change_flags(k[i], whole(k[i]))) {
            printf("%s: ", k[i]);
            CHECK_U64(change_flags(k[i], whole(k[i])), 0);
        }
}

TEST(text_change_flags_names_what_was_planted)
{
    static const struct { const char *text; unsigned flags; } k[] = {
        { "全市" ZWSP "经济", CRIB_FLAG_ZERO_WIDTH },
        { "re" ZWNJ "port", CRIB_FLAG_ZERO_WIDTH },
        { "re" ZWJ "port", CRIB_FLAG_ZERO_WIDTH },
        { "中" ZWJ "国", CRIB_FLAG_ZERO_WIDTH },
        { "中" SHY "国", CRIB_FLAG_ZERO_WIDTH },
        { "中" BOM "国", CRIB_FLAG_ZERO_WIDTH },
        { "re" VS16 "port", CRIB_FLAG_ZERO_WIDTH },
        { "中\xE2\x81\xA0国", CRIB_FLAG_ZERO_WIDTH },                  /* word joiner */
        { "中\xE3\x85\xA4国", CRIB_FLAG_ZERO_WIDTH },                  /* Hangul filler */
        { "a\xF3\xA0\x81\xA7" "b", CRIB_FLAG_ZERO_WIDTH },             /* tag */
        { "abc" RLO "fed" PDF, CRIB_FLAG_BIDI },
        { "经济" LRM "运行", CRIB_FLAG_BIDI },
        { "p\xD0\xB0ypal", CRIB_FLAG_HOMOGLYPH },
        { "прив\x65т", CRIB_FLAG_HOMOGLYPH },
        { "the \xCE\x91pple", CRIB_FLAG_HOMOGLYPH },                    /* capital alpha */
        { "w\xCE\xBFrd", CRIB_FLAG_HOMOGLYPH },                         /* omicron */
        { "p\xD0\xB0y" ZWSP "pal " RLO "x", CRIB_FLAG_HOMOGLYPH | CRIB_FLAG_ZERO_WIDTH | CRIB_FLAG_BIDI },
    };
    for (size_t i = 0; i < COUNT_OF(k); i++)
        if (change_flags(k[i].text, whole(k[i].text)) != k[i].flags) {
            printf("%s: ", k[i].text);
            CHECK_U64(change_flags(k[i].text, whole(k[i].text)), k[i].flags);
        }
}

/* One character after the other, each of them looked up. */
static unsigned flags_plainly(const char *text, size_t end)
{
    unsigned flags = 0;
    uint32_t part[TOKEN_MOST];
    size_t n_part;
    for (size_t i = 0, next; i < end; i = next) {
        unsigned letters = 0, n = 0;
        size_t at = i, stop = i;
        uint32_t c = utf8_next(text, end, &at), class = fold_entry_of(c) & FOLD_CLASS;
        next = at;
        if (class == FOLD_IGNORE)
            flags |= hidden_at(text, i, end);
        if (class != FOLD_LETTER)
            continue;
        for (at = i; at < end && n < TOKEN_MOST; n++, stop = at) {
            uint32_t e = fold_entry_of(c = utf8_next(text, end, &at));
            if ((e & FOLD_CLASS) == FOLD_LETTER)
                letters |= letters_of(fold_entry_to(c, e));
            else if ((e & FOLD_CLASS) == FOLD_IGNORE)
                flags |= hidden_at(text, stop, end);
            else if ((e & FOLD_CLASS) != FOLD_DIGIT && (e & FOLD_CLASS) != FOLD_MARK)
                break;
        }
        next = stop;
        if (letters_mixed(letters) && homoglyph_in_word(text + i, stop - i, part, &n_part))
            flags |= CRIB_FLAG_HOMOGLYPH;
    }
    return flags;
}

TEST(text_change_flags_passes_over_plain_text_and_misses_nothing)
{
    static const char *const piece[] = {
        "a", "Z", "report", "7", "3d", " ", "\t", "\n", ".", "-", "_", "经济", "鿕", "䷀", "。", "（", "Ａ", "é", "e\xCC\x81", "о", "р",
        "\xD0\xB0", "\xCE\xBF", "μ", "ü", "한", "カ", "कि", "ا", "👩", ZWSP, ZWNJ, ZWJ, SHY, BOM, RLO, PDF, LRM, VS16,
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789",
    };
    uint64_t rng = 5;
    for (int round = 0; round < 20000; round++) {
        char text[1024];
        size_t n = 0;
        for (size_t k = test_random(&rng) % 24; k > 0; k--) {
            /* mostly plain, or every text would have every flag */
            const char *s = piece[test_random(&rng) % (test_random(&rng) % 8 ? 17 : COUNT_OF(piece))];
            if (n + strlen(s) < sizeof text) {
                memcpy(text + n, s, strlen(s));
                n += strlen(s);
            }
        }
        unsigned flags = change_flags(text, (struct txt_span){ 0, (uint32_t)n });
        if (flags != flags_plainly(text, n))
            printf("%.*s: ", (int)n, text);
        CHECK_U64(flags, flags_plainly(text, n));
    }
}

/* Alike units never differ by more than change_of_units can name, and equal
 * ones by nothing at all: every surface of a unit against its own fold. */
TEST(text_change_is_symmetric_on_every_character_of_the_basic_plane)
{
    for (uint32_t c = 0x20; c < 0x10000 && !test_failing(); c += 3) {
        char a[4], b[4] = "a";
        if (c >= 0xD800 && c < 0xE000)
            continue;
        size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        if (n == 1)
            a[0] = (char)c;
        else if (n == 2)
            a[0] = (char)(0xC0 | c >> 6), a[1] = (char)(0x80 | (c & 63));
        else
            a[0] = (char)(0xE0 | c >> 12), a[1] = (char)(0x80 | (c >> 6 & 63)), a[2] = (char)(0x80 | (c & 63));
        struct txt_span sa = { 0, (uint32_t)n }, sb = { 0, 1 };
        CHECK_U64(change_of_units(a, sa, a, sa), 0);
        CHECK_U64(change_of_units(a, sa, b, sb), change_of_units(b, sb, a, sa));
        CHECK_U64(change_of_gaps(a, sa, a, sa), 0);
    }
}
