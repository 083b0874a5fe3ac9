/* SPDX-License-Identifier: MIT */
/* The first screen, lower half: titles that stand over different texts, what
 * each document shares, and what was only counted. */
#include "core/base.h"

#include "core/hash.h"
#include "core/sort.h"
#include "report/text.h"

/* Titles are the same when they agree without their ASCII white space. */
static uint64_t title_hash(const char *s)
{
    uint64_t h = 0;
    while (*s) {
        size_t n = strcspn(s, " \t\r\n");
        if (n > 0)
            for (size_t i = 0; i < n; i++)
                h = hash_join(h, (unsigned char)s[i]);
        s += n + (s[n] != '\0');
    }
    return h;
}

/* Do documents of one title, at[n] by number, belong to more than one group? */
static bool texts_differ(const struct text *t, const struct kv *at, size_t n)
{
    uint32_t group = t->group_of[at[0].val];
    for (size_t i = 1; i < n; i++)
        if (group == CRIB_NONE || t->group_of[at[i].val] != group) {
            const struct crib_pair *p = view_pair(t->v, (uint32_t)at[0].val, (uint32_t)at[i].val);
            if (!p || p->verdict < CRIB_NEAR_DUPLICATE)
                return true;
        }
    return false;
}

static void same_title_line(struct text *t, const struct kv *at, size_t n)
{
    enum { PLACES_MOST = 6 };
    layout_begin(&t->lay, 2, 6);
    text_title(t, (uint32_t)at[0].val);
    SAY(t, STYLE_PLAIN, "same-title-times", ARG_INT("n", n));
    for (size_t i = 0; i < n && i < PLACES_MOST; i++)
        text_where(t, (uint32_t)at[i].val, t->v->document[at[i].val].lines.first);
    if (n > PLACES_MOST) {
        layout_space(&t->lay, 2);
        layout_str(&t->lay, "…", STYLE_DIM);
    }
    layout_end(&t->lay);
}

/* Runs of equal titles over different texts; shows them up to a number, or
 * only counts them. */
static uint64_t same_title_runs(struct text *t, const struct kv *kv, size_t n, size_t most)
{
    uint64_t found = 0;
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && kv[end].key == kv[i].key; end++)
            ;
        if (end - i < 2 || !texts_differ(t, kv + i, end - i))
            continue;
        if (found++ < most)
            same_title_line(t, kv + i, end - i);
    }
    return found;
}

int text_same_title(struct text *t, struct crib_err *err)
{
    const struct view *v = t->v;
    size_t n = 0;
    struct kv *kv = mem_zero(v->n_documents, sizeof *kv);
    if (!kv)
        return CRIB_NOMEM(err);
    for (size_t d = 0; d < v->n_documents; d++)
        if (v->document[d].title[0])
            kv[n++] = (struct kv){ title_hash(v->document[d].title), d };
    int rc = sort_kv(kv, n, true, err);
    uint64_t found = rc == CRIB_OK ? same_title_runs(t, kv, n, 0) : 0;
    if (found > 0) {
        text_heading(t, "head-same-title", found);
        same_title_runs(t, kv, n, LIST_MOST);
        text_more(t, found - (found < LIST_MOST ? found : LIST_MOST), 2);
    }
    mem_free(kv);
    return rc;
}

/* What one document shares with others beyond duplicates and containment. */
struct shared {
    uint32_t doc;
    uint32_t n;             /* passages */
    uint64_t units;         /* of all of them */
    size_t longest;         /* index of the longest passage */
    bool mirrored;          /* the other end of that passage has it as its longest too, and tells of both */
};

static void share(struct shared *s, const struct view *v, size_t i)
{
    const struct crib_passage *p = &v->passage[i];
    if (s->n == 0 || p->length > v->passage[s->longest].length)
        s->longest = i;
    s->n++;
    s->units += p->length;
}

/* Documents to tell of first, longest passage first. */
static int by_longest(const void *a, const void *b, void *view)
{
    const struct shared *x = a, *y = b;
    const struct view *v = view;
    bool told_x = x->n > 0 && !x->mirrored, told_y = y->n > 0 && !y->mirrored;
    uint64_t lx = told_x ? v->passage[x->longest].length : 0, ly = told_y ? v->passage[y->longest].length : 0;
    if (told_x != told_y)
        return told_x ? -1 : 1;
    if (lx != ly)
        return lx > ly ? -1 : 1;
    return x->doc < y->doc ? -1 : x->doc > y->doc;
}

/* Passages that a duplicate or contained pair does not already account for. */
static uint64_t collect(const struct view *v, struct shared *of)
{
    const struct crib_pair *pair = NULL;
    uint64_t n = 0;
    for (size_t i = 0; i < v->n_passages; i++) {
        const struct crib_passage *p = &v->passage[i];
        if (!role_counts(p->role))
            continue;
        if (!pair || pair->a != p->a.doc || pair->b != p->b.doc)
            pair = view_pair(v, p->a.doc, p->b.doc);
        if (pair && pair->verdict > CRIB_SHARES_PASSAGES)
            continue;
        n++;
        share(&of[p->a.doc], v, i);
        if (p->b.doc != p->a.doc)
            share(&of[p->b.doc], v, i);
    }
    for (size_t d = 0; d < v->n_documents; d++) {
        if (of[d].n == 0)
            continue;
        uint32_t a = v->passage[of[d].longest].a.doc;
        of[d].mirrored = a != d && of[a].longest == of[d].longest;
    }
    return n;
}

