/* SPDX-License-Identifier: MIT */
/* Where documents begin. In the texts below a line that begins with @ is one
 * that must begin a document; the sign is taken away before the cut. ~ stands
 * for a sentence of body text. */
#include "core/base.h"

#include "core/buf.h"
#include "harness.h"
#include "segment/pattern.h"
#include "tools/segment_member.h"

enum { STARTS_MOST = 64 };

struct made {
    struct buf text;
    uint32_t want[STARTS_MOST], n_want;
};

static const char *const body_zh[] = {
    "围绕年度目标任务，各单位统筹推进重点项目，完善工作机制，压实工作责任，全年各项指标稳步提升，群众满意度持续提高。",
    "健全台账制度，开展专项排查二十余次，整改隐患六十三处，组织培训十二期，参训人员八百余人次。",
    "加强沟通协调，落实保障措施，及时解决存在的困难，确保各项任务按时完成，取得了较好的成效。",
};
static const char *const body_en[] = {
    "The department completed the projects planned for the year and reported on each of them to the council in due time.",
    "Maintenance was carried out on twelve sites, and the remaining three were postponed because of the weather in spring.",
    "Staff attended the courses offered by the county, which helped to bring the number of complaints down by a third.",
};

static void expand(const char *marked, bool blanks, struct made *out)
{
    uint32_t line = 1, n_body = 0;
    *out = (struct made){ .n_want = 0 };
    buf_init(&out->text, 1 << 20);
    for (const char *s = marked; *s != '\0';) {
        size_t n = strcspn(s, "\n");
        bool mark = *s == '@', english = n == 2 && s[1] == 'e', body = s[mark] == '~';
        if (n == 0 && !blanks) {
            s++;
            continue;
        }
        if (mark)
            out->want[out->n_want++] = line;
        if (body)
            CHECK(buf_str(&out->text, (english ? body_en : body_zh)[n_body++ % 3], NULL) == CRIB_OK);
        else
            CHECK(buf_add(&out->text, s + mark, n - mark, NULL) == CRIB_OK);
        CHECK(buf_char(&out->text, '\n', NULL) == CRIB_OK);
        line++;
        s += n + (s[n] == '\n');
    }
}

static void cut(const char *text, size_t n, bool markdown, const struct segment_options *o, struct segmented *out,
                struct complaints *c)
{
    struct member m;
    CHECK(simple_member(text, n, markdown, &m));
    complaints_init(c);
    CHECK(segment(&m, o, out, c, NULL) == CRIB_OK);
    simple_member_done(&m);
}

static void compare(const struct made *t, const struct segmented *s)
{
    char want[512] = "", found[512] = "";
    for (uint32_t i = 0; i < t->n_want; i++)
        snprintf(want + strlen(want), sizeof want - strlen(want), " %u", t->want[i]);
    for (uint32_t i = 0; i < s->n_doc; i++)
        snprintf(found + strlen(found), sizeof found - strlen(found), " %u", s->doc[i].line_first);
    CHECK_STR(found, want);
}

static void check_cut_as(const char *marked, bool blanks, bool markdown)
{
    struct made t;
    struct segmented s;
    struct complaints c;
    expand(marked, blanks, &t);
    cut(t.text.p, t.text.n, markdown, &(struct segment_options){ SEGMENT_AUTO, NULL }, &s, &c);
    compare(&t, &s);
    CHECK_U64(c.n, 0);
    segmented_done(&s);
    complaints_done(&c);
    buf_done(&t.text);
}

/* Cut the marked text, with and without its blank lines. */
static void check_cut(const char *marked, bool markdown)
{
    check_cut_as(marked, false, markdown);
    check_cut_as(marked, true, markdown);
}

