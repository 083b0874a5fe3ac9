/* SPDX-License-Identifier: MIT */
/* Unit rows: five parallel arrays that grow together. */
#include "core/units.h"

#include "core/err.h"

void units_init(struct units *u) { *u = (struct units){ 0 }; }

void units_done(struct units *u)
{
    mem_free(u->code);
    mem_free(u->exact);
    mem_free(u->beg);
    mem_free(u->end);
    mem_free(u->kind);
    units_init(u);
}

static int resize(struct units *u, size_t cap, struct crib_err *err)
{
    uint32_t **words[] = { &u->code, &u->exact, &u->beg, &u->end };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        uint32_t *p = mem_realloc(*words[i], cap * sizeof *p);
        if (!p)
            return CRIB_NOMEM(err);
        *words[i] = p;
    }
    uint8_t *kind = mem_realloc(u->kind, cap);
    if (!kind)
        return CRIB_NOMEM(err);
    u->kind = kind;
    u->cap = (uint32_t)cap;
    return CRIB_OK;
}

int units_room(struct units *u, size_t more, struct crib_err *err)
{
    if (more <= u->cap - u->n)
        return CRIB_OK;
    if (more > UINT32_MAX / 2 - u->n)
        return CRIB_FAIL(err, CRIB_E_LIMIT, CRIB_NOWHERE, "a document of more than %u units", UINT32_MAX / 2);
    size_t cap = max_size(u->n + more, u->cap + u->cap / 2);
    return resize(u, max_size(min_size(cap, UINT32_MAX / 2), 64), err);
}

int units_copy(struct units *to, const struct units *from, struct crib_err *err)
{
    assert(to->n == 0);
    if (to->cap < from->n)
        CRIB_TRY(resize(to, from->n, err));
    if (from->n) {
        memcpy(to->code, from->code, from->n * sizeof *to->code);
        memcpy(to->exact, from->exact, from->n * sizeof *to->exact);
        memcpy(to->beg, from->beg, from->n * sizeof *to->beg);
        memcpy(to->end, from->end, from->n * sizeof *to->end);
        memcpy(to->kind, from->kind, from->n);
    }
    to->n = from->n;
    return CRIB_OK;
}

void units_trim(struct units *u)
{
    if (u->n < u->cap)
        (void)resize(u, max_size(u->n, 1), NULL); /* when refused, the larger arrays serve as well */
}

bool units_equal(const struct units *a, const struct units *b)
{
    return a->n == b->n && (a->n == 0 || memcmp(a->exact, b->exact, a->n * sizeof *a->exact) == 0);
}
