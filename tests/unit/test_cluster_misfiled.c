/* SPDX-License-Identifier: MIT */
/* Titles that disagree with their bodies. */
#include "cluster/misfiled.h"

#include "cluster/evidence.h"
#include "core/utf8.h"
#include "harness.h"
#include "ref/cluster_reports.h"
#include "ref/plain_speller.h"

/* ---- hand-made texts, folded roughly: a unit for each character, word, number ---- */

static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static void fold(const char *s, size_t beg, size_t end, struct units *u)
{
    for (size_t i = beg; i < end;) {
        size_t at = i;
        uint32_t code = utf8_next(s, end, &i);
        uint8_t kind = UNIT_CHAR;
        if (code >= '0' && code <= '9') {
            code = UNIT_PLACEHOLDER;
            kind = UNIT_NUMBER;
        } else if (is_letter(s[at])) {
            for (code = 0, i = at; i < end && is_letter(s[i]); i++)
                code = code * 31 + (unsigned char)(s[i] | 32);
            code |= UNIT_WORD_BIT;
            kind = UNIT_WORD;
        } else if (code < 0x3400 || code >= 0xFF00) {
            continue;
        }
        CHECK(units_room(u, 1, NULL) == CRIB_OK);
        u->code[u->n] = u->exact[u->n] = code;
        u->beg[u->n] = (uint32_t)at;
        u->end[u->n] = (uint32_t)i;
        u->kind[u->n++] = kind;
    }
}

struct text { char s[4096]; size_t n; struct units title, body; };

/* A title, a sentence said over and over, and a signature. */
static void text_make(struct text *t, struct titled *out, uint32_t ordinal, const char *title, const char *sentence,
                      int times, const char *signature)
{
    *t = (struct text){ .n = 0 };
    t->n = (size_t)snprintf(t->s, sizeof t->s, "%s\n", title);
    fold(t->s, 0, t->n, &t->title);
    size_t body = t->n;
    for (int i = 0; i < times; i++)
        t->n += (size_t)snprintf(t->s + t->n, sizeof t->s - t->n, "%s\n", sentence);
    fold(t->s, body, t->n, &t->body);
    struct txt_span sign = { (uint32_t)t->n, 0 };
    t->n += (size_t)snprintf(t->s + t->n, sizeof t->s - t->n, "%s", signature);
    CHECK(t->n < sizeof t->s);
    sign.end = (uint32_t)t->n;
    *out = (struct titled){ .title = &t->title, .title_text = t->s, .body = &t->body, .body_text = t->s, .signature = sign,
                            .ordinal = ordinal };
}

static void text_done(struct text *t)
{
    units_done(&t->title);
    units_done(&t->body);
}

static const char *const offices[][2] = {
    { "市交通运输局2023年工作总结", "一年来，市交通运输局抓公路养护，抓交通执法，交通运输企业安全管理不断加强，道路货运有序推进。" },
    { "区科技局2023年工作总结", "区科技局紧盯科技企业培育，落实科技奖补，高新技术企业增加，研发投入不断加强，成果转化有序推进。" },
    { "区财政局2023年工作总结", "区财政局统筹财政收入，优化预算支出，财政资金绩效管理不断加强，政府采购有序推进，国库支付平稳。" },
    { "县林业局2023年工作总结", "县林业局开展造林绿化，抓好林业防火，湿地与草原保护不断加强，林业产业有序推进，护林员队伍稳定。" },
    { "区妇联2023年工作总结", "区妇联关心妇女儿童，举办家庭教育讲座，妇联阵地建设不断加强，巾帼创业有序推进，妇女维权到位。" },
    { "市生态环境局2023年工作总结", "市生态环境局治理大气与水质，生态环境监测不断加强，排污许可有序推进，环境执法与生态修复到位。" },
};
enum { OFFICES = COUNT_OF(offices) };

static const struct crib_fact *evidence_of(const struct misfiled *m, const char *code)
{
    for (size_t i = 0; i < m->n_evidence; i++)
        if (strcmp(m->evidence[i].code, code) == 0)
            return &m->evidence[i];
    test_check(false, __FILE__, __LINE__, code);
    static const struct crib_fact none = { "none", 2, { { "", CRIB_ARG_TEXT, 0, "" }, { "", CRIB_ARG_INT, -1, "" } } };
    return &none;
}

