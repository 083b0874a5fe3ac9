/* SPDX-License-Identifier: MIT */
/* One roaring set for each segment, narrowed by one attribute after the other. */
#include "engine/archive_filter.h"

struct gather {
    struct archive *a;
    struct deadset *set;   /* [n_segment] */
};

static int add_place(void *arg, uint32_t segment, uint32_t number, struct crib_err *err)
{
    struct gather *g = arg;
    const struct archive_segment *s = archive_segment_of(g->a, segment);
    if (!s || number >= s->n_docs)
        return CRIB_FAIL(err, CRIB_E_DAMAGED, 0, CATALOGUE_FILE " is damaged: a document of a segment that is not there");
    return deadset_add(&g->set[s - g->a->segment], number, err);
}

static void sets_done(struct deadset *set, size_t n)
{
    for (size_t i = 0; set && i < n; i++)
        deadset_done(&set[i]);
    mem_free(set);
}

static int narrow(struct archive *a, const char *where, bool with, struct archive_filter *f, struct crib_err *err)
{
    const char *eq = strchr(where, '=');
    if (!eq || eq == where || !eq[1])
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "a filter is name=value, not '%.60s'", where);
    struct gather g = { a, mem_zero(a->n_segment, sizeof *g.set) };
    char *name = mem_strndup(where, (size_t)(eq - where));
    int rc = g.set && name ? catalogue_with_attribute(&a->catalogue, name, eq + 1, add_place, &g, err) : CRIB_NOMEM(err);
    for (size_t i = 0; rc == CRIB_OK && i < a->n_segment; i++) {
        if (with)
            deadset_and(&f->shown[i], &g.set[i]);
        else
            deadset_less(&f->shown[i], &g.set[i]);
    }
    sets_done(g.set, a->n_segment);
    mem_free(name);
    return rc;
}

int archive_filter(struct archive *a, const struct crib_check_options *o, struct archive_filter *out, struct crib_err *err)
{
    *out = (struct archive_filter){ .on = o->n_where + o->n_where_not > 0, .n = a->n_segment };
    if (!out->on)
        return CRIB_OK;
    out->shown = mem_zero(a->n_segment, sizeof *out->shown);
    if (!out->shown)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < a->n_segment; i++)
        CRIB_TRY(deadset_all(&out->shown[i], a->segment[i].n_docs, err));
    for (size_t i = 0; i < o->n_where; i++)
        CRIB_TRY(narrow(a, o->where[i], true, out, err));
    for (size_t i = 0; i < o->n_where_not; i++)
        CRIB_TRY(narrow(a, o->where_not[i], false, out, err));
    return CRIB_OK;
}

void archive_filter_done(struct archive_filter *f)
{
    sets_done(f->shown, f->n);
    *f = (struct archive_filter){ 0 };
}
