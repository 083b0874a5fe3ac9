/* SPDX-License-Identifier: MIT */
/* Likeness of two short lines: pairs of neighbouring characters they share,
 * over those that either has. A place name redacted in one of the two
 * (临海市… and XX市…), a word left out, a slip of the pen leave most pairs. */
#include "segment/nearlines.h"

#include "segment/linekey.h"

struct pairs {
    uint64_t at[KEY_MOST]; /* sorted */
    size_t n;
};

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Pairs of the line's key, without its page number. */
static void pairs_read(const struct cut *c, uint32_t line, struct pairs *out)
{
    const struct shape *s = &c->lines.at[line];
    const char *text = c->text + s->span.beg;
    uint32_t key[KEY_MOST], skip = s->number.n_bytes;
    size_t length = s->bare != s->key ? key_without_page(text, txt_len(s->span)) : txt_len(s->span);
    size_t n = length > skip ? key_read(text + skip, length - skip, key) : 0;
    out->n = 0;
    for (size_t i = 0; i + 1 < n; i++)
        out->at[out->n++] = (uint64_t)key[i] << 32 | key[i + 1];
    qsort(out->at, out->n, sizeof *out->at, by_value);
}

static size_t shared(const struct pairs *a, const struct pairs *b)
{
    size_t n = 0;
    for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
        if (a->at[i] == b->at[k])
            n++, i++, k++;
        else if (a->at[i] < b->at[k])
            i++;
        else
            k++;
    }
    return n;
}

uint32_t near_line(const struct cut *c, uint32_t entry, uint32_t beg, uint32_t end)
{
    struct pairs want, have;
    uint32_t best = UINT32_MAX;
    size_t best_shared = 0, best_all = 1;
    pairs_read(c, entry, &want);
    for (uint32_t i = beg; i < end && want.n >= 3; i++) {
        const struct shape *s = &c->lines.at[i];
        if (!shape_is_short(s) || c->contents[i] || (s->flags & (SHAPE_CLOSED | SHAPE_INNER_STOP)) ||
            s->number.kind > NUMBER_PIECE || s->n_key * 5u < want.n * 3u || s->n_key * 3u > (want.n + 2) * 5u)
            continue;
        pairs_read(c, i, &have);
        size_t both = shared(&want, &have), all = want.n + have.n - both;
        if (both * 5 >= all * 3 && both * best_all > best_shared * all) {
            best = i;
            best_shared = both;
            best_all = all;
        }
    }
    return best;
}
