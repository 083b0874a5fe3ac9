/* SPDX-License-Identifier: MIT */
/* index/common: how common a text is, against the rule in its own words. */
#include "harness.h"
#include "index/common.h"
#include "ref/sketch_rows.h"

enum { LENGTH = 24, PHRASES = 8, MOST_PHRASE = 60, MOST_DOCS = 420, MOST_SHINGLES = 200 };

/* Rows of random text and of phrases: phrase i stands in about one row of
 * 2 << i % 5, mostly with units changed or left out, or cut short. */
struct rows {
    struct units row[MOST_DOCS];
    uint32_t group_of[MOST_DOCS];
    uint32_t n, n_groups;
};

/* n of them, of `least` units or up to `more` - 1 more. */
static void phrases_make(uint32_t (*phrase)[MOST_PHRASE], uint32_t *len, uint32_t n, uint32_t least, uint32_t more,
                         uint64_t *rng)
{
    for (uint32_t p = 0; p < n; p++) {
        len[p] = least + (uint32_t)(test_random(rng) % more);
        for (uint32_t i = 0; i < len[p]; i++)
            phrase[p][i] = random_han(rng);
    }
}

static void put_phrase(struct units *u, uint64_t *rng, const uint32_t *phrase, uint32_t n)
{
    uint32_t every = 4 + (uint32_t)(test_random(rng) % 60); /* about one unit of so many is edited */
    uint32_t end = test_random(rng) % 5 ? n : n / 2;
    for (uint32_t i = 0; i < end; i++) {
        bool edited = test_random(rng) % every == 0;
        if (!edited || test_random(rng) % 2)
            row_han(u, edited ? random_han(rng) : phrase[i]);
    }
}

static void rows_make(struct rows *w, uint32_t n, uint64_t seed)
{
    uint64_t rng = seed;
    uint32_t phrase[PHRASES][MOST_PHRASE], len[PHRASES];
    *w = (struct rows){ .n = n };
    phrases_make(phrase, len, PHRASES, 10, 50, &rng);
    for (uint32_t d = 0; d < n; d++) {
        row_han_random(&w->row[d], &rng, 3);
        for (uint32_t p = 0; p < PHRASES; p++) {
            if (d == 0 || test_random(&rng) % (2u << p % 5) == 0)
                put_phrase(&w->row[d], &rng, phrase[p], len[p]);
            if (test_random(&rng) % 2)
                row_han_random(&w->row[d], &rng, (uint32_t)(test_random(&rng) % 30));
        }
        bool copy = d > 0 && test_random(&rng) % 3 == 0; /* of the one before, as it were */
        w->group_of[d] = copy ? w->group_of[d - 1] : w->n_groups++;
    }
}

static void rows_done(struct rows *w)
{
    for (uint32_t d = 0; d < w->n; d++)
        units_done(&w->row[d]);
}

static bool row_holds(const struct units *u, const uint32_t *shingle)
{
    for (uint32_t i = 0; i + SHINGLE_UNITS <= u->n; i++)
        if (memcmp(u->exact + i, shingle, SHINGLE_UNITS * sizeof *shingle) == 0)
            return true;
    return false;
}

static bool group_holds(const struct rows *w, uint32_t group, const uint32_t *shingle)
{
    for (uint32_t d = 0; d < w->n; d++)
        if (w->group_of[d] == group && row_holds(&w->row[d], shingle))
            return true;
    return false;
}

/* Group g counts where it holds that many shingles, each at most six after the
 * one before, and between them; of four they stand in a row. */
static void only_stretches(bool holds[MOST_SHINGLES][MOST_DOCS], uint32_t n, uint32_t g, uint32_t least)
{
    bool in[MOST_SHINGLES] = { 0 };
    for (uint32_t i = 0; i < n; i++) {
        uint32_t held = 0, last = i, row = 0, longest = 0;
        for (uint32_t k = i; k < n && k - last <= 6 && holds[i][g]; k++) {
            row = holds[k][g] ? row + 1 : 0;
            longest = max_u32(longest, row);
            if (holds[k][g])
                held++, last = k;
        }
        if ((least == 4 ? longest : held) >= least)
            memset(in + i, 1, last + 1 - i);
    }
    for (uint32_t i = 0; i < n; i++)
        holds[i][g] = in[i];
}

/* The rule in its own words, by looking everywhere. */
struct reference {
    int64_t groups;
    uint32_t own, run, all, seams, agreed;
    uint32_t by_twos; /* units that are common by a stretch of two only */
};

/* Places of the text where the shingles from one on are rare and those around
 * them are not; how many different ones there are. */
