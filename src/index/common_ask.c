/* SPDX-License-Identifier: MIT */
/* Asking how common a text is.
 *
 * A stock phrase stands in hundreds of groups, and a few dozen settle that it
 * is common. So the groups are looked at a range at a time, all shingles' up to
 * the same group, each range twice as wide as the one before; what was seen
 * only grows, and what is left bounds it from above. Looking ends as soon as
 * what is unsettled cannot change the answer, whichever way it went. */
#include "index/common.h"

#include "core/hash.h"
#include "core/sort.h"
#include "index/common_look.h"
#include "sketch/sketch.h"

/* Up to this length a text is a sentence: others may have hit upon it. */
enum { SENTENCE_UNITS = 80 };

/* How many groups that hold the whole of a text make it everybody's. A sentence
 * that four have is a stock phrase. With each unit more it is the less likely
 * that one more holder wrote it himself, and by the same factor each time: so
 * the holders that are asked for grow as the length does, one for every
 * sixteen units, which are a clause. But what many have is a form, whatever
 * its length. Copies are carried from neighbour to neighbour, and are a few in
 * a collection of any size; a form's holders are a share of all. Between few
 * and all, by ratio, lies the root, and five more, since of half a dozen
 * documents most may be one's copies. */
enum { FAMILY_SHORT = 4, CLAUSE_UNITS = 16, FAMILY_ANYWHERE = 5 };

static uint32_t root(uint32_t n)
{
    uint32_t r = 0;
    while ((uint64_t)(r + 1) * (r + 1) <= n)
        r++;
    return r;
}

static uint32_t least_family(uint32_t n_units, uint32_t n_groups)
{
    uint32_t form = FAMILY_ANYWHERE + root(n_groups);
    return max_u32(FAMILY_SHORT, min_u32(n_units / CLAUSE_UNITS, form));
}

/* What other groups hold of a longer text is a part, and a part may be short:
 * then a few are enough, as they are for a sentence, however long the whole. */
enum { PART_GROUPS = 5 };

/* Stretches of two shingles are asked for in so many groups at least. */
enum { LEAST_TWOS = 5 };

/* What makes a stretch: so many of the text's shingles in one group (12 units
 * in a row, 8 of a sentence), with room between for a unit that was edited. Of a
 * sentence they must stand in a row, whatever is left of it beside them. */
enum { STRETCH_SHINGLES = 8, STRETCH_SHINGLES_SHORT = 4 };

/* How many groups make a shingle common: with such a stretch around it, or, of
 * a sentence of words, with a stretch of two: six words say as much as twelve
 * characters, and these are so many that it is no chance any more. */
struct bar {
    unsigned least;
    size_t groups, twos;
};
static const size_t NEVER = SIZE_MAX;
static_assert((int)STRETCH_STEP == SHINGLE_UNITS + 1, "room for one unit");

/* How far from a shingle a stretch must be known to say whether it covers it:
 * of a sentence, whose stretch may have its row anywhere, all of it. */
enum { STRETCH_REACH = SENTENCE_UNITS };
static_assert((int)STRETCH_REACH >= STRETCH_SHINGLES * STRETCH_STEP, "as much of a longer text");

static size_t groups_of(const struct common *c, uint64_t i) { return i == COMMON_NOBODY ? 0 : c->count[i]; }
static uint32_t n_shingles(struct unit_span s) { return shingle_count(unit_len(s)); }

/* ---- what is settled ---- */

enum { OWN, COMMON, UNSETTLED };

/* x->shingle[k]: is shingle k common, by what was seen? A group that covers it
 * holds a shingle less than a step away on either side, itself among them. */
static void settle(size_t n, const struct bar *bar, struct common_scratch *x)
{
    enum { SIDE = STRETCH_STEP - 1 };
    uint64_t left = 0, right = 0; /* groups not looked at that hold one of [k - SIDE, k], of [k, k + SIDE] */
    for (size_t k = 0; k < n && k < SIDE; k++)
        right += x->left[k];
    for (size_t k = 0; k < n; k++) {
        left += x->left[k];
        right += k + SIDE < n ? x->left[k + SIDE] : 0;
        uint64_t more = left < right ? left : right;
        if (x->cover[k] >= bar->groups || x->twos[k] >= bar->twos)
            x->shingle[k] = COMMON;
        else
            x->shingle[k] = x->cover[k] + more >= bar->groups || x->twos[k] + more >= bar->twos ? UNSETTLED : OWN;
        left -= k >= SIDE ? x->left[k - SIDE] : 0;
        right -= x->left[k];
    }
}

/* Go on with the shingles around what is not settled only. Is there any? A
 * stretch that goes on past them is one by what it has among them. */
