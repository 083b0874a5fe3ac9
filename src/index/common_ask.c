/* SPDX-License-Identifier: MIT */
/* Asking how common a text is.
 *
 * A stock phrase stands in hundreds of groups, and a few dozen settle that it
 * is common. So the lists of groups are read a range of groups at a time, all
 * lists up to the same group, each range twice as wide as the one before; what
 * was seen only grows, and what is left bounds it from above. Reading ends as
 * soon as what is unsettled cannot change the answer, whichever way it went. */
#include "index/common.h"

#include "core/search.h"
#include "core/sort.h"
#include "sketch/sketch.h"

/* A paragraph that four documents share may still have been carried from one
 * to the others; a sentence that four share is a stock phrase. */
enum { SENTENCE_UNITS = 80, LEAST_FAMILY_SHORT = 4, LEAST_FAMILY = 5 };

/* What makes a stretch: so many of the text's shingles in one group (12 units
 * in a row, 8 of a sentence), with room between for a unit that was edited. */
enum { STRETCH_SHINGLES = 8, STRETCH_SHINGLES_SHORT = 4, STRETCH_STEP = SHINGLE_UNITS + 1 };

/* How far from a shingle a stretch must be known to say whether it covers it. */
enum { STRETCH_REACH = STRETCH_SHINGLES * STRETCH_STEP };

static const uint64_t NOBODY = UINT64_MAX; /* index of a shingle that no group holds */

int common_scratch_init(struct common_scratch *s, const struct common *c, struct crib_err *err)
{
    *s = (struct common_scratch){ 0 };
    s->count = mem_zero(c->n_groups, sizeof *s->count);
    s->stretch = mem_zero(c->n_groups, sizeof *s->stretch);
    return s->count && s->stretch ? CRIB_OK : CRIB_NOMEM(err);
}

void common_scratch_done(struct common_scratch *s)
{
    mem_free(s->count);
    mem_free(s->index);
    mem_free(s->shingle);
    mem_free(s->place);
    mem_free(s->at);
    mem_free(s->holder);
    mem_free(s->stretch);
    mem_free(s->begin_less_end);
    mem_free(s->list);
    *s = (struct common_scratch){ 0 };
}

static size_t groups_of(const struct common *c, uint64_t i) { return c->beg[i + 1] - c->beg[i]; }
static uint32_t n_shingles(struct unit_span s) { return shingle_count(unit_len(s)); }

/* ---- reading the lists of groups by ranges ---- */

/* The range of the first reading: some times what can settle the question. */
static size_t first_want(size_t threshold) { return 2 * threshold > 16 ? 2 * threshold : 16; }

static void open_lists(const struct common *c, const uint64_t *index, size_t n, struct group_list *list)
{
    for (size_t i = 0; i < n; i++)
        list[i] = index[i] == NOBODY ? (struct group_list){ 0 }
                                     : (struct group_list){ c->beg[index[i]], c->beg[index[i] + 1], true };
}

/* Up to which group to read, so that no list yields more than `want`. */
static uint32_t range_end(const struct common *c, const struct group_list *list, size_t n, size_t want)
{
    uint32_t end = c->n_groups;
    for (size_t i = 0; i < n; i++)
        if (list[i].wanted && list[i].end - list[i].next > want)
            end = min_u32(end, c->group[list[i].next + want]);
    return end;
}

/* ---- whom to leave out ---- */

/* Is group g among those that hold shingle i? */
static bool held_by(const struct common *c, size_t i, uint32_t g)
{
    const uint32_t *group = c->group + c->beg[i];
    size_t at, n = c->beg[i + 1] - c->beg[i];
    LOWER_BOUND(at, n, group[at] < g);
    return at < n && group[at] == g;
}

static bool holds(size_t count, size_t n) { return (uint64_t)count * 5 >= (uint64_t)n * 4; }

/* Count on, in the rest of the shingles, for the groups of this range that
 * hold one of the rarest. */
