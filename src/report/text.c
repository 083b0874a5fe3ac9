/* SPDX-License-Identifier: MIT */
/* The report for people: the first screen from the most to the least
 * important, then the passages. */
#include "report/text.h"

#include "report/formats.h"

/* The cluster of every document. */
static int number_groups(struct text *t, struct crib_err *err)
{
    const struct view *v = t->v;
    t->group_of = mem_zero(v->n_documents, sizeof *t->group_of);
    if (!t->group_of)
        return CRIB_NOMEM(err);
    for (size_t d = 0; d < v->n_documents; d++)
        t->group_of[d] = CRIB_NONE;
    for (size_t c = 0; c < v->n_clusters; c++)
        for (size_t i = 0; i < v->cluster[c].n_members; i++)
            t->group_of[v->cluster[c].member[i]] = (uint32_t)c;
    return CRIB_OK;
}

enum { FOLDER_LEAST = 16 }; /* a shorter one may stay */

/* Bytes, up to a '/', that all names of sources begin with. */
static size_t common_folder(const struct view *v)
{
    size_t n = v->n_sources > 0 ? strlen(v->source[0].name) : 0;
    for (size_t i = 1; i < v->n_sources; i++) {
        size_t same = 0;
        while (same < n && v->source[i].name[same] == v->source[0].name[same])
            same++;
        n = same;
    }
    while (n > 0 && v->source[0].name[n - 1] != '/')
        n--;
    return n >= FOLDER_LEAST ? n : 0;
}

/* Formulas and boilerplate are counted, but are no finding. */
static void nothing_found(struct text *t)
{
    const struct view *v = t->v;
    if (v->n_pairs > 0 || v->n_misfiled > 0 || v->n_documents == 0)
        return;
    layout_blank(&t->lay);
    layout_begin(&t->lay, 0, 2);
    SAY(t, STYLE_HEAD, v->n_passages > 0 ? "nothing-but-formulas" : view_is_whole(v) ? "nothing-found-whole" : "nothing-found");
    layout_end(&t->lay);
}

static int write_check(struct text *t, bool brief, struct crib_err *err)
{
    bool audit = strcmp(t->v->command, "audit") == 0;
    text_checked(t, audit ? "audited" : "checked");
    if (!audit && t->v->n_pairs == 0) {
        layout_blank(&t->lay);
        layout_begin(&t->lay, 0, 2);
        SAY(t, STYLE_HEAD, t->v->n_passages > 0 ? "check-nothing-but-formulas" : "check-nothing");
        layout_end(&t->lay);
    }
    CRIB_TRY(text_check(t, err));
    text_gone(t);
    text_counts(t);
    text_left_out(t);
    text_complaints(t);
    if (!brief)
        CRIB_TRY(text_passages(t, err));
    return audit ? CRIB_OK : text_overlap(t, err);
}

static int write_all(struct text *t, bool brief, struct crib_err *err)
{
    if (strcmp(t->v->command, "check") == 0 || strcmp(t->v->command, "audit") == 0)
        return write_check(t, brief, err);
    text_read(t);
    nothing_found(t);
    text_misfiled(t);
    text_groups(t);
    text_ungrouped(t);
    text_contained(t);
    CRIB_TRY(text_same_title(t, err));
    CRIB_TRY(text_long_passages(t, err));
    text_counts(t);
    text_left_out(t);
    text_complaints(t);
    return brief ? CRIB_OK : text_passages(t, err);
}

void text_write(const struct view *v, const struct crib_report_options *opts, struct out *out)
{
    struct text t = { .v = v, .lang = opts->lang, .n_folder = common_folder(v) };
    layout_init(&t.lay, out, opts->color, opts->lang == CRIB_LANG_ZH, opts->columns);
    int rc = number_groups(&t, out->err);
    if (rc == CRIB_OK)
        rc = write_all(&t, opts->brief, out->err);
    mem_free(t.group_of);
    out_fail(out, rc);
}
