/* SPDX-License-Identifier: MIT */
/* Folding against its slow twin, on cases written out, and on its promises:
 * positions, stability, variants, odd input. */
#include "harness.h"

#include "core/buf.h"
#include "core/utf8.h"
#include "ref/text_fold_ref.h"
#include "text/fold.h"

static void fold_all(const char *s, size_t n, unsigned flags, struct units *u)
{
    units_init(u);
    CHECK(fold_run(s, (struct txt_span){ 0, (uint32_t)n }, flags, u, NULL) == CRIB_OK);
}

static void fold_str(const char *s, struct units *u) { fold_all(s, strlen(s), 0, u); }

/* "kind:surface" of every unit, with bars between. */
static void check_cut(const char *s, unsigned flags, const char *expected)
{
    struct units u;
    struct buf b;
    size_t n;
    fold_all(s, strlen(s), flags, &u);
    buf_init(&b, 4096);
    for (uint32_t i = 0; i < u.n; i++)
        CHECK(buf_printf(&b, NULL, "%s%c:%.*s", i ? "|" : "", "cwnrKR"[u.kind[i]], (int)(u.end[i] - u.beg[i]), s + u.beg[i]) ==
              CRIB_OK);
    char *got = buf_take(&b, &n);
    CHECK_STR(got, expected);
    mem_free(got);
    units_done(&u);
}

static bool same_codes(const struct units *a, const struct units *b, bool exact)
{
    return a->n == b->n && (a->n == 0 || memcmp(exact ? a->exact : a->code, exact ? b->exact : b->code, a->n * sizeof *a->code) == 0);
}

/* Of units that are alike: do only their rows tell them apart? */
static void check_marked(const char *a, const char *b, bool marked)
{
    struct units u, v;
    fold_str(a, &u);
    fold_str(b, &v);
    if (!same_codes(&u, &v, true) || units_equal(&u, &v) == marked || (units_hash(&u) == units_hash(&v)) == marked) {
        printf("\"%s\" and \"%s\": ", a, b);
        CHECK(!"alike, and marked as expected");
    }
    units_done(&u);
    units_done(&v);
}

static void check_alike(const char *a, const char *b, bool alike, bool equal)
{
    struct units u, v;
    fold_str(a, &u);
    fold_str(b, &v);
    if (same_codes(&u, &v, false) != alike || same_codes(&u, &v, true) != equal) {
        printf("\"%s\" and \"%s\": ", a, b);
        CHECK(!"alike and equal as expected");
    }
    units_done(&u);
    units_done(&v);
}

TEST(text_fold_cuts_words_numbers_and_redactions_where_they_should_be)
{
    static const struct { const char *text, *cut; } c[] = {
        { "全年增长13.4%，完成2,023万元", "c:全|c:年|c:增|c:长|n:13.4|c:完|c:成|n:2,023|c:万|c:元" },
        { "2023-01-02", "n:2023|n:01|n:02" },
        { "10:30开会", "n:10:30|c:开|c:会" },
        { "附件1：2023年", "c:附|c:件|n:1|n:2023|c:年" },
        { "2023,2024", "n:2023|n:2024" },
        { "1,234,567.89", "n:1,234,567.89" },
        { "1,2345", "n:1|n:2345" },
        { "1.2.3.", "n:1.2.3" },
        { "１２．５％", "n:１２．５" },
        { "٣٫١٤", "n:٣٫١٤" },
        { "XX市xx.x亿元20XX年", "r:XX|c:市|r:xx.x|c:亿|c:元|r:20XX|c:年" },
        { "X.X", "r:X.X" },
        { "x.5", "w:x|n:5" },
        { "××路□□", "r:××|c:路|r:□□" },
        { "3×4", "n:3|n:4" },
        { "138****5678", "r:138****5678" },
        { "某某局某人", "r:某某|c:局|c:某|c:人" },
        { "XXL xxyz fXX f** **f", "w:XXL|w:xxyz|w:fXX|w:f|w:f" },
        { "m*\x01*", "w:m" },
        { "ＸＸ县", "r:ＸＸ|c:县" },
        { "don't re-entry foo_bar rock ’n’ roll", "w:don't|w:re|w:entry|w:foo|w:bar|w:rock|w:n|w:roll" },
        { "HPV16 x903 5G网", "w:HPV16|w:x903|n:5|w:G|c:网" },
        { "用Excel做", "c:用|w:Excel|c:做" },
        { "D的", "K:D|c:的" },
        { "坚持D，", "c:坚|c:持|K:D" },
        { "plan D is", "w:plan|w:D|w:is" },
        { "AAA公众号", "R:AAA|c:公|c:众|c:号" },
        { "ABA公", "w:ABA|c:公" },
        { "한국어 text", "c:한|c:국|c:어|w:text" },
        { "ที่นี่", "c:ที่|c:นี่" },
        { "हिन्दी में", "w:हिन्दी|w:में" },
        { "a\xC2\xAD" "b", "w:a\xC2\xAD" "b" },                      /* soft hyphen */
        { "中\xE2\x80\x8B文", "c:中|c:文" },                          /* zero width space */
        { "1\xE2\x80\x8B" "3.4", "n:1\xE2\x80\x8B" "3.4" },
        { "", "" },
        { "，。！ \t\n—…😀™", "" },
        { "㍿①½", "c:㍿|n:①|n:½" },
        { "ｶﾞｽ", "c:ｶﾞ|c:ｽ" },
    };
    for (size_t i = 0; i < COUNT_OF(c); i++)
        check_cut(c[i].text, 0, c[i].cut);
}

