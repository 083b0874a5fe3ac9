/* SPDX-License-Identifier: MIT */
/* Describing a passage: walk its blocks; inside a block compare surfaces,
 * between blocks say what was replaced, inserted or taken out.
 *
 * Edits of one kind that follow each other without an equal unit between them
 * are one edit, so that 临海 → XX is one, not two. */
#include "match/describe.h"

#include "core/hash.h"
#include "core/utf8.h"
#include "crib/types.h"
#include "match/surface.h"
#include "text/change.h"
#include "text/fold.h"

static_assert((int)N_CHANGES == (int)CRIB_N_CHANGES, "one counter for each kind of change");

void description_done(struct description *d)
{
    mem_free(d->edit);
    *d = (struct description){ 0 };
}

struct walk {
    const struct side *a, *b;
    struct description *out;
    uint64_t chars[CRIB_N_CLASSES]; /* differing characters by the class they speak for */
};

static const uint8_t class_of_change[CRIB_N_CHANGES] = {
    [CRIB_CHANGE_REDACTED] = CRIB_CLASS_REDACTED,   [CRIB_CHANGE_RENUMBERED] = CRIB_CLASS_RENUMBERED,
    [CRIB_CHANGE_REPLACED] = CRIB_CLASS_EDITED,     [CRIB_CHANGE_INSERTED] = CRIB_CLASS_EDITED,
    [CRIB_CHANGE_DELETED] = CRIB_CLASS_EDITED,      [CRIB_CHANGE_MOVED] = CRIB_CLASS_REORDERED,
    [CRIB_CHANGE_SCRIPT] = CRIB_CLASS_SCRIPT,       [CRIB_CHANGE_WIDTH] = CRIB_CLASS_EDITED,
    [CRIB_CHANGE_CASE] = CRIB_CLASS_EDITED,         [CRIB_CHANGE_PUNCTUATION] = CRIB_CLASS_EDITED,
    [CRIB_CHANGE_HIDDEN] = CRIB_CLASS_EDITED,       [CRIB_CHANGE_ACCENTS] = CRIB_CLASS_EDITED,
};

static uint64_t chars_in(const struct side *s, struct txt_span t) { return utf8_count(s->text + t.beg, txt_len(t)); }

/* joins: no equal unit stands between this edit and the last one. */
static int add(struct walk *w, enum crib_change kind, struct txt_span a, struct txt_span b, bool joins,
               struct crib_err *err)
{
    struct description *d = w->out;
    uint64_t chars = chars_in(w->a, a), chars_b = chars_in(w->b, b);
    w->chars[class_of_change[kind]] += chars > chars_b ? chars : chars_b;
    struct edit *last = d->n_edits ? &d->edit[d->n_edits - 1] : NULL;
    if (joins && last && last->kind == kind) {
        last->a.end = a.end;
        last->b.end = b.end;
        return CRIB_OK;
    }
    CRIB_TRY(VEC_GROW(d->edit, d->n_edits, &d->cap_edits, 1, err));
    d->edit[d->n_edits++] = (struct edit){ (uint8_t)kind, a, b };
    d->changes[kind]++;
    return CRIB_OK;
}

/* The kind that says most, when several foldings met in one place. */
static enum crib_change strongest(unsigned bits)
{
    static const uint8_t order[] = { CRIB_CHANGE_REDACTED, CRIB_CHANGE_RENUMBERED, CRIB_CHANGE_HIDDEN,
                                     CRIB_CHANGE_ACCENTS, CRIB_CHANGE_SCRIPT, CRIB_CHANGE_WIDTH, CRIB_CHANGE_CASE };
    for (size_t i = 0; i < COUNT_OF(order); i++)
        if (bits >> order[i] & 1)
            return order[i];
    return CRIB_CHANGE_PUNCTUATION;
}

static struct txt_span unit_txt(const struct side *s, uint32_t i)
{
    return (struct txt_span){ unit_beg(s->units, i), unit_end(s->units, i) };
}

static bool same_bytes(const struct side *a, struct txt_span x, const struct side *b, struct txt_span y)
{
    return txt_len(x) == txt_len(y) && memcmp(a->text + x.beg, b->text + y.beg, txt_len(x)) == 0;
}

/* What stands between unit i - 1 and unit i. */
static struct txt_span gap_before(const struct side *s, uint32_t i)
{
    return (struct txt_span){ unit_end(s->units, i - 1), unit_beg(s->units, i) };
}

/* Letters or figures that are no units: a list marker, a page header, a stray
 * marker. What stands on the lines of such structure is not the sentence's:
 * *gap is cut at the end of the line before it, *in_line says there is none. */