TEST(segment_reports_with_a_contents_page)
{
    check_cut("2021年度考核材料汇编\n（4篇）\n目  录\n"
              "1.县水利局2021年度考核情况\n2.县教育局2021年度考核情况\n3.2021年度考核情况\n4.镇人民政府 2021年度考核情况\n"
              "@县水利局2021年度考核情况\n~\n一、主要做法\n（一）抓好建设\n~\n（二）抓好管理\n~\n二、下一步打算\n~\n县水利局\n2021年12月3日\n\n"
              "@县教育局2021年度考核情况\n一、主要做法\n~\n~\n二、存在不足\n~\n\n"
              "@2021年度考核情况\n~\n~\n一是加强学习。~\n~\n\n"
              "@镇人民政府2021年度考核情况\n一、主要做法\n1.抓好建设。\n~\n2.抓好管理。\n~\n##paidend##\n", false);
}

TEST(segment_contents_lines_with_tabs_pages_and_leaders)
{
    check_cut("调研报告选编\n目录\n"
              "关于农村养老服务的调研报告\t3\n关于城区停车难问题的调研报告 ……… 17\n"
              "关于中小学课后服务的调研报告（25）\n关于ＸＸ市老旧小区改造的调研报告..........31\n"
              "@关于农村养老服务的调研报告\n~\n一、基本情况\n~\n二、主要问题\n~\n三、对策建议\n~\n\n"
              "@关于城区停车难问题的调研报告\n~\n一、现状\n~\n二、建议\n~\n\n"
              "@关于中小学课后服务的调研报告\n一、现状\n~\n二、建议\n~\n\n"
              "@关于市老旧小区改造的调研报告\n一、现状\n~\n~\n二、建议\n~\n", false);
}

TEST(segment_contents_lines_that_are_worded_a_little_otherwise)
{
    check_cut("典型材料选\n目录\n1.临江市农业农村局先进事迹材料\n2.高坪镇先进事迹材料\n3.县人民医院急诊科先进事迹材料\n4.县税务局先进事迹材料\n5.石桥镇先进事迹材料\n"
              "@XX市农业农村局先进事迹材料\n~\n一、主要事迹\n~\n二、所获荣誉\n~\n\n"
              "@高坪镇先进事迹材料\n一、主要事迹\n~\n\n@县人民医院急诊先进事迹材料\n~\n一、主要事迹\n~\n\n"
              "@县税务局先进事迹材料\n一、主要事迹\n~\n二、所获荣誉\n~\n\n@石桥镇先进事迹材料\n一、主要事迹\n~\n", false);
}

TEST(segment_titles_and_contents_lines_that_wrap)
{
    check_cut("经验交流材料\n目录\n县人民政府关于推进农村公路建设情况的汇报\n县财政局关于加强预算绩效管理\n情况的汇报\n县林业局关于国土绿化情况的汇报\n"
              "@县人民政府\n关于推进农村公路建设情况的汇报\n~\n一、做法\n~\n二、成效\n~\n\n"
              "@县财政局关于加强预算绩效管理情况的汇报\n一、做法\n~\n二、成效\n~\n\n"
              "@县林业局关于国土绿化情况的汇报\n~\n一、做法\n~\n", false);
}

TEST(segment_reports_without_a_contents_page)
{
    check_cut("@区民政局2022年工作要点\n~\n一、总体要求\n~\n二、重点任务\n（一）社会救助\n~\n（二）养老服务\n~\n三、保障措施\n~\n区民政局\n2022年1月5日\n\n"
              "@区司法局2022年工作要点\n一、总体要求\n~\n二、重点任务\n~\n\n"
              "@区审计局2022年工作要点\n~\n一、总体要求\n~\n二、重点任务\n1.审计监督\n~\n2.队伍建设\n~\n三、组织领导\n~\n\n"
              "@街道办事处2022年工作要点\n一、总体要求\n~\n二、重点任务\n~\n", false);
}

TEST(segment_minutes_without_contents_whose_titles_begin_with_numbers)
{
    check_cut("@第12次局长办公会议纪要\n2022年3月4日\n~\n一、研究采购事项\n~\n二、研究人事事项\n~\n\n"
              "@第13次局长办公会议纪要\n2022年4月8日\n~\n一、研究预算事项\n~\n二、研究车辆事项\n~\n\n"
              "@第14次局长办公会议纪要\n2022年5月6日\n~\n一、研究安全事项\n~\n二、研究培训事项\n~\n三、其他事项\n~\n", false);
}

