/* SPDX-License-Identifier: MIT */
/* One paragraph for a mail: how much was found, the gravest findings by name,
 * and, when they are more than it names, the command that shows the rest.
 *
 * A pair is the graver the more alike its documents are as a whole, then the
 * more text they share. */
#include "core/base.h"

#include "report/formats.h"
#include "report/text.h"

enum { NAMED_MOST = 3, UNCOUNTED_MOST = 20, COLUMNS = 76 };

/* Verdicts rise in weight. */
static bool graver(const struct crib_pair *x, const struct crib_pair *y)
{
    if (x->verdict != y->verdict)
        return x->verdict > y->verdict;
    return x->matched > y->matched; /* else the first of both */
}

/* The gravest pairs, in order; returns how many. */
static size_t gravest(const struct view *v, const struct crib_pair *best[NAMED_MOST])
{
    size_t n = 0;
    for (size_t i = 0; i < v->n_pairs; i++) {
        size_t at = n;
        while (at > 0 && graver(&v->pair[i], best[at - 1]))
            at--;
        if (at == NAMED_MOST)
            continue;
        n += n < NAMED_MOST;
        for (size_t k = n - 1; k > at; k--)
            best[k] = best[k - 1];
        best[at] = &v->pair[i];
    }
    return n;
}

/* A pair stands where its longest passage does. */
static void name_pair(struct text *t, const struct crib_pair *p)
{
    static const char *const with[] = {
        [CRIB_DUPLICATE] = "mail-with-duplicate", [CRIB_NEAR_DUPLICATE] = "mail-with-near-duplicate",
        [CRIB_CONTAINED] = "mail-with-contained", [CRIB_SHARES_PASSAGES] = "mail-with-shares-passages" };
    const struct crib_passage *longest = NULL;
    size_t n;
    const struct crib_passage *passage = view_passages(t->v, p->a, p->b, &n);
    for (size_t i = 0; i < n; i++)
        if (role_counts(passage[i].role) && (!longest || passage[i].length > longest->length))
            longest = &passage[i];
    text_document(t, p->a);
    text_where(t, p->a, longest ? longest->a.lines.first : t->v->document[p->a].lines.first);
    SAY(t, STYLE_PLAIN, with[p->verdict]);
    text_document(t, p->b);
    text_where(t, p->b, longest ? longest->b.lines.first : t->v->document[p->b].lines.first);
}

static void counts(struct text *t)
{
    uint64_t n[CRIB_DUPLICATE + 1] = { 0 };
    for (size_t i = 0; i < t->v->n_pairs; i++)
        n[t->v->pair[i].verdict]++;
    SAY(t, STYLE_PLAIN, "mail-counts", ARG_INT("same", n[CRIB_DUPLICATE]), ARG_INT("near", n[CRIB_NEAR_DUPLICATE]),
        ARG_INT("contained", n[CRIB_CONTAINED]), ARG_INT("passages", n[CRIB_SHARES_PASSAGES]));
}

static void begin(struct text *t)
{
    const struct view *v = t->v;
    uint64_t documents = 0, passages = 0;
    bool audit = strcmp(v->command, "audit") == 0;
    for (size_t d = 0; d < v->n_documents; d++)
        documents += v->document[d].origin == CRIB_ORIGIN_INPUT;
    for (size_t i = 0; i < v->n_passages; i++)
        passages += role_counts(v->passage[i].role);
    const char *code = !audit ? "mail-found" : passages > v->n_new ? "mail-audited-again" : "mail-audited";
    SAY(t, STYLE_PLAIN, code, ARG_INT("findings", v->n_pairs), ARG_INT("documents", documents));
}

static void paragraph(struct text *t)
{
    const struct view *v = t->v;
    const struct crib_pair *best[NAMED_MOST];
    size_t n = gravest(v, best);
    uint64_t lost = 0;
    for (size_t i = 0; i < v->n_complaints; i++)
        lost += v->complaint[i].level == CRIB_LOST;
    begin(t);
    for (size_t i = 0; i < n; i++) {
        SAY(t, STYLE_PLAIN, i == 0 ? "mail-gravest" : "mail-next");
        name_pair(t, best[i]);
    }
    if (v->n_pairs > n)
        SAY(t, STYLE_PLAIN, "mail-more", ARG_INT("n", v->n_pairs - n));
    else if (n > 0)
        SAY(t, STYLE_PLAIN, "mail-stop");
    if (v->n_pairs > UNCOUNTED_MOST)
        counts(t);
    if (v->n_misfiled > 0)
        SAY(t, STYLE_PLAIN, "mail-misfiled", ARG_INT("n", v->n_misfiled));
    if (v->n_gone > 0)
        SAY(t, STYLE_PLAIN, "mail-gone", ARG_INT("n", v->n_gone));
    if (lost > 0)
        SAY(t, STYLE_PLAIN, "mail-lost", ARG_INT("n", lost));
}

void mail_write(const struct view *v, const struct crib_report_options *opts, struct out *out)
{
    struct text t = { .v = v, .lang = opts->lang };
    layout_init(&t.lay, out, false, opts->lang == CRIB_LANG_ZH, COLUMNS);
    layout_begin(&t.lay, 0, 0);
    paragraph(&t);
    layout_end(&t.lay);
    if (!opts->see_rest || v->n_pairs <= NAMED_MOST)
        return;
    layout_init(&t.lay, out, false, opts->lang == CRIB_LANG_ZH, UINT32_MAX); /* to be copied: as few line ends as can be */
    layout_begin(&t.lay, 0, 0);
    SAY(&t, STYLE_PLAIN, "mail-rest", ARG_TEXT("command", ""));
    layout_str(&t.lay, opts->see_rest, STYLE_PLAIN);
    layout_end(&t.lay);
}
