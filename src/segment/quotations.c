/* SPDX-License-Identifier: MIT */
/* Finding marks that open and close, then looking around each pair for who is
 * quoted. Only the outermost pair is followed: a quotation in a quotation is
 * the outer one's. A mark that nothing closes must not swallow a chapter: the
 * same mark on a later line begins anew, and a length bounds every pair. */
#include "segment/quotations.h"

#include <limits.h>

#include "core/mem.h"
#include "core/search.h"
#include "segment/bibliography.h"
#include "segment/citing.h"
#include "segment/linechars.h"
#include "segment/quotemarks.h"

enum {
    QUOTED_LEAST = 12,   /* bytes: shorter ones are terms and names */
    QUOTED_MOST = 32768, /* bytes */
    NAME_MOST = 40,      /* characters of a name behind a dash */
    CLOSE_BEHIND = 6     /* words of the sentence behind in which a name is looked for */
};

void quotations_done(struct quotations *q)
{
    mem_free(q->item);
    *q = (struct quotations){ 0 };
}

static int add(struct quotations *q, struct txt_span s, struct crib_err *err)
{
    if (q->n && s.beg < q->item[q->n - 1].end) { /* a list's line quoted, say: one stretch */
        q->item[q->n - 1].end = max_u32(q->item[q->n - 1].end, s.end);
        return CRIB_OK;
    }
    CRIB_TRY(VEC_GROW(q->item, q->n, &q->cap, 1, err));
    q->item[q->n++] = s;
    return CRIB_OK;
}

/* ---- who is quoted ---- */

static bool is_colon(uint32_t cp) { return cp == ':' || cp == 0xFF1A; }
static bool is_comma(uint32_t cp) { return cp == ',' || cp == 0xFF0C || cp == 0x060C || cp == 0x3001; }
static bool is_newline(uint32_t cp) { return cp == '\n' || cp == '\r' || cp == 0x2028; }

/* Where the sentence that ends g begins. A line end is inside of it when the
 * line leads on: it ends with a colon, or in the middle of a sentence of a
 * script in which lines are wrapped. */
static size_t sentence_begin(const struct glance *g)
{
    for (size_t i = g->n; i-- > 0;) {
        if (cite_ends_sentence(g, i))
            return i + 1;
        if (!is_newline(g->cp[i]))
            continue;
        size_t k = i;
        while (k > 0 && char_is_space(g->cp[k - 1]) && !is_newline(g->cp[k - 1]))
            k--;
        uint32_t last = k > 0 ? g->cp[k - 1] : '\n';
        uint32_t letter = k > 1 && is_comma(last) ? g->cp[k - 2] : last;
        if (!is_colon(last) && !(cite_is_letter(letter) && !cite_is_uncased(letter)))
            return i + 1;
    }
    return 0;
}

/* Enough words to say who: two letters in scripts without spaces, else
 * n_words words. */
static bool has_words(const struct glance *g, size_t beg, size_t end, size_t n_words)
{
    size_t uncased = 0, words = 0;
    for (size_t i = beg; i < end; i++) {
        bool letter = cite_is_letter(g->cp[i]);
        uncased += cite_is_uncased(g->cp[i]);
        words += letter && (i == beg || !cite_is_letter(g->cp[i - 1]));
    }
    return uncased >= 2 || words >= n_words;
}

/* Does text[q), marks included, hold whole sentences: does it end with a mark
 * that ends one, or one follows at once? */
static bool is_whole(const char *text, struct txt_span q, uint32_t end, bool *inside)
{
    size_t i = utf8_prev(text, q.end), k = q.end;
    i = utf8_prev(text, i);
    size_t at = i;
    uint32_t last = utf8_next(text, q.end, &at), next = k < end ? utf8_next(text, end, &k) : 0;
    *inside = char_is_closing(last) && !is_comma(last) && !is_colon(last);
    return *inside || (char_is_closing(next) && !is_comma(next) && !is_colon(next));
}

/* Where the sentence begins that ends with the mark before `end`. */
static size_t ended_begin(struct glance g, size_t end)
{
    g.n = end > 0 ? end - 1 : 0;
    return sentence_begin(&g);
}