static void count_seams(const struct units *u, struct unit_span s, const bool *rare, uint32_t n, struct reference *out)
{
    uint32_t seam[MOST_SHINGLES] = { 0 }, own[MOST_SHINGLES], own_len[MOST_SHINGLES], n_own = 0;
    const uint32_t *code = u->exact + s.beg;
    out->seams = out->agreed = 0;
    for (uint32_t i = 1; i < n; i++) {
        if (!rare[i] || rare[i - 1])
            continue;
        uint32_t before = 0, end = i, after = 0;
        while (before < i && !rare[i - 1 - before])
            before++;
        while (end < n && rare[end])
            end++;
        while (end + after < n && !rare[end + after])
            after++;
        if (after == 0)
            continue;
        bool again = false;
        if (end - i >= SHINGLE_UNITS) {
            uint32_t len = end - i - SHINGLE_UNITS + 1;
            for (uint32_t k = 0; k < n_own; k++)
                again |= own_len[k] == len && memcmp(code + own[k], code + i + 4, len * sizeof *code) == 0;
            own[n_own] = i + 4;
            own_len[n_own++] = len;
            out->agreed += !again;
            continue;
        }
        bool wide = before >= 8 && after >= 8, again_wide = false;
        for (uint32_t k = 1; k < i; k++)
            if (seam[k] && memcmp(code + k, code + i, SHINGLE_UNITS * sizeof *code) == 0) {
                again = true;
                again_wide |= seam[k] == 2;
            }
        seam[i] = 1 + wide;
        out->agreed += !again;
        out->seams += wide && !again_wide;
    }
}

static uint32_t count_true(const bool *b, uint32_t n)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += b[i];
    return sum;
}

/* Mark what shingles cover that stand in stretches of `least` in so many groups,
 * but for those of left_out (NULL: none is). */
static void cover_common(const struct rows *w, bool holds[MOST_SHINGLES][MOST_DOCS], uint32_t n, uint32_t least,
                         uint32_t need, const bool *left_out, bool *covered)
{
    static bool in[MOST_SHINGLES][MOST_DOCS];
    memcpy(in, holds, sizeof in);
    for (uint32_t g = 0; g < w->n_groups; g++)
        only_stretches(in, n, g, least);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t others = 0;
        for (uint32_t g = 0; g < w->n_groups; g++)
            others += in[i][g] && !(left_out && left_out[g]);
        if (others >= need)
            memset(covered + i, 1, SHINGLE_UNITS);
    }
}

static uint32_t weight_of(const struct units *u, struct unit_span s)
{
    uint32_t sum = 0;
    for (uint32_t i = s.beg; i < s.end; i++)
        sum += unit_weighs(u, i);
    return sum;
}

/* Holders of the whole that make a text everybody's: one for each sixteen
 * units, four at least, and no more than five and the root of all groups. */
static uint32_t family_ref(uint32_t n_units, uint32_t n_groups)
{
    uint32_t by_length = n_units / 16, form = 5;
    for (uint32_t r = 1; r * r <= n_groups; r++)
        form++;
    return max_u32(4, min_u32(by_length, form));
}

static struct reference common_ref(const struct rows *w, const struct units *u, struct unit_span s)
{
    static bool holds[MOST_SHINGLES][MOST_DOCS], is_holder[MOST_DOCS];
    uint32_t n = unit_len(s) - SHINGLE_UNITS + 1, counts[MOST_SHINGLES], n_holders = 0, n_groups = w->n_groups;
    uint32_t run = 0, own = 0, most_run = 0, all = weight_of(u, s);
    for (uint32_t i = 0; i < n; i++) {
        counts[i] = 0;
        for (uint32_t g = 0; g < n_groups; g++)
            counts[i] += holds[i][g] = group_holds(w, g, u->exact + s.beg + i);
    }
    for (uint32_t g = 0; g < n_groups; g++) {
        uint32_t held = 0, different = 0;
        for (uint32_t i = 0; i < n; i++) {
            bool again = false;
            for (uint32_t k = 0; k < i && !again; k++)
                again = memcmp(u->exact + s.beg + k, u->exact + s.beg + i, SHINGLE_UNITS * sizeof *u->exact) == 0;
            held += !again && holds[i][g];
            different += !again;
        }
        n_holders += is_holder[g] = held * 5 >= different * 4;
    }
    uint32_t percent = (n_groups + 99) / 100;
    uint32_t family = family_ref(unit_len(s), n_groups);
    bool left_out = n_holders < max_u32(family, percent);
    uint32_t left = left_out ? n_holders : 0, need = max_u32(1, percent);
    if (unit_len(s) > 80 && left < family)
        need = max_u32(need, min_u32(5, family - left));
    bool covered[MOST_SHINGLES + SHINGLE_UNITS] = { 0 }, rare[MOST_SHINGLES];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t others = 0;
        for (uint32_t g = 0; g < n_groups; g++)
            others += holds[i][g] && !(left_out && is_holder[g]);
        rare[i] = others < need;
    }
    cover_common(w, holds, n, unit_len(s) > 80 ? 8 : 4, need, left_out ? is_holder : NULL, covered);
    uint32_t by_stretch = count_true(covered, unit_len(s));
    if (unit_len(s) <= 80 && 2 * all > 3 * unit_len(s))
        cover_common(w, holds, n, 2, max_u32(5, (n_groups + 9) / 10), left_out ? is_holder : NULL, covered);
    for (uint32_t i = 0; i < unit_len(s); i++) {
        uint32_t weight = unit_weighs(u, s.beg + i);
        own += covered[i] ? 0 : weight;
        run = covered[i] ? 0 : run + weight;
        most_run = max_u32(most_run, run);
    }
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t j = i; j > 0 && counts[j - 1] > counts[j]; j--) {
            uint32_t t = counts[j];
            counts[j] = counts[j - 1];
            counts[j - 1] = t;
        }
    struct reference out = { .groups = counts[n / 2], .own = own, .run = most_run, .all = all };
    out.by_twos = count_true(covered, unit_len(s)) - by_stretch;
    count_seams(u, s, rare, n, &out);
    return out;
}

