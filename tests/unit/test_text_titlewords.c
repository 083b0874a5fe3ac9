/* SPDX-License-Identifier: MIT */
/* Words that titles of any subject have. */
#include "text/titlewords.h"

#include "harness.h"
#include "text/fold.h"
#include "text/titlewords_list.h"

enum { UNITS = 64 };

/* The title's units as letters: n names something, u is usual, l links, k is a kind; figures are #. */
static void marks_of(const char *title, char *out)
{
    struct titlewords w;
    struct units u;
    uint8_t mark[UNITS];
    units_init(&u);
    CHECK(titlewords_init(&w, NULL) == CRIB_OK);
    CHECK(fold_run(title, (struct txt_span){ 0, (uint32_t)strlen(title) }, 0, &u, NULL) == CRIB_OK);
    CHECK(u.n < UNITS);
    CHECK(titlewords_mark(&w, &u, mark, NULL) == CRIB_OK);
    for (uint32_t i = 0; i < u.n; i++)
        out[i] = unit_is_placeholder(&u, i) ? '#' : "nulk"[mark[i]];
    out[u.n] = 0;
    units_done(&u);
    titlewords_done(&w);
}

static void check_marks(const char *title, const char *expected)
{
    char got[UNITS];
    marks_of(title, got);
    CHECK_STR(got, expected);
}

TEST(titlewords_leave_what_a_title_names)
{
    check_marks("Annual Report of the Harbour Office 2019", "kkllnu#");
    check_marks("Chair's report", "uk");
    check_marks("Jahresbericht 2020 der Feuerwehr", "k#ln");
    check_marks("Отчёт о работе отдела архитектуры за 2021 год", "kluunl#k");
    check_marks("X370 user guide", "nnu");
    check_marks("تقرير الميناء لشهر مارس 2019", "knnk#");
    check_marks("बंदरगाह की रिपोर्ट, मार्च 2019", "nlkk#");
    check_marks("IT Department Annual Report", "nukk");
}

TEST(titlewords_of_scripts_without_spaces_are_found_where_they_stand)
{
    check_marks("财政局2019年工作总结", "nnn#lkkkk");
    check_marks("上半年工作小结及下半年打算", "kkkkkkkukkkkk");
    check_marks("个人述职报告", "uukkkk");
    check_marks("令和5年度財政課事業報告書", "kk#kknnukkkkk");
    check_marks("รายงานประจำปีกองทัพเรือ", "kkkkkkkkkkknnnnnnnn");
}

/* 明年, 学年, 学期, 全年, 通知 and 工作 would stand across two words here. */
TEST(titlewords_do_not_break_words_that_documents_are_about)
{
    check_marks("昆明年度工作总结", "nnkkkkkk");
    check_marks("北京大学年度报告", "nnnnkkkk");
    check_marks("大学期刊", "nnun");
    check_marks("交通知识", "nnnn");
    check_marks("施工作业", "nnnn");
    check_marks("인공지능 보고서", "nuunkkk"); /* a pair of syllables is usual at most */
}

TEST(titlewords_are_persons_names_where_what_stands_behind_tells)
{
    check_marks("王芳同志2019年度述职报告", "llll#kkkkkk");
    check_marks("欧阳文华先生", "llllll");
    check_marks("财政局局长王芳同志讲话", "nnnuullllkk");
    check_marks("在会议上王芳同志的发言", "ulllllllukk");
    check_marks("水利局防汛办王芳同志讲话", "nnnnnnnnllkk"); /* where it begins is not told */
}

TEST(titlewords_are_the_same_in_traditional_characters_and_in_any_case)
{
    check_marks("財政局2019年工作總結", "nnn#lkkkk");
    check_marks("ANNUAL REPORT", "kk");
}

/* 工会 is no word of the list, 工作 is; 会工作 must not be read as 会工 + 作. */
TEST(titlewords_leave_fewest_characters_over)
{
    check_marks("总工会工作报告", "nnukkkk");
    check_marks("审计委员会情况", "nnuuukk");
    check_marks("社会情况", "nukk");
}

TEST(titlewords_of_an_empty_title_are_none)
{
    check_marks("", "");
    check_marks("2019", "#");
}

static bool is_in(const char *at, const char *word, size_t n)
{
    for (; *at; at += strcspn(at, " "), at += *at == ' ')
        if (strcspn(at, " ") == n && memcmp(at, word, n) == 0)
            return true;
    return false;
}

/* Is it a word of the list? */
static bool is_listed(const char *word, size_t n)
{
    for (size_t k = 0; k < COUNT_OF(titlewords_of); k++)
        if (is_in(titlewords_of[k].kinds, word, n) || is_in(titlewords_of[k].usual, word, n))
            return true;
    return false;
}

/* How many characters of the title words of the list cover at most: by trying all ways. */
static uint32_t most_covered(const char *title)
{
    enum { BYTES = 3 }; /* of a character */
    uint32_t best = *title ? most_covered(title + BYTES) : 0;
    for (size_t n = BYTES; *title && n <= strlen(title); n += BYTES)
        if (is_listed(title, n))
            best = max_u32(best, (uint32_t)n / BYTES + most_covered(title + n));
    return best;
}

TEST(titlewords_cover_as_much_as_any_reading)
{
    static const char *const character[] = { "工", "作", "总", "结", "年", "度", "会", "议", "报", "告", "上", "半", "划" };
    uint64_t seed = 1;
    for (uint32_t round = 0; round < 100; round++) {
        char title[64] = "", got[UNITS];
        uint32_t covered = 0;
        for (uint32_t i = 0; i < 8; i++)
            memcpy(title + 3 * i, character[test_random(&seed) % COUNT_OF(character)], 3);
        marks_of(title, got);
        for (uint32_t i = 0; got[i]; i++)
            covered += got[i] != 'n';
        CHECK_U64(covered, most_covered(title));
    }
}

TEST(titlewords_survive_every_refused_allocation)
{
    const char *title = "王芳同志2019年述职报告";
    struct units u;
    uint8_t mark[UNITS];
    units_init(&u);
    CHECK(fold_run(title, (struct txt_span){ 0, (uint32_t)strlen(title) }, 0, &u, NULL) == CRIB_OK);
    uint64_t live = mem_live();
    int rc = CRIB_E_NOMEM;
    for (long nth = 0; rc != CRIB_OK && !test_failing(); nth++) {
        struct titlewords w;
        mem_refuse_from(nth);
        rc = titlewords_init(&w, NULL);
        if (rc == CRIB_OK)
            rc = titlewords_mark(&w, &u, mark, NULL);
        mem_refuse_from(-1);
        titlewords_done(&w);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        CHECK_U64(mem_live(), live);
    }
    CHECK(mark[0] == TITLEWORD_LINK);
    units_done(&u);
}
