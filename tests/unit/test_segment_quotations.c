/* SPDX-License-Identifier: MIT */
/* Who is quoted, told from marks and shapes alone. */
#include "harness.h"

#include "segment/bibliography.h"
#include "segment/quotations.h"
#include "tools/segment_member.h"

#define HAN "林场职工利用农闲时节清理边沟里的落叶和淤泥，保证雨季排水畅通"
#define WORDS "every harbour master keeps a register of the vessels that enter and leave"

/* Where a quotation was found it must have been possible: asked of the
 * character that byte `at` is of. */
static bool may_reach(const char *text, const struct document *d, uint32_t at)
{
    uint32_t end = at + 1;
    while (((uint8_t)text[at] & 0xC0) == 0x80)
        at--;
    while (((uint8_t)text[end] & 0xC0) == 0x80)
        end++;
    return quotations_may_reach(text, d, (struct txt_span){ at, end });
}

static bool in_line(const struct document *d, uint32_t at)
{
    bool in = false;
    for (uint32_t i = 0; i < d->n_line; i++)
        in |= d->line[i].span.beg <= at && at < d->line[i].span.end;
    return in;
}

/* Does some quotation of the text hold all of `quoted`? *n: how many there are. */
static bool quotes(const char *text, const char *quoted, bool markdown, size_t *n)
{
    struct member m;
    struct segmented seg;
    struct complaints c;
    struct quotations q = { 0 };
    struct segment_options o = { .mode = SEGMENT_FILE };
    bool found = false;
    complaints_init(&c);
    CHECK(simple_member(text, strlen(text), markdown, &m));
    CHECK(segment(&m, &o, &seg, &c, NULL) == CRIB_OK);
    const char *at = strstr(text, quoted);
    CHECK(at != NULL && seg.n_doc == 1);
    if (at && seg.n_doc == 1) {
        size_t beg = (size_t)(at - text), end = beg + strlen(quoted);
        CHECK(quotations_find(text, &seg.doc[0], &q, NULL) == CRIB_OK);
        for (size_t i = 0; i < q.n; i++) {
            CHECK(q.item[i].beg < q.item[i].end && q.item[i].end <= strlen(text));
            CHECK(((uint8_t)text[q.item[i].beg] & 0xC0) != 0x80 && ((uint8_t)text[q.item[i].end] & 0xC0) != 0x80);
            CHECK(i == 0 || q.item[i - 1].end <= q.item[i].beg);
            found |= q.item[i].beg <= beg && end <= q.item[i].end;
            for (uint32_t k = q.item[i].beg; k < q.item[i].end; k += 1 + k % 5)
                CHECK(!in_line(&seg.doc[0], k) || may_reach(text, &seg.doc[0], k));
        }
    }
    *n = q.n;
    quotations_done(&q);
    segmented_done(&seg);
    complaints_done(&c);
    simple_member_done(&m);
    return found;
}

static void all_are(const char *const *text, size_t n_texts, const char *quoted, bool markdown, bool want)
{
    for (size_t i = 0; i < n_texts; i++) {
        size_t n;
        bool got = quotes(text[i], quoted, markdown, &n);
        CHECK(got == want);
        if (got != want)
            printf("%squoted: %s\n", want ? "not " : "", text[i]);
    }
}

