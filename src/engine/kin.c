/* SPDX-License-Identifier: MIT */
/* A document's attributes are those its file was given, in the index or by
 * this command, and besides what the document says of itself. */
#include "engine/kin.h"

#include "engine/archive_paths.h"
#include "engine/outcome.h"
#include "engine/stated.h"

static int read_source(struct kin *k, const struct source *s, const struct catalogue_attribute **attr, size_t *n,
                       struct crib_err *err)
{
    struct catalogue_source row;
    struct catalogue_attribute *found = NULL;
    const char *path = archive_path_of(s->name, s->name_bytes, &k->arena);
    *attr = NULL;
    *n = 0;
    if (!path)
        return CRIB_NOMEM(err);
    CRIB_TRY(catalogue_source_at(&k->archive->catalogue, path, &k->arena, &row, err));
    if (!row.id)
        return CRIB_OK;
    int rc = catalogue_attributes(&k->archive->catalogue, row.id, &k->arena, &found, n, err);
    struct catalogue_attribute *kept = rc == CRIB_OK ? arena_alloc(&k->arena, (*n + 1) * sizeof *kept) : NULL;
    if (kept && *n)
        memcpy(kept, found, *n * sizeof *kept);
    mem_free(found);
    *attr = kept;
    return rc == CRIB_OK && !kept ? CRIB_NOMEM(err) : rc;
}

static int read_doc(struct kin *k, const struct doc *d, struct kin_doc *out, struct crib_err *err)
{
    out->title = outcome_title(&k->arena, d);
    return out->title ? stated_read(d, &k->arena, &out->stated, err) : CRIB_NOMEM(err);
}

int kin_init(struct kin *k, struct archive *a, const struct crib_check_options *o, const struct collection *c,
             uint32_t n_input, struct crib_err *err)
{
    *k = (struct kin){ .archive = a, .o = o, .n_doc = c->n_doc };
    arena_init(&k->arena);
    k->doc = mem_zero(c->n_doc, sizeof *k->doc);
    if (!k->doc)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < c->n_doc; d++) {
        struct kin_doc *x = &k->doc[d];
        if (d > 0 && c->doc[d].part->source_index == c->doc[d - 1].part->source_index) {
            x->attr = x[-1].attr;
            x->n_attr = x[-1].n_attr;
        } else {
            CRIB_TRY(read_source(k, &c->source[c->doc[d].part->source_index], &x->attr, &x->n_attr, err));
        }
        x->input = d < n_input;
        CRIB_TRY(read_doc(k, &c->doc[d], x, err));
    }
    return CRIB_OK;
}

void kin_done(struct kin *k)
{
    mem_free(k->doc);
    if (k->archive)
        arena_done(&k->arena);
    *k = (struct kin){ 0 };
}

const char *kin_value(const struct kin *k, uint32_t doc, const char *name, char buf[STATED_TEXT])
{
    const struct kin_doc *d = &k->doc[doc];
    size_t n = strlen(name);
    for (size_t i = k->o->n_set; d->input && i-- > 0;)
        if (strncmp(k->o->set[i], name, n) == 0 && k->o->set[i][n] == '=')
            return k->o->set[i][n + 1] ? k->o->set[i] + n + 1 : NULL;
    for (size_t i = 0; i < d->n_attr; i++)
        if (strcmp(d->attr[i].name, name) == 0)
            return d->attr[i].value;
    return catalogue_stated_value(&d->stated, d->title, name, buf);
}

static bool same(const char *x, const char *y)
{
    return strcmp(x, y) == 0 || where_compare(where_read(x), where_read(y)) == ORDER_EQUAL;
}

bool kin_same(const struct kin *k, uint32_t a, uint32_t b, const char *name)
{
    char x[STATED_TEXT], y[STATED_TEXT];
    const char *va = kin_value(k, a, name, x), *vb = kin_value(k, b, name, y);
    return va && vb && same(vb, va);
}

bool kin_excluded(const struct kin *k, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < k->o->n_not_same; i++)
        if (kin_same(k, a, b, k->o->not_same[i]))
            return true;
    return false;
}

bool kin_group(const struct kin *k, uint32_t a, uint32_t b)
{
    return kin_same(k, a, b, "group") || kin_same(k, a, b, "series");
}

bool kin_has_group(const struct kin *k, uint32_t doc)
{
    char x[STATED_TEXT];
    return kin_value(k, doc, "group", x) || kin_value(k, doc, "series", x);
}

static int holds(struct kin *k, uint32_t doc, const char *condition, bool *out, struct crib_err *err)
{
    struct where w;
    char buf[STATED_TEXT];
    bool compared;
    CRIB_TRY(where_parse(condition, &k->arena, &w, err));
    const char *value = kin_value(k, doc, w.name, buf);
    *out = value ? where_holds(&w, value, &compared) : w.op == WHERE_NOT;
    return CRIB_OK;
}

int kin_meets(struct kin *k, uint32_t doc, bool *meets, struct crib_err *err)
{
    *meets = true;
    for (size_t i = 0; i < k->o->n_where + k->o->n_where_not && *meets; i++) {
        bool with = i < k->o->n_where, yes;
        CRIB_TRY(holds(k, doc, with ? k->o->where[i] : k->o->where_not[i - k->o->n_where], &yes, err));
        *meets = yes == with;
    }
    return CRIB_OK;
}

const char *kin_common(const struct kin *k, uint32_t n, const char *name, char buf[STATED_TEXT])
{
    char other[STATED_TEXT];
    const char *first = n > 0 ? kin_value(k, 0, name, buf) : NULL;
    for (uint32_t d = 1; d < n && first; d++) {
        const char *v = kin_value(k, d, name, other);
        if (!v || strcmp(v, first) != 0)
            return NULL;
    }
    return first;
}
