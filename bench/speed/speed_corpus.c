/* SPDX-License-Identifier: MIT */
/* Documents from a seed and a number: no document needs another one kept.
 *
 * A copy makes its original anew and edits it, so that the original may stand
 * anywhere before it and a corpus of any size needs the memory of one document.
 * Lengths follow Zipf's law: a document has k portions in proportion to 1/k²,
 * with a portion of 3/8 of the mean: 4 kB in the mean and 90 kB at most unless
 * the plan asks for another mean. The last paragraph is finished, so documents
 * are up to some hundred bytes longer. */
#include "speed/speed_corpus.h"

enum { LONGEST_PORTIONS = 40, LENGTH_UNIT = 1 << 24 };

/* Which of a document's sequences of random numbers. */
enum purpose { FOR_TEXT = 1, FOR_COPY, FOR_ORIGINAL, FOR_EDITS };

int corpus_init(struct corpus *c, const struct corpus_plan *plan, struct crib_err *err)
{
    c->plan = *plan;
    return lexicon_init(&c->lexicon, plan->seed, err);
}

void corpus_done(struct corpus *c) { lexicon_done(&c->lexicon); }

static uint64_t state_of(const struct corpus *c, uint64_t i, enum purpose purpose)
{
    return hash_join(hash_join(hash_mix(c->plan.seed + 1), i), purpose);
}

static bool is_copy(const struct corpus *c, uint64_t i)
{
    uint64_t state = state_of(c, i, FOR_COPY);
    return i > 0 && random_below(&state, 1000) < c->plan.copies_permille;
}

bool corpus_copies(const struct corpus *c, uint64_t i, uint64_t *original)
{
    if (!is_copy(c, i))
        return false;
    uint64_t state = state_of(c, i, FOR_ORIGINAL);
    *original = 0;
    for (int tries = 0; tries < 1000; tries++) {
        uint64_t j = random_next(&state) % i;
        if (!is_copy(c, j)) {
            *original = j;
            break;
        }
    }
    return true;
}

/* ---- text ---- */

struct writer {
    const struct lexicon *lexicon;
    struct buf *out;
    uint64_t state;
};

static int put_str(struct writer *w, const char *s, struct crib_err *err) { return buf_str(w->out, s, err); }

static int put_drawn(struct writer *w, const struct words *from, struct crib_err *err)
{
    size_t n;
    const char *text = words_text(from, words_draw(from, &w->state), &n);
    return buf_add(w->out, text, n, err);
}

static int put_figures(struct writer *w, int script, struct crib_err *err)
{
    static const char *const unit[SCRIPTS][4] = { { "亿元", "年", "%", "个" }, { " million", "", "%", " cases" } };
    uint32_t kind = random_below(&w->state, 4), figures = random_below(&w->state, 1000);
    if (kind == 0 || kind == 2)
        CRIB_TRY(buf_printf(w->out, err, "%u.%u", figures, random_below(&w->state, 10)));
    else
        CRIB_TRY(buf_printf(w->out, err, "%u", kind == 1 ? 1990 + figures % 40 : figures));
    return put_str(w, unit[script][kind], err);
}

/* One word, phrase, figure, redaction or acronym. */
static int put_item(struct writer *w, int script, struct crib_err *err)
{
    uint32_t of_thousand = random_below(&w->state, 1000);
    if (of_thousand < 30)
        return put_figures(w, script, err);
    if (of_thousand < 33)
        return put_str(w, "XX", err);
    if (of_thousand < 38)
        return put_str(w, "GDP", err);
    if (of_thousand < 120)
        return put_drawn(w, &w->lexicon->phrases[script], err);
    return put_drawn(w, &w->lexicon->words[script], err);
}

static int put_items(struct writer *w, int script, uint32_t n, struct crib_err *err)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0 && script == SCRIPT_LATIN)
            CRIB_TRY(buf_char(w->out, ' ', err));
        CRIB_TRY(put_item(w, script, err));
    }
    return CRIB_OK;
}

static int put_sentence(struct writer *w, int script, struct crib_err *err)
{
    size_t beg = w->out->n;
    for (uint32_t clause = 1 + random_below(&w->state, 4); clause > 0; clause--) {
        CRIB_TRY(put_items(w, script, 4 + random_below(&w->state, 6), err));
        if (clause > 1)
            CRIB_TRY(put_str(w, script == SCRIPT_HAN ? "，" : ", ", err));
    }
    char *first = w->out->p + beg;
    if (*first >= 'a' && *first <= 'z')
        *first = (char)(*first - 'a' + 'A');
    return put_str(w, script == SCRIPT_HAN ? "。" : ". ", err);
}

