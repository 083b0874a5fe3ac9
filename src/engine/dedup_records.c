/* SPDX-License-Identifier: MIT */
/* Records of what goes and of what stays undecided. */
#include "engine/dedup.h"

/* Texts that could not be read whole are not judged by what is left of them. */
bool dedup_is_broken(const struct collection *c, uint32_t doc)
{
    const struct doc *d = &c->doc[doc];
    struct txt_span s = d->seg->span;
    return dedup_is_unread(d->part->source) || memmem(doc_text(d) + s.beg, txt_len(s), "\xEF\xBF\xBD", 3) != NULL;
}

static int copy_reason(struct crib_dedup *d, const struct crib_fact *from, struct crib_fact *to, struct crib_err *err)
{
    *to = *from;
    for (uint32_t i = 0; i < to->n_args; i++)
        if (to->arg[i].kind == CRIB_ARG_TEXT &&
            !(to->arg[i].text = arena_strndup(&d->arena, to->arg[i].text, strlen(to->arg[i].text))))
            return CRIB_NOMEM(err);
    return CRIB_OK;
}

/* doc held against keep, as a record. */
int dedup_record(struct crib_dedup *d, struct deciding *de, uint32_t doc, uint32_t keep,
                       const struct document_match *m, const struct crib_fact *why, struct crib_removal *out,
                       struct crib_err *err)
{
    const struct collection *c = de->c;
    const struct judged *p = de->body[doc] == de->body[keep] ? NULL : deciding_pair(de, doc, keep);
    struct crib_difference *difference = arena_alloc(&d->arena, m->n * sizeof *difference);
    if (!difference)
        return CRIB_NOMEM(err);
    if (m->n)
        memcpy(difference, m->item, m->n * sizeof *difference);
    *out = (struct crib_removal){
        .doc = doc, .keep = keep, .via = CRIB_NONE, .verdict = p ? (enum crib_verdict)p->verdict : CRIB_DUPLICATE,
        .matched = p ? p->matched : own_units(c, doc), .units_doc = own_units(c, doc), .units_keep = own_units(c, keep),
        .distance = m->distance, .longer = m->longer, .difference = difference, .n_differences = m->n };
    return copy_reason(d, why, &out->why, err);
}

static int by_record(const void *p, const void *q)
{
    const struct crib_removal *x = p, *y = q;
    if (x->doc != y->doc)
        return x->doc < y->doc ? -1 : 1;
    return x->keep < y->keep ? -1 : x->keep > y->keep;
}

static void sort_records(struct crib_dedup *d)
{
    if (d->n_removed)
        qsort(d->removed, d->n_removed, sizeof *d->removed, by_record);
    if (d->n_undecided)
        qsort(d->undecided, d->n_undecided, sizeof *d->undecided, by_record);
    for (size_t i = 0; i < d->n_removed; i++)
        d->goes[d->removed[i].doc] = (uint32_t)i;
}

int dedup_spare(struct crib_dedup *d, uint32_t doc, struct crib_fact why, struct crib_err *err)
{
    struct crib_removal *r = &d->removed[d->goes[doc]];
    CRIB_TRY(VEC_GROW(d->undecided, d->n_undecided, &d->cap_undecided, 1, err));
    d->undecided[d->n_undecided] = *r;
    d->undecided[d->n_undecided].why = why;
    d->undecided[d->n_undecided++].fuller = false;
    r->doc = CRIB_NONE;
    d->goes[doc] = CRIB_NONE;
    return CRIB_OK;
}

void dedup_settle(struct crib_dedup *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n_removed; i++)
        if (d->removed[i].doc != CRIB_NONE)
            d->removed[n++] = d->removed[i];
    d->n_removed = n;
    sort_records(d);
}