static bool led_to(const char *text, const struct document *d, struct txt_span q)
{
    struct glance g;
    glance_before(&g, text, (struct txt_span){ d->span.beg, q.beg });
    size_t beg = sentence_begin(&g), end = g.n;
    while (end > beg && char_is_space(g.cp[end - 1]))
        end--;
    if (cite_anywhere(&g, beg == end ? ended_begin(g, beg) : beg, end))
        return true;
    uint32_t last = end > beg ? g.cp[end - 1] : 0;
    if (is_colon(last))
        return has_words(&g, beg, end, 1);
    bool inside, whole = is_whole(text, q, d->span.end, &inside);
    return has_words(&g, beg, end, 2) && (is_comma(last) ? whole : inside && cite_is_letter(last));
}

/* A dash and a name, to the end of the line. */
static bool dash_and_name(const struct glance *g, size_t i)
{
    size_t dashes = 0, letters = 0, from;
    while (i < g->n && (g->cp[i] == '-' || (g->cp[i] >= 0x2012 && g->cp[i] <= 0x2015) || g->cp[i] == 0x2500))
        dashes += g->cp[i++] == '-' ? 1 : 2;
    if (dashes < 2)
        return false;
    for (from = i; i < g->n && !is_newline(g->cp[i]); i++) {
        letters += cite_is_letter(g->cp[i]);
        if (i > from + NAME_MOST || (cite_ends_sentence(g, i) && i + 1 < g->n && !char_is_space(g->cp[i + 1])))
            return false;
    }
    return letters >= 2;
}

static size_t word_end(const struct glance *g, size_t k)
{
    while (k < g->n && cite_is_letter(g->cp[k]))
        k++;
    return k;
}

/* "…,” said Smith." */
static bool said_by(const char *text, struct txt_span q, const struct glance *g)
{
    size_t i = utf8_prev(text, utf8_prev(text, q.end)), words = 0, k, end;
    if (!is_comma(utf8_next(text, q.end, &i)))
        return false;
    for (k = 0; k < g->n && words <= CLOSE_BEHIND && !cite_ends_sentence(g, k); k = end > k ? end : k + 1) {
        end = word_end(g, k);
        words += end > k;
        if (end > k && cite_is_capital(g->cp[k]))
            return true;
    }
    return false;
}

/* „…“, schreibt Jörg Nägele. A comma behind the mark, two small words at most, and a name of three
 * that ends the clause (a German noun within one is no name); in Arabic and Hebrew, a few words. */
static bool said_behind(const struct glance *g)
{
    enum { VERB_MOST = 2, NAME_WORDS = 3 };
    size_t small = 0, capitals = 0, semitic = 0, end, k = 1;
    if (g->n == 0 || !is_comma(g->cp[0]))
        return false;
    for (; k < g->n && !is_newline(g->cp[k]); k = end > k ? end : k + 1) {
        end = word_end(g, k);
        if (end == k && !char_is_space(g->cp[k]) && !(g->cp[k] >= 0x2012 && g->cp[k] <= 0x2015))
            break;
        if (end == k)
            continue;
        semitic += g->cp[k] >= 0x590 && g->cp[k] <= 0x8FF;
        if (cite_is_capital(g->cp[k]))
            capitals++;
        else if (small++, capitals > 0)
            return false;
    }
    bool ends = k < GLANCE_MOST && (k == g->n || is_newline(g->cp[k]) || char_is_closing(g->cp[k]));
    bool name = capitals > 0 && capitals <= NAME_WORDS && small <= VERB_MOST;
    return ends && (name || (semitic >= 2 && semitic == small && small <= CLOSE_BEHIND));
}

/* Who speaks stands before the mark, and what makes speech of it right behind:
 * Japanese と or って and a word for saying, Korean 라고, 이라고, 라며 as words of
 * their own. Shorter ones are names, and what is done with these. */
