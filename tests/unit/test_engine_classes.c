/* SPDX-License-Identifier: MIT */
/* Small texts with known truth: classes, edits, flags, roles, verdicts. */
#include "ref/engine_check.h"

#define HEAD "清溪区今年把林区道路的养护列入重点任务并且逐段落实了责任人。\n"
#define TAIL "各乡镇在入冬之前完成了防火物资的储备并且开展了夜间巡护。\n"

static const char original[] =
    HEAD
    "全区共投入资金12.5万元修缮临海路段的护栏，安排巡查人员340名，发现隐患之后当天上报并且限期整改到位。\n"
    "林场职工利用农闲时节清理边沟里的落叶和淤泥，保证雨季排水畅通，群众出行更加安全方便。\n" TAIL;

/* original with the first `from` replaced by `to`, then whatever stands in front. */
static struct draft changed(const char *front, const char *const (*edit)[2], size_t n)
{
    struct draft d = { 0 };
    draft_say(&d, front);
    const char *at = original;
    for (size_t i = 0; i < n; i++) {
        const char *hit = strstr(at, edit[i][0]);
        CHECK(hit != NULL);
        if (!hit)
            continue;
        draft_put(&d, at, (size_t)(hit - at));
        draft_say(&d, edit[i][1]);
        at = hit + strlen(edit[i][0]);
    }
    draft_say(&d, at);
    return d;
}

#define CHANGED(...)                                                                                          \
    changed("渔港的码头在七月更换了照明设备而且重新划定了停泊的区域。\n", (const char *const[][2]){ __VA_ARGS__ }, \
            sizeof((const char *const[][2]){ __VA_ARGS__ }) / sizeof(char *[2]))

/* The only passage between the original and d. */
static crib_result *compared(struct draft *d)
{
    struct draft text[2] = { { 0 }, *d };
    draft_say(&text[0], original);
    crib_result *r = scan_texts(text, 2, NULL);
    check_result(r);
    CHECK_U64(crib_result_n_passages(r), 1);
    CHECK_U64(crib_result_n_pairs(r), 1);
    draft_done(&text[0]);
    draft_done(d);
    return r;
}

static const struct crib_passage none;

static const struct crib_passage *only(const crib_result *r)
{
    return crib_result_n_passages(r) == 1 ? crib_result_passages(r) : &none;
}

static uint64_t n_changes(const struct crib_passage *p)
{
    uint64_t n = 0;
    for (size_t k = 0; k < CRIB_N_CHANGES; k++)
        n += p->changes[k];
    return n;
}

static void side_is(const crib_result *r, uint32_t doc, struct crib_span s, const char *want)
{
    size_t n;
    const char *text = crib_result_text(r, doc, &n);
    char got[256];
    snprintf(got, sizeof got, "%.*s", (int)(s.end - s.beg), text + s.beg);
    CHECK_STR(got, want);
}

static void edit_is(const crib_result *r, size_t i, enum crib_change kind, const char *a, const char *b)
{
    const struct crib_passage *p = only(r);
    CHECK(i < p->n_edits);
    if (i >= p->n_edits)
        return;
    CHECK_U64(p->edit[i].kind, kind);
    side_is(r, p->a.doc, p->edit[i].a, a);
    side_is(r, p->b.doc, p->edit[i].b, b);
}

TEST(engine_equal_text_is_verbatim)
{
    struct draft d = CHANGED({ "全区共", "全区共" });
    crib_result *r = compared(&d);
    CHECK_U64(only(r)->klass, CRIB_CLASS_VERBATIM);
    CHECK_U64(only(r)->distance, 0);
    CHECK_U64(n_changes(only(r)), 0);
    CHECK_U64(only(r)->flags, 0);
    CHECK_I64(only(r)->commonness, -1); /* two groups are too few to know */
    CHECK_U64(only(r)->role, CRIB_ROLE_PASSAGE);
    crib_result_free(r);
}

TEST(engine_redactions_are_named)
{
    struct draft d = CHANGED({ "清溪区", "XX区" }, { "12.5万元", "xx.x万元" }, { "临海", "××" });
    crib_result *r = compared(&d);
    CHECK_U64(only(r)->klass, CRIB_CLASS_REDACTED);
    CHECK_U64(only(r)->changes[CRIB_CHANGE_REDACTED], n_changes(only(r)));
    CHECK(n_changes(only(r)) >= 2);
    edit_is(r, only(r)->n_edits - 2, CRIB_CHANGE_REDACTED, "12.5", "xx.x");
    edit_is(r, only(r)->n_edits - 1, CRIB_CHANGE_REDACTED, "临海", "××");
    CHECK(crib_result_n_pairs(r) && crib_result_pairs(r)->verdict >= CRIB_CONTAINED);
    crib_result_free(r);
}