TEST(segment_speeches_without_numbering_from_their_contents)
{
    check_cut("领导讲话选\n目录\n1.在全市教育大会上的讲话\n2.在全市科技大会上的讲话\n3.在全市安全生产会议上的讲话\n"
              "@在全市教育大会上的讲话\n（2021年9月1日）\n同志们：\n~\n~\n~\n\n"
              "@在全市科技大会上的讲话\n（2021年10月9日）\n同志们：\n~\n~\n\n"
              "@在全市安全生产会议上的讲话\n（2021年11月2日）\n同志们：\n~\n~\n", false);
}

TEST(segment_rules_without_contents_and_with_chapters_in_some)
{
    check_cut("@图书借阅管理办法\n第一章 总则\n第一条 ~\n第二条 ~\n第二章 附则\n第三条 ~\n\n"
              "@实验室安全管理办法\n第一条 ~\n第二条 ~\n（一）~\n（二）~\n第三条 ~\n\n"
              "@公务车辆使用管理规定\n（2020年5月1日起施行）\n第一条 ~\n第二条 ~\n\n"
              "@办公用房管理规定\n第一章 总则\n第一条 ~\n第二章 附则\n第二条 ~\n", false);
}

TEST(segment_pieces_that_are_counted)
{
    check_cut("个人述职精选\n@篇1：教师个人述职\n~\n一、教学工作\n~\n二、班级工作\n~\n\n@篇2：护士个人述职\n~\n~\n\n"
              "@篇3：会计个人述职\n~\n一、日常核算\n~\n", false);
    check_cut("@第一篇 某县经验\n一、做法\n~\n二、成效\n~\n\n@第二篇 某市经验\n一、做法\n~\n二、成效\n~\n\n"
              "@第三篇 某区经验\n一、做法\n~\n", false);
}

TEST(segment_titles_with_ordinals_over_texts_that_number_further_out)
{
    check_cut("@1.花园管理规约\n第一条 ~\n第二条 ~\n\n@2.果园管理规约\n第一条 ~\n第二条 ~\n1.~\n2.~\n第三条 ~\n\n"
              "@3.茶园管理规约\n第一条 ~\n第二条 ~\n", false);
}

TEST(segment_english_compilation_with_contents)
{
    check_cut("Annual Reports of the County Departments\n(3 reports)\nContents\n"
              "Annual Report 2023 of the Parks Department ........ 3\n"
              "Annual Report 2023 of the Library Service ......... 9\n"
              "Annual Report 2023 of the Fire Brigade ............ 14\n"
              "@Annual Report 2023 of the Parks Department\n~e\n1. Introduction\n~e\n2. Trees and paths\n~e\n3. Outlook\n~e\n"
              "Parks Department\nDecember 5, 2023\n\n"
              "@Annual Report 2023 of the Library Service\n1. Introduction\n~e\n2. Books\n~e\n\n"
              "@Annual Report 2023 of the Fire Brigade\n~e\n1. Introduction\n~e\n2. Calls\n~e\n", false);
}

TEST(segment_english_compilation_without_contents)
{
    check_cut("@Work Plan of the Roads Office\n~e\nI. Aims\n~e\nII. Means\nA. Staff\n~e\nB. Machines\n~e\n\n"
              "@Work Plan of the Water Office\nI. Aims\n~e\nII. Means\n~e\n\n"
              "@Work Plan of the Schools Office\n~e\nI. Aims\n~e\nII. Means\n~e\nIII. Costs\n~e\n", false);
}

TEST(segment_documents_with_the_same_title_and_a_document_that_stands_twice)
{
    check_cut("@年度工作小结\n~\n一、学习情况\n~\n二、工作情况\n~\n\n@年度工作小结\n一、学习情况\n~\n二、工作情况\n~\n\n"
              "@年度工作小结\n~\n一、学习情况\n~\n二、工作情况\n~\n", false);
}

TEST(segment_text_above_the_first_title_is_a_document)
{
    check_cut("@~\n一、基本情况\n~\n二、下步打算\n~\n\n@上半年走访慰问工作汇报\n一、基本情况\n~\n二、下步打算\n~\n\n"
              "@下半年走访慰问工作汇报\n一、基本情况\n~\n二、下步打算\n~\n", false);
}

