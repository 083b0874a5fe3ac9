/* SPDX-License-Identifier: MIT */
/* What goes and what stays, on texts in memory. */
#include "crib/dedup.h"

#include "core/mem.h"
#include "harness.h"

static const char BODY[] =
    "一、工作情况\n今年以来，临海市水利局认真落实上级部署，全年完成河道治理36.5公里，投入资金1860万元，群众满意度明显提高。\n"
    "二、存在问题\n部分小型水库年久失修，管护经费不足，基层技术人员流失较多，防汛物资储备仍需加强，信息化水平有待提升。\n"
    "三、下步打算\n继续推进水库除险加固，完善防汛预案，增强应急演练，力争明年完成投资2300万元，让人民群众更有安全感。\n";

struct text { const char *name, *title, *from, *to, *after; };

/* BODY with `from` written as `to`. */
static void add(crib_job *job, const struct text *t)
{
    char out[4096];
    const char *at = t->from ? strstr(BODY, t->from) : NULL;
    size_t n = (size_t)snprintf(out, sizeof out, "%s\n", t->title);
    if (at)
        n += (size_t)snprintf(out + n, sizeof out - n, "%.*s%s%s", (int)(at - BODY), BODY, t->to, at + strlen(t->from));
    else
        n += (size_t)snprintf(out + n, sizeof out - n, "%s", BODY);
    n += (size_t)snprintf(out + n, sizeof out - n, "%s", t->after ? t->after : "");
    CHECK(at || !t->from);
    CHECK(crib_job_add_text(job, t->name, out, n, NULL) == CRIB_OK);
}

static crib_dedup *dedup(const struct text *t, size_t n, struct crib_dedup_options o)
{
    crib_job *job = crib_job_new(&(struct crib_options){ .threads = 1 }, NULL);
    for (size_t i = 0; i < n; i++)
        add(job, &t[i]);
    crib_dedup *d = crib_job_dedup(job, &o, NULL);
    CHECK(d != NULL);
    crib_job_free(job);
    return d;
}

/* Of the document A and another that differs: "goes", or the code of why both
 * stay. */
static void check_pair(struct text other, const char *expected)
{
    struct text t[2] = { { .name = "a.txt", .title = "临海市水利局2023年工作总结" }, other };
    t[1].name = "b.txt";
    t[1].title = t[1].title ? t[1].title : t[0].title;
    crib_dedup *d = dedup(t, 2, (struct crib_dedup_options){ .remove = CRIB_REMOVE_SAME });
    const char *got = crib_dedup_n_removed(d) == 1 ? "goes" : crib_dedup_n_undecided(d) == 1 ? crib_dedup_undecided(d)->why.code : "nothing";
    CHECK_STR(got, expected);
    crib_dedup_free(d);
}

TEST(dedup_lets_go_what_differs_in_nothing_that_counts)
{
    check_pair((struct text){ 0 }, "goes");
    check_pair((struct text){ .from = "临海", .to = "XX" }, "goes");
    check_pair((struct text){ .from = "36.5", .to = "xx.x" }, "goes");
    check_pair((struct text){ .from = "认真落实", .to = "認真落實" }, "goes");
    check_pair((struct text){ .from = "1860", .to = "１８６０" }, "goes");
    check_pair((struct text){ .from = "，管护", .to = "；管护" }, "goes");
    check_pair((struct text){ .from = "上级部署", .to = "上级##paidbegin##部署" }, "goes");
    check_pair((struct text){ .from = "继续推进", .to = "继续\n推进" }, "goes");
    check_pair((struct text){ .title = "XX市水利局2023年工作总结" }, "goes");
}

