/* SPDX-License-Identifier: MIT */
/* Passages that are quotations: how much of them must be one. */
#include "ref/engine_check.h"

enum { N_UNITS = 60 };

/* One document with n units; another that quotes the first n_quoted of them
 * with a source and goes on with the rest without marks. */
static crib_result *quoted(size_t n_quoted, const char *lead)
{
    uint64_t rng = 4;
    struct tokens t = { 0 };
    struct draft text[2] = { { 0 } };
    tokens_random(&t, N_UNITS, &(struct mixture){ 3000, 0, 0 }, &rng);
    draft_say(&text[0], "渔港的码头在七月更换了照明设备。");
    draft_say(&text[1], lead);
    draft_say(&text[1], "“");
    for (size_t i = 0; i < N_UNITS; i++) {
        draft_say(&text[0], t.p[i].surface);
        draft_say(&text[1], t.p[i].surface);
        if (i + 1 == n_quoted)
            draft_say(&text[1], "”，");
    }
    draft_say(&text[0], "。苗圃今年成活率提高。\n");
    draft_say(&text[1], "。各乡镇开展了夜间巡护。\n");
    crib_result *r = scan_texts(text, 2, NULL);
    check_result(r);
    CHECK_U64(crib_result_n_passages(r), 1);
    CHECK_U64(crib_result_n_pairs(r), 1);
    draft_done(&text[0]), draft_done(&text[1]);
    tokens_done(&t);
    return r;
}

static void role_is(size_t n_quoted, const char *lead, enum crib_role role)
{
    crib_result *r = quoted(n_quoted, lead);
    if (!test_failing()) {
        const struct crib_document *d = crib_result_documents(r);
        CHECK_U64(crib_result_passages(r)->role, role);
        CHECK_U64(crib_result_pairs(r)->matched, N_UNITS); /* quoted or not */
        CHECK_U64(crib_result_pairs(r)->n_passages, 1);
        for (int i = 0; i < 2; i++)
            CHECK_U64(d[i].covered[role], N_UNITS);
    }
    crib_result_free(r);
}

TEST(engine_a_passage_in_a_quotation_with_a_source_is_a_quotation)
{
    role_is(60, "县里的做法见《林业年鉴》：", CRIB_ROLE_QUOTATION);
    role_is(60, "县里的做法值得借鉴。", CRIB_ROLE_PASSAGE);
}

TEST(engine_what_was_copied_around_a_quotation_is_not_hidden_by_it)
{
    role_is(37, "县里的做法见《林业年鉴》：", CRIB_ROLE_QUOTATION); /* 23 units beside it */
    role_is(36, "县里的做法见《林业年鉴》：", CRIB_ROLE_PASSAGE);   /* 24 units: a passage of their own */
    role_is(20, "县里的做法见《林业年鉴》：", CRIB_ROLE_PASSAGE);
}
