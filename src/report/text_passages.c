/* SPDX-License-Identifier: MIT */
/* The passages in full: both places, one text, the differences marked inside
 * it. Coloured, or as wdiff writes them: [-only first-]{+only second+}. Long
 * stretches that agree are shortened to the words around the differences.
 *
 * Pairs with the strongest verdict and the most common text come first, so
 * that what a limit cuts off is what matters least. */
#include "core/base.h"

#include "core/sort.h"
#include "core/utf8.h"
#include "report/text.h"
#include "report/width.h"

enum {
    PASSAGES_MOST = 60,      /* in all */
    PASSAGES_OF_PAIR = 12,   /* when there are several */
    EDITS_MOST = 100,        /* marked in one passage */
    NEAR_EDIT = 40,          /* characters of equal text kept on either side of a difference */
    ALONE = 120,             /* the same in a passage without differences */
    OF_EDIT = 100,           /* characters of one side of a difference */
    WORD_MOST = 16,          /* a cut moves by no more than this to spare a word */
    SLACK = 24,              /* a gap shorter than this is not worth a mark */
    SHORT_EDIT = 48          /* bytes up to which a difference stays on one line */
};

/* Byte offset past the first n characters. */
static size_t chars_from_start(struct stretch s, size_t n)
{
    size_t i = 0;
    while (n-- > 0 && i < s.n)
        utf8_next(s.s, s.n, &i);
    return i;
}

static size_t chars_from_end(struct stretch s, size_t n)
{
    size_t i = s.n;
    while (n-- > 0 && i > 0)
        i = utf8_prev(s.s, i);
    return i;
}

/* True when a cut at byte i would go through a word. */
static bool inside_word(const struct text *t, struct stretch s, size_t i)
{
    if (i == 0 || i >= s.n)
        return false;
    size_t before_at = utf8_prev(s.s, i), after_at = i;
    uint32_t before = utf8_next(s.s, s.n, &before_at), after = utf8_next(s.s, s.n, &after_at);
    return before > ' ' && after > ' ' && !width_may_break(before, after, t->lay.zh);
}

/* A stretch with at most `head` characters at its start and `tail` at its
 * end; what is between is counted. */
static void shortened(struct text *t, struct stretch s, enum style style, size_t head, size_t tail)
{
    size_t chars = utf8_count(s.s, s.n);
    if (chars <= head + tail + SLACK) {
        layout_paragraphs(&t->lay, s, style);
        return;
    }
    size_t to = chars_from_start(s, head), from = chars_from_end(s, tail);
    for (int i = 0; i < WORD_MOST && inside_word(t, s, to); i++)
        to = utf8_prev(s.s, to);
    for (int i = 0; i < WORD_MOST && inside_word(t, s, from); i++)
        utf8_next(s.s, s.n, &from);
    layout_paragraphs(&t->lay, (struct stretch){ s.s, to }, style);
    layout_space(&t->lay, 1);
    SAY(t, STYLE_DIM, "left-out-chars", ARG_INT("n", utf8_count(s.s + to, from - to)));
    layout_space(&t->lay, 1);
    layout_paragraphs(&t->lay, (struct stretch){ s.s + from, s.n - from }, style);
}

/* One side of a difference, in colour or between marks. */
static void side(struct text *t, struct stretch s, enum style style, const char *open, const char *close)
{
    struct layout *l = &t->lay;
    if (s.n == 0)
        return;
    if (!l->color) {
        bool kept = l->keep;
        l->cling = kept;
        l->keep = true;
        layout_str(l, open, style);
        l->keep = kept;
        l->cling = true;
    }
    if (l->keep)
        layout_text(l, s, style);
    else
        shortened(t, s, style, OF_EDIT, OF_EDIT / 4);
    if (!l->color) {
        bool kept = l->keep;
        l->keep = true;
        layout_str(l, close, style);
        l->keep = kept;
    }
}

static void difference(struct text *t, enum crib_change kind, struct stretch a, struct stretch b)
{
    t->lay.keep = a.n + b.n <= SHORT_EDIT;
    if (kind == CRIB_CHANGE_MOVED) {
        side(t, a.n ? a : b, STYLE_MOVED, "[~", "~]");
    } else {
        side(t, a, STYLE_GONE, "[-", "-]");
        side(t, b, STYLE_NEW, "{+", "+}");
    }
    t->lay.keep = false;
}

/* Script, width, case, accents and punctuation are told by their counts: marking every
 * character of a converted text would hide what was changed by hand. */
static bool is_marked(enum crib_change kind)
{
    return kind <= CRIB_CHANGE_MOVED || kind == CRIB_CHANGE_HIDDEN;
}

/* Equal text between two differences, or at an end of the passage. */
static void equal(struct text *t, const struct crib_passage *p, uint64_t beg, uint64_t end)
{
    struct stretch s = view_bytes(t->v, p->a.doc, (struct crib_span){ beg, end });
    bool alone = beg == p->a.bytes.beg && end == p->a.bytes.end;
    size_t most = alone ? ALONE : NEAR_EDIT;
    shortened(t, s, STYLE_PLAIN, most, most);
}

static void marked_text(struct text *t, const struct crib_passage *p)
{
    uint64_t at = p->a.bytes.beg, left = 0;
    size_t shown = 0;
    layout_begin(&t->lay, 6, 6);
    for (size_t i = 0; i < p->n_edits; i++) {
        const struct crib_edit *e = &p->edit[i];
        if (!is_marked(e->kind) || e->a.beg < at || e->a.end < e->a.beg || e->a.end > p->a.bytes.end)
            continue;
        if (shown == EDITS_MOST) {
            left++;
            continue;
        }
        equal(t, p, at, e->a.beg);
        difference(t, e->kind, view_bytes(t->v, p->a.doc, e->a), view_bytes(t->v, p->b.doc, e->b));
        at = e->a.end;
        shown++;
    }
    if (left == 0) {
        equal(t, p, at, p->a.bytes.end);
    } else {
        layout_space(&t->lay, 1);
        SAY(t, STYLE_DIM, "more-differences", ARG_INT("n", left));
    }
    layout_end(&t->lay);
}