TEST(engine_every_other_figure_is_an_edit_of_its_own)
{
    struct draft d = CHANGED({ "12.5", "13.8" }, { "340", "352" });
    crib_result *r = compared(&d);
    CHECK_U64(only(r)->klass, CRIB_CLASS_RENUMBERED);
    CHECK_U64(only(r)->n_edits, 2);
    edit_is(r, 0, CRIB_CHANGE_RENUMBERED, "12.5", "13.8");
    edit_is(r, 1, CRIB_CHANGE_RENUMBERED, "340", "352");
    crib_result_free(r);
}

TEST(engine_insertions_deletions_and_replacements_are_told_apart)
{
    struct draft d = CHANGED({ "修缮", "整修加固" }, { "的落叶", "" }, { "更加安全", "更加快捷安全" });
    crib_result *r = compared(&d);
    const struct crib_passage *p = only(r);
    CHECK_U64(p->klass, CRIB_CLASS_EDITED);
    CHECK_U64(p->changes[CRIB_CHANGE_DELETED], 1);
    CHECK_U64(p->changes[CRIB_CHANGE_REPLACED] + p->changes[CRIB_CHANGE_INSERTED], p->n_edits - 1);
    edit_is(r, p->n_edits - 2, CRIB_CHANGE_DELETED, "的落叶", "");
    edit_is(r, p->n_edits - 1, CRIB_CHANGE_INSERTED, "", "快捷");
    CHECK_U64(p->distance, 3 + 3 + 2);
    crib_result_free(r);
}

TEST(engine_sentences_in_another_order_are_reordered)
{
    static const char *const s[] = {
        "全区共投入资金修缮临海路段的护栏安排巡查人员若干名发现隐患之后当天上报并且限期整改到位。",
        "林场职工利用农闲时节清理边沟里的落叶和淤泥保证雨季排水畅通群众出行更加安全方便快捷。",
        "各乡镇在入冬之前完成了防火物资的储备并且开展了夜间巡护同时向群众讲解用火安全的知识。",
        "苗圃今年培育的树种成活率稳步提高为来年春季植树提供了充足的苗木而且带动了周边农户增收。",
    };
    struct draft text[2] = { 0 };
    for (size_t i = 0; i < 4; i++) {
        draft_say(&text[0], s[i]);
        draft_say(&text[1], s[(size_t[]){ 2, 0, 3, 1 }[i]]);
    }
    crib_result *r = scan_texts(text, 2, NULL);
    check_result(r);
    const struct crib_passage *p = crib_result_passages(r);
    bool reordered = false;
    for (size_t i = 0; i < crib_result_n_passages(r); i++)
        reordered |= p[i].klass == CRIB_CLASS_REORDERED && p[i].changes[CRIB_CHANGE_MOVED] > 0;
    CHECK(reordered);
    CHECK(crib_result_n_passages(r) == 1);
    CHECK(crib_result_n_pairs(r) == 1 && crib_result_pairs(r)->verdict == CRIB_NEAR_DUPLICATE);
    crib_result_free(r);
    draft_done(&text[0]);
    draft_done(&text[1]);
}

TEST(engine_another_script_is_another_script_and_nothing_else)
{
    struct draft d = CHANGED({ "区今年", "區今年" }, { "护栏", "護欄" }, { "发现", "發現" }, { "农闲", "農閒" }, { "畅通", "暢通" });
    crib_result *r = compared(&d);
    CHECK_U64(only(r)->klass, CRIB_CLASS_SCRIPT);
    CHECK_U64(only(r)->distance, 0);
    CHECK_U64(only(r)->changes[CRIB_CHANGE_SCRIPT], n_changes(only(r)));
    CHECK_U64(n_changes(only(r)), 5);
    CHECK_U64(only(r)->flags, 0);
    crib_result_free(r);
}