TEST(dedup_keeps_what_differs_in_figures_names_or_words)
{
    check_pair((struct text){ .from = "1860", .to = "1960" }, "undecided-figures");
    check_pair((struct text){ .from = "水利局", .to = "水务局" }, "undecided-text");
    check_pair((struct text){ .from = "明显提高", .to = "显著提高" }, "undecided-text");
    check_pair((struct text){ .from = "部分小型", .to = "小型" }, "undecided-text");
    check_pair((struct text){ .from = "投入资金1860", .to = "投入资金-1860" }, "undecided-signs");
    check_pair((struct text){ .title = "临海市水利局2022年工作总结" }, "undecided-title");
    check_pair((struct text){ .title = "临海市水利局2023年工作要点" }, "undecided-title");
    check_pair((struct text){ .after = "临海市水利局\n2023年12月5日\n" }, "undecided-signature");
    check_pair((struct text){ .from = "完善防汛预案，增强应急演练", .to = "增强应急演练，完善防汛预案" }, "undecided-text");
}

/* Whether the second of two texts goes that are one but for some words. */
static void check_words(const char *in_a, const char *in_b, bool goes)
{
    static const char around[] = "Los vecinos del barrio pidieron ayer que se abra la biblioteca por la tarde, %s quienes "
                                 "trabajan por la mañana no pueden ir, y el alcalde prometió estudiarlo antes del verano.\n";
    crib_job *job = crib_job_new(&(struct crib_options){ .threads = 1 }, NULL);
    char text[2][512];
    for (int i = 0; i < 2; i++) {
        int n = snprintf(text[i], sizeof text[i], around, i ? in_b : in_a);
        CHECK(crib_job_add_text(job, i ? "b.txt" : "a.txt", text[i], (size_t)n, NULL) == CRIB_OK);
    }
    crib_dedup *d = crib_job_dedup(job, &(struct crib_dedup_options){ .remove = CRIB_REMOVE_SAME }, NULL);
    CHECK(d != NULL);
    CHECK_U64(crib_dedup_n_removed(d), goes);
    CHECK_U64(crib_dedup_n_undecided(d), !goes);
    crib_dedup_free(d);
    crib_job_free(job);
}

TEST(dedup_keeps_what_differs_in_accents)
{
    check_words("mas", "mas", true);
    check_words("mas", "más", false);
    check_words("si", "sí", false);
}

TEST(dedup_keeps_a_document_that_could_not_be_read_whole)
{
    check_pair((struct text){ .from = "满意度", .to = "满\xFF意度" }, "undecided-broken");
}

TEST(dedup_removes_near_duplicates_and_contained_ones_when_asked)
{
    struct text t[3] = { { .name = "a.txt", .title = "临海市水利局2023年工作总结" },
                         { .name = "b.txt", .title = "临海市水利局2022年工作总结", .from = "1860", .to = "1960" },
                         { .name = "c.txt", .title = "临海市水利局2021年工作总结",
                           .from = "一、", .to = "一年来，全局上下团结一心，攻坚克难，较好地完成了年初确定的各项目标任务，现将有关情况总结报告如下，请批评指正。"
                                                "这一年最大的变化是机构改革全部到位，职能更加清晰，队伍更加精干，服务更加高效，群众办事更加方便，社会评价更加积极正面。\n一、" } };
    static const size_t expected[] = { [CRIB_REMOVE_SAME] = 0, [CRIB_REMOVE_NEAR] = 1, [CRIB_REMOVE_CONTAINED] = 2 };
    for (int remove = CRIB_REMOVE_SAME; remove <= CRIB_REMOVE_CONTAINED; remove++) {
        crib_dedup *d = dedup(t, 3, (struct crib_dedup_options){ .remove = (enum crib_remove)remove });
        CHECK_U64(crib_dedup_n_removed(d), expected[remove]);
        for (size_t i = 0; i < crib_dedup_n_removed(d); i++) /* who is named as kept is kept */
            for (size_t k = 0; k < crib_dedup_n_removed(d); k++)
                CHECK(crib_dedup_removed(d)[i].keep != crib_dedup_removed(d)[k].doc);
        crib_dedup_free(d);
    }
}

