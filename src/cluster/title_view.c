/* SPDX-License-Identifier: MIT */
/* What `crib show titles` shows of a document. */
#include "cluster/title_view.h"

int title_show(const struct title_view *v, struct buf *out, struct crib_err *err)
{
    CRIB_TRY(buf_str(out, !v->asked ? "no title to ask the text about" : v->charged ? "misfiled" : "in its place", err));
    if (v->doubted)
        CRIB_TRY(buf_printf(out, err, ", doubt %.3f", v->doubt));
    CRIB_TRY(buf_char(out, '\n', err));
    for (int i = 0; i < N_CLUES && v->asked; i++)
        CRIB_TRY(buf_printf(out, err, "%-10s %.4f\n", clue_name((enum clue)i), v->clues.at[i]));
    return CRIB_OK;
}
