/* SPDX-License-Identifier: MIT */
/* What `crib show titles` shows of a document. */
#include "cluster/title_view.h"

/* A title of two lines is shown in one. */
static int show_name(const struct title_view *v, struct txt_span name, struct buf *out, struct crib_err *err)
{
    for (uint32_t i = name.beg; i < name.end; i++)
        CRIB_TRY(buf_char(out, (uint8_t)v->text[i] < ' ' ? ' ' : v->text[i], err));
    return CRIB_OK;
}

int title_show(const struct title_view *v, struct buf *out, struct crib_err *err)
{
    CRIB_TRY(buf_str(out, !v->asked ? "no title to ask the text about" : v->charged ? "misfiled" : "in its place", err));
    if (v->doubted)
        CRIB_TRY(buf_printf(out, err, ", doubt %.3f", v->doubt));
    CRIB_TRY(buf_char(out, '\n', err));
    for (uint32_t i = 0; i < v->n_name && v->asked; i++) {
        CRIB_TRY(buf_str(out, i ? " | " : "names      ", err));
        CRIB_TRY(show_name(v, v->name[i], out, err));
    }
    if (v->n_name && v->asked)
        CRIB_TRY(buf_char(out, '\n', err));
    for (int i = 0; i < N_CLUES && v->asked; i++)
        CRIB_TRY(buf_printf(out, err, "%-10s %.4f\n", clue_name((enum clue)i), v->clues.at[i]));
    return CRIB_OK;
}
