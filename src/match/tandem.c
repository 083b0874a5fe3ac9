/* SPDX-License-Identifier: MIT */
/* Finding periodic stretches from seeds: a seed whose hash stood d units
 * before may lie in text of period d; comparing the row with itself d units
 * on tells how far that reaches. A diagonal that was compared is not compared
 * again before its end, and all comparing together is bounded by a multiple
 * of the row, so that no input makes it quadratic. */
#include "match/tandem.h"

enum { PERIODS = 4, WORK_PER_UNIT = 16 };

struct seen {
    uint64_t hash;
    uint32_t pos_1; /* position + 1; 0: free */
};

struct stretch {
    uint32_t beg, end, period;
};

static uint32_t *last_place(struct seen *table, size_t mask, uint64_t hash)
{
    size_t i = hash & mask; /* a shingle's hash is mixed already */
    while (table[i].pos_1 && table[i].hash != hash)
        i = (i + 1) & mask;
    table[i].hash = hash;
    return &table[i].pos_1;
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

int64_t tandem_thin(const struct units *u, struct seeds *seeds, uint32_t length, struct crib_err *err)
{
    size_t cap = 64;
    while (cap < 4 * (size_t)seeds->n)
        cap *= 2;
    struct seen *table = mem_zero(cap, sizeof *table);
    if (!table)
        return CRIB_NOMEM(err), -1;
    struct stretch now = { 0 }, compared = { 0 };
    uint64_t work = 0, most = (uint64_t)u->n * WORK_PER_UNIT;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < seeds->n; i++) {
        struct seed s = seeds->item[i];
        uint32_t *last = last_place(table, cap - 1, s.hash), q = *last;
        *last = s.pos + 1;
        bool in_known = s.pos < now.end;
        if (q && !in_known && work < most && !(compared.period == s.pos - (q - 1) && s.pos < compared.end)) {
            compared = grow(u, q - 1, s.pos);
            work += compared.end - compared.beg;
            if (compared.end - compared.beg >= (uint64_t)PERIODS * compared.period)
                now = compared;
        }
        if (!inside(now, s.pos, length))
            seeds->item[kept++] = s;
    }
    mem_free(table);
    int64_t dropped = seeds->n - kept;
    seeds->n = kept;
    return dropped;
}
