/* SPDX-License-Identifier: MIT */
/* Characters come from U+6000 to U+6FFF: thousands of ordinary Han characters
 * without numerals, so that no line begins like a heading by chance. */
#include "ref/engine_draft.h"

void draft_put(struct draft *d, const char *bytes, size_t n)
{
    if (d->n + n + 1 > d->cap) {
        d->cap = (d->n + n + 1) * 2;
        d->p = realloc(d->p, d->cap);
        if (!d->p)
            abort();
    }
    memcpy(d->p + d->n, bytes, n);
    d->n += n;
    d->p[d->n] = '\0';
}

void draft_say(struct draft *d, const char *s) { draft_put(d, s, strlen(s)); }

static size_t encode(uint32_t c, char out[4])
{
    if (c < 0x80)
        return out[0] = (char)c, 1;
    if (c < 0x800)
        return out[0] = (char)(0xC0 | c >> 6), out[1] = (char)(0x80 | (c & 63)), 2;
    if (c < 0x10000)
        return out[0] = (char)(0xE0 | c >> 12), out[1] = (char)(0x80 | (c >> 6 & 63)), out[2] = (char)(0x80 | (c & 63)), 3;
    out[0] = (char)(0xF0 | c >> 18), out[1] = (char)(0x80 | (c >> 12 & 63));
    return out[2] = (char)(0x80 | (c >> 6 & 63)), out[3] = (char)(0x80 | (c & 63)), 4;
}

void draft_code(struct draft *d, uint32_t code_point)
{
    char bytes[4];
    draft_put(d, bytes, encode(code_point, bytes));
}

void draft_done(struct draft *d)
{
    free(d->p);
    *d = (struct draft){ 0 };
}

static struct token *token_room(struct tokens *t)
{
    if (t->n == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 64;
        t->p = realloc(t->p, t->cap * sizeof *t->p);
        if (!t->p)
            abort();
    }
    t->p[t->n] = (struct token){ .kind = TOKEN_HAN };
    return &t->p[t->n++];
}

static void word_of(uint32_t number, char out[16])
{
    size_t n = 0;
    out[n++] = "bcdfgklmnprstvwz"[number % 16];
    for (number = number / 16 + 7; number; number /= 12) {
        out[n++] = "aeiou"[number % 5];
        out[n++] = "bdgklmnprstv"[number % 12];
    }
}

void tokens_random(struct tokens *t, size_t n, const struct mixture *m, uint64_t *rng)
{
    for (size_t i = 0; i < n; i++) {
        struct token *k = token_room(t);
        uint64_t r = test_random(rng);
        uint32_t dice = r % 100, letter = (uint32_t)((r >> 32) % m->alphabet);
        if (dice < m->percent_figures) {
            k->kind = TOKEN_FIGURE;
            const char *const form[] = { "%u", "%u.5", "1,%03u" };
            size_t f = r >> 16 & 3;
            snprintf(k->surface, sizeof k->surface, form[f < 3 ? f : 0], f == 2 ? letter % 1000 : letter);
        } else if (dice < m->percent_figures + m->percent_words) {
            k->kind = TOKEN_WORD;
            word_of(letter, k->surface);
        } else {
            encode(0x6000 + letter % 0x1000, k->surface);
        }
    }
}

void tokens_copy(struct tokens *t, const struct tokens *from, size_t beg, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct token *k = token_room(t); /* may move from->p */
        *k = from->p[beg + i];
    }
}

void tokens_done(struct tokens *t)
{
    free(t->p);
    *t = (struct tokens){ 0 };
}

uint32_t token_weight(const struct token *t) { return t->kind == TOKEN_WORD ? 2 : 1; }

static void numeral(struct draft *d, unsigned n)
{
    static const char *const digit[] = { "", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
    if (n / 10 % 10 > 1)
        draft_say(d, digit[n / 10 % 10]);
    if (n / 10 % 10)
        draft_say(d, "十");
    draft_say(d, digit[n % 10]);
}

static void begin_line(struct draft *d, enum layout how, unsigned item)
{
    char marker[16];
    snprintf(marker, sizeof marker, "%u. ", item);
    if (how == LAYOUT_ARABIC_LIST)
        draft_say(d, marker);
    if (how == LAYOUT_HAN_LIST) {
        draft_say(d, "（");
        numeral(d, item);
        draft_say(d, "）");
    }
}

/* Lists are kept to items below 90, so that a numeral has two digits at most. */
static size_t line_length(enum layout how, size_t width, uint64_t *rng)
{
    if (how == LAYOUT_WRAPPED)
        return width;
    if (how == LAYOUT_ARABIC_LIST || how == LAYOUT_HAN_LIST)
        return 60 + test_random(rng) % 60;
    return 30 + test_random(rng) % 80;
}

void draft_lay_out(struct draft *d, const struct tokens *t, enum layout how, size_t width, uint64_t *rng)
{
    unsigned item = 0;
    size_t left = 0;
    if (t->n && t->p[0].kind == TOKEN_FIGURE)
        draft_say(d, "据 ");
    for (size_t i = 0; i < t->n; i++) {
        if (left == 0 && t->p[i].kind != TOKEN_FIGURE) {
            if (i)
                draft_say(d, how == LAYOUT_WRAPPED && item > 1 ? "\n" : "。\n"); /* the first line is no title */
            left = line_length(how, width, rng);
            if (t->n - i < left + 24)
                left = t->n;
            begin_line(d, how, ++item);
        } else if (how == LAYOUT_TABLE) {
            draft_say(d, t->p[i].kind == TOKEN_HAN && t->p[i - 1].kind == TOKEN_HAN ? "" : "\t");
        } else if (i && (t->p[i].kind != TOKEN_HAN || t->p[i - 1].kind != TOKEN_HAN)) {
            draft_say(d, " ");
        } else if (i % 17 == 11) {
            draft_say(d, "，");
        }
        draft_say(d, t->p[i].surface);
        left -= left > 0;
    }
    draft_say(d, "。\n");
}

void draft_report(struct draft *d, size_t n, uint64_t *rng)
{
    struct tokens t = { 0 };
    tokens_random(&t, n, &(struct mixture){ 3000, 0, 1 }, rng);
    draft_lay_out(d, &t, LAYOUT_PARAGRAPHS, 0, rng);
    tokens_done(&t);
}