TEST(misfiled_report_beside_its_twin_is_told_in_words_a_person_can_check)
{
    struct text text[OFFICES + 1];
    struct titled doc[OFFICES + 1];
    struct misfiled_list l;
    uint32_t fit[OFFICES + 1];
    for (uint32_t i = 0; i < OFFICES; i++)
        text_make(&text[i], &doc[i], i + 1, offices[i][0], offices[i][1], 8, "");
    text_done(&text[0]);
    text_make(&text[0], &doc[0], 1, "市交通运输局 \n 2023年工作总结", offices[0][1], 8, ""); /* on two lines */
    text_make(&text[OFFICES], &doc[OFFICES], OFFICES + 1, offices[5][0], offices[0][1], 8, "市交通运输局 2023年12月");
    struct twin twin[] = { { 0, OFFICES, 9912 } };
    CHECK(misfiled_find(doc, OFFICES + 1, twin, 1, plain_speller(), 1, fit, NULL, &l, NULL) == CRIB_OK);
    CHECK_U64(l.n, 1);
    if (l.n == 1) {
        const struct misfiled *m = &l.item[0];
        CHECK_U64(m->doc, OFFICES);
        CHECK_U64(m->twin, 0);
        CHECK_U64(m->fitting, 0);
        CHECK(strstr(evidence_of(m, "title-term-absent")->arg[0].text, "生态环境") != NULL);
        CHECK_STR(evidence_of(m, "body-term")->arg[0].text, "交通");
        CHECK_I64(evidence_of(m, "body-term")->arg[1].number, 24);
        CHECK_STR(evidence_of(m, "body-names-itself")->arg[0].text, "市交通运输局");
        CHECK_I64(evidence_of(m, "body-names-itself")->arg[1].number, 8);
        CHECK_STR(evidence_of(m, "signature-names")->arg[0].text, "市交通运输局");
        CHECK_I64(evidence_of(m, "twin")->arg[0].number, 1);
        CHECK_STR(evidence_of(m, "twin")->arg[1].text, "市交通运输局 2023年工作总结");
        CHECK_I64(evidence_of(m, "twin")->arg[2].number, 9912);
        CHECK(fit[0] > 5000 && fit[OFFICES] < 1000);
    }
    misfiled_done(&l);
    for (uint32_t i = 0; i <= OFFICES; i++)
        text_done(&text[i]);
}

TEST(misfiled_report_says_a_word_whole_that_many_titles_have)
{
    enum { WATER = 4, ALL = OFFICES + WATER + 1 };
    static const char *const water[] = { "自来水公司年度计划", "自来水公司会议纪要", "自来水公司情况说明", "自来水公司大事记" };
    static const char sentence[] = "自来水公司改造管网，检测水质，查漏止损，抄表到户，自来水供应稳定。";
    struct text text[ALL];
    struct titled doc[ALL];
    struct misfiled_list l;
    uint32_t fit[ALL];
    for (uint32_t i = 0; i < OFFICES; i++)
        text_make(&text[i], &doc[i], i + 1, offices[i][0], offices[i][1], 8, "");
    for (uint32_t i = 0; i < WATER; i++)
        text_make(&text[OFFICES + i], &doc[OFFICES + i], OFFICES + i + 1, water[i], sentence, 8, "");
    text_make(&text[ALL - 1], &doc[ALL - 1], ALL, "自来水公司工作总结", offices[0][1], 8, "");
    struct twin twin[] = { { 0, ALL - 1, 9912 } };
    CHECK(misfiled_find(doc, ALL, twin, 1, plain_speller(), 1, fit, NULL, &l, NULL) == CRIB_OK);
    CHECK_U64(l.n, 1);
    if (l.n == 1)
        CHECK_STR(evidence_of(&l.item[0], "title-term-absent")->arg[0].text, "自来水公司");
    misfiled_done(&l);
    for (uint32_t i = 0; i < ALL; i++)
        text_done(&text[i]);
}