TEST(segment_a_report_with_its_own_contents_stays_one)
{
    check_cut("@关于水库建设情况的报告\n目录\n一、项目概况\n二、建设进度\n三、资金使用\n四、存在问题\n"
              "一、项目概况\n（一）地理位置\n~\n（二）工程规模\n~\n二、建设进度\n（一）主体工程\n~\n（二）附属工程\n~\n"
              "三、资金使用\n（一）到位情况\n~\n四、存在问题\n~\n", false);
    check_cut("@Report on the Old Bridge\nContents\nIntroduction ... 1\nFindings ... 3\nConclusion ... 7\n"
              "Introduction\n~e\n~e\nFindings\n1. The pillars are sound, but the railings are not and need work.\n~e\n"
              "2. The road surface has to be renewed within the next three years.\n~e\nConclusion\n~e\n", false);
}

TEST(segment_chapters_of_one_law_stay_one)
{
    check_cut("@河道保护条例\n目 录\n第一章 总则\n第二章 保护\n第三章 法律责任\n第四章 附则\n"
              "第一章 总则\n第一条 ~\n第二条 ~\n第二章 保护\n第三条 ~\n（一）~\n（二）~\n第四条 ~\n"
              "第三章 法律责任\n第五条 ~\n第四章 附则\n第六条 ~\n", false);
    check_cut("@城市管理工作报告\n一、道路管理工作\n（一）基本情况\n~\n（二）主要措施\n~\n二、绿化管理工作\n（一）基本情况\n~\n"
              "（二）主要措施\n~\n三、照明管理工作\n（一）基本情况\n~\n", false);
}

TEST(segment_markdown_with_many_first_level_headings_stays_one)
{
    check_cut("@# 安装\n~\n# 配置\n~\n## 网络\n1. 打开设置\n2. 保存\n~\n# 使用\n~\n1. 打开程序\n2. 输入文字\n~\n# 许可\n~\n", true);
}

TEST(segment_markdown_compilation_by_its_first_level_headings)
{
    check_cut("@# 2021 Report of the North School\n\n~e\n\n## 1. Pupils\n\n~e\n\n## 2. Teachers\n\n~e\n\n"
              "@# 2021 Report of the South School\n\n## 1. Pupils\n\n~e\n\n@# 2021 Report of the East School\n\n## 1. Pupils\n\n~e\n", true);
    check_cut("@# Handbook of the tool\n~e\n## Work with the first list\n1. open it\n2. read it\n~e\n## Work with the second list\n"
              "1. open it\n2. read it\n~e\n## Work with the third list\n1. open it\n2. read it\n~e\n", true);
}

TEST(segment_a_chapter_with_numbers_of_several_parts_stays_one)
{
    check_cut("@Chapter 6. Tools\n~e\n6.1. Lists\n~e\nBack to basics: lists of tools\n~e\n6.1.1. Syntax\n~e\n6.1.2. Sources\n~e\n"
              "6.2. Commands\n~e\nBack to basics: names of tools\n~e\n6.2.1. Install\n~e\n6.2.2. Remove\n~e\n"
              "6.3. Checks\n~e\nBack to basics: keys of tools\n~e\n6.3.1. Keys\n~e\n6.3.2. Sums\n~e\n", false);
    check_cut("@Chapter 12. Disks\n12.1. Disks of all kinds\n12.1.1. Disks that are mirrored\n12.1.2. Disks in volumes\n~e\n"
              "12.1. Disks of all kinds\n1. open it\n2. read it\n~e\n12.1.1. Disks that are mirrored\n1. open it\n2. read it\n~e\n"
              "12.1.2. Disks in volumes\n1. open it\n2. read it\n~e\n", false);
}