/* Answers about the first row; how many of them had something own, had not, how
 * many had as many seams as make a passage, and how many stretches of two. */
struct answers { uint32_t own, none, seams, agreed, by_twos; };

static void check_answer(const struct commonness *got, const struct reference *ref, uint32_t length, struct answers *n)
{
    CHECK_I64(got->groups, ref->groups);
    bool enough = 2 * ref->own >= length, much = 2 * ref->run >= length || 4 * ref->own >= ref->all;
    CHECK_U64(got->own.worth, enough && much);
    if (got->own.worth)
        return;
    CHECK_U64(got->own.enough, enough);
    CHECK_U64(got->own.most, 2 * ref->own >= ref->all);
    CHECK_U64(got->seams, min_u32(ref->seams, COMMON_SEAMS));
    if (got->seams < COMMON_SEAMS) /* else nobody went on counting */
        CHECK_U64(got->agreed, min_u32(ref->agreed, COMMON_SEAMS));
    n->seams += got->seams == COMMON_SEAMS;
    n->agreed += got->seams < COMMON_SEAMS && got->agreed == COMMON_SEAMS;
}

static void check_rows(struct rows *w, uint64_t seed, struct answers *n_answers)
{
    uint64_t rng = seed;
    struct common common;
    struct common_scratch scratch;
    struct asked asked = { 0, { 0, w->row[0].n } };
    CHECK(common_build(w->row, w->n, w->group_of, w->n_groups, &asked, 1, 2, &common, NULL) == CRIB_OK);
    CHECK(common_scratch_init(&scratch, &common, NULL) == CRIB_OK);
    for (uint32_t i = 0; i < 24; i++) {
        uint32_t n = min_u32(w->row[0].n, 8 + (uint32_t)(test_random(&rng) % (i % 2 ? 40 : 190)));
        uint32_t beg = (uint32_t)(test_random(&rng) % (w->row[0].n - n + 1));
        struct unit_span s = { beg, beg + n };
        struct reference ref = common_ref(w, &w->row[0], s);
        for (uint32_t length = 1; length <= 2 * n + 2; length += 1 + length / 16) {
            struct commonness got;
            CHECK(common_ask(&common, &w->row[0], &s, 1, length, &scratch, &got, NULL) == CRIB_OK);
            check_answer(&got, &ref, length, n_answers);
        }
        n_answers->own += 2 * ref.own >= LENGTH;
        n_answers->none += 2 * ref.own < LENGTH;
        n_answers->by_twos += ref.by_twos > 0;
    }
    common_scratch_done(&scratch);
    common_done(&common);
    rows_done(w);
}

static void check_collection(uint32_t n_docs, uint64_t seed, struct answers *n)
{
    static struct rows w;
    rows_make(&w, n_docs, seed);
    check_rows(&w, seed, n);
}

/* Rows of nothing but the same sentences, each in an order of its own, with a
 * word of its own here and there; three are the first row's copies. */