static void count_rest(const struct common *c, const uint64_t *index, size_t n, bool walk, uint32_t end, size_t first,
                       struct common_scratch *x)
{
    size_t rare = n / 5 + 1;
    for (size_t i = rare; walk && i < n; i++)
        for (struct group_list *l = &x->list[i]; l->next < l->end && c->group[l->next] < end; l->next++)
            x->count[c->group[l->next]] += x->count[c->group[l->next]] > 0;
    for (size_t h = first; !walk && h < x->n_holder; h++) {
        uint32_t *count = &x->count[x->holder[h]];
        for (size_t i = rare; i < n && holds(*count + (n - i), n); i++)
            *count += held_by(c, index[i], x->holder[h]);
    }
}

/* The groups to leave out, those that hold 80 % of the n different shingles
 * (index, sorted by rarity), into x->holder; none when they are a family. Such
 * a group holds one of any n / 5 + 1 of the shingles; so those that hold one
 * of the rarest are looked at, and no other. */
static int find_holders(const struct common *c, const uint64_t *index, size_t n, uint32_t family,
                        struct common_scratch *x, struct crib_err *err)
{
    enum { SEARCH = 12 }; /* steps of one look-up, about */
    size_t n_some = 0, entries = 0, rare = min_size(n, n / 5 + 1), kept = 0;
    for (size_t i = 0; i < n; i++) {
        entries += groups_of(c, index[i]);
        n_some += i < rare ? groups_of(c, index[i]) : 0;
    }
    CRIB_TRY(VEC_GROW(x->holder, 0, &x->cap_holder, n_some, err));
    open_lists(c, index, n, x->list);
    bool walk = entries < n_some * n * SEARCH;
    x->n_holder = 0;
    size_t want = first_want(family);
    for (uint32_t end = 0; end < c->n_groups && kept < family; want *= 2) {
        end = range_end(c, x->list, walk ? n : rare, want);
        for (size_t i = 0; i < rare; i++)
            for (struct group_list *l = &x->list[i]; l->next < l->end && c->group[l->next] < end; l->next++)
                if (x->count[c->group[l->next]]++ == 0)
                    x->holder[x->n_holder++] = c->group[l->next];
        count_rest(c, index, n, walk, end, kept, x);
        size_t first = kept;
        for (size_t h = first; h < x->n_holder; h++) {
            uint32_t g = x->holder[h];
            if (holds(x->count[g], n))
                x->holder[kept++] = g;
            x->count[g] = 0;
        }
        x->n_holder = kept;
    }
    x->n_holder = kept < family ? kept : 0;
    return CRIB_OK;
}

/* ---- what stands together elsewhere ---- */

/* Of a group that is left out, in the place of a turn's number. */
static const uint32_t HOLDER = UINT32_MAX;

/* Stretches of an earlier turn are none, so that nothing need be wiped. */
static uint32_t next_turn(const struct common *c, struct common_scratch *x)
{
    if (++x->turn == HOLDER) {
        memset(x->stretch, 0, c->n_groups * sizeof *x->stretch);
        x->turn = 1;
    }
    return x->turn;
}

/* Group t holds shingle k too: go on with its stretch or begin one. One that
 * is long enough counts from its first shingle on; the step over what it does
 * not hold is counted when it is found to go on behind. Returns whether k
 * itself is to be counted. */
static bool stretch_on(struct stretch *t, uint32_t k, uint32_t least, uint32_t turn, uint32_t *begin_less_end)
{
    if (t->turn != turn || k - t->last > STRETCH_STEP)
        *t = (struct stretch){ .first = k, .turn = turn };
    uint32_t from = ++t->n == least ? t->first : t->last + 1;
    t->last = k;
    if (t->n < least)
        return false;
    if (from < k) {
        begin_less_end[from]++;
        begin_less_end[k]--;
    }
    return true;
}

/* Read all wanted lists up to group `end`. */
static void read_range(const struct common *c, size_t n, uint32_t end, uint32_t least, uint32_t turn,
                       struct common_scratch *x)
{
    for (size_t k = 0; k < n; k++) {
        struct group_list *l = &x->list[k];
        uint32_t counted = 0;
        for (; l->wanted && l->next < l->end && c->group[l->next] < end; l->next++) {
            struct stretch *t = &x->stretch[c->group[l->next]];
            counted += t->turn != HOLDER && stretch_on(t, (uint32_t)k, least, turn, x->begin_less_end);
        }
        x->begin_less_end[k] += counted;
        x->begin_less_end[k + 1] -= counted;
    }
}