TEST(segment_captions_are_no_titles)
{
    check_cut("@Handbook of the tool\n~e\n6.3. Lists\n~e\nFigure 6.1. Window of the lists\n1. open it\n2. read it\n~e\n"
              "Figure 6.2. Window of the sums\n1. open it\n2. read it\n~e\n7.3. Keys\n~e\n"
              "— FIGURE 7.3 Window of the keys\n1. open it\n2. read it\n~e\n", false);
    check_cut("@水库管理手册\n~\n6.3 水位\n~\n表6-1 水库水位情况\n1.看水位\n2.记水位\n~\n表6-2 水库雨量情况\n1.看雨量\n2.记雨量\n~\n"
              "7.3 流量\n~\n表7-1 水库流量情况\n1.看流量\n2.记流量\n~\n", false);
    /* where numbers go on below most of them */
    check_cut("@水库管理手册\n~\n图1 水库水位情况\n1.看水位\n~\n2.记水位\n~\n图2 水库雨量情况\n3.看雨量\n~\n图3 水库流量情况\n1.看流量\n~\n"
              "2.记流量\n~\n图4：水库库容情况\n3.看雨量\n~\n图5 水库泥沙情况\n1.看泥沙\n~\n图6 水库水质情况\n2.看水质\n~\n"
              "图7 水库渗流情况\n3.看渗流\n~\n", false);
}

TEST(segment_titles_with_numbers_of_their_own_are_titles)
{
    check_cut("@Annex 1. Rules of the lists\n~e\n1. open\n~e\n2. read\n~e\n@Annex 2. Rules of the sums\n1. open\n~e\n2. read\n~e\n"
              "@Annex 3. Rules of the keys\n~e\n1. open\n~e\n2. read\n~e\n", false);
    check_cut("@附件1 防汛工作方案\n~\n一、目标\n~\n二、措施\n~\n@附件2：抗旱工作方案\n~\n一、目标\n~\n二、措施\n~\n"
              "@附件3 值班工作方案\n一、目标\n~\n二、措施\n~\n", false);
    check_cut("@Version 1.1 of the tool\n1. open\n~e\n2. read\n~e\n@Version 1.2 of the tool\n1. open\n~e\n2. read\n~e\n"
              "@Version 2.0 of the tool\n1. open\n~e\n2. read\n~e\n", false);
    check_cut("@Report 4 on the lists of the county\n~e\n1. open\n~e\n2. read\n~e\n@Report 5 on the sums of the county\n1. open\n~e\n2. read\n~e\n"
              "@Report 6 on the keys of the county\n~e\n1. open\n~e\n2. read\n~e\n", false);
    /* numbers go on below one of them only */
    check_cut("@Annex 4. Rules of the lists\n~e\n1. open\n~e\n2. read\n~e\n@Annex 5. Rules of the sums\n~e\n1. open\n~e\n2. read\n~e\n"
              "Annex 6. Rules of the keys\n~e\n3. open\n~e\n4. read\n~e\n@Annex 7. Rules of the locks\n~e\n1. open\n~e\n2. read\n~e\n",
              false);
}

#define RULES(of, friends) \
    "The keeper of the " of " may let ships and boats in and out at any hour, as long as\n" \
    "the following rules of the harbour are kept by all of them, and by all of their\n" friends "\n\n1. open it\n2. read it\n\n"
#define RULES_HAN(of) \
    "本港" of "的管理人员在任何时候都可以允许船只进出但是所有船只及其船员\n" \
    "都必须遵守本港" of "的下列规则否则管理人员有权拒绝他们进入本港并且\n" \
    "报告主管部门处理。\n\n1. 打开\n2. 阅读\n\n"

/* Lines broken where they were full look like titles that share wording. */
TEST(segment_lines_of_wrapped_paragraphs_are_no_titles)
{
    check_cut("@Rules of the harbour\n~e\n" RULES("harbour", "crews:") RULES("light", "friends:") RULES("gate", "families:"), false);
    check_cut("@港口规则\n~\n" RULES_HAN("码头") RULES_HAN("灯塔") RULES_HAN("大门"), false);
    check_cut("@Rules of the harbour\n~e\nTHE KEEPER OF THE HARBOUR GIVES NO WARRANTY THAT IT IS SAFE, NOR THAT IT IS\n"
              "OPEN AT ALL HOURS OF THE DAY, AND THE SHIPS IN IT ARE KEPT THERE AT THEIR OWN\nRISK.\n1. open it\n2. read it\n\n"
              "THE KEEPER OF THE LIGHT GIVES NO WARRANTY THAT IT IS LIT, NOR THAT IT IS SEEN\n"
              "AT ALL HOURS OF THE DAY, AND THE SHIPS THAT SEE IT DO SO THERE AT THEIR OWN\nRISK.\n1. open it\n2. read it\n", false);
}

