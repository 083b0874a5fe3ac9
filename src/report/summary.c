/* SPDX-License-Identifier: MIT */
/* "临海 → XX × 21": one line of substitutions tells more about a copy than
 * its two hundred edits. */
#include "report/summary.h"

#include "core/hash.h"
#include "core/mem.h"
#include "core/utf8.h"

enum { SLOTS = 4 * SUBSTITUTIONS_MOST, SLOT_MASK = SLOTS - 1 };
static_assert((SLOTS & SLOT_MASK) == 0, "a power of two");

/* Digits with what may stand between them: 13.4, 2,023, 35%, １２：３０. */
static bool is_figure(struct stretch s)
{
    static const uint32_t beside[] = { '.', ',', '%', '-', '+', '/', ':', '~', ' ', 0x2030 /* ‰ */, 0x2013,
                                       0xFF0C, 0xFF0E, 0xFF05, 0xFF1A, 0xFF5E };
    bool digits = false;
    for (size_t i = 0; i < s.n;) {
        uint32_t cp = utf8_next(s.s, s.n, &i);
        bool known = (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19);
        digits |= known;
        for (size_t k = 0; k < COUNT_OF(beside) && !known; k++)
            known = cp == beside[k];
        if (!known)
            return false;
    }
    return digits;
}

static bool same(struct stretch a, struct stretch b) { return a.n == b.n && memcmp(a.s, b.s, a.n) == 0; }

static void count(struct summary *s, struct stretch from, struct stretch to, size_t edit)
{
    uint64_t h = hash_join(hash_bytes(from.s, from.n, 0), hash_bytes(to.s, to.n, 0));
    size_t at = h & SLOT_MASK;
    for (; s->slot[at]; at = (at + 1) & SLOT_MASK) {
        struct substitution *known = &s->item[s->slot[at] - 1];
        if (same(known->from, from) && same(known->to, to)) {
            known->count++;
            return;
        }
    }
    if (s->n == SUBSTITUTIONS_MOST) {
        s->beyond++;
        return;
    }
    s->item[s->n] = (struct substitution){ from, to, 1, edit };
    s->slot[at] = (uint32_t)++s->n;
}

static void fold(struct summary *s, enum crib_change kind, struct stretch from, struct stretch to, size_t edit)
{
    switch (kind) {
    case CRIB_CHANGE_REDACTED:
    case CRIB_CHANGE_RENUMBERED:
    case CRIB_CHANGE_REPLACED:
    case CRIB_CHANGE_INSERTED:
    case CRIB_CHANGE_DELETED: break;
    default: return; /* told by their counts */
    }
    if (kind == CRIB_CHANGE_REDACTED && is_figure(from) != is_figure(to)) {
        s->figures_redacted++;
    } else if (from.n > 0 && to.n > 0) {
        count(s, from, to, edit);
    } else if (from.n > 0) {
        s->only_from++;
        s->only_from_chars += utf8_count(from.s, from.n);
    } else if (to.n > 0) {
        s->only_to++;
        s->only_to_chars += utf8_count(to.s, to.n);
    }
}

static int by_count(const void *a, const void *b)
{
    const struct substitution *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static void fold_passages(const struct view *v, const struct crib_passage *p, size_t n, bool turned, struct summary *s)
{
    size_t edit = 0;
    for (size_t i = 0; i < n; i++) {
        if (!role_counts(p[i].role))
            continue;
        s->n_passages++;
        for (int c = 0; c < CRIB_N_CHANGES; c++)
            s->changes[c] += p[i].changes[c];
        for (size_t k = 0; k < p[i].n_edits; k++, edit++) {
            const struct crib_edit *e = &p[i].edit[k];
            struct stretch a = view_bytes(v, p[i].a.doc, e->a), b = view_bytes(v, p[i].b.doc, e->b);
            fold(s, e->kind, turned ? b : a, turned ? a : b, edit);
        }
    }
}

int summary_make(const struct view *v, uint32_t from, uint32_t to, struct summary *s, struct crib_err *err)
{
    *s = (struct summary){ 0 };
    s->item = mem_alloc(SUBSTITUTIONS_MOST * sizeof *s->item);
    s->slot = mem_zero(SLOTS, sizeof *s->slot);
    if (!s->item || !s->slot)
        return CRIB_NOMEM(err);
    size_t n;
    const struct crib_passage *p = view_passages(v, from, to, &n);
    fold_passages(v, p, n, false, s);
    if (from != to) {
        p = view_passages(v, to, from, &n);
        fold_passages(v, p, n, true, s);
    }
    qsort(s->item, s->n, sizeof *s->item, by_count);
    return CRIB_OK;
}

void summary_done(struct summary *s)
{
    mem_free(s->item);
    mem_free(s->slot);
    s->item = NULL;
    s->slot = NULL;
}