static int put_heading(struct writer *w, int script, uint32_t number, struct crib_err *err)
{
    static const char *const han[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九", "十" };
    if (script == SCRIPT_HAN)
        CRIB_TRY(buf_printf(w->out, err, "%s、", han[number % COUNT_OF(han)]));
    else
        CRIB_TRY(buf_printf(w->out, err, "%u. ", number + 1));
    CRIB_TRY(put_items(w, script, 3 + random_below(&w->state, 3), err));
    return buf_char(w->out, '\n', err);
}

static size_t length_of(const struct corpus *c, uint64_t *state)
{
    uint32_t portion = (c->plan.mean_bytes ? c->plan.mean_bytes : CORPUS_MEAN_BYTES) / 8 * 3;
    uint64_t total = 0, at;
    for (uint64_t k = 1; k <= LONGEST_PORTIONS; k++)
        total += LENGTH_UNIT / (k * k);
    at = random_below(state, (uint32_t)total);
    uint64_t k = 1;
    for (; k < LONGEST_PORTIONS && at >= LENGTH_UNIT / (k * k); k++)
        at -= LENGTH_UNIT / (k * k);
    return (size_t)k * (portion / 2 + random_below(state, portion));
}

/* One of a mixed corpus's documents in five changes from paragraph to paragraph. */
static int script_of(const struct corpus *c, uint64_t *state, bool *both)
{
    uint32_t of_ten = random_below(state, 10);
    *both = c->plan.lang == CORPUS_MIXED && of_ten >= 8;
    if (c->plan.lang == CORPUS_MIXED)
        return of_ten % 2 ? SCRIPT_LATIN : SCRIPT_HAN;
    return c->plan.lang == CORPUS_EN ? SCRIPT_LATIN : SCRIPT_HAN;
}

static int original_text(const struct corpus *c, uint64_t i, struct buf *out, struct crib_err *err)
{
    struct writer w = { .lexicon = &c->lexicon, .out = out, .state = state_of(c, i, FOR_TEXT) };
    bool both;
    int script = script_of(c, &w.state, &both);
    size_t end = out->n + length_of(c, &w.state);
    CRIB_TRY(put_items(&w, script, 4 + random_below(&w.state, 4), err));
    CRIB_TRY(put_str(&w, script == SCRIPT_HAN ? "工作总结\n" : " report\n", err));
    for (uint32_t n_paragraphs = 0, n_headings = 0; out->n < end; n_paragraphs++) {
        if (both)
            script = (int)random_below(&w.state, SCRIPTS);
        if (n_paragraphs % 4 == 0)
            CRIB_TRY(put_heading(&w, script, n_headings++, err));
        for (uint32_t n = 2 + random_below(&w.state, 4); n > 0; n--)
            CRIB_TRY(put_sentence(&w, script, err));
        CRIB_TRY(buf_char(out, '\n', err));
    }
    return CRIB_OK;
}

/* ---- copies ---- */

/* Length of the unit at s[0]: a Han character or a Latin word; 0: neither. */
static size_t unit_at(const char *s, size_t n, int *script)
{
    size_t k = 0;
    unsigned char lead = (unsigned char)s[0];
    while (k < n && ((s[k] >= 'a' && s[k] <= 'z') || (s[k] >= 'A' && s[k] <= 'Z')))
        k++;
    *script = k ? SCRIPT_LATIN : SCRIPT_HAN;
    return k ? k : lead >= 0xE4 && lead <= 0xE9 && n >= 3 ? 3 : 0;
}

static int put_other(struct writer *w, int script, struct crib_err *err)
{
    return put_drawn(w, script == SCRIPT_HAN ? &w->lexicon->letters[script] : &w->lexicon->words[script], err);
}

static int put_edited(struct writer *w, const char *s, size_t n, int script, struct crib_err *err)
{
    switch (random_below(&w->state, 3)) {
    case 0:
        return put_other(w, script, err);
    case 1:
        return CRIB_OK;
    default:
        CRIB_TRY(buf_add(w->out, s, n, err));
        if (script == SCRIPT_LATIN)
            CRIB_TRY(buf_char(w->out, ' ', err));
        return put_other(w, script, err);
    }
}

static int edit(const struct corpus *c, uint64_t i, const char *s, size_t n, struct buf *out, struct crib_err *err)
{
    struct writer w = { .lexicon = &c->lexicon, .out = out, .state = state_of(c, i, FOR_EDITS) };
    for (size_t at = 0, len; at < n; at += len) {
        int script;
        len = unit_at(s + at, n - at, &script);
        if (len && random_below(&w.state, 1000) < c->plan.edits_permille)
            CRIB_TRY(put_edited(&w, s + at, len, script, err));
        else
            CRIB_TRY(buf_add(out, s + at, len = max_size(len, 1), err));
    }
    return CRIB_OK;
}

int corpus_document(const struct corpus *c, uint64_t i, struct buf *out, struct crib_err *err)
{
    uint64_t original;
    struct buf text;
    if (!corpus_copies(c, i, &original))
        return original_text(c, i, out, err);
    buf_init(&text, SIZE_MAX);
    int rc = original_text(c, original, &text, err);
    if (rc == CRIB_OK)
        rc = edit(c, i, text.p, text.n, out, err);
    buf_done(&text);
    return rc;
}
