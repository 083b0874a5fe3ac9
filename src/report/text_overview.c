/* SPDX-License-Identifier: MIT */
/* The first screen, upper half: what was read, what is not what its title
 * says, what stands there twice. */
#include "core/base.h"

#include "report/text.h"

enum { SOURCES_MOST = 6, EVIDENCE_MOST = 8, MEMBERS_MOST = 8, GROUPS_MOST = LIST_MOST,
       MISFILED_MOST = 50 /* each is to be looked at by somebody */ };

/* Units of all documents. */
static uint64_t all_units(const struct view *v)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < v->n_documents; i++)
        sum += v->document[i].units;
    return sum;
}

static void stated_line(struct text *t, const struct crib_source *s)
{
    bool agree = s->n_stated == s->n_documents;
    layout_begin(&t->lay, 2, 4);
    text_file(t, STYLE_PLAIN, s->name);
    SAY(t, agree ? STYLE_PLAIN : STYLE_WARN, "source-stated", ARG_INT("stated", s->n_stated),
        ARG_INT("found", s->n_documents));
    layout_end(&t->lay);
}

/* Sources whose count disagrees with what they state come first. */
static void stated_against_found(struct text *t)
{
    size_t shown = 0, left = 0;
    for (int agree = 0; agree <= 1; agree++) {
        for (size_t i = 0; i < t->v->n_sources; i++) {
            const struct crib_source *s = &t->v->source[i];
            if (s->n_stated == 0 || (s->n_stated == s->n_documents) != agree)
                continue;
            if (shown < SOURCES_MOST)
                stated_line(t, s), shown++;
            else
                left++;
        }
    }
    text_more(t, left, 2);
}

static void guessed_encodings(struct text *t)
{
    const struct crib_source *least = NULL;
    uint64_t n = 0;
    for (size_t i = 0; i < t->v->n_sources; i++) {
        const struct crib_source *s = &t->v->source[i];
        if (s->encoding_from != CRIB_ENC_GUESSED)
            continue;
        if (!least || s->confidence < least->confidence)
            least = s;
        n++;
    }
    if (!least)
        return;
    layout_begin(&t->lay, 2, 4);
    SAY(t, STYLE_PLAIN, "source-guessed", ARG_INT("n", n), ARG_INT("confidence", least->confidence),
        ARG_TEXT("encoding", least->encoding));
    text_file(t, STYLE_PLAIN, least->name);
    layout_end(&t->lay);
}

/* Long names all alike at their beginning hide what differs. */
static void common_folder(struct text *t)
{
    char folder[4096];
    if (t->n_folder == 0 || t->n_folder >= sizeof folder)
        return;
    memcpy(folder, t->v->source[0].name, t->n_folder);
    folder[t->n_folder] = '\0';
    layout_begin(&t->lay, 2, 4);
    SAY(t, STYLE_DIM, "read-below", ARG_TEXT("folder", folder));
    layout_end(&t->lay);
}

/* What was asked for may be less than what a reader expects. */
static void only_whole(struct text *t)
{
    if (!view_is_whole(t->v))
        return;
    layout_begin(&t->lay, 2, 4);
    SAY(t, STYLE_DIM, "read-whole");
    layout_end(&t->lay);
}

void text_read(struct text *t)
{
    layout_begin(&t->lay, 0, 2);
    SAY(t, STYLE_HEAD, "read", ARG_INT("sources", t->v->n_sources), ARG_INT("documents", t->v->n_documents),
        ARG_INT("units", all_units(t->v)));
    layout_end(&t->lay);
    common_folder(t);
    only_whole(t);
    stated_against_found(t);
    guessed_encodings(t);
}

/* The document under a fitting title has a line of its own, with where it stands. */
static bool is_shown_apart(const struct crib_misfiled *m, const struct crib_fact *f)
{
    return m->fitting != CRIB_NONE && (strcmp(f->code, "twin") == 0 || strcmp(f->code, "other-title-fits") == 0);
}

