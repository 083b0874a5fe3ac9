/* SPDX-License-Identifier: MIT */
/* A bit a unit for either kind of source: a place that stands both within the
 * group and with others counts for both. */
#include "engine/check_kin.h"

static int exclude(const struct kin *k, const char *name, struct archive *a, struct archive_filter *f,
                   struct crib_err *err)
{
    char buf[STATED_TEXT];
    bool any = false;
    CRIB_TRY(archive_has_attribute(a, name, err));
    for (uint32_t d = 0; d < k->n_doc && !any; d++)
        any = kin_value(k, d, name, buf) != NULL;
    if (!any && k->n_doc > 0)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE,
                         "none of the files to check has an attribute '%.40s': --set %.40s=… gives it", name, name);
    const char *value = kin_common(k, k->n_doc, name, buf);
    return value ? archive_filter_out(a, name, value, f, err) : CRIB_OK;
}

int check_exclude(struct archive *a, const struct crib_check_options *o, const struct collection *c,
                  struct archive_filter *f, struct crib_err *err)
{
    struct kin k = { 0 };
    if (o->n_not_same == 0)
        return CRIB_OK;
    int rc = kin_init(&k, a, o, c, c->n_doc, err);
    for (size_t i = 0; i < o->n_not_same && rc == CRIB_OK; i++)
        rc = exclude(&k, o->not_same[i], a, f, err);
    kin_done(&k);
    return rc;
}

/* ---- figures ---- */

enum { WITH_KIN = 1, WITH_OTHERS = 2 };

static int mark(const struct kin *k, const struct comparison *cmp, const struct collection *c, uint32_t doc,
                uint8_t *units)
{
    int marked = 0;
    for (size_t i = 0; i < cmp->n_raw; i++) {
        const struct raw *r = &cmp->raw[i];
        if (r->a != doc || r->role != CRIB_ROLE_PASSAGE || r->templated || r->dropped || r->found.list)
            continue;
        uint8_t bit = kin_group(k, doc, r->b) ? WITH_KIN : WITH_OTHERS;
        for (uint32_t u = r->found.a.beg; u < r->found.a.end; u++)
            if (!is_template_unit(&c->doc[doc], u))
                units[u] |= bit;
        marked++;
    }
    return marked;
}

static int count(const struct kin *k, const struct comparison *cmp, const struct collection *c, uint32_t doc,
                 struct crib_document *out, struct crib_err *err)
{
    uint8_t *units = mem_zero((size_t)c->rows[doc].n + 1, 1);
    if (!units)
        return CRIB_NOMEM(err);
    out->grouped = true;
    for (uint32_t u = 0, n = mark(k, cmp, c, doc, units) ? c->rows[doc].n : 0; u < n; u++) {
        out->covered_kin += (units[u] & WITH_KIN) != 0;
        out->covered_others += (units[u] & WITH_OTHERS) != 0;
    }
    mem_free(units);
    return CRIB_OK;
}

int check_groups(struct archive *a, const struct crib_check_options *o, const struct comparison *cmp, uint32_t n_input,
                 crib_result *r, struct crib_err *err)
{
    struct kin k = { 0 };
    int rc = kin_init(&k, a, o, &r->collection, n_input, err);
    for (uint32_t d = 0; d < n_input && rc == CRIB_OK; d++)
        if (kin_has_group(&k, d))
            rc = count(&k, cmp, &r->collection, d, &r->document[d], err);
    kin_done(&k);
    return rc;
}

/* ---- parameters ---- */

static int add(crib_result *r, const char *kind, const char *const *text, size_t n, struct crib_err *err)
{
    for (size_t i = 0; i < n; i++) {
        char name[32];
        int len = snprintf(name, sizeof name, "%s-%zu", kind, i + 1);
        const char *code = arena_strndup(&r->arena, name, (size_t)len);
        if (!code)
            return CRIB_NOMEM(err);
        CRIB_TRY(outcome_add_parameter(r, code, text[i], err));
    }
    return CRIB_OK;
}

int check_parameters(crib_result *r, const struct crib_check_options *o, struct crib_err *err)
{
    CRIB_TRY(add(r, "where", o->where, o->n_where, err));
    CRIB_TRY(add(r, "where-not", o->where_not, o->n_where_not, err));
    CRIB_TRY(add(r, "not-same", o->not_same, o->n_not_same, err));
    return add(r, "set", o->set, o->n_set, err);
}
