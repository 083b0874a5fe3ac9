/* SPDX-License-Identifier: MIT */
/* X-drop extension: how far an alignment goes on past its last anchor.
 *
 * Row i holds the scores of all live ends after i units of a; a cell 20 below
 * the best is dead, so that where the texts part only some tens of cells are
 * looked at. Both directions run the same code over a signed stride. */
#include "match/align.h"

#include "match/gains.h"

enum {
    GAIN = EXTEND_GAIN,
    LOSS = EXTEND_LOSS,
    DROP = EXTEND_DROP,
    MOST_ROWS = 4096,           /* one call extends by at most this; the caller calls again */
    WIDTH = DROP + 5            /* columns each side of the diagonal that can be alive */
};
enum { STEP_NONE, STEP_EQUAL, STEP_REPLACE, STEP_A, STEP_B };
static const int32_t DEAD = INT32_MIN / 2;

/* Row i, column j - i + WIDTH: the band moves along the diagonal. */
enum { BAND = 2 * WIDTH + 1 };

static uint32_t at(uint32_t from, uint32_t i, int dir) { return dir > 0 ? from + i : from - 1 - i; }

/* Unit i of a, to be set against units of b: figures that differ cost nothing
 * in running text. Only placeholders are alike without being equal. */
struct facing {
    uint32_t exact;
    bool placeholder;
    int32_t figure; /* gain when it is alike but not equal */
};

static struct facing face(const struct walk *w, uint32_t i)
{
    uint32_t x = at(w->a, i, w->dir);
    bool placeholder = unit_is_placeholder(w->ua, x);
    /* Does another figure follow? Then it is a table, not prose. */
    bool table = placeholder && i + 1 < w->la && unit_is_placeholder(w->ua, at(w->a, i + 1, w->dir));
    return (struct facing){ w->ua->exact[x], placeholder, table ? -GAIN : 0 };
}

static inline int32_t gain(const struct walk *w, const struct facing *x, uint32_t y, uint8_t *step)
{
    bool equal = x->exact == w->ub->exact[y];
    bool alike = equal || (x->placeholder && unit_is_placeholder(w->ub, y));
    *step = alike ? STEP_EQUAL : STEP_REPLACE;
    return equal ? GAIN : alike ? x->figure : -LOSS;
}

struct best {
    int32_t score;
    uint32_t i, j;
};

/* Columns [beg, end) of a row that are alive or may be. */
struct live { uint32_t beg, end; };

/* What is far below the best is dead; the rest is alive. */
static int32_t alive(int32_t score, const struct best *best, uint32_t k, struct live *live)
{
    if (score < best->score - DROP)
        return DEAD;
    *live = (struct live){ min_u32(live->beg, k), k + 1 };
    return score;
}

/* One row of the band, from column k on. Only columns beside those alive in
 * the row above can be alive; to the right of them, only in one unbroken run.
 * A step from a dead cell leads to a dead cell, so that nobody asks. */
static struct live fill_row(const struct walk *w, uint32_t i, const int32_t *above, struct live up, int32_t *now,
                            uint8_t *s, struct best *best)
{
    struct live live = { BAND, 0 };
    uint32_t end = (uint32_t)min_size(BAND, (size_t)w->lb + WIDTH + 1 > i ? (size_t)w->lb + WIDTH + 1 - i : 0);
    uint32_t k = up.beg > 0 ? up.beg - 1 : 0;
    struct facing x = i > 0 ? face(w, i - 1) : (struct facing){ 0 };
    int32_t left = DEAD;
    if (i <= WIDTH && k <= WIDTH - i) { /* before the first unit of b */
        k = WIDTH - i;
        left = now[k] = alive(i == 0 ? 0 : above[k + 1] - LOSS, best, k, &live);
        s[k++] = STEP_A;
    }
    for (; k < min_u32(up.end, end); k++) {
        uint32_t j = i + k - WIDTH, y = at(w->b, j - 1, w->dir);
        uint8_t set;
        int32_t over = above[k] + gain(w, &x, y, &set), down = above[k + 1] - LOSS, score = left - LOSS;
        uint8_t step = down > score ? STEP_A : STEP_B;
        score = down > score ? down : score;
        s[k] = over >= score ? set : step;
        score = over >= score ? over : score;
        if (score > best->score)
            *best = (struct best){ score, i, j };
        left = now[k] = alive(score, best, k, &live);
    }
    for (; k < end && left > DEAD; k++) {
        left = now[k] = alive(left - LOSS, best, k, &live);
        s[k] = STEP_B;
    }
    return live;
}