TEST(engine_a_copy_without_accents_is_found_told_and_no_duplicate)
{
    struct draft text[2] = { 0 };
    draft_say(&text[0], "Příští týden začne v městské knihovně výstava starých map, které město získalo od sběratele z Plzně.\n");
    draft_say(&text[1], "Pristi tyden zacne v mestske knihovne vystava starych map, ktere mesto ziskalo od sberatele z Plzne.\n");
    crib_result *r = scan_texts(text, 2, NULL);
    check_result(r);
    CHECK_U64(crib_result_n_passages(r), 1);
    CHECK_U64(only(r)->klass, CRIB_CLASS_EDITED);
    CHECK_U64(only(r)->changes[CRIB_CHANGE_ACCENTS], n_changes(only(r)));
    CHECK(n_changes(only(r)) > 0);
    CHECK_U64(only(r)->flags, 0);
    CHECK(crib_result_n_pairs(r) == 1 && crib_result_pairs(r)->verdict == CRIB_NEAR_DUPLICATE);
    crib_result_free(r);
    draft_done(&text[0]);
    draft_done(&text[1]);
}

TEST(engine_what_hides_reuse_is_flagged)
{
    static const char *const hidden[][2] = { { "清理边沟", "清\xE2\x80\x8B理边沟" }, { "清理边沟", "清\xE2\x80\xAE理边沟" } };
    for (size_t i = 0; i < 2; i++) {
        struct draft d = CHANGED({ hidden[i][0], hidden[i][1] });
        crib_result *r = compared(&d);
        CHECK_U64(only(r)->flags, i == 0 ? CRIB_FLAG_ZERO_WIDTH : CRIB_FLAG_BIDI);
        CHECK_U64(only(r)->changes[CRIB_CHANGE_HIDDEN], 1);
        CHECK_U64(only(r)->distance, 0);
        crib_result_free(r);
    }
}

TEST(engine_letters_of_another_alphabet_inside_a_word_are_flagged)
{
    struct draft text[2] = { 0 };
    draft_say(&text[0], "Every harbour master keeps a written register of the vessels that enter and leave between dusk and dawn.\n");
    draft_say(&text[1], "Every harbour m\xD0\xB0ster keeps a written register of the vessels that enter and leave between dusk and dawn.\n");
    crib_result *r = scan_texts(text, 2, NULL);
    check_result(r);
    CHECK_U64(crib_result_n_passages(r), 1);
    CHECK(only(r)->flags & CRIB_FLAG_HOMOGLYPH);
    crib_result_free(r);
    draft_done(&text[0]);
    draft_done(&text[1]);
}

TEST(engine_width_case_and_punctuation_are_small_changes)
{
    struct draft d = CHANGED({ "12.5", "１２.５" }, { "护栏，", "护栏；" });
    crib_result *r = compared(&d);
    CHECK_U64(only(r)->distance, 0);
    CHECK_U64(only(r)->changes[CRIB_CHANGE_WIDTH], 1);
    CHECK_U64(only(r)->changes[CRIB_CHANGE_PUNCTUATION], 1);
    CHECK_U64(only(r)->n_edits, 2);
    crib_result_free(r);
}

/* A zero-width space behind every character of more than a byte. */
static void disguise(struct draft *d)
{
    struct draft out = { 0 };
    for (size_t i = 0, len; i < d->n; i += len) {
        for (len = 1; i + len < d->n && ((unsigned char)d->p[i + len] & 0xC0) == 0x80;)
            len++;
        draft_put(&out, d->p + i, len);
        if (len > 1)
            draft_code(&out, 0x200B);
    }
    draft_done(d);
    *d = out;
}

/* N documents of random text, each with the same phrase in the middle; the
 * last one is disguised when asked for. */
static crib_result *with_phrase(size_t n, size_t n_units, bool disguised)
{
    uint64_t rng = 17 + n_units;
    struct mixture m = { 4000, 0, 0 };
    struct tokens phrase = { 0 };
    struct draft *text = calloc(n, sizeof *text);
    tokens_random(&phrase, n_units, &m, &rng);
    for (size_t i = 0; i < n; i++) {
        struct tokens row = { 0 };
        tokens_random(&row, 150, &m, &rng);
        tokens_copy(&row, &phrase, 0, phrase.n);
        tokens_random(&row, 150, &m, &rng);
        draft_lay_out(&text[i], &row, LAYOUT_PARAGRAPHS, 0, &rng);
        tokens_done(&row);
    }
    if (disguised)
        disguise(&text[n - 1]);
    crib_result *r = scan_texts(text, n, NULL);
    check_result(r);
    for (size_t i = 0; i < n; i++)
        draft_done(&text[i]);
    free(text);
    tokens_done(&phrase);
    return r;
}

