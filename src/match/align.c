/* SPDX-License-Identifier: MIT */
/* The least edit distance between two short rows, with its path.
 *
 * Plain dynamic programming: gaps between anchors are short, because anchors
 * are dense wherever two texts agree. Ties prefer an alike pair, then a
 * replacement, then a deletion, so that equal inputs align equally. */
#include "match/align.h"

enum { STEP_BOTH = 1, STEP_A = 2, STEP_B = 3, STEP_ALIKE = 4 };

void blocks_done(struct blocks *b)
{
    mem_free(b->item);
    mem_free(b->step);
    mem_free(b->row);
    *b = (struct blocks){ 0 };
}

int blocks_add(struct blocks *out, uint32_t a, uint32_t b, uint32_t len, struct crib_err *err)
{
    if (len == 0)
        return CRIB_OK;
    struct alike *last = out->n ? &out->item[out->n - 1] : NULL;
    if (last && last->a + last->len == a && last->b + last->len == b) {
        last->len += len;
        return CRIB_OK;
    }
    CRIB_TRY(VEC_GROW(out->item, out->n, &out->cap, 1, err));
    out->item[out->n++] = (struct alike){ a, b, len };
    return CRIB_OK;
}

/* step[i * (lb + 1) + j]: how the best path comes to (i, j). */
static void fill_steps(const uint32_t *ca, uint32_t la, const uint32_t *cb, uint32_t lb, uint32_t *row, uint8_t *step)
{
    for (uint32_t j = 0; j <= lb; j++) {
        row[j] = j;
        step[j] = STEP_B;
    }
    for (uint32_t i = 1; i <= la; i++) {
        uint8_t *s = step + (size_t)i * (lb + 1);
        uint32_t diagonal = row[0];
        row[0] = i;
        s[0] = STEP_A;
        for (uint32_t j = 1; j <= lb; j++) {
            uint32_t up = row[j], alike = ca[i - 1] == cb[j - 1];
            uint32_t best = diagonal + !alike;
            uint8_t how = alike ? STEP_ALIKE : STEP_BOTH;
            if (up + 1 < best)
                best = up + 1, how = STEP_A;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1, how = STEP_B;
            diagonal = up;
            row[j] = best;
            s[j] = how;
        }
    }
}

int align_gap(const struct units *ua, struct unit_span a, const struct units *ub, struct unit_span b,
              struct blocks *out, struct crib_err *err)
{
    uint32_t la = unit_len(a), lb = unit_len(b);
    if (la == 0 || lb == 0)
        return CRIB_OK;
    CRIB_TRY(VEC_GROW(out->step, 0, &out->cap_step, ((size_t)la + 1) * (lb + 1), err));
    CRIB_TRY(VEC_GROW(out->row, 0, &out->cap_row, 2 * (size_t)lb + 1 + la, err));
    uint32_t *cb = out->row + lb + 1, *ca = cb + lb;
    for (uint32_t i = 0; i < la; i++)
        ca[i] = unit_code(ua, a.beg + i);
    for (uint32_t j = 0; j < lb; j++)
        cb[j] = unit_code(ub, b.beg + j);
    fill_steps(ca, la, cb, lb, out->row, out->step);
    size_t first = out->n;
    for (uint32_t i = la, j = lb; i > 0 || j > 0;) {
        uint8_t how = out->step[(size_t)i * (lb + 1) + j];
        i -= how != STEP_B;
        j -= how != STEP_A;
        if (how == STEP_ALIKE) {
            CRIB_TRY(VEC_GROW(out->item, out->n, &out->cap, 1, err));
            out->item[out->n++] = (struct alike){ a.beg + i, b.beg + j, 1 };
        }
    }
    /* The path was walked backwards: turn it round, then join neighbours. */
    for (size_t x = first, y = out->n; x + 1 < y; x++) {
        struct alike t = out->item[x];
        out->item[x] = out->item[--y];
        out->item[y] = t;
    }
    size_t n = out->n;
    out->n = first;
    for (size_t x = first; x < n; x++)
        CRIB_TRY(blocks_add(out, out->item[x].a, out->item[x].b, out->item[x].len, err));
    return CRIB_OK;
}