TEST(quotations_are_known_by_a_source_before_or_behind_in_any_language)
{
    static const char *const han[] = {
        "《林区条例》规定：“" HAN "。”这一条很重要。\n",
        "局长在会上强调，“" HAN "。”大家都同意。\n",
        "局长在会上强调“" HAN "。”大家都同意。\n",
        "正如前人所说：「" HAN "」，我们照办。\n",
        "正如前人所说：『" HAN "』，我们照办。\n",
        "“" HAN "”（王小明，2019）是常被引用的话。\n",
        "“" HAN "”[12]是常被引用的话。\n",
        "“" HAN "”①是常被引用的话。\n",
        "“" HAN "。”（鲁迅）\n",
        "“" HAN "”——鲁迅\n",
        "“" HAN "”\n—— 鲁迅\n",
        "据《林业年鉴》记载，当年的情形是“" HAN "”，可见一斑。\n",
        "年鉴里的原话如下：\n“" HAN "。”\n",
    };
    static const char *const words[] = {
        "Smith writes: “" WORDS ".” That is all.\n",
        "According to Smith, “" WORDS ".” That is all.\n",
        "“" WORDS ",” said Smith.\n",
        "\"" WORDS "\" (Smith 2020).\n",
        "As was shown \"" WORDS "\" [12] many times.\n",
        "As was shown \"" WORDS "\"[^3] many times.\n",
        "«" WORDS "» (Smith, 2020)\n",
        "Smith (2020) shows that “" WORDS "”.\n",
        "It is said in the rules of the port,\nwhich Smith et al. (2020) print in full, that\n“" WORDS "”.\n",
    };
    all_are(han, COUNT_OF(han), HAN, false, true);
    all_are(words, COUNT_OF(words), WORDS, false, true);
}

#define KANA "司書が土曜の午後に絵本の読み聞かせを開き、破れた本は丁寧に綴じ直された"
#define HANGUL "사서가 토요일 오후마다 그림책을 읽어 주고 찢어진 책은 꼼꼼히 다시 묶었다"

TEST(quotations_are_known_by_how_each_language_reports_speech)
{
    static const char *const words[] = {
        "„" WORDS "“, schreibt Jörg Nägele.\n",   "«" WORDS "», — пишет Мария Иванова.\n",
        "„" WORDS ".“ (Nägele, S. 12)\n",         "Nägele (2019) schreibt: »" WORDS "«\n",
        "Nägele schreibt: ‚" WORDS ".‘\n",        "«" WORDS "»، كما كتب أحمد. وهذا آخر\n",
        "«" WORDS "», пишет Мария Иванова, и это так.\n", "เขา (2562) เขียนว่า “" WORDS "” เสมอ\n",
    };
    static const char *const kana[] = {
        "田中誠は「" KANA "」と述べている。\n",
        "田中誠は『町史覚書』で「" KANA "」と書いている。\n",
        "田中誠は『町史覚書』で次のように述べている。「" KANA "」\n",
        "田中誠（平成31年）によれば「" KANA "」。\n",
    };
    static const char *const hangul[] = {
        "김철수는 “" HANGUL "”라고 썼다.\n",
        "김철수는 ‘" HANGUL "’라고 썼다.\n",
        "김철수는 『읍지 비망록』에서 다음과 같이 썼다. “" HANGUL ".”\n",
    };
    static const char *const no_words[] = {
        "Der Satz „" WORDS "“, der im Vertrag steht, gilt.\n", "„" WORDS "“ (siehe oben, Nr. 5)\n",
        "„" WORDS "“ (Mon, Oct. 3)\n", "Mesure de 5 » de large. " WORDS ". « voilà » (Nägele 2019)\n",
        "Er kostet 5‚50 Euro (Nägele 2019) und " WORDS " ’s Haus‘\n",
    };
    all_are(no_words, COUNT_OF(no_words), WORDS, false, false);
    static const char *const none[] = {
        "市は「" KANA "」という目標を掲げる。\n", "市は「" KANA "」と「読み聞かせ」を進める。\n",
        "「" KANA "」と。\n", "市は「" KANA "」の計画を進める。\n", "市は計画を進める。「" KANA "」\n",
    };
    all_are(words, COUNT_OF(words), WORDS, false, true);
    all_are(kana, COUNT_OF(kana), KANA, false, true);
    all_are(hangul, COUNT_OF(hangul), HANGUL, false, true);
    static const char *const no_hangul[] = { "시는 “" HANGUL "”고객 만족을 높였다.\n" };
    all_are(no_hangul, COUNT_OF(no_hangul), HANGUL, false, false);
    all_are(none, COUNT_OF(none), KANA, false, false);
}