static bool reported(const char *text, const struct document *d, struct txt_span q, const struct glance *behind)
{
    enum { LEAST = 14 }; /* characters, marks included */
    static const uint32_t particle[][3] = { { 0x3068 }, { 0x3063, 0x3066 }, { 0xB77C, 0xACE0 },
                                            { 0xC774, 0xB77C, 0xACE0 }, { 0xB77C, 0xBA70 } };
    static const uint32_t saying[] = { 0x8FF0, 0x66F8, 0x8A9E, 0x8A00, 0x8A71, 0x8A18, 0x4F1D, 0x8A34, 0x8A55, 0x8AAC,
                                       0x7B54, 0x6307, 0x4E3B, 0x5831, 0x767A, 0x5F37, 0x8AD6, 0x547C, 0x53EB };
    struct glance inside, before;
    size_t past = 0, n = 0;
    for (size_t p = 0; p < COUNT_OF(particle) && past == 0; p++) {
        for (n = 0; n < 3 && particle[p][n] && n < behind->n && behind->cp[n] == particle[p][n];)
            n++;
        past = n == 3 || !particle[p][n] ? n : 0;
    }
    uint32_t next = past < behind->n ? behind->cp[past] : ' ';
    bool said = past > 0 && behind->cp[0] >= 0xAC00 && !cite_is_letter(next);
    for (size_t i = 0; i < COUNT_OF(saying) && past > 0 && behind->cp[0] < 0xAC00; i++)
        said |= next == saying[i];
    glance_at(&inside, text, q);
    if (!said || inside.n < LEAST)
        return false;
    glance_before(&before, text, (struct txt_span){ d->span.beg, q.beg });
    return has_words(&before, sentence_begin(&before), before.n, 2);
}

/* marked: q ends with a quotation mark. */
static bool followed_by(const char *text, const struct document *d, struct txt_span q, bool marked)
{
    struct glance g;
    glance_at(&g, text, (struct txt_span){ q.end, d->span.end });
    size_t i = 0, spaces = 0;
    while (i < g.n && char_is_space(g.cp[i]))
        i++;
    if (dash_and_name(&g, i) || (marked && (said_by(text, q, &g) || said_behind(&g) || reported(text, d, q, &g))))
        return true;
    while (i < g.n && (char_is_closing(g.cp[i]) || char_is_space(g.cp[i])) && spaces < 4)
        spaces += is_newline(g.cp[i++]) ? 4 : 1; /* "…". (Smith 2020) */
    size_t end = i < g.n ? cite_bracket_end(&g, i) : 0;
    return cite_note_at(&g, i) || (end > 0 && cite_in_brackets(&g, i, end, true));
}

/* ---- marks ---- */

static const uint32_t mark_pair[][3] = {
    { 0x201C, 0x201D, 0x201D }, { 0x201E, 0x201C, 0x201D }, { 0x2018, 0x2019, 0x2019 }, { 0x00AB, 0x00BB, 0x00BB },
    { 0x2039, 0x203A, 0x203A }, { 0x300C, 0x300D, 0x300D }, { 0x300E, 0x300F, 0x300F }, { 0x301D, 0x301E, 0x301F },
    { '"', '"', '"' },          { 0xFF02, 0xFF02, 0xFF02 }, { 0x201A, 0x2018, 0x2019 }, { 0x00BB, 0x00AB, 0x00AB },
};

struct open {
    const uint32_t *pair; /* NULL: nothing is open */
    uint32_t beg, line;   /* where it opened; d->line */
    uint32_t depth;
};

static const uint32_t *opened_by(uint32_t cp)
{
    for (size_t i = 0; i < COUNT_OF(mark_pair); i++)
        if (mark_pair[i][0] == cp)
            return mark_pair[i];
    return NULL;
}

struct finder {
    const char *text;
    const struct document *d;
    struct open open;
    struct quotations *out;
};

static int close_pair(struct finder *f, uint32_t end, struct crib_err *err)
{
    struct txt_span q = { f->open.beg, end };
    f->open.pair = NULL;
    if (txt_len(q) < QUOTED_LEAST || txt_len(q) > QUOTED_MOST)
        return CRIB_OK;
    if (!led_to(f->text, f->d, q) && !followed_by(f->text, f->d, q, true))
        return CRIB_OK;
    return add(f->out, q, err);
}

/* Is the mark at byte `at` of the line free on its left, and is a letter on its
 * right? What else looks like » and ‚ closes, or is a comma. */