TEST(misfiled_name_that_both_titles_share_is_no_name_of_the_body)
{
    struct text text[OFFICES + 1];
    struct titled doc[OFFICES + 1];
    struct misfiled_list l;
    uint32_t fit[OFFICES + 1];
    static const char sentence[] = "临江县今年新修渠道，堤防与水库除险，临江县灌溉用水节约，水土保持有序推进，临江县清淤渠道到位。";
    for (uint32_t i = 0; i + 1 < OFFICES; i++)
        text_make(&text[i], &doc[i], i + 1, offices[i][0], offices[i][1], 8, "");
    text_make(&text[OFFICES - 1], &doc[OFFICES - 1], 6, "临江县渠道水库2023年工作总结", sentence, 8, "");
    text_make(&text[OFFICES], &doc[OFFICES], 7, "临江县妇女儿童2023年工作总结", sentence, 8, "");
    struct twin twin[] = { { OFFICES, OFFICES - 1, 10000 } };
    CHECK(misfiled_find(doc, OFFICES + 1, twin, 1, plain_speller(), 1, fit, NULL, &l, NULL) == CRIB_OK);
    CHECK_U64(l.n, 1);
    for (size_t i = 0; l.n == 1 && i < l.item[0].n_evidence; i++)
        CHECK(strcmp(l.item[0].evidence[i].code, "body-names-itself") != 0 || strstr(l.item[0].evidence[i].arg[0].text, "渠道"));
    misfiled_done(&l);
    for (uint32_t i = 0; i <= OFFICES; i++)
        text_done(&text[i]);
}

TEST(misfiled_title_that_the_signature_bears_out_stands)
{
    static const struct { const char *signature; size_t n; } cases[] = { { "市生态环境局", 0 }, { "交通运输局办公室", 1 } };
    for (size_t k = 0; k < COUNT_OF(cases); k++) {
        struct text text[OFFICES + 1];
        struct titled doc[OFFICES + 1];
        struct misfiled_list l;
        uint32_t fit[OFFICES + 1];
        for (uint32_t i = 0; i < OFFICES; i++)
            text_make(&text[i], &doc[i], i + 1, offices[i][0], offices[i][1], 8, "");
        text_make(&text[OFFICES], &doc[OFFICES], OFFICES + 1, offices[5][0], offices[0][1], 8, cases[k].signature);
        struct twin twin[] = { { OFFICES, 0, 9000 } };
        CHECK(misfiled_find(doc, OFFICES + 1, twin, 1, plain_speller(), 1, fit, NULL, &l, NULL) == CRIB_OK);
        CHECK_U64(l.n, cases[k].n);
        if (l.n == 1)
            CHECK_STR(evidence_of(&l.item[0], "signature-names")->arg[0].text, "交通运输局");
        misfiled_done(&l);
        for (uint32_t i = 0; i <= OFFICES; i++)
            text_done(&text[i]);
    }
}

TEST(misfiled_english_report_beside_its_twin_is_told_by_words)
{
    static const char *const bureaus[][2] = {
        { "Harbour Office annual report 2023", "The Harbour Office dredged the harbour basin, and ships paid their harbour dues on time this year." },
        { "Forestry Board annual report 2023", "The Forestry Board planted oak and ash, the forestry wardens kept the paths open on time this year." },
        { "Library Service annual report 2023", "The Library Service lent books and maps, the library vans went to the hamlets on time this year." },
        { "Water Company annual report 2023", "The Water Company laid new pipes, and drinking water was tested for lead and lime on time this year." },
    };
    struct text text[5];
    struct titled doc[5];
    struct misfiled_list l;
    uint32_t fit[5];
    for (uint32_t i = 0; i < 4; i++)
        text_make(&text[i], &doc[i], i + 1, bureaus[i][0], bureaus[i][1], 10, "");
    text_make(&text[4], &doc[4], 5, "Library Service annual report 2023", bureaus[0][1], 10, "");
    struct twin twin[] = { { 4, 0, 10000 } };
    CHECK(misfiled_find(doc, 5, twin, 1, plain_speller(), 1, fit, NULL, &l, NULL) == CRIB_OK);
    CHECK_U64(l.n, 1);
    if (l.n == 1) {
        CHECK_U64(l.item[0].doc, 4);
        CHECK_U64(l.item[0].twin, 0);
        CHECK_STR(evidence_of(&l.item[0], "title-term-absent")->arg[0].text, "Library");
        CHECK_STR(evidence_of(&l.item[0], "body-term")->arg[0].text, "Harbour");
        CHECK_I64(evidence_of(&l.item[0], "body-term")->arg[1].number, 30);
        CHECK_STR(evidence_of(&l.item[0], "body-names-itself")->arg[0].text, "Harbour Office");
    }
    misfiled_done(&l);
    for (uint32_t i = 0; i < 5; i++)
        text_done(&text[i]);
}