#define SAYING(of) \
    "Die Vernunft " of " ist die Kunst der Künste, und die Hand ist die Technik alles\nHandwerks " of ".\n\n1. lesen\n2. denken\n\n"

/* Two lines of which the second begins with a noun's capital may be a title; in a text that wraps it would stand apart. */
TEST(segment_a_title_in_a_wrapped_text_stands_apart)
{
    check_cut("@Rules of the harbour\n~e\n" RULES("harbour", "crews:") RULES("light", "friends:")
              SAYING("der Welt") SAYING("des Hafens") SAYING("der Schiffe"), false);
    check_cut_as("@Annual report of the harbour\n\n" RULES("harbour", "crews:") RULES("light", "friends:")
                 "@Annual report of the museum\n\n" RULES("museum", "guests:") RULES("garden", "guests:")
                 "@Annual report of the theatre\n\n" RULES("theatre", "guests:") RULES("stage", "guests:"), true, false);
}

TEST(segment_figures_and_addresses_are_no_titles)
{
    check_cut("@Rules of the harbour\n~e\nLight of the harbour, light@harbour.org\n1. open it\n2. read it\n~e\n"
              "Gate of the harbour, gate@harbour.org\n1. open it\n2. read it\n~e\nKeeper of the harbour, keeper@harbour.org\n"
              "1. open it\n2. read it\n~e\n", false);
    check_cut("@Phases of the wave\n~e\n0.872235792\n1. open it\n2. read it\n~e\n0.872235798\n1. open it\n2. read it\n~e\n"
              "0.872235791\n1. open it\n2. read it\n~e\n", false);
}

/* Examples, each numbered 1) and none 2). */
TEST(segment_numbering_that_never_counts_begins_no_documents)
{
    check_cut("@Ranges of a sheet\n~e\n1) B2\nOne cell of the sheet\n1) B2:C4\nSeveral cells of the sheet\n1) A:A\n"
              "All cells of a column of the sheet\n1) name\nThe cells of a name\n~e\n", false);
}

TEST(segment_texts_of_other_scripts_stay_one)
{
    check_cut("@情報公開に関する報告書\n第一条　この報告は、情報公開の状況を示す。\n２　前項の規定は、次に掲げる場合に適用する。\n一　公開した場合\n二　公開しなかった場合\n第二条　この報告は公布の日から施行する。\n", false);
    check_cut("@공원 관리 보고서\n제1장 총칙\n제1조 이 규정은 공원의 관리에 필요한 사항을 정한다.\n제2조 공원은 매일 개방한다.\n제2장 보칙\n제3조 이 규정은 공포한 날부터 시행한다.\n", false);
    check_cut("@รายงานประจำปี\nข้อ ๑ รายงานนี้จัดทำขึ้นเพื่อแสดงผลการดำเนินงาน\nข้อ ๒ ให้ใช้รายงานนี้ตั้งแต่วันถัดจากวันประกาศ\n", false);
}

TEST(segment_count_that_disagrees_is_a_note)
{
    struct made t;
    struct segmented s;
    struct complaints c;
    expand("材料汇编\n（5篇）\n@甲镇防汛工作方案\n一、目标\n~\n二、措施\n~\n@乙镇防汛工作方案\n一、目标\n~\n二、措施\n~\n"
           "@丙镇防汛工作方案\n一、目标\n~\n二、措施\n~\n", true, &t);
    cut(t.text.p, t.text.n, false, &(struct segment_options){ SEGMENT_AUTO, NULL }, &s, &c);
    compare(&t, &s);
    CHECK_U64(s.n_stated, 5);
    CHECK_U64(c.n, 1);
    if (c.n == 1) {
        CHECK_STR(c.item[0].what.code, "documents-stated");
        CHECK(!c.item[0].lost);
        CHECK_I64(c.item[0].what.arg[0].number, 5);
        CHECK_I64(c.item[0].what.arg[1].number, 3);
    }
    CHECK(s.n_front == 2 && s.front[0].role == LINE_TITLE && s.front[1].role == LINE_TITLE);
    segmented_done(&s);
    complaints_done(&c);
    buf_done(&t.text);
}