static void roles_are(size_t n, size_t n_units, enum crib_role role)
{
    crib_result *r = with_phrase(n, n_units, false);
    const struct crib_passage *p = crib_result_passages(r);
    CHECK(crib_result_n_passages(r) >= n - 1);
    size_t n_other = 0; /* places that by chance agree in a neighbour too */
    for (size_t i = 0; i < crib_result_n_passages(r); i++) {
        CHECK_U64(p[i].role, role);
        CHECK_I64(p[i].commonness, n < 3 ? -1 : (int64_t)n);
        n_other += p[i].a.doc != 0;
    }
    CHECK(role == CRIB_ROLE_PASSAGE || n_other <= 3); /* a star from the first occurrence */
    CHECK_U64(crib_result_n_pairs(r), role == CRIB_ROLE_PASSAGE ? n * (n - 1) / 2 : 0);
    CHECK(crib_result_has_findings(r) == (role == CRIB_ROLE_PASSAGE));
    crib_result_free(r);
}

TEST(engine_a_phrase_of_two_documents_is_a_passage) { roles_are(2, 30, CRIB_ROLE_PASSAGE); }
TEST(engine_a_phrase_of_many_documents_is_a_formula) { roles_are(40, 30, CRIB_ROLE_FORMULA); }
TEST(engine_a_long_run_of_many_documents_is_boilerplate) { roles_are(40, 80, CRIB_ROLE_BOILERPLATE); }

TEST(engine_a_disguised_phrase_is_a_passage_however_many_documents_have_it)
{
    enum { N = 40 };
    crib_result *r = with_phrase(N, 30, true);
    size_t n_told = 0, n_formula = 0;
    for (size_t i = 0; i < crib_result_n_passages(r); i++) {
        const struct crib_passage *p = &crib_result_passages(r)[i];
        bool disguised = p->b.doc == N - 1;
        n_told += disguised && p->role == CRIB_ROLE_PASSAGE && p->flags & CRIB_FLAG_ZERO_WIDTH;
        n_formula += !disguised && p->role == CRIB_ROLE_FORMULA;
    }
    CHECK_U64(n_told, N - 1);
    CHECK(n_formula >= N - 2);
    CHECK(crib_result_has_findings(r));
    crib_result_free(r);
}

TEST(engine_equal_documents_shorter_than_a_passage_are_duplicates)
{
    struct draft text[3] = { 0 };
    draft_say(&text[0], "今日无事，照常巡查。\n");
    draft_say(&text[1], "今日无事，照常巡查。\n");
    draft_say(&text[2], "昨日有雨，停止巡查。\n");
    crib_result *r = scan_texts(text, 3, NULL);
    check_result(r);
    CHECK_U64(crib_result_n_pairs(r), 1);
    if (crib_result_n_pairs(r) == 1) {
        const struct crib_pair *p = crib_result_pairs(r);
        CHECK(p->a == 0 && p->b == 1 && p->verdict == CRIB_DUPLICATE);
    }
    CHECK_U64(crib_result_n_clusters(r), 1);
    crib_result_free(r);
    for (size_t i = 0; i < 3; i++)
        draft_done(&text[i]);
}

TEST(engine_a_paragraph_used_twice_in_one_document_is_told)
{
    struct draft text = { 0 };
    draft_say(&text, original);
    draft_say(&text, "渔港的码头在七月更换了照明设备而且重新划定了停泊的区域。\n");
    draft_say(&text, "林场职工利用农闲时节清理边沟里的落叶和淤泥，保证雨季排水畅通，群众出行更加安全方便。\n");
    crib_result *r = scan_texts(&text, 1, NULL);
    check_result(r);
    CHECK_U64(crib_result_n_passages(r), 1);
    CHECK_U64(crib_result_n_pairs(r), 1);
    if (crib_result_n_pairs(r) == 1) {
        CHECK(crib_result_pairs(r)->a == 0 && crib_result_pairs(r)->b == 0);
        CHECK_U64(crib_result_pairs(r)->verdict, CRIB_SHARES_PASSAGES);
    }
    crib_result_free(r);
    draft_done(&text);
}