static uint64_t unread(const struct common_scratch *x, size_t k) { return x->list[k].end - x->list[k].next; }

enum { OWN, COMMON, UNSETTLED };

/* x->shingle[k]: is shingle k common, by what was read? A group that covers it
 * holds a shingle less than a step away on either side, itself among them. */
static void settle(size_t n, size_t threshold, struct common_scratch *x)
{
    enum { SIDE = STRETCH_STEP - 1 };
    uint32_t open = 0;
    uint64_t left = 0, right = 0; /* unread entries in [k - SIDE, k] and [k, k + SIDE] */
    for (size_t k = 0; k < n && k < SIDE; k++)
        right += unread(x, k);
    for (size_t k = 0; k < n; k++) {
        left += unread(x, k);
        right += k + SIDE < n ? unread(x, k + SIDE) : 0;
        open += x->begin_less_end[k];
        if (open >= threshold)
            x->shingle[k] = COMMON;
        else
            x->shingle[k] = open + (left < right ? left : right) >= threshold ? UNSETTLED : OWN;
        left -= k >= SIDE ? unread(x, k - SIDE) : 0;
        right -= unread(x, k);
    }
}

/* Go on with the lists around what is not settled only. Is there any? */
static bool want_more(size_t n, struct common_scratch *x)
{
    size_t done = 0;
    for (size_t k = 0; k < n; k++)
        x->list[k].wanted = false;
    for (size_t k = 0; k < n; k++)
        if (x->shingle[k] == UNSETTLED) {
            size_t to = min_size(n, k + STRETCH_REACH + 1);
            for (size_t i = max_size(done, k > STRETCH_REACH ? k - STRETCH_REACH : 0); i < to; i++)
                x->list[i].wanted = true;
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
};

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

/* Nothing is read yet. each[n]: the text's shingles in order. */
static int begin_reading(const struct common *c, const uint64_t *each, size_t n, struct common_scratch *x,
                         struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(x->begin_less_end, 0, &x->cap_begin, n + 1, err));
    memset(x->begin_less_end, 0, (n + 1) * sizeof *x->begin_less_end);
    open_lists(c, each, n, x->list);
    return CRIB_OK;
}

/* What of the text is its own, when shingles are common that stand in
 * stretches of that many groups, but for the holders. */
static void find_own(const struct common *c, const struct text *t, size_t n, uint32_t least, size_t threshold,
                     struct common_scratch *x, struct own_text *own)
{
    uint32_t turn = next_turn(c, x);
    for (size_t h = 0; h < x->n_holder; h++)
        x->stretch[x->holder[h]].turn = HOLDER;
    size_t want = first_want(threshold);
    do {
        read_range(c, n, range_end(c, x->list, n, want), least, turn, x);
        settle(n, threshold, x);
        want *= 2;
    } while (is_open(t, x->shingle, own) && want_more(n, x));
    for (size_t h = 0; h < x->n_holder; h++)
        x->stretch[x->holder[h]].turn = 0;
}

/* ---- the question ---- */

/* Does any of the shingles stand in that many groups at all? Mostly none
 * does, and then nobody need be left out. */
static bool any_in(const struct common *c, const uint64_t *each, size_t n, size_t threshold)
{
    for (size_t i = 0; i < n; i++)
        if (each[i] != NOBODY && groups_of(c, each[i]) >= threshold)
            return true;
    return false;
}

/* Is the answer known from the lengths of the lists? Of a copied paragraph it
 * is: some of its words are common wherever they stand, and enough are not. */
static bool known_unread(const struct text *t, size_t n, size_t threshold, struct common_scratch *x,
                         struct own_text *own)
{
    settle(n, threshold, x);
    return !is_open(t, x->shingle, own);
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
        x->index[i] = NOBODY;
    uint32_t n_found = common_find(c, x->shingle, n_each, x->place, x->at);
    for (uint32_t k = 0; k < n_found; k++)
        x->index[x->place[k]] = x->at[k];
    return n_each;
}

