/* SPDX-License-Identifier: MIT */
/* Reading templates, one after the other: they are few and short. */
#include "engine/templates.h"

#include "core/hash.h"
#include "engine/rows.h"
#include "segment/segment.h"

void templates_done(struct templates *t)
{
    reference_done(&t->reference);
    for (uint32_t i = 0; t->row && i < t->n_row; i++)
        units_done(&t->row[i]);
    for (size_t i = 0; t->source && i < t->list.n; i++)
        source_done(&t->source[i]);
    mem_free(t->row);
    mem_free(t->file);
    mem_free(t->source);
    source_list_done(&t->list);
    *t = (struct templates){ 0 };
}

/* Every line of a form is the form's, its title and place for a date too. */
static int fold_member(const struct member *m, struct units *row, struct crib_err *err)
{
    struct segment_options so = { .mode = SEGMENT_FILE };
    struct segmented seg = { 0 };
    struct complaints complaints;
    complaints_init(&complaints);
    int rc = segment(m, &so, &seg, &complaints, err);
    for (uint32_t d = 0; rc == CRIB_OK && d < seg.n_doc; d++)
        rc = rows_fold_whole(m, &seg.doc[d], row, err);
    segmented_done(&seg);
    complaints_done(&complaints);
    return rc;
}

static int fold_source(struct templates *t, size_t i, struct crib_err *err)
{
    const struct source *s = &t->source[i];
    uint64_t content = 0;
    uint32_t n_units = 0;
    for (size_t k = 0; k < s->n_member; k++) {
        struct units *row = &t->row[t->n_row++];
        CRIB_TRY(fold_member(&s->member[k], row, err));
        content = hash_join(content, units_hash(row));
        n_units += row->n > 0;
    }
    if (n_units == 0)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "the template %.100s holds no text", s->name);
    t->file[i] = (struct template_file){ s->name, content };
    return CRIB_OK;
}

static int read_source(struct templates *t, size_t i, const struct source_options *o, struct crib_err *err)
{
    struct source *s = &t->source[i];
    CRIB_TRY(source_read(&t->list.entry[i], o, s, err));
    for (size_t k = 0; k < s->complaints.n; k++)
        if (s->complaints.item[k].lost)
            return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "the template %.80s cannot be read whole (%s)", s->name,
                             s->complaints.item[k].what.code);
    return CRIB_OK;
}

int templates_read(struct templates *t, const struct source_options *o, struct crib_err *err)
{
    CRIB_TRY(source_list_finish(&t->list, err));
    for (size_t i = 0; i < t->list.n_complaint; i++)
        if (t->list.complaint[i].complaint.lost)
            return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "the template %.80s cannot be read (%s)",
                             t->list.complaint[i].path, t->list.complaint[i].complaint.what.code);
    if (t->list.n == 0)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "no file among the templates");
    t->source = mem_zero(t->list.n, sizeof *t->source);
    t->file = mem_zero(t->list.n, sizeof *t->file);
    if (!t->source || !t->file)
        return CRIB_NOMEM(err);
    size_t n_members = 0;
    for (size_t i = 0; i < t->list.n; i++) {
        CRIB_TRY(read_source(t, i, o, err));
        n_members += t->source[i].n_member;
    }
    t->row = mem_zero(n_members, sizeof *t->row);
    if (!t->row)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < t->list.n; i++)
        CRIB_TRY(fold_source(t, i, err));
    return reference_build(t->row, t->n_row, &t->reference, err);
}

static bool is_template(const struct templates *t, const struct source_entry *e)
{
    for (size_t i = 0; i < t->list.n; i++)
        if ((e->device || e->inode) && t->list.entry[i].device == e->device && t->list.entry[i].inode == e->inode)
            return true;
    return false;
}

void templates_drop(struct templates *t, struct source_list *inputs)
{
    size_t kept = 0;
    for (size_t i = 0; i < inputs->n; i++) {
        struct source_entry *e = &inputs->entry[i];
        if (is_template(t, e)) {
            mem_free(e->path);
            mem_free(e->memory);
            t->n_dropped++;
        } else {
            inputs->entry[kept++] = *e;
        }
    }
    inputs->n = kept;
}

int templates_mark(const struct templates *t, const struct units *u, uint32_t min_length, uint64_t **bits,
                   uint32_t *n_marked, struct crib_err *err)
{
    *bits = NULL;
    *n_marked = 0;
    if (t->n_row == 0 || u->n == 0)
        return CRIB_OK;
    *bits = mem_zero((size_t)u->n / 64 + 1, sizeof **bits);
    int rc = *bits ? reference_mark(&t->reference, u, template_least(min_length), *bits, n_marked, err)
                   : CRIB_NOMEM(err);
    if (rc != CRIB_OK || *n_marked == 0) {
        mem_free(*bits);
        *bits = NULL;
    }
    return rc;
}