/* One of the parts of a passage's line. */
#define PART(t, style, ...) (SAY(t, STYLE_PLAIN, "part-next"), SAY(t, style, __VA_ARGS__))

static void flags(struct text *t, uint32_t set)
{
    static const char *const code[] = { "flag-zero-width", "flag-bidi", "flag-homoglyph" };
    for (unsigned i = 0; i < COUNT_OF(code); i++)
        if (set >> i & 1)
            PART(t, STYLE_WARN, code[i]);
}

static void passage(struct text *t, const struct crib_passage *p)
{
    static const char *const class_code[CRIB_N_CLASSES] = {
        [CRIB_CLASS_VERBATIM] = "class-verbatim", [CRIB_CLASS_REDACTED] = "class-redacted",
        [CRIB_CLASS_RENUMBERED] = "class-renumbered", [CRIB_CLASS_EDITED] = "class-edited",
        [CRIB_CLASS_REORDERED] = "class-reordered", [CRIB_CLASS_SCRIPT] = "class-script",
    };
    uint64_t alike = p->longer > p->distance ? p->longer - p->distance : 0;
    enum style head = p->decision ? STYLE_DIM : STYLE_HEAD;
    layout_begin(&t->lay, 2, 6);
    text_place(t, head, &p->a);
    layout_str(&t->lay, " ↔ ", STYLE_PLAIN);
    text_place(t, head, &p->b);
    PART(t, STYLE_PLAIN, class_code[p->klass]);
    PART(t, STYLE_PLAIN, "passage-length", ARG_INT("n", p->length));
    if (p->distance > 0)
        PART(t, STYLE_PLAIN, "passage-alike", ARG_INT("alike", ratio_10000(alike, p->longer)));
    if (p->commonness > 2) /* these two, and somebody else */
        PART(t, STYLE_PLAIN, "passage-commonness", ARG_INT("n", p->commonness));
    if (p->role == CRIB_ROLE_QUOTATION)
        PART(t, STYLE_PLAIN, "role-quotation");
    flags(t, p->flags);
    text_decision(t, p);
    text_id(t, p->id);
    layout_end(&t->lay);
    marked_text(t, p);
}

static void pair_heading(struct text *t, const struct crib_pair *p)
{
    layout_blank(&t->lay);
    layout_begin(&t->lay, 0, 4);
    text_document(t, p->a);
    text_where(t, p->a, t->v->document[p->a].lines.first);
    layout_end(&t->lay);
    if (p->b == p->a)
        return;
    layout_begin(&t->lay, 0, 4);
    text_document(t, p->b);
    text_where(t, p->b, t->v->document[p->b].lines.first);
    layout_end(&t->lay);
}

/* Passages shown of one pair; the others are counted. */
static uint64_t pair(struct text *t, const struct crib_pair *p, uint64_t most)
{
    size_t n;
    uint64_t shown = 0, left = 0;
    const struct crib_passage *list = view_passages(t->v, p->a, p->b, &n);
    if (t->v->n_pairs > 1 && most > PASSAGES_OF_PAIR)
        most = PASSAGES_OF_PAIR;
    pair_heading(t, p);
    for (size_t i = 0; i < n && !out_failed(t->lay.out); i++) {
        if (!role_counts(list[i].role))
            continue;
        if (shown < most)
            passage(t, &list[i]), shown++;
        else
            left++;
    }
    text_more(t, left, 2);
    return shown;
}

static struct stretch own_word(const struct text *t, const char *code)
{
    const struct message *m = message_find(code);
    const char *s = t->lang == CRIB_LANG_ZH ? m->zh : m->en;
    return (struct stretch){ s, strlen(s) };
}

static void legend(struct text *t)
{
    layout_blank(&t->lay);
    layout_begin(&t->lay, 0, 2);
    SAY(t, STYLE_HEAD, "head-in-full");
    difference(t, CRIB_CHANGE_REPLACED, own_word(t, "side-first"), own_word(t, "side-second"));
    layout_end(&t->lay);
}

int text_passages(struct text *t, struct crib_err *err)
{
    const struct view *v = t->v;
    uint64_t shown = 0;
    size_t i = 0;
    if (v->n_pairs == 0)
        return CRIB_OK;
    struct kv *order = mem_zero(v->n_pairs, sizeof *order);
    if (!order)
        return CRIB_NOMEM(err);
    for (size_t k = 0; k < v->n_pairs; k++) {
        uint64_t matched = v->pair[k].matched < UINT32_MAX ? v->pair[k].matched : UINT32_MAX;
        order[k] = (struct kv){ ~((uint64_t)v->pair[k].verdict << 32 | matched), k };
    }
    int rc = sort_kv(order, v->n_pairs, true, err);
    if (rc == CRIB_OK) {
        legend(t);
        for (; i < v->n_pairs && shown < PASSAGES_MOST && !out_failed(t->lay.out); i++)
            shown += pair(t, &v->pair[order[i].val], PASSAGES_MOST - shown);
        if (i < v->n_pairs) {
            layout_blank(&t->lay);
            layout_begin(&t->lay, 0, 2);
            SAY(t, STYLE_PLAIN, "more-pairs", ARG_INT("n", v->n_pairs - i));
            layout_end(&t->lay);
        }
    }
    mem_free(order);
    return rc;
}
