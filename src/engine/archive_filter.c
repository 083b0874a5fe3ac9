/* SPDX-License-Identifier: MIT */
/* One roaring set for each segment, narrowed by one condition after the other.
 * Each value that occurs is held against the condition once; the documents
 * that have it come from the catalogue's index over values. */
#include "engine/archive_filter.h"

#include "core/buf.h"

struct gather {
    struct archive *a;
    const struct where *where;
    struct deadset *set;   /* [n_segment] who meets it; != is asked as = */
    bool any, compared;    /* has any document the attribute, and one of that kind? */
};

static int add_place(void *arg, uint32_t segment, uint32_t number, struct crib_err *err)
{
    struct gather *g = arg;
    const struct archive_segment *s = archive_segment_of(g->a, segment);
    if (!s || number >= s->n_docs)
        return CRIB_FAIL(err, CRIB_E_DAMAGED, 0,
                         CATALOGUE_FILE " is damaged: a document of a segment that is not there");
    return deadset_add(&g->set[s - g->a->segment], number, err);
}

static bool meets(struct gather *g, const char *value)
{
    bool compared, holds = where_holds(g->where, value, &compared);
    g->any = true;
    g->compared |= compared;
    return holds;
}

static int see_value(void *arg, const char *value, struct crib_err *err)
{
    struct gather *g = arg;
    if (!meets(g, value))
        return CRIB_OK;
    return catalogue_with_attribute(&g->a->catalogue, g->where->name, value, add_place, g, err);
}

static int see_stated(void *arg, uint32_t segment, uint32_t number, const char *value, struct crib_err *err)
{
    return meets(arg, value) ? add_place(arg, segment, number, err) : CRIB_OK;
}

static void sets_done(struct deadset *set, size_t n)
{
    for (size_t i = 0; set && i < n; i++)
        deadset_done(&set[i]);
    mem_free(set);
}

static int name_unknown(struct archive *a, const char *name, struct crib_err *err)
{
    const char **known = NULL;
    struct buf b;
    size_t n = 0;
    buf_init(&b, 1 << 16);
    int rc = catalogue_attribute_names(&a->catalogue, &a->arena, &known, &n, err);
    for (size_t i = 0; i < n && rc == CRIB_OK && b.n < 60; i++)
        rc = buf_printf(&b, err, "%s%.30s", i ? ", " : "", known[i]);
    if (rc == CRIB_OK)
        rc = CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "no document of the index has an attribute '%.40s'%s%.*s", name,
                       n ? "; given were: " : "", (int)b.n, b.n ? b.p : "");
    mem_free(known);
    buf_done(&b);
    return rc;
}

/* Everything that meets w, which is no !=. */
static int gather(struct gather *g, struct crib_err *err)
{
    struct catalogue *c = &g->a->catalogue;
    enum where_operator op = g->where->op;
    CRIB_TRY(catalogue_each_value(c, g->where->name, see_value, g, err));
    CRIB_TRY(catalogue_each_stated(c, g->where->name, see_stated, g, err));
    if (!g->any)
        return name_unknown(g->a, g->where->name, err);
    if (!g->compared && op != WHERE_EQUAL)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE,
                         "no document's '%.40s' is a %s that could be less or more than %.40s", g->where->name,
                         g->where->as.kind == VALUE_DATE ? "date" : "number", g->where->value);
    return CRIB_OK;
}

static int narrow(struct archive *a, struct where w, bool with, struct archive_filter *f, struct crib_err *err)
{
    if (w.op == WHERE_NOT) {
        w.op = WHERE_EQUAL;
        with = !with;
    }
    struct gather g = { .a = a, .where = &w, .set = mem_zero(a->n_segment, sizeof *g.set) };
    int rc = g.set ? gather(&g, err) : CRIB_NOMEM(err);
    for (size_t i = 0; rc == CRIB_OK && i < a->n_segment; i++) {
        if (with)
            deadset_and(&f->shown[i], &g.set[i]);
        else
            deadset_less(&f->shown[i], &g.set[i]);
    }
    sets_done(g.set, a->n_segment);
    return rc;
}

static int turn_on(struct archive *a, struct archive_filter *f, struct crib_err *err)
{
    if (f->on)
        return CRIB_OK;
    *f = (struct archive_filter){ .on = true, .n = a->n_segment, .shown = mem_zero(a->n_segment, sizeof *f->shown) };
    if (!f->shown)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < a->n_segment; i++)
        CRIB_TRY(deadset_all(&f->shown[i], a->segment[i].n_docs, err));
    return CRIB_OK;
}

int archive_filter(struct archive *a, const struct crib_check_options *o, struct archive_filter *out,
                   struct crib_err *err)
{
    *out = (struct archive_filter){ 0 };
    for (size_t i = 0; i < o->n_where + o->n_where_not; i++) {
        bool with = i < o->n_where;
        struct where w;
        CRIB_TRY(where_parse(with ? o->where[i] : o->where_not[i - o->n_where], &a->arena, &w, err));
        CRIB_TRY(turn_on(a, out, err));
        CRIB_TRY(narrow(a, w, with, out, err));
    }
    return CRIB_OK;
}

int archive_filter_out(struct archive *a, const char *name, const char *value, struct archive_filter *f,
                       struct crib_err *err)
{
    struct where w = { name, value, WHERE_EQUAL, where_read(value) };
    CRIB_TRY(turn_on(a, f, err));
    return narrow(a, w, false, f, err);
}

/* ---- whether it makes sense at all ---- */

static int seen(void *arg, const char *value, struct crib_err *err)
{
    (void)value, (void)err;
    *(bool *)arg = true;
    return CRIB_OK;
}

static int seen_stated(void *arg, uint32_t segment, uint32_t number, const char *value, struct crib_err *err)
{
    (void)segment, (void)number, (void)value, (void)err;
    *(bool *)arg = true;
    return CRIB_OK;
}

int archive_has_attribute(struct archive *a, const char *name, struct crib_err *err)
{
    bool any = false;
    CRIB_TRY(catalogue_each_value(&a->catalogue, name, seen, &any, err));
    if (!any)
        CRIB_TRY(catalogue_each_stated(&a->catalogue, name, seen_stated, &any, err));
    return any ? CRIB_OK : name_unknown(a, name, err);
}

int archive_filter_parse(const struct crib_check_options *o, struct crib_err *err)
{
    struct arena arena;
    int rc = CRIB_OK;
    arena_init(&arena);
    for (size_t i = 0; i < o->n_where + o->n_where_not && rc == CRIB_OK; i++) {
        struct where w;
        rc = where_parse(i < o->n_where ? o->where[i] : o->where_not[i - o->n_where], &arena, &w, err);
    }
    for (size_t i = 0; i < o->n_set && rc == CRIB_OK; i++)
        if (o->set[i][0] == '=' || !strchr(o->set[i], '='))
            rc = CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "an attribute is name=value, not '%.60s'", o->set[i]);
    arena_done(&arena);
    return rc;
}

void archive_filter_done(struct archive_filter *f)
{
    sets_done(f->shown, f->n);
    *f = (struct archive_filter){ 0 };
}