/* Fill the band until every cell of a row is dead; the best end on a gain. */
static struct best fill(const struct walk *w, uint8_t *step)
{
    int32_t row[2][BAND + 1]; /* the last is always dead */
    struct best best = { 0, 0, 0 };
    struct live live = { WIDTH, WIDTH + 1 };
    for (size_t k = 0; k <= BAND; k++)
        row[0][k] = row[1][k] = DEAD;
    for (uint32_t i = 0; i <= w->la && i < MOST_ROWS && live.beg < live.end; i++) {
        struct live was = live;
        live = fill_row(w, i, row[~i & 1], was, row[i & 1], step + (size_t)i * BAND, &best);
        /* What the row above left beyond its live columns is not read again. */
        int32_t *above = row[~i & 1];
        for (uint32_t k = was.beg; k < was.end; k++)
            above[k] = DEAD;
    }
    return best;
}

/* Append the path from the start to the best end, nearest first. */
static int trace(const struct walk *w, const uint8_t *step, struct best best, struct blocks *out, struct crib_err *err)
{
    size_t first = out->n;
    for (uint32_t i = best.i, j = best.j; i > 0 || j > 0;) {
        uint8_t how = step[(size_t)i * BAND + (j - i + WIDTH)];
        assert(how != STEP_NONE);
        i -= how != STEP_B;
        j -= how != STEP_A;
        if (how != STEP_EQUAL)
            continue;
        CRIB_TRY(VEC_GROW(out->item, out->n, &out->cap, 1, err));
        out->item[out->n++] = (struct alike){ at(w->a, i, w->dir), at(w->b, j, w->dir), 1 };
    }
    for (size_t x = first, y = out->n; x + 1 < y; x++) {
        struct alike t = out->item[x];
        out->item[x] = out->item[--y];
        out->item[y] = t;
    }
    return CRIB_OK;
}

static int extend(struct walk w, struct blocks *out, struct crib_err *err)
{
    while (may_gain(&w)) {
        size_t rows = min_size((size_t)w.la + 1, MOST_ROWS);
        CRIB_TRY(VEC_GROW(out->step, 0, &out->cap_step, rows * BAND, err));
        struct best best = fill(&w, out->step);
        if (best.score <= 0)
            return CRIB_OK;
        CRIB_TRY(trace(&w, out->step, best, out, err));
        w.a = w.dir > 0 ? w.a + best.i : w.a - best.i;
        w.b = w.dir > 0 ? w.b + best.j : w.b - best.j;
        w.la -= best.i;
        w.lb -= best.j;
    }
    return CRIB_OK;
}

int extend_right(const struct units *ua, uint32_t a, uint32_t limit_a, const struct units *ub, uint32_t b,
                 uint32_t limit_b, struct blocks *out, struct crib_err *err)
{
    return extend((struct walk){ ua, ub, a, b, limit_a - a, limit_b - b, 1 }, out, err);
}

int extend_left(const struct units *ua, uint32_t a, uint32_t limit_a, const struct units *ub, uint32_t b,
                uint32_t limit_b, struct blocks *out, struct crib_err *err)
{
    return extend((struct walk){ ua, ub, a, b, a - limit_a, b - limit_b, -1 }, out, err);
}