TEST(quotations_without_a_source_are_none)
{
    static const char *const han[] = {
        HAN "。\n", "“" HAN "。”\n", "我们要做到“" HAN "”。\n", "我们要做到“" HAN "”，取得成效，受到好评。\n", "本区认真落实各项制度，\n“" HAN "。”\n并且取得了成效。\n",
        "标题《" HAN "》在这里。\n", "此前无关。“" HAN "。”此后也无关。\n", "他说：“好。”" HAN "。\n",
        "他说：“没有关上的引号。\n" HAN "。\n“另一句”。\n",
    };
    static const char *const words[] = {
        WORDS ".\n", "“" WORDS ".”\n", "We do what is \"" WORDS "\" here.\n",
        "Smith wrote much in 2020. “" WORDS ".” The weather was fine.\n", "It's " WORDS ", isn't it?\n",
    };
    all_are(han, COUNT_OF(han), HAN, false, false);
    all_are(words, COUNT_OF(words), WORDS, false, false);
}

TEST(quotations_in_blocks_need_a_source_too)
{
    static const char *const with[] = {
        "Smith wrote in 2019:\n\n> " WORDS "\n", "> " WORDS "\n>\n> — Smith\n", "As in (Smith 2020).\n\n> " WORDS "\n",
        "> " WORDS " (Smith 2020)\n",
    };
    static const char *const without[] = { "> " WORDS "\n", "Something else.\n\n> " WORDS "\n", "    " WORDS "\n" };
    all_are(with, COUNT_OF(with), WORDS, true, true);
    all_are(without, COUNT_OF(without), WORDS, true, false);
}

TEST(quotations_in_quotations_belong_to_the_outer_one)
{
    size_t n;
    CHECK(quotes("报告指出：“他说过‘" HAN "’，大家“都”记得。”此外无话。\n", "他说过‘" HAN "’，大家“都”记得。", false, &n));
    CHECK_U64(n, 1);
    CHECK(quotes("He writes: “they said ‘don’t go’ and “" WORDS "” again.” That is all.\n", "don’t go’ and “" WORDS "” again.", false, &n));
    CHECK_U64(n, 1);
    CHECK(quotes("年鉴写道：“第一段说明经过。\n“" HAN "。\n“第三段说明结果。”以上。\n", HAN "。\n“第三段说明结果。", false, &n));
    CHECK_U64(n, 1);
}

/* Any marks in any order: spans stay sorted, disjoint, inside, between characters. */
TEST(quotations_of_any_text_are_sorted_and_apart)
{
    static const char *const piece[] = { "“", "”", "‘", "’", "「", "」", "\"", "«", "»", "„", "：", "，", "。", "\n", "\n\n",
                                         "> ", "《", "》", "（2019）", "[1]", "①", "——", "鲁", "林区", "Smith ", "J. ", "a" };
    uint64_t rng = 11;
    for (int round = 0; round < 4000 && !test_failing(); round++) {
        char text[1024] = "";
        size_t n = 0, n_found;
        for (uint64_t k = test_random(&rng) % 60; k > 0; k--) {
            const char *p = piece[test_random(&rng) % COUNT_OF(piece)];
            memcpy(text + n, p, strlen(p) + 1);
            n += strlen(p);
        }
        memcpy(text + n, "。", sizeof "。");
        quotes(text, "。", round % 2, &n_found);
    }
}

/* ---- reference lists ---- */

static bool is_entry(const char *text)
{
    struct line l = { .span = { 0, (uint32_t)strlen(text) }, .role = LINE_BODY };
    return bibliography_entry(text, &l);
}