/* Those that somebody holds, once each, into once[]; returns how many. */
static int distinct(const uint64_t *each, size_t n, uint64_t *once, size_t *n_once, struct crib_err *err)
{
    size_t n_known = 0;
    for (size_t i = 0; i < n; i++)
        if (each[i] != NOBODY)
            once[n_known++] = each[i];
    CRIB_TRY(sort_u64(once, n_known, err));
    *n_once = uniq_u64(once, n_known);
    return CRIB_OK;
}

static int sort_by_rarity(const struct common *c, uint64_t *index, size_t n, struct crib_err *err)
{
    for (size_t i = 0; i < n; i++)
        index[i] |= (uint64_t)groups_of(c, index[i]) << 32;
    CRIB_TRY(sort_u64(index, n, err));
    for (size_t i = 0; i < n; i++)
        index[i] &= UINT32_MAX;
    return CRIB_OK;
}

/* The same where some of the text's shingles, x->index[n_each], are in many groups. */
static int ask_groups(const struct common *c, const struct text *t, size_t n_each, uint32_t percent, bool sentence,
                      struct common_scratch *x, struct own_text *own, struct crib_err *err)
{
    uint64_t *each = x->index, *once = x->index + n_each;
    size_t n_once = 0;
    uint32_t family = sentence ? LEAST_FAMILY_SHORT : LEAST_FAMILY;
    uint32_t least = sentence ? STRETCH_SHINGLES_SHORT : STRETCH_SHINGLES;
    CRIB_TRY(begin_reading(c, each, n_each, x, err));
    if (known_unread(t, n_each, percent, x, own))
        return CRIB_OK;
    CRIB_TRY(distinct(each, n_each, once, &n_once, err));
    CRIB_TRY(sort_by_rarity(c, once, n_once, err));
    CRIB_TRY(find_holders(c, once, n_once, max_u32(family, percent), x, err));
    CRIB_TRY(begin_reading(c, each, n_each, x, err));
    find_own(c, t, n_each, least, percent, x, own);
    return CRIB_OK;
}

int common_ask(const struct common *c, const struct units *u, const struct unit_span *s, size_t n, uint32_t length,
               struct common_scratch *x, struct commonness *out, struct crib_err *err)
{
    const struct text t = { u, s, n, length };
    size_t most = 0;
    uint32_t n_units = 0;
    for (size_t i = 0; i < n; i++) {
        most += n_shingles(s[i]);
        n_units += unit_len(s[i]);
    }
    *out = (struct commonness){ .groups = -1, .own = weigh(&t, NULL, false) };
    if (c->n_groups < COMMON_LEAST_GROUPS || most == 0)
        return CRIB_OK;
    CRIB_TRY(VEC_GROW(x->shingle, 0, &x->cap_shingle, most, err));
    CRIB_TRY(VEC_GROW(x->place, 0, &x->cap_place, most, err));
    CRIB_TRY(VEC_GROW(x->at, 0, &x->cap_at, most, err));
    CRIB_TRY(VEC_GROW(x->index, 0, &x->cap_index, 2 * most, err));
    CRIB_TRY(VEC_GROW(x->list, 0, &x->cap_list, most, err));
    size_t n_each = look_up(c, u, s, n, x);
    const uint64_t *each = x->index;
    uint32_t percent = max_u32(1, (c->n_groups + 99) / 100);
    if (any_in(c, each, n_each, percent))
        CRIB_TRY(ask_groups(c, &t, n_each, percent, n_units <= SENTENCE_UNITS, x, &out->own, err));
    for (size_t i = 0; i < n_each; i++)
        x->shingle[i] = each[i] == NOBODY ? 1 : groups_of(c, each[i]);
    CRIB_TRY(sort_u64(x->shingle, n_each, err));
    out->groups = (int64_t)x->shingle[n_each / 2];
    return CRIB_OK;
}