static bool want_more(size_t n, struct common_scratch *x)
{
    size_t done = 0;
    for (size_t k = 0; k < n; k++)
        x->reading[k].wanted = false;
    for (size_t k = 0; k < n; k++)
        if (x->shingle[k] == UNSETTLED) {
            size_t to = min_size(n, k + STRETCH_REACH + 1);
            for (size_t i = max_size(done, k > STRETCH_REACH ? k - STRETCH_REACH : 0); i < to; i++)
                x->reading[i].wanted = true;
            done = to;
        }
    return done > 0;
}

/* ---- what is its own ---- */

/* A text in pieces of a row, and what is asked about it. */
struct text {
    const struct units *u;
    const struct unit_span *s;
    size_t n;
    uint32_t length;
    uint32_t n_units;
};
static bool is_sentence(const struct text *t) { return t->n_units <= SENTENCE_UNITS; }

/* What no common shingle covers. state[k] tells of shingle k over all pieces
 * (NULL: none is common); what is unsettled counts as common or as not. */
static struct own_text weigh(const struct text *t, const uint64_t *state, bool unsettled_is_common)
{
    uint64_t run = 0, most_run = 0, own = 0, all = 0;
    for (size_t i = 0, base = 0; i < t->n; base += n_shingles(t->s[i]), i++) {
        struct unit_span s = t->s[i];
        uint32_t covered_to = s.beg;
        if (i > 0 && s.beg - t->s[i - 1].end >= SHINGLE_UNITS)
            run = 0;
        for (uint32_t k = s.beg; k < s.end; k++) {
            uint32_t at = k - s.beg;
            uint64_t is = state && at < n_shingles(s) ? state[base + at] : OWN;
            if (is == COMMON || (is == UNSETTLED && unsettled_is_common))
                covered_to = min_u32(k + SHINGLE_UNITS, s.end);
            uint32_t w = unit_is_placeholder(t->u, k) ? 0 : unit_weighs(t->u, k);
            all += w;
            own += k < covered_to ? 0 : w;
            run = k < covered_to ? 0 : run + w;
            most_run = run > most_run ? run : most_run;
        }
    }
    bool enough = 2 * own >= t->length, together = 2 * most_run >= t->length, much = 4 * own >= all;
    return (struct own_text){ .worth = enough && (together || much), .enough = enough, .most = 2 * own >= all };
}

/* Could what is unsettled change the answer? */
static bool is_open(const struct text *t, const uint64_t *state, struct own_text *least)
{
    *least = weigh(t, state, true);
    if (least->worth)
        return false;
    struct own_text most = weigh(t, state, false);
    return most.worth || least->enough != most.enough || least->most != most.most;
}

/* Nothing is seen yet. each[n]: the text's shingles in order. */
static void begin_reading(const struct common *c, const uint64_t *each, size_t n, struct common_scratch *x)
{
    for (size_t k = 0; k < n; k++) {
        x->cover[k] = x->twos[k] = 0;
        x->left[k] = (uint32_t)groups_of(c, each[k]);
    }
}

/* Blocks that may settle the question: so many that the commonest shingle is
 * seen in some times the threshold. */
static size_t first_blocks(const struct common *c, size_t n, size_t threshold, const struct common_scratch *x)
{
    size_t want = 2 * threshold > 16 ? 2 * threshold : 16, most = 0;
    for (size_t k = 0; k < n; k++)
        most = max_size(most, x->left[k]);
    return most > want ? c->n_blocks * want / most + 1 : c->n_blocks;
}

/* What of the text is its own, when shingles are common that stand in
 * stretches of that many groups, but for the holders. */
static void find_own(const struct common *c, const struct text *t, const uint64_t *each, size_t n,
                     const struct bar *bar, struct common_scratch *x, struct own_text *own)
{
    for (size_t h = 0; h < x->n_holder; h++) {
        uint32_t g = x->holder[h];
        x->skip[g / GROUPS_IN_BLOCK].word[g % GROUPS_IN_BLOCK / 64] |= UINT64_C(1) << (g & 63);
    }
    common_look_open(c, each, n, x->reading);
    size_t beg = 0, more = first_blocks(c, n, bar->groups, x);
    do {
        size_t end = min_size(c->n_blocks, beg + more);
        common_cover(c, n, beg, end, bar->least, bar->twos != NEVER, x);
        settle(n, bar, x);
        beg = end;
        more *= 2;
    } while (is_open(t, x->shingle, own) && want_more(n, x));
    for (size_t h = 0; h < x->n_holder; h++)
        x->skip[x->holder[h] / GROUPS_IN_BLOCK] = (struct group_block){ { 0 } };
}

/* ---- seams ---- */