struct file_text { char p[8192]; size_t n_all, n_left; uint64_t n_cut; };

static int gather(void *arg, enum crib_piece piece, size_t cut, const char *bytes, size_t n)
{
    struct file_text *f = arg;
    (void)cut;
    if (piece != CRIB_PIECE_PUT) {
        memcpy(f->p + f->n_all, bytes, n);
        f->n_all += n;
    }
    f->n_left += piece == CRIB_PIECE_CUT ? 0 : n;
    f->n_cut += piece == CRIB_PIECE_CUT;
    return 0;
}

TEST(dedup_gives_a_file_in_pieces_that_are_the_file)
{
    struct text t[2] = { { .name = "a.txt", .title = "临海市水利局2023年工作总结" }, { .name = "b.txt", .title = "临海市水利局2023年工作总结" } };
    crib_dedup *d = dedup(t, 2, (struct crib_dedup_options){ .remove = CRIB_REMOVE_SAME });
    for (size_t i = 0; i < 2; i++) {
        struct file_text f = { .n_all = 0 };
        size_t n;
        const char *text = crib_result_text(crib_dedup_result(d), (uint32_t)i, &n);
        CHECK(crib_dedup_pieces(d, i, gather, &f, NULL) == CRIB_OK);
        CHECK(f.n_all == n && memcmp(f.p, text, n) == 0);
        CHECK_U64(f.n_left, i == 0 ? n : 0);
        CHECK_U64(f.n_cut, i);
        CHECK(crib_dedup_files(d)[i].gone == (i == 1));
    }
    crib_dedup_free(d);
}

static int swallow(void *arg, const char *bytes, size_t n)
{
    (void)bytes;
    *(uint64_t *)arg += n;
    return 0;
}

static int whole_run(struct crib_err *err)
{
    static const struct text t[] = { { .name = "a.txt", .title = "临海市水利局2023年工作总结" },
                                     { .name = "b.txt", .title = "临海市水利局2023年工作总结", .from = "临海", .to = "XX" },
                                     { .name = "c.txt", .title = "临海市水利局2023年工作总结", .from = "1860", .to = "1960" } };
    uint64_t n = 0;
    crib_dedup *d = NULL;
    crib_job *job = crib_job_new(&(struct crib_options){ .threads = 1 }, err);
    int rc = job ? CRIB_OK : CRIB_E_NOMEM;
    for (size_t i = 0; rc == CRIB_OK && i < COUNT_OF(t); i++) {
        char out[4096];
        const char *at = t[i].from ? strstr(BODY, t[i].from) : BODY;
        int len = snprintf(out, sizeof out, "%s\n%.*s%s%s", t[i].title, (int)(at - BODY), BODY, t[i].from ? t[i].to : "",
                           at + (t[i].from ? strlen(t[i].from) : 0));
        rc = crib_job_add_text(job, t[i].name, out, (size_t)len, err);
    }
    if (rc == CRIB_OK) {
        d = crib_job_dedup(job, NULL, err);
        rc = d ? CRIB_OK : (int)err->code;
    }
    if (rc == CRIB_OK)
        rc = crib_dedup_ledger(d, CRIB_LANG_ZH, true, swallow, &n, err);
    CHECK(rc != CRIB_OK || (n > 500 && crib_dedup_n_removed(d) == 1 && crib_dedup_n_undecided(d) == 1));
    crib_dedup_free(d);
    crib_job_free(job);
    return rc;
}

TEST(dedup_survives_every_refused_allocation)
{
    struct crib_err err = { .code = CRIB_OK };
    uint64_t before = mem_live();
    int rc = CRIB_E_NOMEM;
    for (long nth = 0; rc != CRIB_OK && nth < 100000 && !test_failing(); nth += TEST_SANITIZED ? 7 : 1) {
        mem_refuse_from(nth);
        rc = whole_run(&err);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        CHECK_U64(mem_live(), before);
    }
    CHECK(rc == CRIB_OK);
}
