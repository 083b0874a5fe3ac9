/* SPDX-License-Identifier: MIT */
#include "ref/runs_ref.h"

static uint32_t weight_of(const struct units *u, uint32_t beg, uint32_t end)
{
    uint32_t w = 0;
    for (uint32_t i = beg; i < end; i++)
        w += unit_weight(u->kind[i]);
    return w;
}

/* Runs on one diagonal: units i of a against i + shift of b. */
static void diagonal(const struct units *rows, uint32_t a, uint32_t b, uint32_t a0, uint32_t b0, uint32_t length,
                     runs_ref_fn *fn, void *arg)
{
    const struct units *ua = &rows[a], *ub = &rows[b];
    while (a0 < ua->n && b0 < ub->n) {
        uint32_t len = 0;
        while (a0 + len < ua->n && b0 + len < ub->n && ua->exact[a0 + len] == ub->exact[b0 + len])
            len++;
        uint32_t part = a == b && len > b0 - a0 ? b0 - a0 : len; /* the longest two places that do not overlap */
        for (uint32_t k = 0; part && k + part <= len; k++)
            if (weight_of(ua, a0 + k, a0 + k + part) >= length)
                fn(a, (struct unit_span){ a0 + k, a0 + k + part }, b, (struct unit_span){ b0 + k, b0 + k + part }, arg);
        a0 += len + 1;
        b0 += len + 1;
    }
}

void runs_ref(const struct units *rows, uint32_t n, uint32_t length, runs_ref_fn *fn, void *arg)
{
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = a; b < n; b++) {
            for (uint32_t j = a == b; j < rows[b].n; j++)
                diagonal(rows, a, b, 0, j, length, fn, arg);
            for (uint32_t i = 1; a != b && i < rows[a].n; i++)
                diagonal(rows, a, b, i, 0, length, fn, arg);
        }
}