/* Do fewer groups hold the shingle than make it common, those that hold the
 * whole text aside? */
static bool is_rare(const struct common *c, uint64_t index, uint32_t others, const struct common_scratch *x)
{
    uint64_t count = groups_of(c, index);
    if (count >= (uint64_t)others + x->n_holder)
        return false;
    for (size_t h = 0; h < x->n_holder && count >= others; h++)
        count -= common_held_by(c, index, x->holder[h]);
    return count < others;
}

/* What was met so far, each once, by a hash. */
struct met {
    uint64_t hash[COMMON_SEAMS];
    uint32_t n;
};

static void meet(struct met *m, uint64_t hash)
{
    bool again = m->n == COMMON_SEAMS;
    for (uint32_t k = 0; k < m->n && !again; k++)
        again = m->hash[k] == hash;
    if (!again)
        m->hash[m->n++] = hash;
}

/* Runs of rare shingles between common ones. One of so few as lie across one
 * place is a seam, known by its first shingle; a longer one has units of its
 * own, and is known by them: a name that fills ten blanks is one. */
static void count_seams(const struct common *c, const struct text *t, const uint64_t *each, uint32_t others,
                        const struct common_scratch *x, struct commonness *out)
{
    enum { ACROSS = SHINGLE_UNITS - 1 };
    struct met seams = { .n = 0 }, all = { .n = 0 };
    for (size_t i = 0; i < t->n; each += n_shingles(t->s[i]), i++) {
        uint32_t n = n_shingles(t->s[i]), before = 0;
        for (uint32_t beg = 0, rare, end; beg < n && seams.n < COMMON_SEAMS; before = end - rare, beg = end) {
            for (rare = beg; rare < n && is_rare(c, each[rare], others, x); rare++)
                ;
            for (end = rare; end < n && !is_rare(c, each[end], others, x); end++)
                ;
            uint32_t side = min_u32(before, end - rare), run = rare - beg;
            if (run == 0 || side == 0)
                continue;
            const uint32_t *own = t->u->exact + t->s[i].beg + beg + ACROSS;
            meet(&all, run <= ACROSS ? each[beg] : hash_bytes(own, (run - ACROSS) * sizeof *own, 1));
            if (run <= ACROSS && side >= STRETCH_SHINGLES)
                meet(&seams, each[beg]);
        }
    }
    out->seams = seams.n;
    out->agreed = all.n;
}

/* ---- the question ---- */

/* Does any of the shingles stand in that many groups at all? Mostly none
 * does, and then nobody need be left out. */
static bool any_in(const struct common *c, const uint64_t *each, size_t n, size_t threshold)
{
    for (size_t i = 0; i < n; i++)
        if (each[i] != COMMON_NOBODY && groups_of(c, each[i]) >= threshold)
            return true;
    return false;
}

/* Is the answer known from how many groups hold each? Of a copied paragraph it
 * is: some of its words are common wherever they stand, and enough are not. */
static bool known_unread(const struct text *t, size_t n, size_t least_groups, struct common_scratch *x,
                         struct own_text *own)
{
    settle(n, &(struct bar){ .groups = least_groups, .twos = NEVER }, x);
    return !is_open(t, x->shingle, own);
}

/* Are more than half of its units words? */
static bool is_of_words(const struct text *t)
{
    uint32_t n_units = 0, weight = 0;
    for (size_t i = 0; i < t->n; i++) {
        n_units += unit_len(t->s[i]);
        for (uint32_t k = t->s[i].beg; k < t->s[i].end; k++)
            weight += unit_weighs(t->u, k);
    }
    return 2 * weight > 3 * n_units;
}

/* The shingles of the pieces, one after the other, as indices of c; returns
 * how many. */
static size_t look_up(const struct common *c, const struct units *u, const struct unit_span *s, size_t n,
                      struct common_scratch *x)
{
    uint32_t n_each = 0;
    for (size_t i = 0; i < n; i++) {
        shingle_hash_span(u, s[i], x->shingle + n_each);
        n_each += n_shingles(s[i]);
    }
    for (uint32_t i = 0; i < n_each; i++)
        x->index[i] = COMMON_NOBODY;
    uint32_t n_found = shingle_set_find(&c->asked, x->shingle, n_each, x->place, x->at);
    for (uint32_t k = 0; k < n_found; k++)
        x->index[x->place[k]] = x->at[k];
    return n_each;
}

/* Does the shingle hash what its placeholders stand for? */
static bool is_of_values(const struct units *u, uint32_t at)
{
    uint32_t n = 0;
    for (uint32_t k = at; k < min_u32(u->n, at + SHINGLE_UNITS); k++)
        n += unit_is_placeholder(u, k);
    return 2 * n > SHINGLE_UNITS;
}

