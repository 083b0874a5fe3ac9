/* SPDX-License-Identifier: MIT */
/* Made-up collections of office reports. A language of few hundred words: a
 * common stock used after Zipf's law, and for each theme a name and words of
 * its own. A title is place, name, kind of office, year and two words that
 * all reports share; a body speaks its theme's words, names its office now
 * and then and other offices rarely. */
#include "cluster_reports.h"

#include "core/hash.h"
#include "core/utf8.h"
#include "harness.h"

enum { COMMON_WORDS = 600, THEME_WORDS = 40, PLACES = 12, KINDS = 5, FIRST_CHAR = 0x4E00, N_CHARS = 2500 };

struct maker {
    const struct reports_plan *plan;
    uint64_t state;
};

static uint32_t below(struct maker *m, uint32_t n) { return (uint32_t)(test_random(&m->state) % n); }
static bool one_in(struct maker *m, uint32_t n) { return below(m, n) == 0; }

static void put(struct made_doc *d, const char *bytes, size_t n)
{
    if (d->n + n > d->cap) {
        d->cap = 2 * (d->n + n) + 256;
        d->text = realloc(d->text, d->cap);
    }
    memcpy(d->text + d->n, bytes, n);
    d->n += n;
}

static void put_unit(struct made_doc *d, struct units *u, const char *bytes, size_t n, uint32_t code, uint8_t kind)
{
    CHECK(units_room(u, 1, NULL) == CRIB_OK);
    u->beg[u->n] = (uint32_t)d->n;
    put(d, bytes, n);
    u->end[u->n] = (uint32_t)d->n;
    u->code[u->n] = u->exact[u->n] = code;
    u->kind[u->n++] = kind;
}

/* Word number `word` of the language, the same in every document: two
 * characters, or some syllables. */
static void put_word(struct maker *m, struct made_doc *d, struct units *u, uint32_t word)
{
    uint64_t h = hash_mix(word + 1);
    char s[16];
    size_t n = 0;
    if (!m->plan->words) {
        for (int i = 0; i < 2; i++, h /= N_CHARS) {
            uint32_t cp = FIRST_CHAR + (uint32_t)(h % N_CHARS);
            n = utf8_encode(cp, s);
            put_unit(d, u, s, n, cp, UNIT_CHAR);
        }
        return;
    }
    for (int i = 0; i < 3; i++, h /= 100) {
        s[n++] = "bdfgklmnprstvz"[h % 14];
        s[n++] = "aeiou"[h / 14 % 5];
    }
    put_unit(d, u, s, n, UNIT_WORD_BIT | (uint32_t)(hash_bytes(s, n, 0) >> 33), UNIT_WORD);
    put(d, " ", 1);
}

/* Numbers of words: common ones, kinds of office, places, then each theme's,
 * its name first. */
static uint32_t kind_word(uint32_t k) { return COMMON_WORDS + k; }
static uint32_t place_word(uint32_t p) { return COMMON_WORDS + KINDS + p; }
static uint32_t theme_word(uint32_t theme, uint32_t i) { return COMMON_WORDS + KINDS + PLACES + theme * THEME_WORDS + i; }

static uint32_t common_word(struct maker *m) /* the kth about 1/k as often as the first */
{
    uint32_t most = 1 + below(m, COMMON_WORDS);
    return below(m, most);
}

static void put_office(struct maker *m, struct made_doc *d, struct units *u, uint32_t place, uint32_t theme)
{
    put_word(m, d, u, place_word(place));
    put_word(m, d, u, theme_word(theme, 0));
    put_word(m, d, u, kind_word(theme % KINDS));
}

static void put_title(struct maker *m, struct made_doc *d, uint32_t place, uint32_t theme)
{
    put_office(m, d, &d->title, place, theme);
    put_unit(d, &d->title, "2023", 4, UNIT_PLACEHOLDER, UNIT_NUMBER);
    put_word(m, d, &d->title, 20);
    put_word(m, d, &d->title, 21);
    put(d, "\n", 1);
}