static int cut_structure(const struct side *s, struct txt_span *gap, bool *in_line, struct crib_err *err)
{
    struct units u;
    units_init(&u);
    int rc = fold_run(s->text, *gap, 0, &u, err);
    if (u.n > 0) {
        const char *line_end = memchr(s->text + gap->beg, '\n', u.beg[0] - gap->beg);
        *in_line |= !line_end;
        gap->end = line_end ? (uint32_t)(line_end - s->text) : gap->beg;
    }
    units_done(&u);
    return rc;
}

static int compare_gaps(struct walk *w, uint32_t a, uint32_t b, bool *differ, struct crib_err *err)
{
    struct txt_span x = gap_before(w->a, a), y = gap_before(w->b, b);
    bool in_line = false;
    *differ = false;
    if (same_bytes(w->a, x, w->b, y) || !change_of_gaps(w->a->text, x, w->b->text, y))
        return CRIB_OK;
    CRIB_TRY(cut_structure(w->a, &x, &in_line, err));
    CRIB_TRY(cut_structure(w->b, &y, &in_line, err));
    unsigned bits = in_line ? 0 : change_of_gaps(w->a->text, x, w->b->text, y);
    *differ = bits != 0;
    return *differ ? add(w, strongest(bits), x, y, false, err) : CRIB_OK;
}

static int compare_block(struct walk *w, const struct alike *k, struct crib_err *err)
{
    struct unit_span sa = { k->a, k->a + k->len }, sb = { k->b, k->b + k->len };
    if (same_bytes(w->a, units_txt(w->a->units, sa), w->b, units_txt(w->b->units, sb)))
        return CRIB_OK;
    bool joins = false;
    for (uint32_t i = 0; i < k->len; i++) {
        struct txt_span x = unit_txt(w->a, k->a + i), y = unit_txt(w->b, k->b + i);
        bool differ = false;
        if (i > 0)
            CRIB_TRY(compare_gaps(w, k->a + i, k->b + i, &differ, err));
        joins &= !differ;
        unsigned bits = same_bytes(w->a, x, w->b, y) ? 0 : change_of_units(w->a->text, x, w->b->text, y);
        if (bits)
            CRIB_TRY(add(w, strongest(bits), x, y, joins, err));
        joins = bits != 0;
    }
    return CRIB_OK;
}

static struct txt_span span_or_point(const struct side *s, struct unit_span u)
{
    if (u.beg < u.end)
        return units_txt(s->units, u);
    uint32_t at = u.beg > 0 ? unit_end(s->units, u.beg - 1) : s->units->n > 0 ? unit_beg(s->units, 0) : 0;
    return (struct txt_span){ at, at };
}

static bool all_of(const struct units *u, struct unit_span s, bool (*is)(uint8_t kind))
{
    for (uint32_t i = s.beg; i < s.end; i++)
        if (!is(unit_kind(u, i)))
            return false;
    return s.beg < s.end;
}

static bool stands_for_something(uint8_t kind)
{
    return kind == UNIT_REDACTION || kind == UNIT_CAPITAL || kind == UNIT_CAPITALS;
}
static bool is_number(uint8_t kind) { return kind == UNIT_NUMBER; }

static enum crib_change kind_of_gap(const struct walk *w, struct unit_span a, struct unit_span b)
{
    if (a.beg == a.end)
        return CRIB_CHANGE_INSERTED;
    if (b.beg == b.end)
        return CRIB_CHANGE_DELETED;
    if (all_of(w->a->units, a, stands_for_something) || all_of(w->b->units, b, stands_for_something))
        return CRIB_CHANGE_REDACTED;
    if (all_of(w->a->units, a, is_number) && all_of(w->b->units, b, is_number))
        return CRIB_CHANGE_RENUMBERED;
    return CRIB_CHANGE_REPLACED;
}

/* Between two blocks in order: nothing but layout, or an edit. */
static int compare_between(struct walk *w, const struct alike *k, const struct alike *next, struct crib_err *err)
{
    struct unit_span a = { k->a + k->len, next->a }, b = { k->b + k->len, next->b };
    if (a.beg == a.end && b.beg == b.end)
        return CRIB_OK;
    return add(w, kind_of_gap(w, a, b), span_or_point(w->a, a), span_or_point(w->b, b), false, err);
}

static int walk_ordered(struct walk *w, const struct found *f, const struct alike *k, struct crib_err *err)
{
    for (size_t i = 0; i < f->n_block; i++) {
        if (i > 0)
            CRIB_TRY(compare_between(w, &k[i - 1], &k[i], err));
        CRIB_TRY(compare_block(w, &k[i], err));
    }
    return CRIB_OK;
}