TEST(misfiled_body_is_told_by_the_one_name_in_it_not_by_the_article_that_it_says_often)
{
    static const char *const reports[][2] = {
        { "The harbour in 2023",
          "The boats by the quay, the nets on the wall, the ropes and the oars in the shed were new." },
        { "The forestry wardens in 2023",
          "Forestry wardens planted oak and ash, and the paths stayed open all summer long." },
        { "The library vans in 2023",
          "Library vans lent books and maps to hamlets, and the readers paid nothing for them." },
        { "The drinking water in 2023",
          "Drinking water was tested for lead and lime, and the pipes were laid before winter." },
        { "The village schools in 2023",
          "Village schools hired teachers, and the children walked to schools over frozen fields." },
        { "Street lamps in 2023",
          "Street lamps were lit at dusk, and new lamps along the market were paid by shops." },
    };
    enum { REPORTS = COUNT_OF(reports), TIMES = 12 };
    struct text text[REPORTS + 1];
    struct titled doc[REPORTS + 1];
    struct misfiled_list l;
    uint32_t fit[REPORTS + 1];
    char harbour[2048];
    size_t n = (size_t)snprintf(harbour, sizeof harbour, "The harbour was dredged.\n"); /* once, so it weighs little */
    for (int i = 0; i < TIMES; i++)
        n += (size_t)snprintf(harbour + n, sizeof harbour - n, "%s\n", reports[0][1]);
    text_make(&text[0], &doc[0], 1, reports[0][0], harbour, 1, "");
    for (uint32_t i = 1; i < REPORTS; i++)
        text_make(&text[i], &doc[i], i + 1, reports[i][0], reports[i][1], TIMES, "");
    text_make(&text[REPORTS], &doc[REPORTS], REPORTS + 1, "Street lamps in 2023", harbour, 1, "");
    struct twin twin[] = { { 0, REPORTS, 10000 } };
    CHECK(misfiled_find(doc, REPORTS + 1, twin, 1, plain_speller(), 1, fit, NULL, &l, NULL) == CRIB_OK);
    CHECK_U64(l.n, 1);
    if (l.n == 1) {
        CHECK_U64(l.item[0].doc, REPORTS);
        CHECK_STR(evidence_of(&l.item[0], "body-term")->arg[0].text, "harbour");
        CHECK_I64(evidence_of(&l.item[0], "body-term")->arg[1].number, 1);
    }
    misfiled_done(&l);
    for (uint32_t i = 0; i <= REPORTS; i++)
        text_done(&text[i]);
}

/* The fit of one more report beside the offices'. */
static uint32_t fit_of(const char *title, const char *sentence)
{
    struct text text[OFFICES + 1];
    struct titled doc[OFFICES + 1];
    struct misfiled_list l;
    uint32_t fit[OFFICES + 1];
    for (uint32_t i = 0; i < OFFICES; i++)
        text_make(&text[i], &doc[i], i + 1, offices[i][0], offices[i][1], 8, "");
    text_make(&text[OFFICES], &doc[OFFICES], OFFICES + 1, title, sentence, 8, "");
    CHECK(misfiled_find(doc, OFFICES + 1, NULL, 0, plain_speller(), 1, fit, NULL, &l, NULL) == CRIB_OK);
    CHECK_U64(l.n, 0);
    misfiled_done(&l);
    for (uint32_t i = 0; i <= OFFICES; i++)
        text_done(&text[i]);
    return fit[OFFICES];
}

TEST(misfiled_abbreviated_and_inflected_titles_are_found_in_their_bodies)
{
    CHECK(fit_of("县文旅局2023年文旅工作总结",
                 "今年文旅局抓文化和旅游产业融合，文化馆免费开放，文化与旅游市场监管不断加强，文物保护到位。") > 3000);
    /* never the abbreviation itself: found by its characters, a little apart */
    CHECK(fit_of("县文旅局2023年工作总结，县文旅局", "文化和旅游产业融合，文化与旅游市场监管不断加强，文物旅途保护到位。") >= 2500);
    CHECK(fit_of("Forest report", "The forestry wardens and foresters planted oak, ash and birch on the northern slopes this year.") > 2600);
    CHECK(fit_of("Forest report", "The harbour wardens and sailors painted boats, masts and cranes on the northern quays this year.") < 1000);
}

