/* SPDX-License-Identifier: MIT */
/* Filling a result from what the stages found. */
#include "engine/outcome.h"

#include "core/hash.h"

static uint64_t pair_id(const struct crib_result *r, uint32_t a, uint32_t b)
{
    return hash_join(r->document[a].id, r->document[b].id);
}

static int add_pairs(struct crib_result *r, const struct judgement *j, struct crib_err *err)
{
    const struct collection *c = &r->collection;
    r->pair = arena_zero(&r->arena, j->n_pair, sizeof *r->pair);
    if (!r->pair)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < j->n_pair; i++) {
        const struct judged *p = &j->pair[i];
        r->pair[r->n_pair++] = (struct crib_pair){
            .id = pair_id(r, p->a, p->b), .a = p->a, .b = p->b, .verdict = (enum crib_verdict)p->verdict,
            .matched = p->matched, .units_a = own_units(c, p->a), .units_b = own_units(c, p->b),
            .n_passages = p->n_passages };
    }
    return CRIB_OK;
}

/* A copy of a fact whose texts live in r's arena. */
static int copy_fact(struct crib_result *r, const struct crib_fact *from, struct crib_fact *to, struct crib_err *err)
{
    *to = *from;
    for (uint32_t i = 0; i < to->n_args; i++) {
        struct crib_arg *arg = &to->arg[i];
        if (arg->kind != CRIB_ARG_TEXT)
            continue;
        arg->text = arena_strndup(&r->arena, arg->text, strlen(arg->text));
        if (!arg->text)
            return CRIB_NOMEM(err);
    }
    return CRIB_OK;
}

static int add_clusters(struct crib_result *r, const struct judgement *j, struct crib_err *err)
{
    r->cluster = arena_zero(&r->arena, j->groups.n, sizeof *r->cluster);
    if (!r->cluster)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < j->groups.n; i++) {
        const struct group *g = &j->groups.item[i];
        struct crib_cluster *out = &r->cluster[r->n_cluster++];
        uint32_t *member = arena_alloc(&r->arena, g->n * sizeof *member);
        if (!member)
            return CRIB_NOMEM(err);
        memcpy(member, g->member, g->n * sizeof *member);
        uint64_t id = 0;
        for (uint32_t k = 0; k < g->n; k++)
            id = hash_join(id, r->document[member[k]].id);
        *out = (struct crib_cluster){
            .id = id, .keep = g->keep, .member = member, .n_members = g->n, .fuller = g->fuller
        };
        CRIB_TRY(copy_fact(r, &g->why, &out->why, err));
    }
    return CRIB_OK;
}

static int add_misfiled(struct crib_result *r, const struct judgement *j, struct crib_err *err)
{
    r->misfiled = arena_zero(&r->arena, j->misfiled.n, sizeof *r->misfiled);
    if (!r->misfiled)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < j->misfiled.n; i++) {
        const struct misfiled *m = &j->misfiled.item[i];
        struct crib_fact *evidence = arena_alloc(&r->arena, m->n_evidence * sizeof *evidence);
        if (!evidence)
            return CRIB_NOMEM(err);
        for (size_t k = 0; k < m->n_evidence; k++)
            CRIB_TRY(copy_fact(r, &m->evidence[k], &evidence[k], err));
        r->misfiled[r->n_misfiled++] = (struct crib_misfiled){
            .id = hash_join(r->document[m->doc].id, r->document[m->doc].content), .doc = m->doc, .twin = m->twin,
            .evidence = evidence, .n_evidence = m->n_evidence, .fitting = m->fitting };
    }
    return CRIB_OK;
}

void outcome_leave_out(struct crib_result *r, const char *reason, uint64_t count)
{
    if (count && r->n_left_out < COUNT_OF(r->left_out))
        r->left_out[r->n_left_out++] = (struct crib_left_out){ reason, count };
}

/* A document shorter than the least length is compared as a whole only. */
static void count_left_out(struct crib_result *r, const struct comparison *cmp, const struct judgement *j)
{
    const struct collection *c = &r->collection;
    uint64_t empty = 0, shorter = 0, templates = 0;
    for (uint32_t d = 0; d < c->n_doc; d++) {
        empty += c->rows[d].n == 0;
        templates += c->doc[d].n_template;
        shorter += c->rows[d].n > 0 && c->doc[d].shorter;
    }
    outcome_leave_out(r, "no-text", empty);
    outcome_leave_out(r, "shorter-than-least-length", shorter);
    outcome_leave_out(r, "hot-bucket", cmp->n_hot_skipped);
    outcome_leave_out(r, "template-file", c->templates.n_dropped);
    outcome_leave_out(r, "template-units", templates);
    outcome_leave_out(r, "title-names-nothing", j->misfiled.n_unjudged);
}