static void put_body(struct maker *m, struct made_doc *d, uint32_t place, uint32_t theme)
{
    uint32_t n_words = 150 + below(m, 450);
    uint32_t clear = below(m, 100) < m->plan->vague ? below(m, 100) : 100; /* in 100 */
    if (clear == 100)
        put_office(m, d, &d->body, place, theme);
    for (uint32_t i = 0; i < n_words; i++) {
        if (one_in(m, 5))
            put_word(m, d, &d->body, theme_word(theme, 1 + below(m, THEME_WORDS - 1)));
        else if (one_in(m, 30) && below(m, 100) < clear)
            put_word(m, d, &d->body, theme_word(theme, 0));
        else if (one_in(m, 60))
            put_word(m, d, &d->body, theme_word(below(m, 2 * m->plan->n_themes), 0));
        else if (one_in(m, 40))
            put_unit(d, &d->body, "7", 1, UNIT_PLACEHOLDER, UNIT_NUMBER);
        else
            put_word(m, d, &d->body, common_word(m));
    }
}

static void make_doc(struct maker *m, struct made_doc *d, uint32_t title_place, uint32_t title_theme, uint32_t place)
{
    units_init(&d->title);
    units_init(&d->body);
    put_title(m, d, title_place, title_theme);
    put_body(m, d, place, d->theme);
}

static uint32_t other_theme(struct maker *m, uint32_t theme, uint32_t beg, uint32_t n)
{
    uint32_t other;
    do
        other = beg + below(m, n);
    while (other == theme);
    return other;
}

void reports_make(struct reports *c, const struct reports_plan *plan)
{
    struct maker m = { plan, plan->seed };
    uint32_t n_twin = plan->n_wrong[BESIDE_TWIN], n_swap = plan->n_wrong[SWAPPED];
    *c = (struct reports){ .n = plan->n_doc + n_twin };
    c->doc = calloc(c->n, sizeof *c->doc);
    c->titled = calloc(c->n, sizeof *c->titled);
    c->twin = calloc(n_twin + 1, sizeof *c->twin);
    for (uint32_t i = 0; i < plan->n_doc; i++)
        c->doc[i].theme = i % plan->n_themes;
    for (uint32_t i = 0; i < plan->n_doc; i++) {
        struct made_doc *d = &c->doc[i];
        uint32_t place = below(&m, PLACES), title = d->theme;
        if (i < n_swap) {
            d->how = SWAPPED;
            title = c->doc[(i + 1) % n_swap].theme;
        } else if (i < n_swap + plan->n_wrong[FROM_ELSEWHERE]) {
            d->how = FROM_ELSEWHERE;
            title = plan->n_themes + below(&m, plan->n_themes);
        }
        make_doc(&m, d, place, title, place);
    }
    for (uint32_t i = 0; i < n_twin; i++) { /* the last documents again, each under another's title */
        const struct made_doc *first = &c->doc[plan->n_doc - 1 - i];
        struct made_doc *d = &c->doc[plan->n_doc + i];
        uint32_t place = below(&m, PLACES);
        *d = (struct made_doc){ .how = BESIDE_TWIN, .theme = first->theme };
        units_init(&d->title);
        units_init(&d->body);
        put_title(&m, d, place, other_theme(&m, first->theme, 0, 2 * plan->n_themes));
        uint32_t shift = (uint32_t)d->n - first->body.beg[0];
        put(d, first->text + first->body.beg[0], first->n - first->body.beg[0]);
        CHECK(units_room(&d->body, first->body.n, NULL) == CRIB_OK);
        for (uint32_t k = 0; k < first->body.n; k++) {
            d->body.code[k] = first->body.code[k];
            d->body.exact[k] = first->body.exact[k];
            d->body.kind[k] = first->body.kind[k];
            d->body.beg[k] = first->body.beg[k] + shift;
            d->body.end[k] = first->body.end[k] + shift;
        }
        d->body.n = first->body.n;
        c->twin[c->n_twin++] = (struct twin){ plan->n_doc - 1 - i, plan->n_doc + i, 10000 };
    }
    for (uint32_t i = 0; i < c->n; i++)
        c->titled[i] = (struct titled){ .title = &c->doc[i].title, .title_text = c->doc[i].text, .body = &c->doc[i].body,
                                        .body_text = c->doc[i].text, .ordinal = i + 1 };
}

void reports_free(struct reports *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        free(c->doc[i].text);
        units_done(&c->doc[i].title);
        units_done(&c->doc[i].body);
    }
    free(c->doc);
    free(c->titled);
    free(c->twin);
    *c = (struct reports){ 0 };
}