/* The shingles that tell who holds the text, once each, into once[]: a table's
 * numbers do not, which its other holder may have filled in otherwise. Where it
 * is all numbers, they do. */
static int distinct(const struct text *t, const uint64_t *each, uint64_t *once, size_t *n_once, struct crib_err *err)
{
    size_t n_known = 0;
    for (int values = 0; values < 2 && n_known == 0; values++)
        for (size_t i = 0, base = 0; i < t->n; base += n_shingles(t->s[i]), i++)
            for (uint32_t k = 0; k < n_shingles(t->s[i]); k++)
                if (each[base + k] != COMMON_NOBODY && (values || !is_of_values(t->u, t->s[i].beg + k)))
                    once[n_known++] = each[base + k];
    CRIB_TRY(sort_u64(once, n_known, err));
    *n_once = uniq_u64(once, n_known);
    return CRIB_OK;
}

static int sort_by_rarity(const struct common *c, uint64_t *index, size_t n, struct crib_err *err)
{
    for (size_t i = 0; i < n; i++)
        index[i] |= (uint64_t)c->count[index[i]] << 32;
    CRIB_TRY(sort_u64(index, n, err));
    for (size_t i = 0; i < n; i++)
        index[i] &= UINT32_MAX;
    return CRIB_OK;
}

/* The same where some of the text's shingles, x->index[n_each], are in many groups. */
static int ask_groups(const struct common *c, const struct text *t, size_t n_each, uint32_t percent,
                      struct common_scratch *x, struct commonness *out, struct crib_err *err)
{
    uint64_t *each = x->index, *once = x->index + n_each;
    size_t n_once = 0;
    uint32_t family = least_family(t->n_units, c->n_groups);
    bool sentence = is_sentence(t);
    CRIB_TRY(common_look_room(x, n_each, err));
    begin_reading(c, each, n_each, x);
    if (known_unread(t, n_each, percent, x, &out->own) && out->own.worth)
        return CRIB_OK; /* else it is asked who holds the whole, to know what is rare */
    CRIB_TRY(distinct(t, each, once, &n_once, err));
    CRIB_TRY(sort_by_rarity(c, once, n_once, err));
    CRIB_TRY(common_holders(c, once, n_once, max_u32(family, percent), x, err));
    uint32_t missing = min_u32(PART_GROUPS, family - min_u32(family, (uint32_t)x->n_holder));
    uint32_t others = sentence ? percent : max_u32(percent, missing);
    uint32_t many = max_u32(LEAST_TWOS, (c->n_groups + 9) / 10);
    struct bar bar = { .least = sentence ? STRETCH_SHINGLES_SHORT : STRETCH_SHINGLES, .groups = others };
    bar.twos = sentence && is_of_words(t) && any_in(c, each, n_each, many) ? many : NEVER;
    find_own(c, t, each, n_each, &bar, x, &out->own);
    if (!out->own.worth)
        count_seams(c, t, each, others, x, out);
    return CRIB_OK;
}

int common_ask(const struct common *c, const struct units *u, const struct unit_span *s, size_t n, uint32_t length,
               struct common_scratch *x, struct commonness *out, struct crib_err *err)
{
    struct text t = { .u = u, .s = s, .n = n, .length = length };
    size_t most = 0;
    for (size_t i = 0; i < n; i++) {
        most += n_shingles(s[i]);
        t.n_units += unit_len(s[i]);
    }
    *out = (struct commonness){ .groups = -1, .own = weigh(&t, NULL, false) };
    if (c->n_groups < COMMON_LEAST_GROUPS || most == 0)
        return CRIB_OK;
    CRIB_TRY(VEC_GROW(x->shingle, 0, &x->cap_shingle, most, err));
    CRIB_TRY(VEC_GROW(x->place, 0, &x->cap_place, most, err));
    CRIB_TRY(VEC_GROW(x->at, 0, &x->cap_at, most, err));
    CRIB_TRY(VEC_GROW(x->index, 0, &x->cap_index, 2 * most, err));
    size_t n_each = look_up(c, u, s, n, x);
    const uint64_t *each = x->index;
    uint32_t percent = max_u32(1, (c->n_groups + 99) / 100);
    if (any_in(c, each, n_each, percent))
        CRIB_TRY(ask_groups(c, &t, n_each, percent, x, out, err));
    for (size_t i = 0; i < n_each; i++)
        x->shingle[i] = each[i] == COMMON_NOBODY ? 1 : groups_of(c, each[i]);
    CRIB_TRY(sort_u64(x->shingle, n_each, err));
    out->groups = (int64_t)x->shingle[n_each / 2];
    return CRIB_OK;
}