TEST(misfiled_title_in_another_script_than_the_body_is_not_judged)
{
    CHECK_U64(fit_of("Traffic Bureau annual report", offices[0][1]), 2500);
}

TEST(misfiled_what_names_nothing_or_is_too_short_is_counted_not_judged)
{
    struct text text[OFFICES + 3];
    struct titled doc[OFFICES + 3];
    struct misfiled_list l;
    uint32_t fit[OFFICES + 3];
    for (uint32_t i = 0; i < OFFICES; i++)
        text_make(&text[i], &doc[i], i + 1, offices[i][0], offices[i][1], 8, "");
    text_make(&text[OFFICES], &doc[OFFICES], 7, "2023年工作总结", offices[0][1], 8, "");
    text_make(&text[OFFICES + 1], &doc[OFFICES + 1], 8, "", offices[1][1], 8, "");
    text_make(&text[OFFICES + 2], &doc[OFFICES + 2], 9, offices[4][0], offices[1][1], 1, "");
    struct twin twin[] = { { 0, OFFICES, 10000 }, { 1, OFFICES + 1, 10000 }, { 1, OFFICES + 2, 9000 } };
    CHECK(misfiled_find(doc, OFFICES + 3, twin, 3, plain_speller(), 1, fit, NULL, &l, NULL) == CRIB_OK);
    CHECK_U64(l.n, 0);
    CHECK_U64(l.n_unjudged, 3);
    for (uint32_t i = OFFICES; i < OFFICES + 3; i++)
        CHECK_U64(fit[i], 2500);
    misfiled_done(&l);
    for (uint32_t i = 0; i < OFFICES + 3; i++)
        text_done(&text[i]);
}

TEST(misfiled_one_document_or_none_is_not_judged)
{
    struct text text;
    struct titled doc;
    struct misfiled_list l;
    struct crib_err err;
    uint32_t fit = 0;
    text_make(&text, &doc, 1, offices[5][0], offices[0][1], 8, "");
    CHECK(misfiled_find(&doc, 1, NULL, 0, plain_speller(), 1, &fit, NULL, &l, NULL) == CRIB_OK);
    CHECK_U64(l.n, 0);
    CHECK_U64(l.n_unjudged, 1);
    misfiled_done(&l);
    CHECK(misfiled_find(NULL, 0, NULL, 0, plain_speller(), 1, NULL, NULL, &l, NULL) == CRIB_OK);
    CHECK_U64(l.n, 0);
    misfiled_done(&l);
    struct twin stranger = { 0, 1, 10000 };
    CHECK(misfiled_find(&doc, 1, &stranger, 1, plain_speller(), 1, &fit, NULL, &l, &err) == CRIB_E_ARG);
    misfiled_done(&l);
    text_done(&text);
}

/* ---- parts ---- */

TEST(misfiled_stretch_is_counted_as_often_as_it_stands)
{
    uint64_t state = 5;
    for (int round = 0; round < 500 && !test_failing(); round++) {
        uint32_t body[60], needle[4], n = 1 + (uint32_t)(test_random(&state) % 60), len = 1 + (uint32_t)(test_random(&state) % 4);
        for (uint32_t i = 0; i < n; i++)
            body[i] = (uint32_t)(test_random(&state) % 2);
        for (uint32_t i = 0; i < len; i++)
            needle[i] = (uint32_t)(test_random(&state) % 2);
        struct units b = { .code = body, .n = n }, t = { .code = needle, .n = len };
        uint32_t count = 0;
        for (uint32_t i = 0; i + len <= n;) {
            bool here = true;
            for (uint32_t k = 0; k < len; k++)
                here &= body[i + k] == needle[k];
            count += here;
            i += here ? len : 1;
        }
        CHECK_U64(units_count(&b, &t, (struct unit_span){ 0, len }), count);
    }
}

