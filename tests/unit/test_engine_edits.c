/* SPDX-License-Identifier: MIT */
/* Random edits never break a span, and what a passage says of its two places
 * stays true, whatever was done to one of them. */
#include "ref/engine_check.h"

static const char *const simple[] = { "国", "发", "东", "业", "会" }, *const traditional[] = { "國", "發", "東", "業", "會" };

static size_t boundary(const struct draft *d, size_t at)
{
    while (at < d->n && ((unsigned char)d->p[at] & 0xC0) == 0x80)
        at++;
    return at;
}

static size_t step(const struct draft *d, size_t at, size_t n)
{
    for (; n && at < d->n; n--)
        at = boundary(d, at + 1);
    return at;
}

/* d = d[0, beg) + with + d[end, n) */
static void splice(struct draft *d, size_t beg, size_t end, const char *with, size_t n)
{
    struct draft out = { 0 };
    draft_put(&out, d->p, beg);
    draft_put(&out, with, n);
    draft_put(&out, d->p + end, d->n - end);
    draft_done(d);
    *d = out;
}

static void swap_first(struct draft *d, size_t from, const char *const *what, const char *const *with, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        const char *hit = strstr(d->p + from, what[k]);
        if (!hit)
            continue;
        size_t beg = (size_t)(hit - d->p);
        splice(d, beg, beg + strlen(what[k]), with[k], strlen(with[k]));
        return;
    }
}

static void edit_once(struct draft *d, uint64_t *rng)
{
    static const char *const put[] = { "\xE2\x80\x8B", "\xE2\x80\xAE", "，", "XX", "××", "某某", "12.5", "word", "\xE2\x80\x8D", "\xEF\xBB\xBF", " ", "\n" };
    static const char *const half[] = { "1", "2", "3", "a", "e", "," }, *const full[] = { "１", "２", "３", "ａ", "ｅ", "，" };
    size_t beg = boundary(d, test_random(rng) % d->n), end = step(d, beg, 1 + test_random(rng) % 6);
    switch (test_random(rng) % 8) {
    case 0: splice(d, beg, end, "", 0); return;
    case 1: splice(d, beg, end, "溪头", 6); return;
    case 2: splice(d, beg, beg, "沙洲上", 9); return;
    case 3: splice(d, beg, end, "XXX", 3); return;
    case 4: swap_first(d, beg, simple, traditional, 5); return;
    case 5: swap_first(d, beg, half, full, 6); return;
    case 6: {
        size_t k = test_random(rng) % 12;
        splice(d, beg, beg, put[k], strlen(put[k]));
        return;
    }
    default: { /* a stretch moves */
        end = step(d, beg, 10 + test_random(rng) % 80);
        struct draft moved = { 0 };
        draft_put(&moved, d->p + beg, end - beg);
        splice(d, beg, end, "", 0);
        size_t to = boundary(d, test_random(rng) % (d->n + 1));
        splice(d, to, to, moved.p, moved.n);
        draft_done(&moved);
    }
    }
}

/* A line that begins with a figure may be taken for a numbered one. */
static void no_figure_first(struct draft *d)
{
    for (size_t i = 0; i < d->n; i++)
        if ((i == 0 || d->p[i - 1] == '\n') && !((unsigned char)d->p[i] & 0x80))
            splice(d, i, i, "据", 3);
}

static void base_text(struct draft *d, uint64_t *rng, uint64_t seed)
{
    struct tokens t = { 0 };
    struct mixture m = { 3000, seed % 3 ? 4 : 80, 6 };
    tokens_random(&t, 100 + test_random(rng) % 400, &m, rng);
    for (size_t i = 0; i < t.n; i += 23)
        if (t.p[i].kind == TOKEN_HAN)
            snprintf(t.p[i].surface, sizeof t.p[i].surface, "%s", simple[i / 23 % 5]);
    draft_lay_out(d, &t, seed % N_LAYOUTS, 36, rng);
    tokens_done(&t);
}

TEST(engine_random_edits_never_break_a_span_or_what_a_passage_says)
{
    enum { N = TEST_SANITIZED ? 150 : 600 };
    size_t n_agree = 0, n_passages = 0;
    for (uint64_t seed = 0; seed < N && !test_failing(); seed++) {
        uint64_t rng = seed + 77;
        struct draft text[3] = { 0 };
        base_text(&text[0], &rng, seed);
        for (size_t k = 1; k < 3; k++) {
            draft_put(&text[k], text[0].p, text[0].n);
            for (uint64_t n = test_random(&rng) % 25; n; n--)
                edit_once(&text[k], &rng);
            no_figure_first(&text[k]);
        }
        struct crib_options opts;
        options_one_document_each(&opts);
        opts.documents = seed % 4 == 3 ? CRIB_DOCUMENTS_AUTO : CRIB_DOCUMENTS_FILE;
        crib_result *r = seed % 5 == 4 ? diff_texts(&text[0], &text[1]) : scan_texts(text, 3, &opts);
        check_result(r);
        bool agree;
        struct body *body = bodies_read(r, &agree);
        if (agree && !test_failing()) {
            check_passages_fold(r, body);
            check_guarantee(r, body, 24);
            n_agree++;
        }
        n_passages += crib_result_n_passages(r);
        if (test_failing())
            printf("seed %" PRIu64 "\n", seed);
        bodies_done(body, r);
        crib_result_free(r);
        for (size_t k = 0; k < 3; k++)
            draft_done(&text[k]);
    }
    CHECK(n_agree > N / 2);
    CHECK(n_passages > N);
}

/* Bytes without any meaning: whatever is made of them, the spans hold. */
TEST(engine_random_bytes_never_break_a_span)
{
    for (uint64_t seed = 0; seed < 100 && !test_failing(); seed++) {
        uint64_t rng = seed + 7;
        struct draft text[2] = { 0 };
        base_text(&text[0], &rng, seed);
        draft_put(&text[1], text[0].p, text[0].n);
        for (size_t n = test_random(&rng) % 40; n; n--)
            text[1].p[test_random(&rng) % text[1].n] = (char)(1 + test_random(&rng) % 255);
        crib_result *r = scan_texts(text, 2, NULL);
        check_result(r);
        if (test_failing())
            printf("seed %" PRIu64 "\n", seed);
        crib_result_free(r);
        draft_done(&text[0]);
        draft_done(&text[1]);
    }
}