TEST(text_fold_takes_stars_for_markup_in_markdown)
{
    check_cut("**要点** 20** x_y_", FOLD_MARKDOWN, "c:要|c:点|n:20|w:x|w:y");
    check_cut("**要点**", 0, "r:**|c:要|c:点|r:**");
    check_cut("**××局**", FOLD_MARKDOWN, "r:××|c:局");
    check_cut("XX市××", FOLD_MARKDOWN, "r:XX|c:市|r:××");
}

TEST(text_fold_makes_one_of_what_is_written_in_two_ways)
{
    check_alike("體制機製與後台鐘錶", "体制机制与后台钟表", true, true);
    check_alike("這裡為了發展臺灣", "这里为了发展台湾", true, true);
    check_alike("Ｅｘｃｅｌ表", "excel表", true, true);
    check_alike("STRASSE", "straße", true, true);
    check_alike("cafe\xCC\x81", "caf\xC3\xA9", true, true);
    check_alike("q\xCC\x87\xCC\xA3", "q\xCC\xA3\xCC\x87", true, true); /* dots above and below, either order */
    check_alike("\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "각", true, true);
    check_alike("ｶﾞ", "ガ", true, true);
    check_alike("น้ำ", "น้\xE0\xB9\x8D\xE0\xB8\xB2", true, true);
    check_alike("ﬁne", "fine", true, true);
    check_alike("don't", "don’t", true, true);
    check_alike("１２．５", "12.5", true, true);
    check_alike("2,023", "2023", true, true);
    check_alike("٢٠٢٣", "2023", true, true);
    check_alike("中\xE2\x80\x8B\xE2\x80\xAE文", "中文", true, true);
    check_alike("р\xD0\xB0ypal", "paypal", true, true); /* Cyrillic er and a */
    check_alike("\xD0\x92\xD0\x90NK", "bank", true, true);
    check_alike("прив\x65т", "привет", true, true);     /* a Latin e */
    check_alike("μm", "um", false, false);
    check_alike("μm", "µm", true, true);
}

TEST(text_fold_matches_words_without_the_marks_that_people_leave_out)
{
    check_marked("Příliš žluťoučký kůň", "Prilis zlutoucky kun", true);
    check_marked("Đường phố Hà Nội", "Duong pho Ha Noi", true);
    check_marked("zażółć łódź smørrebrød", "zazolc lodz smorrebrod", true);
    check_marked("IŞIK İZMİR", "isik izmir", true);
    check_marked("Η ΑΘΗΝΑ ΕΙΝΑΙ", "Η Αθήνα είναι", true);
    check_marked("ещё всё", "еще все", true);
    check_marked("за\xCC\x81мок", "замок", true);
    check_marked("كَتَبَ الوَلَدُ", "كتب الولد", true);
    check_marked("إلى المدرسة أمس", "الي المدرسه امس", true);
    check_marked("שָׁלוֹם עוֹלָם", "שלום עולם", true);
}

TEST(text_fold_says_of_a_row_which_marks_its_words_have_and_where)
{
    check_marked("résumé", "resume", true);
    check_marked("resumé", "résume", true);
    check_marked("más té", "mas té", true);
    check_marked("pêche", "péché", true);
    check_marked("كَتب", "كُتب", true);
    check_marked("RÉSUMÉ", "re\xCC\x81sume\xCC\x81", false);     /* in two ways, and in capitals */
    check_marked("\xD9\x83\xD9\x8E\xD9\x91", "\xD9\x83\xD9\x91\xD9\x8E", false); /* vowel, doubling: either order */
    check_marked("کتابی", "كتابي", false);                         /* a Persian keyboard's letters */
    check_marked("كتـــاب", "كتاب", false);
}

TEST(text_fold_forgets_the_marks_of_a_row_that_begins_anew)
{
    struct units u;
    fold_str("más", &u);
    CHECK(u.marks != 0);
    u.n = 0;
    CHECK(fold_run("mas", (struct txt_span){ 0, 3 }, 0, &u, NULL) == CRIB_OK);
    CHECK_U64(u.marks, 0);
    units_done(&u);
}

TEST(text_fold_leaves_marks_alone_that_are_parts_of_letters)
{
    check_alike("май", "маи", false, false);
    check_alike("ма\xD0\xB8\xCC\x86", "май", true, true); /* и and a breve are й */
    check_alike("їжак", "іжак", false, false);
    check_alike("رئيس", "ريس", false, false);
    check_alike("हिन्दी", "हन्द", false, false);
    check_alike("ที่", "ท", false, false);
    check_alike("が", "か", false, false);
}

TEST(text_fold_keeps_apart_what_differs)
{
    check_alike("增长13.4亿元", "增长XX亿元", true, false);
    check_alike("增长13.4亿元", "增长13.5亿元", true, false);
    check_alike("XX市", "××市", true, true);
    check_alike("某某市", "20XX市", true, true);
    check_alike("1.234", "1,234", true, false);
    check_alike("0.5", ".5", true, false);
    check_alike("中文", "中国", false, false);
    check_alike("house", "horse", false, false);
    check_alike("ที่", "ที", false, false);
}

TEST(text_fold_gives_numbers_values_that_are_nothing_elses_code)
{
    struct units u;
    fold_str("12 3.4 词 word ที่ XX 10:30", &u);
    for (uint32_t i = 0; i < u.n; i++) {
        CHECK((u.code[i] & UNIT_WORD_BIT) != 0 || u.code[i] < UNIT_NUMBER_BIT);
        if (u.kind[i] == UNIT_NUMBER)
            CHECK_U64(u.exact[i] >> 30, 1);
        else
            CHECK_U64(u.exact[i], u.code[i]);
        CHECK((u.kind[i] == UNIT_NUMBER || u.kind[i] == UNIT_REDACTION) == unit_is_placeholder(&u, i));
    }
    units_done(&u);
}

TEST(text_fold_appends_run_after_run_and_joins_nothing_across)
{
    const char *s = "20XXab";
    struct units u;
    units_init(&u);
    for (uint32_t i = 0; i < 6; i += 2)
        CHECK(fold_run(s, (struct txt_span){ i, i + 2 }, 0, &u, NULL) == CRIB_OK);
    CHECK_U64(u.n, 3);
    CHECK_U64(u.kind[0], UNIT_NUMBER);
    CHECK_U64(u.kind[1], UNIT_REDACTION);
    CHECK_U64(u.kind[2], UNIT_WORD);
    CHECK_U64(u.beg[2], 4);
    units_done(&u);
    /* a mark at a run's start belongs to nothing before it */
    const char *t = "か\xE3\x82\x99";
    units_init(&u);
    CHECK(fold_run(t, (struct txt_span){ 0, 3 }, 0, &u, NULL) == CRIB_OK);
    CHECK(fold_run(t, (struct txt_span){ 3, 6 }, 0, &u, NULL) == CRIB_OK);
    CHECK_U64(u.n, 1);
    CHECK_U64(u.code[0], 0x304B);
    units_done(&u);
}

TEST(text_fold_prints_what_it_folded)
{
    struct units u;
    struct buf b;
    size_t n;
    const char *s = "《體制》 Don't STOP 12 ３.4%，XX縣2,023人 пр\x69вет ½";
    fold_str(s, &u);
    buf_init(&b, 4096);
    CHECK(fold_print(s, &u, (struct unit_span){ 0, u.n }, &b, NULL) == CRIB_OK);
    char *got = buf_take(&b, &n);
    CHECK_STR(got, "体制dont stop 12 3.4□县2023人прівет 1⁄2");
    mem_free(got);
    units_done(&u);
}

/* --- random texts ---------------------------------------------------------- */

/* One code point of some pool; pools stand for the scripts that fold
 * differently. */
static uint32_t random_cp(uint64_t *r)
{
    static const uint32_t range[][2] = {
        { '0', '9' }, { 'A', 'Z' }, { 'a', 'z' }, { ' ', '/' }, { 'X', 'X' }, { 'x', 'x' }, { '*', '*' }, { ',', '.' },
        { 0x4E00, 0x9FFF }, { 0x4E00, 0x9FFF }, { 0x67D0, 0x67D0 }, { 0x3040, 0x30FF }, { 0xAC00, 0xD7A3 }, { 0x1100, 0x11FF },
        { 0x3131, 0x318E }, { 0xE01, 0xE5B }, { 0xE81, 0xEDF }, { 0x900, 0x97F }, { 0x980, 0x9FF }, { 0x5D0, 0x5EA },
        { 0x591, 0x5C7 }, { 0x620, 0x66F }, { 0xC0, 0x24F }, { 0x300, 0x345 }, { 0x370, 0x3FF }, { 0x400, 0x45F },
        { 0x1E00, 0x1EFF }, { 0x1F00, 0x1FFF }, { 0x200B, 0x200F }, { 0x2010, 0x2030 }, { 0x2100, 0x218F }, { 0x2460, 0x24FF },
        { 0x25A0, 0x25A1 }, { 0xD7, 0xD7 }, { 0x3200, 0x33FF }, { 0xF900, 0xFAFF }, { 0xFB00, 0xFB4F }, { 0xFE70, 0xFEFC },
        { 0xFF01, 0xFFDC }, { 0x1F300, 0x1F64F }, { 0x20000, 0x2A6DF }, { 0x1D400, 0x1D7FF }, { 0x1780, 0x17FF },
        { 0xF00, 0xFBF }, { 0x1000, 0x109F }, { 0xE0100, 0xE01EF }, { 0, 0x10FFFF },
    };
    const uint32_t *p = range[test_random(r) % COUNT_OF(range)];
    return p[0] + (uint32_t)(test_random(r) % (p[1] - p[0] + 1));
}

/* Between 1 and 60 characters; runs of one pool are as likely as mixtures. */
static size_t random_text(uint64_t *r, char *s)
{
    size_t n = 0, want = 1 + test_random(r) % 60;
    uint32_t c = random_cp(r);
    for (size_t i = 0; i < want; i++) {
        switch (test_random(r) % 4) {
        case 0: c = random_cp(r); break;
        case 1: break; /* the same again */
        default: c = (c & ~(uint32_t)0x1F) | (test_random(r) & 0x1F); /* a neighbour */
        }
        n += utf8_encode(c, s + n);
    }
    return n;
}

static void show_units(const char *s, const struct units *u)
{
    for (uint32_t i = 0; i < u->n; i++)
        printf(" [%u-%u %u %x %x %.*s]", u->beg[i], u->end[i], u->kind[i], u->code[i], u->exact[i], (int)(u->end[i] - u->beg[i]),
               s + u->beg[i]);
    printf("\n");
}

static bool same_rows(const struct units *a, const struct units *b)
{
    size_t n = a->n;
    return same_codes(a, b, false) && same_codes(a, b, true) && a->marks == b->marks &&
           (n == 0 || (!memcmp(a->beg, b->beg, n * 4) && !memcmp(a->end, b->end, n * 4) && !memcmp(a->kind, b->kind, n)));
}

TEST(text_fold_equals_its_slow_twin_on_random_mixtures)
{
    uint64_t r = 4;
    char s[60 * 4];
    for (unsigned round = 0; round < 60000 && !test_failing(); round++) {
        struct units u, v;
        size_t n = random_text(&r, s);
        unsigned flags = round % 8 == 0 ? FOLD_MARKDOWN : 0;
        fold_all(s, n, flags, &u);
        units_init(&v);
        text_fold_ref(s, (struct txt_span){ 0, (uint32_t)n }, flags, &v);
        CHECK(same_rows(&u, &v));
        if (test_failing()) {
            printf("%.*s\n", (int)n, s);
            show_units(s, &u);
            show_units(s, &v);
        }
        units_done(&u);
        units_done(&v);
    }
}

/* What fuzzing found: marks trade places with marks beside them only. */
TEST(text_fold_equals_its_slow_twin_on_marks_that_an_apostrophe_parts)
{
    static const char *const word[] = { "s\u0345'\u0345", "s\u0345\u200b\u0345", "a\u0345\u0301b'\u0345c",
                                        "\u03b1\u0345\u2019\u0345z" };
    for (size_t i = 0; i < COUNT_OF(word); i++) {
        struct units u, v;
        fold_all(word[i], strlen(word[i]), 0, &u);
        units_init(&v);
        text_fold_ref(word[i], (struct txt_span){ 0, (uint32_t)strlen(word[i]) }, 0, &v);
        CHECK(same_rows(&u, &v));
        units_done(&u);
        units_done(&v);
    }
}

TEST(text_fold_positions_are_in_order_and_cut_out_the_same_unit)
{
    uint64_t r = 5;
    char s[60 * 4];
    for (unsigned round = 0; round < 20000 && !test_failing(); round++) {
        struct units u, v;
        size_t n = random_text(&r, s);
        fold_all(s, n, 0, &u);
        for (uint32_t i = 0; i < u.n && !test_failing(); i++) {
            CHECK(u.beg[i] < u.end[i] && u.end[i] <= (i + 1 < u.n ? u.beg[i + 1] : n));
            fold_all(s + u.beg[i], u.end[i] - u.beg[i], 0, &v);
            bool was_beside_latin = v.n == 1 && v.kind[0] == UNIT_REDACTION; /* xx in xx×a */
            CHECK(was_beside_latin || (v.n == 1 && v.code[0] == u.code[i] && v.exact[0] == u.exact[i]));
            CHECK(v.n == 1 && v.beg[0] == 0 && v.end[0] == u.end[i] - u.beg[i]);
            if (test_failing()) {
                printf("%.*s unit %u\n", (int)n, s, i);
                show_units(s, &u);
                show_units(s + u.beg[i], &v);
            }
            units_done(&v);
        }
        units_done(&u);
    }
}

TEST(text_fold_of_random_bytes_made_valid_stays_in_bounds)
{
    uint64_t r = 6;
    for (unsigned round = 0; round < 20000; round++) {
        char raw[64], s[64 * 3];
        size_t n_raw = test_random(&r) % sizeof raw, n = 0;
        for (size_t i = 0; i < n_raw; i++)
            raw[i] = (char)(test_random(&r) % (round % 2 ? 256 : 64) + (round % 2 ? 0 : 192));
        for (size_t i = 0; i < n_raw;)
            n += utf8_encode(utf8_next(raw, n_raw, &i), s + n);
        char *exact = malloc(n + 1); /* its end is the sanitizer's */
        CHECK(exact != NULL);
        memcpy(exact, s, n);
        struct units u;
        fold_all(exact, n, 0, &u);
        CHECK(u.n <= n);
        units_done(&u);
        free(exact);
    }
}

static void check_flood(const char *piece, uint32_t most_units)
{
    size_t len = strlen(piece), times = 2000000 / len;
    char *s = malloc(times * len);
    CHECK(s != NULL);
    for (size_t i = 0; s && i < times; i++)
        memcpy(s + i * len, piece, len);
    struct units u;
    fold_all(s, times * len, 0, &u);
    CHECK(u.n > 0 && u.n <= most_units);
    units_done(&u);
    free(s);
}

TEST(text_fold_of_a_flood_of_one_character_is_linear)
{
    check_flood("a", 2000000 / 200);
    check_flood("X", 2000000 / 200);
    check_flood("9", 2000000 / 200);
    check_flood("9.", 2000000 / 200);
    check_flood("×", 2000000 / 200);
    check_flood("某", 2000000 / 200);
    check_flood("某\xE2\x80\x8B", 2000000 / 200);
    check_flood("中", 2000000);
    check_flood("*1*1a", 2000000);
    check_flood("1*1*1*1*1*1*1*1*1*1*1*1*1*1*1*1*1*1*1*1*1*1*1*1*a", 2000000); /* spoilt by the letter */
    check_flood("é\xCC\x81", 2000000 / 200);
    check_flood("น\xE0\xB8\xB4\xE0\xB8\xB4", 2000000);
    check_flood("\xEF\xB7\xBA", 2000000); /* folds to 18 characters */
    check_flood("1,", 2000000);
}

TEST(text_fold_gives_back_every_allocation_it_is_refused)
{
    const char *s = "體制13.4% cafe\xCC\x81 ที่ XX市";
    uint64_t live = mem_live();
    int rc = CRIB_E_NOMEM;
    long nth = 0;
    for (; rc != CRIB_OK && nth < 100; nth++) {
        struct units u;
        struct buf b;
        units_init(&u);
        buf_init(&b, 4096);
        mem_refuse_from(nth);
        rc = fold_run(s, (struct txt_span){ 0, (uint32_t)strlen(s) }, 0, &u, NULL);
        if (rc == CRIB_OK)
            rc = fold_print(s, &u, (struct unit_span){ 0, u.n }, &b, NULL);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        buf_done(&b);
        units_done(&u);
        CHECK_U64(mem_live(), live);
    }
    CHECK(nth > 5 && rc == CRIB_OK);
}
