/* SPDX-License-Identifier: MIT */
/* Finding periodic stretches from seeds: a seed whose hash stood d units
 * before may lie in text of period d; comparing the row with itself d units
 * on tells how far that reaches. A diagonal that was compared is not compared
 * again before its end, and all comparing together is bounded by a multiple
 * of the row, so that no input makes it quadratic. */
#include "match/tandem.h"

enum { PERIODS = 4, WORK_PER_UNIT = 16 };

struct stretch {
    uint32_t beg, end, period;
};

/* Where a hash was seen last: its seed's number and one, or 0. Four bytes a
 * place, most of them empty, so that a document's fit into the nearest cache. */
static uint32_t *last_seen(uint32_t *table, size_t mask, const struct seed *all, uint64_t hash)
{
    size_t i = hash & mask; /* a shingle's hash is mixed already */
    while (table[i] && all[table[i] - 1].hash != hash)
        i = (i + 1) & mask;
    return &table[i];
}

static struct stretch grow(const struct units *u, uint32_t q, uint32_t p)
{
    uint32_t d = p - q, beg = q, end = p;
    while (end < u->n && u->exact[end] == u->exact[end - d])
        end++;
    while (beg > 0 && u->exact[beg - 1] == u->exact[beg - 1 + d])
        beg--;
    return (struct stretch){ beg, end, d };
}

/* Seeds of one stretch are kept near both of its edges only. */
static bool inside(struct stretch s, uint32_t pos, uint32_t length)
{
    uint64_t keep_from_start = (uint64_t)s.beg + 2 * (uint64_t)s.period + length;
    return pos >= keep_from_start && (uint64_t)pos + SHINGLE_UNITS + length <= s.end;
}

/* The seeds as they were, while those kept are moved down. */
static struct seed *copy_of(const struct seeds *s)
{
    struct seed *copy = mem_alloc(s->n * sizeof *copy);
    if (copy)
        memcpy(copy, s->item, s->n * sizeof *copy);
    return copy;
}

static int64_t thin(const struct units *u, struct seeds *seeds, uint32_t length, uint32_t *table, size_t mask)
{
    struct stretch now = { 0 }, compared = { 0 };
    uint64_t work = 0, most = (uint64_t)u->n * WORK_PER_UNIT;
    struct seed *all = seeds->item, *copy = NULL;
    uint32_t n = seeds->n, kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct seed s = all[i];
        uint32_t *last = last_seen(table, mask, all, s.hash), before = *last;
        *last = i + 1;
        if (before && s.pos >= now.end && work < most) {
            uint32_t q = all[before - 1].pos;
            if (compared.period != s.pos - q || s.pos >= compared.end) {
                compared = grow(u, q, s.pos);
                work += compared.end - compared.beg;
                if (compared.end - compared.beg >= (uint64_t)PERIODS * compared.period)
                    now = compared;
            }
        }
        if (!inside(now, s.pos, length))
            seeds->item[kept++] = s;
        else if (!copy && !(copy = all = copy_of(seeds)))
            return -1;
    }
    mem_free(copy);
    seeds->n = kept;
    return n - kept;
}

int64_t tandem_thin(const struct units *u, struct seeds *seeds, uint32_t length, struct crib_err *err)
{
    size_t cap = 64;
    while (cap < 8 * (size_t)seeds->n)
        cap *= 2;
    uint32_t *table = mem_zero(cap, sizeof *table);
    int64_t dropped = table ? thin(u, seeds, length, table, cap - 1) : -1;
    mem_free(table);
    return dropped < 0 ? (CRIB_NOMEM(err), -1) : dropped;
}