/* False when there was none to show, and so no line that names the record. */
static bool evidence(struct text *t, const struct crib_misfiled *m)
{
    size_t shown = 0;
    for (size_t i = 0; i < m->n_evidence && shown < EVIDENCE_MOST; i++) {
        if (is_shown_apart(m, &m->evidence[i]))
            continue;
        if (shown++ == 0)
            layout_begin(&t->lay, 6, 6);
        else
            SAY(t, STYLE_PLAIN, "sentence-next");
        text_fact(t, STYLE_PLAIN, &m->evidence[i]);
    }
    if (shown == 0)
        return false;
    SAY(t, STYLE_PLAIN, "sentence-end");
    text_id(t, m->id);
    layout_end(&t->lay);
    return true;
}

static void fitting(struct text *t, const struct crib_misfiled *m, bool name_record)
{
    if (m->fitting == CRIB_NONE)
        return;
    const struct crib_pair *p = m->twin != CRIB_NONE ? view_pair(t->v, m->doc, m->twin) : NULL;
    layout_begin(&t->lay, 6, 8);
    text_say_of(t, m->twin == CRIB_NONE ? "misfiled-fitting" : p ? "twin-alike" : "misfiled-twin",
                p ? alike_10000(p) : 0, m->fitting);
    text_where(t, m->fitting, t->v->document[m->fitting].lines.first);
    if (name_record)
        text_id(t, m->id);
    layout_end(&t->lay);
}

void text_misfiled(struct text *t)
{
    const struct view *v = t->v;
    if (v->n_misfiled == 0)
        return;
    text_heading(t, "head-misfiled", v->n_misfiled);
    for (size_t i = 0; i < v->n_misfiled && i < MISFILED_MOST; i++) {
        const struct crib_misfiled *m = &v->misfiled[i];
        layout_begin(&t->lay, 2, 6);
        text_document(t, m->doc);
        text_where(t, m->doc, v->document[m->doc].lines.first);
        layout_end(&t->lay);
        fitting(t, m, !evidence(t, m));
    }
    text_more(t, v->n_misfiled - min_size(v->n_misfiled, MISFILED_MOST), 2);
}

/* "near-duplicate, 98.3 % alike", after a document's name. */
static void verdict(struct text *t, const struct crib_pair *p)
{
    static const char *const code[] = {
        [CRIB_SHARES_PASSAGES] = "verdict-shares-passages", [CRIB_CONTAINED] = "verdict-contained",
        [CRIB_NEAR_DUPLICATE] = "verdict-near-duplicate", [CRIB_DUPLICATE] = "verdict-duplicate",
    };
    SAY(t, STYLE_PLAIN, code[p->verdict], ARG_INT("alike", alike_10000(p)));
}

static void member(struct text *t, const struct crib_cluster *c, uint32_t doc)
{
    const struct crib_pair *p = view_pair(t->v, doc, c->keep);
    layout_begin(&t->lay, 2, 7);
    SAY(t, STYLE_PLAIN, "group-drop");
    layout_space(&t->lay, 1);
    text_document(t, doc);
    text_where(t, doc, t->v->document[doc].lines.first);
    layout_end(&t->lay);
    if (p) {
        layout_begin(&t->lay, 7, 7);
        verdict(t, p);
        text_id(t, p->id);
        layout_end(&t->lay);
    }
    text_differences(t, doc, c->keep, "differences-to-keeper", 7);
    if (c->fuller == doc) {
        layout_begin(&t->lay, 7, 7);
        SAY(t, STYLE_WARN, "group-fuller");
        layout_end(&t->lay);
    }
}