static void sentences_make(struct rows *w, uint32_t n, uint64_t seed)
{
    enum { SENTENCES = 40 };
    uint64_t rng = seed;
    uint32_t phrase[SENTENCES][MOST_PHRASE], len[SENTENCES];
    *w = (struct rows){ .n = n };
    phrases_make(phrase, len, SENTENCES, 6, 14, &rng);
    for (uint32_t d = 0; d < n; d++) {
        uint64_t first = seed + 1, *r = d < 4 ? &first : &rng;
        for (uint32_t i = 0; i < 12; i++) {
            uint32_t p = (uint32_t)(test_random(r) % SENTENCES);
            for (uint32_t k = 0; k < len[p]; k++)
                row_han(&w->row[d], phrase[p][k]);
            if (test_random(r) % 8 == 0)
                row_han_random(&w->row[d], r, 1 + (uint32_t)(test_random(r) % 3));
        }
        bool copy = d > 0 && d < 4 && test_random(&rng) % 2;
        w->group_of[d] = copy ? 0 : w->n_groups++;
    }
}

/* Looking everywhere is slow, and slower where every access is watched. */
enum { STEP = TEST_SANITIZED ? 5 : 1 }; /* all residues of two and three are met */

TEST(commonness_agrees_with_looking_everywhere)
{
    struct answers n = { 0 };
    for (uint64_t seed = 1; seed <= 40; seed += STEP)
        check_collection((uint32_t)(5 + 3 * seed), seed, &n);
    CHECK(n.own > 20 / STEP && n.none > 20 / STEP);
}

TEST(commonness_agrees_with_looking_everywhere_where_lists_are_long)
{
    struct answers n = { 0 };
    for (uint64_t seed = 21; seed <= 30; seed += STEP)
        check_collection(MOST_DOCS, seed, &n);
    CHECK(n.own > 10 / STEP && n.none > 10 / STEP);
}

TEST(seams_between_common_sentences_agree_with_looking_everywhere)
{
    static struct rows w;
    struct answers n = { 0 };
    for (uint64_t seed = 1; seed <= 30; seed += STEP) {
        sentences_make(&w, seed % 3 ? (uint32_t)(40 + 8 * seed) : MOST_DOCS, seed);
        check_rows(&w, seed, &n);
    }
    CHECK(n.seams > 20 / STEP && n.agreed > 20 / STEP);
}

/* n random characters or words. */
static void put_random(struct units *u, bool words, uint32_t n, uint64_t *rng)
{
    while (n-- > 0)
        row_han(u, random_han(rng) | (words ? UNIT_WORD_BIT : 0));
}

/* Rows of a form: phrases of five units to seven around blanks filled with one
 * unit to nine; those further on in it stand in fewer rows. Every third is of
 * characters. */
static void forms_make(struct rows *w, uint32_t n, uint64_t seed)
{
    uint64_t rng = seed;
    uint32_t phrase[PHRASES][MOST_PHRASE], len[PHRASES];
    bool words = seed % 3 != 2;
    *w = (struct rows){ .n = n };
    phrases_make(phrase, len, PHRASES, 5, 3, &rng);
    for (uint32_t d = 0; d < n; d++) {
        for (uint32_t p = 0; p < PHRASES; p++) {
            bool has = d == 0 || test_random(&rng) % (1 + 2 * p) < 2;
            for (uint32_t k = 0; k < len[p] && has; k++)
                row_han(&w->row[d], phrase[p][k] | (words ? UNIT_WORD_BIT : 0));
            put_random(&w->row[d], words && p % 4 != 3, 1 + (uint32_t)(test_random(&rng) % 9), &rng);
        }
        w->group_of[d] = w->n_groups++;
    }
}

TEST(the_shreds_of_a_form_between_its_blanks_agree_with_looking_everywhere)
{
    static struct rows w;
    struct answers n = { 0 };
    for (uint64_t seed = 1; seed <= 30; seed += STEP) {
        forms_make(&w, seed % 3 ? (uint32_t)(4 + 3 * seed) : MOST_DOCS, seed);
        check_rows(&w, seed, &n);
    }
    CHECK(n.by_twos > 100 / STEP && n.own > 20 / STEP && n.none > 20 / STEP);
}

TEST(with_fewer_than_three_groups_commonness_is_unknown)
{
    static struct rows w;
    rows_make(&w, 2, 1);
    w.group_of[0] = 0;
    w.group_of[1] = 1;
    struct asked asked = { 0, { 0, w.row[0].n } };
    struct unit_span s = { 10, 50 };
    struct common common;
    struct common_scratch scratch;
    struct commonness got;
    CHECK(common_build(w.row, 2, w.group_of, 2, &asked, 1, 1, &common, NULL) == CRIB_OK);
    CHECK(common_scratch_init(&scratch, &common, NULL) == CRIB_OK);
    CHECK(common_ask(&common, &w.row[0], &s, 1, LENGTH, &scratch, &got, NULL) == CRIB_OK);
    CHECK_I64(got.groups, -1);
    CHECK(got.own.worth && got.own.enough && got.own.most);
    common_scratch_done(&scratch);
    common_done(&common);
    rows_done(&w);
}