/* Does some block stand in units [beg, end) of b? Then the text there is no
 * insertion: it came from elsewhere in a. */
static bool holds_block(const struct found *f, const struct alike *k, uint32_t beg, uint32_t end)
{
    for (size_t i = 0; i < f->n_block; i++)
        if (k[i].b >= beg && k[i].b < end)
            return true;
    return false;
}

/* Reordered: a block that does not follow its neighbour in b has moved. The
 * first stretch stays; what lies between blocks in a alone was taken out. */
static int walk_reordered(struct walk *w, const struct found *f, const struct alike *k, struct crib_err *err)
{
    for (size_t i = 0; i < f->n_block; i++) {
        bool follows = i > 0 && k[i].b >= k[i - 1].b + k[i - 1].len;
        if (i > 0 && follows) {
            struct alike next = k[i];
            if (holds_block(f, k, k[i - 1].b + k[i - 1].len, next.b))
                next.b = k[i - 1].b + k[i - 1].len;
            CRIB_TRY(compare_between(w, &k[i - 1], &next, err));
        }
        if (i > 0 && !follows) {
            size_t end = i + 1;
            while (end < f->n_block && k[end].b >= k[end - 1].b + k[end - 1].len)
                end++;
            struct unit_span a = { k[i].a, k[end - 1].a + k[end - 1].len },
                             b = { k[i].b, k[end - 1].b + k[end - 1].len };
            CRIB_TRY(add(w, CRIB_CHANGE_MOVED, units_txt(w->a->units, a), units_txt(w->b->units, b), false, err));
        }
        CRIB_TRY(compare_block(w, &k[i], err));
    }
    return CRIB_OK;
}

static uint8_t class_of(const struct walk *w, const struct found *f)
{
    if (f->reordered)
        return CRIB_CLASS_REORDERED;
    uint8_t best = CRIB_CLASS_VERBATIM;
    uint64_t most = 0;
    for (uint8_t c = 0; c < CRIB_N_CLASSES; c++)
        if (w->chars[c] > most) {
            most = w->chars[c];
            best = c;
        }
    return w->out->n_edits ? (best == CRIB_CLASS_VERBATIM ? CRIB_CLASS_EDITED : best) : CRIB_CLASS_VERBATIM;
}

/* What moved comes before what changed inside it. */
static int edit_by_place(const void *p, const void *q)
{
    const struct edit *x = p, *y = q;
    const uint32_t kx[] = { x->a.beg, x->kind != CRIB_CHANGE_MOVED, x->b.beg, x->a.end, x->b.end, x->kind };
    const uint32_t ky[] = { y->a.beg, y->kind != CRIB_CHANGE_MOVED, y->b.beg, y->a.end, y->b.end, y->kind };
    for (size_t i = 0; i < COUNT_OF(kx); i++)
        if (kx[i] != ky[i])
            return kx[i] < ky[i] ? -1 : 1;
    return 0;
}

int describe(const struct side *a, const struct side *b, const struct found *f, const struct alike *block,
             struct description *out, struct crib_err *err)
{
    *out = (struct description){ 0 };
    struct walk w = { .a = a, .b = b, .out = out };
    CRIB_TRY(f->reordered ? walk_reordered(&w, f, block, err) : walk_ordered(&w, f, block, err));
    if (out->n_edits)
        qsort(out->edit, out->n_edits, sizeof *out->edit, edit_by_place);
    out->klass = class_of(&w, f);
    out->a = units_txt(a->units, f->a);
    out->b = units_txt(b->units, f->b);
    surface_take_closing(a, &out->a, b, &out->b);
    out->flags = change_flags(a->text, out->a) | change_flags(b->text, out->b);
    out->id = passage_id(surface_hash(a->text, out->a), surface_hash(b->text, out->b));
    return CRIB_OK;
}

int describe_rows(const struct side *a, const struct side *b, const struct alike *block, size_t n,
                  struct description *out, struct crib_err *err)
{
    *out = (struct description){ 0 };
    struct walk w = { .a = a, .b = b, .out = out };
    struct alike last = { 0 }, end = { a->units->n, b->units->n, 0 };
    for (size_t i = 0; i < n; i++) {
        CRIB_TRY(compare_between(&w, &last, &block[i], err));
        CRIB_TRY(compare_block(&w, &block[i], err));
        last = block[i];
    }
    return compare_between(&w, &last, &end, err);
}