TEST(segment_by_file_and_by_pattern)
{
    struct made t;
    struct segmented s;
    struct complaints c;
    struct crib_err err;
    expand("--- A\n~\n--- B\n~\n~\n--- C\n~\n", true, &t);
    cut(t.text.p, t.text.n, false, &(struct segment_options){ SEGMENT_FILE, NULL }, &s, &c);
    CHECK_U64(s.n_doc, 1);
    CHECK_STR(s.doc[0].why, "whole-file");
    segmented_done(&s);
    complaints_done(&c);
    struct segment_pattern *p = segment_pattern_new("^--- [A-Z]$", &err);
    CHECK(p != NULL);
    cut(t.text.p, t.text.n, false, &(struct segment_options){ SEGMENT_REGEX, p }, &s, &c);
    CHECK_U64(s.n_doc, 3);
    CHECK(s.n_doc == 3 && s.doc[1].line_first == 3 && s.doc[2].line_first == 6 && strcmp(s.doc[2].why, "regex") == 0);
    segmented_done(&s);
    complaints_done(&c);
    segment_pattern_free(p);
    p = segment_pattern_new("^第[一二三]号", &err);
    CHECK(p != NULL);
    struct matching *m = matching_new(p, &err);
    CHECK(matching_line(m, "第二号文件", strlen("第二号文件")));
    CHECK(!matching_line(m, "第四号文件", strlen("第四号文件")));
    CHECK(!matching_line(m, "见第二号文件", strlen("见第二号文件")));
    matching_free(m);
    segment_pattern_free(p);
    CHECK(segment_pattern_new("(", &err) == NULL);
    CHECK_I64(err.code, CRIB_E_ARG);
    segment_pattern_free(NULL);
    buf_done(&t.text);
}

TEST(segment_empty_and_blank_texts_have_no_documents)
{
    static const char *const text[] = { "", "\n\n \t\n" };
    for (size_t i = 0; i < COUNT_OF(text); i++) {
        struct segmented s;
        struct complaints c;
        cut(text[i], strlen(text[i]), false, &(struct segment_options){ SEGMENT_AUTO, NULL }, &s, &c);
        CHECK_U64(s.n_doc, 0);
        CHECK_U64(s.n_front, 0);
        segmented_done(&s);
        complaints_done(&c);
    }
}

TEST(segment_refused_memory_fails_cleanly)
{
    struct made t;
    struct member m;
    uint64_t live = mem_live();
    int rc = CRIB_E_NOMEM;
    expand("（2篇）\n目录\n1.甲镇防汛方案\n2.乙镇防汛方案\n甲镇防汛方案\n~\n一、目标##paid##\n~\n乙镇防汛方案\n一、目标\n~\n- 1 -\n- 2 -\n"
           "丙镇防汛方案\n一、目标\n~\n", true, &t);
    CHECK(simple_member(t.text.p, t.text.n, false, &m));
    uint64_t held = mem_live();
    for (long nth = 0; rc != CRIB_OK && nth < 10000; nth++) {
        struct segmented s;
        struct complaints c;
        complaints_init(&c);
        mem_refuse_from(nth);
        rc = segment(&m, &(struct segment_options){ SEGMENT_AUTO, NULL }, &s, &c, NULL);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        segmented_done(&s);
        complaints_done(&c);
        CHECK_U64(mem_live(), held);
    }
    CHECK(rc == CRIB_OK);
    simple_member_done(&m);
    buf_done(&t.text);
    CHECK_U64(mem_live(), live);
}