static void group(struct text *t, const struct crib_cluster *c)
{
    size_t shown = 0;
    bool fuller_shown = false;
    layout_begin(&t->lay, 2, 7);
    SAY(t, STYLE_PLAIN, "group-keep");
    layout_space(&t->lay, 1);
    text_document(t, c->keep);
    text_where(t, c->keep, t->v->document[c->keep].lines.first);
    layout_end(&t->lay);
    layout_begin(&t->lay, 7, 7);
    text_fact(t, STYLE_PLAIN, &c->why);
    SAY(t, STYLE_PLAIN, "sentence-end");
    text_id(t, c->id);
    layout_end(&t->lay);
    for (size_t i = 0; i < c->n_members && shown < MEMBERS_MOST; i++) {
        if (c->member[i] == c->keep)
            continue;
        member(t, c, c->member[i]);
        fuller_shown |= c->member[i] == c->fuller;
        shown++;
    }
    if (c->fuller != CRIB_NONE && !fuller_shown) {
        member(t, c, c->fuller);
        shown++;
    }
    if (c->n_members > shown + 1)
        text_more(t, c->n_members - shown - 1, 7);
}

void text_groups(struct text *t)
{
    const struct view *v = t->v;
    if (v->n_clusters == 0)
        return;
    text_heading(t, "head-groups", v->n_clusters);
    for (size_t i = 0; i < v->n_clusters && i < GROUPS_MOST; i++) {
        if (i > 0)
            layout_blank(&t->lay);
        group(t, &v->cluster[i]);
    }
    text_more(t, v->n_clusters - min_size(v->n_clusters, GROUPS_MOST), 2);
}

/* A near-duplicate that no group shows. */
static bool is_ungrouped(const struct text *t, const struct crib_pair *p)
{
    if (p->verdict < CRIB_NEAR_DUPLICATE)
        return false;
    return t->group_of[p->a] == CRIB_NONE || t->group_of[p->a] != t->group_of[p->b];
}

static void pair_lines(struct text *t, const struct crib_pair *p, uint32_t first, uint32_t second, const char *code,
                       uint32_t share)
{
    layout_begin(&t->lay, 2, 6);
    text_document(t, first);
    text_where(t, first, t->v->document[first].lines.first);
    layout_end(&t->lay);
    layout_begin(&t->lay, 6, 8);
    text_say_of(t, code, share, second);
    text_where(t, second, t->v->document[second].lines.first);
    text_id(t, p->id);
    layout_end(&t->lay);
}

void text_ungrouped(struct text *t)
{
    const struct view *v = t->v;
    uint64_t n = 0, shown = 0;
    for (size_t i = 0; i < v->n_pairs; i++)
        n += is_ungrouped(t, &v->pair[i]);
    if (n == 0)
        return;
    text_heading(t, "head-ungrouped", n);
    for (size_t i = 0; i < v->n_pairs && shown < LIST_MOST; i++) {
        const struct crib_pair *p = &v->pair[i];
        if (!is_ungrouped(t, p))
            continue;
        pair_lines(t, p, p->a, p->b, p->verdict == CRIB_DUPLICATE ? "same-as" : "alike-with",
                   alike_10000(p));
        text_differences(t, p->a, p->b, "differences-of-pair", 6);
        shown++;
    }
    text_more(t, n - shown, 2);
}

void text_contained(struct text *t)
{
    const struct view *v = t->v;
    uint64_t n = 0, shown = 0;
    for (size_t i = 0; i < v->n_pairs; i++)
        n += v->pair[i].verdict == CRIB_CONTAINED;
    if (n == 0)
        return;
    text_heading(t, "head-contained", n);
    for (size_t i = 0; i < v->n_pairs && shown < LIST_MOST; i++) {
        const struct crib_pair *p = &v->pair[i];
        if (p->verdict != CRIB_CONTAINED)
            continue;
        bool a_in_b = p->units_a <= p->units_b; /* the shorter one has the larger share */
        pair_lines(t, p, a_in_b ? p->a : p->b, a_in_b ? p->b : p->a, "contained-in",
                   ratio_10000(p->matched, a_in_b ? p->units_a : p->units_b));
        shown++;
    }
    text_more(t, n - shown, 2);
}