/* "template-1": its name and the hash of its text. */
static int add_template(struct crib_result *r, size_t i, struct crib_err *err)
{
    const struct template_file *f = &r->collection.templates.file[i];
    char number[32], hash[20];
    int n = snprintf(number, sizeof number, "template-%zu", i + 1);
    snprintf(hash, sizeof hash, " %016" PRIx64, f->content);
    size_t n_name = strlen(f->name), n_hash = strlen(hash);
    char *code = arena_strndup(&r->arena, number, (size_t)n), *text = arena_alloc(&r->arena, n_name + n_hash + 1);
    if (!code || !text)
        return CRIB_NOMEM(err);
    memcpy(text, f->name, n_name);
    memcpy(text + n_name, hash, n_hash + 1);
    struct crib_fact *out = &r->parameter[r->n_parameter++];
    *out = (struct crib_fact){ .code = code, .n_args = 1 };
    out->arg[0] = (struct crib_arg){ .name = "value", .kind = CRIB_ARG_TEXT, .text = text };
    return CRIB_OK;
}

static int add_parameter(struct crib_result *r, const char *name, int64_t number, const char *text)
{
    struct crib_fact f = { .code = name, .n_args = 1 };
    f.arg[0] = (struct crib_arg){ .name = "value", .kind = text ? CRIB_ARG_TEXT : CRIB_ARG_INT, .number = number };
    if (text) {
        f.arg[0].text = arena_strndup(&r->arena, text, strlen(text));
        if (!f.arg[0].text)
            return CRIB_E_NOMEM;
    }
    r->parameter[r->n_parameter++] = f;
    return CRIB_OK;
}

/* Include and exclude patterns choose files, and the files are listed: they
 * are no parameters of the comparison. */
static int add_parameters(struct crib_result *r, const struct engine_options *o, struct crib_err *err)
{
    const struct crib_options *p = &o->pub;
    static const char *const modes[] = { "auto", "file", "regex" };
    size_t n_templates = r->collection.templates.list.n;
    r->parameter = arena_zero(&r->arena, 9 + n_templates, sizeof *r->parameter);
    if (!r->parameter)
        return CRIB_NOMEM(err);
    int rc = add_parameter(r, "min-length", p->min_length, NULL);
    rc = rc ? rc : add_parameter(r, "near-permille", p->near_permille, NULL);
    rc = rc ? rc : add_parameter(r, "documents", 0, p->documents_regex ? p->documents_regex : modes[p->documents]);
    rc = rc ? rc : add_parameter(r, "keep", 0, p->keep ? p->keep : "best");
    if (o->whole)
        rc = rc ? rc : add_parameter(r, "whole", 1, NULL);
    if (p->encoding)
        rc = rc ? rc : add_parameter(r, "encoding", 0, p->encoding);
    if (p->text_field)
        rc = rc ? rc : add_parameter(r, "text-field", 0, p->text_field);
    if (p->id_field)
        rc = rc ? rc : add_parameter(r, "id-field", 0, p->id_field);
    if (rc)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < n_templates; i++)
        CRIB_TRY(add_template(r, i, err));
    return CRIB_OK;
}

int outcome_add_parameter(struct crib_result *r, const char *name, const char *text, struct crib_err *err)
{
    struct crib_fact *all = arena_zero(&r->arena, r->n_parameter + 1, sizeof *all);
    if (!all)
        return CRIB_NOMEM(err);
    if (r->n_parameter)
        memcpy(all, r->parameter, r->n_parameter * sizeof *all);
    r->parameter = all;
    return add_parameter(r, name, 0, text) == CRIB_OK ? CRIB_OK : CRIB_NOMEM(err);
}

int outcome_fill(struct crib_result *r, const struct engine_options *o, const struct comparison *cmp,
                 const struct judgement *j, struct progress *p, struct crib_err *err)
{
    CRIB_TRY(add_parameters(r, o, err));
    CRIB_TRY(outcome_sources(r, err));
    CRIB_TRY(add_pairs(r, j, err));
    CRIB_TRY(outcome_passages(r, o, cmp, p, err));
    CRIB_TRY(outcome_marks(r, cmp, err));
    CRIB_TRY(add_clusters(r, j, err));
    CRIB_TRY(add_misfiled(r, j, err));
    count_left_out(r, cmp, j);
    return CRIB_OK;
}