/* Weight of the pair that stands in a document's title at a unit. */
static double pair_weight(const struct terms *t, uint32_t doc, uint32_t at)
{
    const struct title *title = &t->title[t->title_of[doc]];
    for (uint32_t i = 0; i < title->n_term; i++)
        if (title->term[i].at.beg == at)
            return t->weight[title->term[i].exact];
    CHECK(!"the title has the pair");
    return 0;
}

TEST(misfiled_pair_across_a_word_border_or_named_in_passing_weighs_little)
{
    static const char *const made[][2] = {
        { "甲乙丙丁", "甲乙来，丙丁去，甲乙丙丁，甲乙戊，丙丁己，甲乙庚，丙丁辛，甲乙壬，丙丁癸。" },
        { "子丑寅卯", "子丑好，乙字寅，寅卯妙，子丑高，丙字卯，寅卯低，戊字旁，己字旁，子丑长，寅卯短。" },
        { "日月星辰", "日月出，星辰落，日月升，星辰沉，日月明，星辰暗，乙字多，丙字多，辰时过，戊己来。" },
        { "山川戊己", "山川秀，山川奇，山川阔，山川远，山川近，乙字少，丙字少，山川青，山川绿，山川黄。" },
    };
    struct text text[4];
    struct titled doc[4];
    struct terms t;
    uint32_t group_of[4] = { 0, 1, 2, 3 };
    for (uint32_t i = 0; i < 4; i++)
        text_make(&text[i], &doc[i], i + 1, made[i][0], made[i][1], 1, "");
    CHECK(terms_make(doc, 4, group_of, 1, &t, NULL) == CRIB_OK);
    CHECK(pair_weight(&t, 0, 0) > 3 * pair_weight(&t, 0, 1)); /* 甲乙, 乙丙 */
    CHECK(pair_weight(&t, 1, 0) > 0);
    CHECK(pair_weight(&t, 1, 1) == 0);                       /* 丑寅 is in no body */
    CHECK(pair_weight(&t, 3, 0) > 2 * pair_weight(&t, 3, 2)); /* 山川 again and again, 戊己 once */
    terms_done(&t);
    for (uint32_t i = 0; i < 4; i++)
        text_done(&text[i]);
}

TEST(misfiled_text_filed_many_times_weighs_as_one)
{
    enum { COPIES = 20 };
    struct text text[OFFICES + COPIES];
    struct titled doc[OFFICES + COPIES];
    struct terms once, often;
    uint32_t group_of[OFFICES + COPIES];
    for (uint32_t i = 0; i < OFFICES + COPIES; i++) {
        const char *const *office = offices[i < OFFICES ? i : 0];
        text_make(&text[i], &doc[i], i + 1, office[0], office[1], 8, "");
        group_of[i] = i < OFFICES ? i : 0;
    }
    CHECK(terms_make(doc, OFFICES, group_of, 1, &once, NULL) == CRIB_OK);
    CHECK(terms_make(doc, OFFICES + COPIES, group_of, 1, &often, NULL) == CRIB_OK);
    CHECK_U64(once.n_title, often.n_title);
    CHECK_U64(once.n_feature, often.n_feature);
    CHECK(memcmp(once.weight, often.weight, once.n_exact * sizeof *once.weight) == 0);
    terms_done(&once);
    terms_done(&often);
    for (uint32_t i = 0; i < OFFICES + COPIES; i++)
        text_done(&text[i]);
}

TEST(misfiled_survives_every_refused_allocation)
{
    struct reports_plan plan = { 4, true, 8, 40, { 0, 3, 4, 0 }, 0 };
    struct reports c;
    struct crib_err err;
    uint32_t fit[64];
    reports_make(&c, &plan);
    uint64_t live = mem_live();
    int rc = CRIB_E_NOMEM;
    size_t found = 0;
    for (long nth = 0; rc != CRIB_OK && !test_failing(); nth++) {
        struct misfiled_list l;
        mem_refuse_from(nth);
        rc = misfiled_find(c.titled, c.n, c.twin, c.n_twin, plain_speller(), 1, fit, NULL, &l, &err);
        mem_refuse_from(-1);
        found = l.n;
        misfiled_done(&l);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        CHECK_U64(mem_live(), live);
    }
    CHECK(found > 0);
    reports_free(&c);
}