static bool begins_word(const char *text, struct txt_span line, size_t at, uint32_t behind)
{
    size_t before = at > line.beg ? utf8_prev(text, at) : at;
    uint32_t left = before < at ? utf8_next(text, at, &before) : ' ';
    return cite_is_letter(behind) && (char_is_space(left) || left == '(' || left == '[');
}

/* One character of line i that may open or close; it ends at `next`. */
static int take_mark(struct finder *f, uint32_t i, uint32_t cp, size_t at, size_t next, struct crib_err *err)
{
    struct open *o = &f->open;
    const struct line *l = &f->d->line[i];
    size_t after = next;
    uint32_t behind = next < l->span.end ? utf8_next(f->text, l->span.end, &after) : ' ';
    bool in_word = cite_is_letter(behind) && !cite_is_uncased(behind);
    if (o->pair && (cp == o->pair[1] || cp == o->pair[2])) {
        if (cp == 0x2019 && in_word)
            return CRIB_OK; /* an apostrophe */
        return --o->depth == 0 ? close_pair(f, (uint32_t)next, err) : CRIB_OK;
    }
    const uint32_t *pair = opened_by(cp);
    if (!pair || ((cp == 0x201A || cp == 0xBB) && !begins_word(f->text, l->span, at, behind)))
        return CRIB_OK;
    if (!o->pair || (o->pair == pair && o->line != i && at != l->span.beg))
        *o = (struct open){ pair, (uint32_t)at, i, 1 };
    else if (o->pair == pair && o->line != i)
        o->line = i; /* the next paragraph of the same quotation */
    else if (o->pair == pair)
        o->depth++;
    return CRIB_OK;
}

/* Does what is open reach into line i? With the mark at its beginning; or
 * right below, unless the line above ends a paragraph: lines of scripts with
 * full-width marks are paragraphs when they end with a full stop. */
static bool reaches(const struct finder *f, uint32_t i)
{
    const struct open *o = &f->open;
    const struct line *l = &f->d->line[i];
    size_t at = l->span.beg;
    uint32_t first = at < l->span.end ? utf8_next(f->text, l->span.end, &at) : 0;
    if (l->span.beg - o->beg > QUOTED_MOST)
        return false;
    if (first == o->pair[0] && o->pair[0] != o->pair[1])
        return true;
    const struct line *above = l - 1;
    size_t end = above->span.end > above->span.beg ? utf8_prev(f->text, above->span.end) : above->span.end;
    uint32_t last = end < above->span.end ? utf8_next(f->text, above->span.end, &end) : 0;
    bool paragraph = last >= 0x3000 && char_is_closing(last) && !is_comma(last) && !is_colon(last);
    return l->line == above->line + 1 && !paragraph;
}

static int take_line(struct finder *f, uint32_t i, struct crib_err *err)
{
    const struct line *l = &f->d->line[i];
    if (f->open.pair && i > 0 && !reaches(f, i))
        f->open.pair = NULL;
    for (size_t at = l->span.beg; (at = quotemark_next(f->text, at, l->span.end)) < l->span.end;) {
        size_t beg = at;
        uint32_t cp = utf8_next(f->text, l->span.end, &at);
        CRIB_TRY(take_mark(f, i, cp, beg, at, err));
    }
    return CRIB_OK;
}

/* ---- blocks ---- */

/* Lines [i, past) of the document are quoted; who is? */
static bool block_has_source(const struct finder *f, uint32_t i, uint32_t past)
{
    const struct document *d = f->d;
    struct txt_span q = { d->line[i].span.beg, d->line[past - 1].span.end };
    struct glance g;
    glance_at(&g, f->text, d->line[past - 1].span);
    size_t last = g.n, first = 0;
    while (first < g.n && (g.cp[first] == '>' || char_is_space(g.cp[first])))
        first++;
    if (dash_and_name(&g, first))
        return true;
    while (last-- > 0) { /* brackets that end the block */
        size_t end = cite_bracket_end(&g, last);
        if (end > 0 && end + 1 >= g.n)
            return cite_in_brackets(&g, last, end, false) || followed_by(f->text, d, q, false);
    }
    if (i > 0 && d->line[i].line - d->line[i - 1].line <= 2) {
        struct txt_span above = d->line[i - 1].span;
        glance_before(&g, f->text, above);
        size_t beg = sentence_begin(&g);
        if (beg == g.n) /* the line above ends its sentence: look at that one */
            beg = ended_begin(g, beg);
        if (cite_anywhere(&g, beg, g.n) || (g.n && is_colon(g.cp[g.n - 1]) && has_words(&g, beg, g.n, 1)))
            return true;
    }
    return followed_by(f->text, d, q, false);
}