TEST(bibliography_entries_are_known_by_what_they_are_made_of)
{
    static const char *const entry[] = {
        "[1] 王小明, 李红. 林区道路养护技术研究[J]. 林业工程, 2019, 12(3): 45-60.",
        "[2] 张建国. 山区公路边坡治理[M]. 北京: 人民交通出版社, 2015.",
        "国家林业局. 全国林区道路规划[EB/OL]. https://www.example.org/plan, 2020.",
        "王小明（2019）。林区道路养护。《林业工程》，12(3)，45-60。",
        "Smith, J. A., & Brown, K. (2018). Lights of the northern harbours. Journal of Ports, 33(2), 101-120.",
        "Jones, P. (2015). The keeper's ledger. London: Harbour Press.",
        "Miller, R. T. (2020). Lamps and oil. https://doi.org/10.1000/xyz123",
        "山田太郎（2011）『港の灯り』, 東京書店, 33(2), 10-20. http://example.jp/",
    };
    static const char *const other[] = {
        "2019年全区完成营造林12万亩，比2018年增长3.5%。", "会议于2020-05-06召开，参会45-60人。", HAN,
        "In 2019 the town spent 45-60 pounds on oil.", "第12条（三）本条例自2019年1月1日起施行。", "",
    };
    for (size_t i = 0; i < COUNT_OF(entry); i++) {
        CHECK(is_entry(entry[i]));
        if (!is_entry(entry[i]))
            printf("no entry: %s\n", entry[i]);
    }
    for (size_t i = 0; i < COUNT_OF(other); i++)
        CHECK(!is_entry(other[i]));
}

TEST(bibliography_of_one_entry_is_no_list)
{
    size_t n;
    CHECK(!quotes(HAN "。\n[1] 王小明. 林区道路[J]. 林业工程, 2019, 12(3): 45-60.\n" HAN "。\n", "林区道路", false, &n));
    CHECK(quotes(HAN "。\n[1] 王小明. 林区道路[J]. 林业工程, 2019, 12(3): 45-60.\n[2] 李红. 边坡[M]. 北京: 交通社, 2015.\n", "林业工程, 2019, 12(3): 45-60.\n[2] 李红", false, &n));
    CHECK_U64(n, 1);
}

/* A text of one document of which one place is asked about. */
static bool may_reach_in(const char *text, const char *place, bool markdown)
{
    struct member m;
    struct segmented seg;
    struct complaints c;
    struct segment_options o = { .mode = SEGMENT_FILE };
    complaints_init(&c);
    CHECK(simple_member(text, strlen(text), markdown, &m));
    CHECK(segment(&m, &o, &seg, &c, NULL) == CRIB_OK);
    const char *at = strstr(text, place);
    CHECK(at != NULL && seg.n_doc == 1);
    uint32_t beg = at ? (uint32_t)(at - text) : 0;
    bool may = seg.n_doc == 1 &&
               quotations_may_reach(text, &seg.doc[0], (struct txt_span){ beg, beg + (uint32_t)strlen(place) });
    segmented_done(&seg);
    complaints_done(&c);
    simple_member_done(&m);
    return may;
}

TEST(quotations_are_ruled_out_where_no_mark_stands_around)
{
    CHECK(!may_reach_in(HAN "。\n" HAN "！\n", "农闲", false));
    CHECK(!may_reach_in(WORDS ".\n\n" WORDS ".\n", "master", false));
    CHECK(!may_reach_in("局长在会上强调，“" HAN "。”大家都同意。\n", "局长", false));
    CHECK(!may_reach_in("局长在会上强调，“" HAN "。”大家都同意。\n", "都同意", false));
    CHECK(may_reach_in("局长在会上强调，“" HAN "。”大家都同意。\n", "农闲", false));
    CHECK(may_reach_in(WORDS ":\n\n> " WORDS ".\n\nThe end.\n", "vessels that enter and leave.", true));
    CHECK(!may_reach_in("He said \xE2\x80\x9Cthe end\xC2\xBB and went.\n", "end", false)); /* marks of two kinds */
}