static void shared_lines(struct text *t, const struct shared *s)
{
    const struct crib_passage *p = &t->v->passage[s->longest];
    bool is_a = p->a.doc == s->doc;
    const struct crib_place *here = is_a ? &p->a : &p->b, *there = is_a ? &p->b : &p->a;
    layout_begin(&t->lay, 2, 6);
    text_document(t, s->doc);
    text_where(t, s->doc, t->v->document[s->doc].lines.first);
    layout_end(&t->lay);
    layout_begin(&t->lay, 6, 8);
    SAY(t, STYLE_PLAIN, "shared-passages", ARG_INT("n", s->n), ARG_INT("longest", p->length));
    text_place(t, STYLE_PLAIN, here);
    if (there->doc == s->doc) {
        layout_str(&t->lay, " = ", STYLE_PLAIN);
        text_place(t, STYLE_PLAIN, there);
    } else {
        layout_str(&t->lay, " = ", STYLE_PLAIN);
        text_document(t, there->doc);
        text_section(t, there);
        text_where(t, there->doc, there->lines.first);
    }
    layout_end(&t->lay);
}

int text_long_passages(struct text *t, struct crib_err *err)
{
    const struct view *v = t->v;
    size_t sharing = 0;
    struct shared *of = mem_zero(v->n_documents, sizeof *of);
    if (!of)
        return CRIB_NOMEM(err);
    for (size_t d = 0; d < v->n_documents; d++)
        of[d].doc = (uint32_t)d;
    uint64_t n = collect(v, of);
    if (n > 0) {
        qsort_r(of, v->n_documents, sizeof *of, by_longest, (void *)v);
        while (sharing < v->n_documents && of[sharing].n > 0 && !of[sharing].mirrored)
            sharing++;
        text_heading(t, "head-passages", n);
        for (size_t i = 0; i < sharing && i < LIST_MOST; i++)
            shared_lines(t, &of[i]);
        text_more(t, sharing - min_size(sharing, LIST_MOST), 2);
    }
    mem_free(of);
    return CRIB_OK;
}

/* One count, apart from the one before. */
static void counted(struct text *t, const char *code, uint64_t n, bool *first)
{
    if (n == 0)
        return;
    if (*first) {
        layout_blank(&t->lay);
        layout_begin(&t->lay, 0, 2);
        SAY(t, STYLE_HEAD, "head-counts");
    } else {
        SAY(t, STYLE_PLAIN, "list-next");
    }
    SAY(t, STYLE_PLAIN, code, ARG_INT("n", n));
    *first = false;
}

void text_counts(struct text *t)
{
    static const char *const mark_code[CRIB_N_MARKS] = {
        [CRIB_MARK_ADVERTISEMENT] = "count-advertisement", [CRIB_MARK_MARKER] = "count-marker",
        [CRIB_MARK_FURNITURE] = "count-furniture", [CRIB_MARK_SIGNATURE] = "count-signature",
        [CRIB_MARK_LIST] = "count-list",
    };
    uint64_t role[CRIB_N_ROLES] = { 0 }, mark[CRIB_N_MARKS] = { 0 };
    bool first = true;
    for (size_t i = 0; i < t->v->n_passages; i++)
        role[t->v->passage[i].role]++;
    for (size_t i = 0; i < t->v->n_marks; i++)
        mark[t->v->mark[i].kind]++;
    counted(t, "count-formula", role[CRIB_ROLE_FORMULA], &first);
    counted(t, "count-boilerplate", role[CRIB_ROLE_BOILERPLATE], &first);
    counted(t, "count-quotation", role[CRIB_ROLE_QUOTATION], &first);
    for (int k = 0; k < CRIB_N_MARKS; k++)
        counted(t, mark_code[k], mark[k], &first);
    if (!first) {
        SAY(t, STYLE_PLAIN, "sentence-end");
        layout_end(&t->lay);
    }
}

void text_left_out(struct text *t)
{
    const struct view *v = t->v;
    uint64_t n = 0;
    for (size_t i = 0; i < v->n_left_out; i++)
        n += v->left_out[i].count > 0;
    if (n == 0)
        return;
    text_heading(t, "head-left-out", n);
    for (size_t i = 0; i < v->n_left_out; i++) {
        if (v->left_out[i].count == 0)
            continue;
        layout_begin(&t->lay, 2, 4);
        SAY(t, STYLE_PLAIN, v->left_out[i].reason, ARG_INT("count", v->left_out[i].count));
        layout_end(&t->lay);
    }
}

static void complaint(struct text *t, const struct crib_complaint *c)
{
    layout_begin(&t->lay, 2, 4);
    if (c->source) {
        text_file(t, STYLE_PLAIN, c->source);
        SAY(t, STYLE_PLAIN, "after-source");
    }
    text_fact(t, c->level == CRIB_LOST ? STYLE_WARN : STYLE_PLAIN, &c->what);
    if (c->at != UINT64_MAX)
        SAY(t, STYLE_DIM, "at-byte", ARG_INT("at", c->at));
    layout_end(&t->lay);
}

/* Losses first: they set the exit status. */
void text_complaints(struct text *t)
{
    static const char *const head[] = { [CRIB_LOST] = "head-lost", [CRIB_NOTE] = "head-notes" };
    const struct view *v = t->v;
    for (int level = CRIB_LOST; level <= CRIB_NOTE; level++) {
        uint64_t n = 0, shown = 0;
        for (size_t i = 0; i < v->n_complaints; i++)
            n += v->complaint[i].level == (enum crib_level)level;
        if (n == 0)
            continue;
        text_heading(t, head[level], n);
        for (size_t i = 0; i < v->n_complaints && shown < LIST_MOST; i++)
            if (v->complaint[i].level == (enum crib_level)level)
                complaint(t, &v->complaint[i]), shown++;
        text_more(t, n - shown, 2);
    }
}