static int take_block(struct finder *f, uint32_t i, uint32_t past, struct crib_err *err)
{
    f->open.pair = NULL;
    if (block_has_source(f, i, past))
        return add(f->out, (struct txt_span){ f->d->line[i].span.beg, f->d->line[past - 1].span.end }, err);
    for (; i < past; i++)
        CRIB_TRY(take_line(f, i, err));
    f->open.pair = NULL;
    return CRIB_OK;
}

static bool is_read(uint8_t role) { return role == LINE_BODY || role == LINE_LIST || role == LINE_HEADING; }

int quotations_find(const char *text, const struct document *d, struct quotations *out, struct crib_err *err)
{
    struct finder f = { .text = text, .d = d, .out = out };
    for (uint32_t i = 0, past; i < d->n_line; i = past) {
        past = i + 1;
        if (d->line[i].role == LINE_QUOTATION) {
            while (past < d->n_line && d->line[past].role == LINE_QUOTATION)
                past++;
            CRIB_TRY(take_block(&f, i, past, err));
            continue;
        }
        if (!f.open.pair && bibliography_entry(text, &d->line[i])) {
            uint32_t end;
            bibliography_at(text, d, i, &end);
            if (end > i) {
                CRIB_TRY(add(out, (struct txt_span){ d->line[i].span.beg, d->line[end - 1].span.end }, err));
                past = end;
                continue;
            }
        }
        if (is_read(d->line[i].role))
            CRIB_TRY(take_line(&f, i, err));
    }
    return CRIB_OK;
}

/* ---- without finding them ---- */

/* The pairs of which a mark that opens, or one that closes, stands in the
 * bytes s: a bit for each. */
static unsigned pairs_in(const char *text, struct txt_span s, bool opens)
{
    unsigned pairs = 0;
    for (size_t at = s.beg; (at = quotemark_next(text, at, s.end)) < s.end;) {
        uint32_t cp = utf8_next(text, s.end, &at);
        for (size_t i = 0; i < COUNT_OF(mark_pair); i++) {
            const uint32_t *mark = mark_pair[i];
            if (opens ? cp == mark[0] : cp == mark[1] || cp == mark[2])
                pairs |= 1u << i;
        }
    }
    return pairs;
}

/* Does a mark stand before or in the bytes s, and its counterpart in or behind
 * them? Where the document goes on for long, it may. */
static bool may_be_marked(const char *text, const struct document *d, struct txt_span s)
{
    enum { LOOK = 512 };
    struct txt_span before = { d->line[0].span.beg, s.end }, behind = { s.beg, d->line[d->n_line - 1].span.end };
    unsigned open = UINT_MAX, close = UINT_MAX;
    if ((uint64_t)before.beg + LOOK >= s.beg)
        open = pairs_in(text, before, true);
    if (open && behind.end <= (uint64_t)s.end + LOOK)
        close = pairs_in(text, behind, false);
    return open & close;
}

bool quotations_may_reach(const char *text, const struct document *d, struct txt_span s)
{
    size_t first, past;
    LOWER_BOUND(first, d->n_line, d->line[first].span.end <= s.beg);
    for (past = first; past < d->n_line && d->line[past].span.beg < s.end; past++)
        if (d->line[past].role == LINE_QUOTATION)
            return true;
    if (d->n_line == 0 || may_be_marked(text, d, s))
        return d->n_line > 0;
    for (size_t i = first; i < past; i++)
        if (bibliography_entry(text, &d->line[i]))
            return true;
    bool between = first > 0 && past == first + 1 && past < d->n_line; /* one line may stand between two entries */
    return between && bibliography_entry(text, &d->line[first - 1]) && bibliography_entry(text, &d->line[past]);
}
