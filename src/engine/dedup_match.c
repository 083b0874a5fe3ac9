/* SPDX-License-Identifier: MIT */
/* Part by part, and difference by difference: does it decide? */
#include "engine/dedup_match.h"

#include "core/hash.h"
#include "core/search.h"
#include "core/utf8.h"
#include "engine/dedup_align.h"
#include "match/describe.h"
#include "segment/numbering.h"
#include "text/fold.h"
#include "text/signs.h"

void document_match_done(struct document_match *m)
{
    mem_free(m->item);
    *m = (struct document_match){ 0 };
}

/* --- which differences decide --------------------------------------------- */

struct judging {
    struct deciding *de;
    const char *text_a, *text_b;
    const struct units *ua, *ub;
    enum crib_part part;
    struct document_match *out;
    const struct doc *da, *db;
};

/* Units whose first byte lies in the span. */
static struct unit_span units_in(const struct units *u, struct txt_span s)
{
    struct unit_span in;
    LOWER_BOUND(in.beg, u->n, unit_beg(u, in.beg) < s.beg);
    LOWER_BOUND(in.end, u->n, unit_beg(u, in.end) < s.end);
    return in;
}

static bool all_redacted(const struct units *u, struct unit_span s)
{
    for (uint32_t i = s.beg; i < s.end; i++)
        if (unit_kind(u, i) != UNIT_REDACTION)
            return false;
    return s.beg < s.end;
}

/* Placeholders one by one: on either side something was taken out, or both
 * say the same. */
static bool redacted_one_by_one(const struct judging *w, struct unit_span a, struct unit_span b)
{
    if (unit_len(a) != unit_len(b))
        return false;
    for (uint32_t i = 0; i < unit_len(a); i++) {
        bool gone = unit_kind(w->ua, a.beg + i) == UNIT_REDACTION || unit_kind(w->ub, b.beg + i) == UNIT_REDACTION;
        if (!gone && w->ua->exact[a.beg + i] != w->ub->exact[b.beg + i])
            return false;
    }
    return true;
}

static bool is_initial(const struct judging *w, const struct units *u, uint32_t i, const struct units *v, uint32_t k,
                       const char *text)
{
    size_t at = unit_beg(u, i);
    return unit_kind(u, i) == UNIT_CAPITAL && unit_kind(v, k) == UNIT_CHAR &&
           initial_is(&w->de->initials, utf8_next(text, unit_end(u, i), &at), unit_code(v, k));
}

/* What was taken out is a name or a few words: as much as makes a passage is
 * text that is missing. A lone capital stands for a character it begins; A股
 * for 港股 is another name. */
static bool is_redaction(const struct judging *w, struct unit_span a, struct unit_span b)
{
    uint32_t most = w->de->o->pub.min_length;
    if (unit_len(a) == 0 || unit_len(b) == 0)
        return false;
    if ((all_redacted(w->ua, a) && unit_len(b) <= most) || (all_redacted(w->ub, b) && unit_len(a) <= most))
        return true;
    if (redacted_one_by_one(w, a, b))
        return true;
    return unit_len(a) == 1 && unit_len(b) == 1 &&
           (is_initial(w, w->ua, a.beg, w->ub, b.beg, w->text_a) ||
            is_initial(w, w->ub, b.beg, w->ua, a.beg, w->text_b));
}

static bool beside_figure(const struct units *u, struct txt_span s)
{
    struct unit_span in = units_in(u, s);
    return (in.beg > 0 && unit_kind(u, in.beg - 1) == UNIT_NUMBER) ||
           (in.end < u->n && unit_kind(u, in.end) == UNIT_NUMBER);
}

static bool edit_decides(const struct judging *w, const struct edit *e)
{
    struct unit_span a = units_in(w->ua, e->a), b = units_in(w->ub, e->b);
    bool figure;
    switch ((enum crib_change)e->kind) {
    case CRIB_CHANGE_SCRIPT: case CRIB_CHANGE_WIDTH: case CRIB_CHANGE_CASE: case CRIB_CHANGE_HIDDEN:
        return false;
    case CRIB_CHANGE_PUNCTUATION:
        figure = beside_figure(w->ua, e->a) || beside_figure(w->ub, e->b);
        return signs_hash(w->text_a, e->a, figure, 0) != signs_hash(w->text_b, e->b, figure, 0);
    case CRIB_CHANGE_REDACTED:
        return !is_redaction(w, a, b);
    case CRIB_CHANGE_INSERTED:
        return !all_redacted(w->ub, b);
    case CRIB_CHANGE_DELETED:
        return !all_redacted(w->ua, a);
    default:
        return true;
    }
}

/* What stands in d's text between the units on either side of `at`. */
static struct txt_span around(const struct doc *d, const struct units *u, uint32_t at)
{
    uint32_t i = units_in(u, (struct txt_span){ at, at }).beg;
    return (struct txt_span){ i > 0 ? unit_end(u, i - 1) : d->seg->span.beg,
                              i < u->n ? unit_beg(u, i) : d->seg->span.end };
}

/* Are units s of u written in the gap of the other document, too, only not as
 * its body? Lines that are broken elsewhere make "3.5 km" a section's number
 * on one side, a first line a title. */
static int is_written(const struct units *u, struct unit_span s, const struct doc *d, struct txt_span gap,
                      bool *written, struct crib_err *err)
{
    struct units other;
    units_init(&other);
    int rc = fold_run(doc_text(d), gap, d->part->member->markdown ? FOLD_MARKDOWN : 0, &other, err);
    *written = rc == CRIB_OK && unit_len(s) > 0 && other.n == unit_len(s) &&
               memcmp(other.exact, u->exact + s.beg, other.n * sizeof *other.exact) == 0;
    units_done(&other);
    return rc;
}

/* Is the edit nothing but other lines and other structure? */
static int is_layout(const struct judging *w, const struct edit *e, bool *layout, struct crib_err *err)
{
    *layout = false;
    if (w->part != CRIB_PART_BODY)
        return CRIB_OK;
    if (e->kind == CRIB_CHANGE_DELETED)
        return is_written(w->ua, units_in(w->ua, e->a), w->db, around(w->db, w->ub, e->b.beg), layout, err);
    if (e->kind != CRIB_CHANGE_INSERTED)
        return CRIB_OK;
    struct unit_span s = units_in(w->ub, e->b);
    CRIB_TRY(is_written(w->ub, s, w->da, around(w->da, w->ua, e->a.beg), layout, err));
    w->out->title_in_body |= *layout && s.beg == 0;
    return CRIB_OK;
}

static int add_edits(const struct judging *w, const struct description *d, struct crib_err *err)
{
    struct document_match *m = w->out;
    CRIB_TRY(VEC_GROW(m->item, m->n, &m->cap, d->n_edits, err));
    for (size_t i = 0; i < d->n_edits; i++) {
        const struct edit *e = &d->edit[i];
        bool layout;
        CRIB_TRY(is_layout(w, e, &layout, err));
        if (layout)
            continue;
        bool decides = edit_decides(w, e);
        m->item[m->n++] = (struct crib_difference){ w->part, (enum crib_change)e->kind, decides,
                                                    { e->a.beg, e->a.end }, { e->b.beg, e->b.end } };
        m->decides |= decides;
    }
    return CRIB_OK;
}

static int describe_part(const struct judging *w, const struct side *a, const struct side *b, const struct blocks *k,
                         struct crib_err *err)
{
    struct description d;
    int rc = describe_rows(a, b, k->item, k->n, &d, err);
    if (rc == CRIB_OK)
        rc = add_edits(w, &d, err);
    description_done(&d);
    return rc;
}

/* --- the parts ------------------------------------------------------------ */

static struct side side_of(const struct doc *d, const struct units *u)
{
    return (struct side){ doc_text(d), d->part->member->n_bytes, u };
}

static uint64_t unaligned(const struct units *ua, const struct units *ub, const struct blocks *k)
{
    uint64_t n = 0;
    uint32_t a = 0, b = 0;
    for (size_t i = 0; i <= k->n; i++) {
        uint32_t na = i < k->n ? k->item[i].a : ua->n, nb = i < k->n ? k->item[i].b : ub->n;
        n += max_u32(na - a, nb - b);
        a = i < k->n ? na + k->item[i].len : na;
        b = i < k->n ? nb + k->item[i].len : nb;
    }
    return n;
}

static int match_bodies(struct deciding *de, uint32_t a, uint32_t b, struct document_match *out, struct crib_err *err)
{
    const struct units *ua = &de->c->rows[a], *ub = &de->c->rows[b];
    const struct doc *da = &de->c->doc[a], *db = &de->c->doc[b];
    struct side sa = side_of(da, ua), sb = side_of(db, ub);
    struct judging w = { de, sa.text, sb.text, ua, ub, CRIB_PART_BODY, out, da, db };
    struct blocks k = { 0 };
    int rc = CRIB_OK;
    out->longer = max_u32(ua->n, ub->n);
    if (de->body[a] == de->body[b]) {
        rc = blocks_add(&k, 0, 0, ua->n, err);
    } else {
        const struct judged *p = deciding_pair(de, a, b);
        if (!p) {
            out->decides = true;
            out->distance = out->longer;
            return CRIB_OK;
        }
        rc = align_whole(de->cmp, p->a, p->b, de->body[p->a] != de->body[a], ua, ub, &k, err);
    }
    out->known = true;
    out->distance = unaligned(ua, ub, &k);
    if (rc == CRIB_OK)
        rc = describe_part(&w, &sa, &sb, &k, err);
    blocks_done(&k);
    return rc;
}

/* Where a document is all there is of its text, what stands before and behind
 * it goes with it; in a compilation that stays. */
static bool is_of(const struct doc *d, enum crib_part part, uint8_t role)
{
    if (part == CRIB_PART_SIGNATURE)
        return role == LINE_SIGNATURE;
    return role == LINE_OTHER || (role == LINE_AFTER && d->part->seg.n_doc == 1);
}

static int fold_part(const struct doc *d, enum crib_part part, struct units *out, struct crib_err *err)
{
    const struct segmented *seg = &d->part->seg;
    unsigned flags = d->part->member->markdown ? FOLD_MARKDOWN : 0;
    struct txt_span title = d->seg->title;
    units_init(out);
    if (part == CRIB_PART_TITLE) { /* without its ordinal (篇3：), unless it is nothing else */
        uint32_t skip = number_read(doc_text(d) + title.beg, txt_len(title)).n_bytes;
        title.beg += skip < txt_len(title) ? skip : 0;
        return fold_run(doc_text(d), title, flags, out, err);
    }
    for (uint32_t i = 0; part == CRIB_PART_ASIDE && seg->n_doc == 1 && i < seg->n_front; i++)
        if (seg->front[i].role == LINE_OTHER)
            CRIB_TRY(fold_run(doc_text(d), seg->front[i].span, flags, out, err));
    for (uint32_t i = 0; i < d->seg->n_line; i++)
        if (is_of(d, part, d->seg->line[i].role))
            CRIB_TRY(fold_run(doc_text(d), d->seg->line[i].span, flags, out, err));
    return CRIB_OK;
}

/* What only the kept document has takes nothing away. */
static int match_rows_of(struct deciding *de, enum crib_part part, const struct doc *da, const struct units *ua,
                         const struct doc *db, const struct units *ub, struct document_match *out, struct crib_err *err)
{
    struct side sa = side_of(da, ua), sb = side_of(db, ub);
    struct judging w = { de, sa.text, sb.text, ua, ub, part, out, da, db };
    struct blocks k = { 0 };
    if (ua->n == 0)
        return CRIB_OK;
    int rc = align_rest(ua, ub, ua->n, ub->n, &k, err);
    if (rc == CRIB_OK)
        rc = describe_part(&w, &sa, &sb, &k, err);
    blocks_done(&k);
    return rc;
}

static int match_part(struct deciding *de, enum crib_part part, const struct doc *da, const struct doc *db,
                       struct document_match *out, struct crib_err *err)
{
    struct units ua, ub;
    units_init(&ub);
    int rc = fold_part(da, part, &ua, err);
    if (rc == CRIB_OK)
        rc = fold_part(db, part, &ub, err);
    if (rc == CRIB_OK)
        rc = match_rows_of(de, part, da, &ua, db, &ub, out, err);
    units_done(&ua);
    units_done(&ub);
    return rc;
}

int documents_match(struct deciding *de, uint32_t a, uint32_t b, struct document_match *out, struct crib_err *err)
{
    const struct doc *da = &de->c->doc[a], *db = &de->c->doc[b];
    *out = (struct document_match){ 0 };
    CRIB_TRY(progress_step(de->progress, err));
    CRIB_TRY(match_bodies(de, a, b, out, err));
    bool decided = out->decides;
    if (!(out->title_in_body && txt_len(db->seg->title) == 0))
        CRIB_TRY(match_part(de, CRIB_PART_TITLE, da, db, out, err));
    if (de->j->keeper[a].misfiled && !de->j->keeper[b].misfiled) { /* a title that is not its own decides nothing */
        out->decides = decided;
        for (size_t i = 0; i < out->n; i++)
            out->item[i].decides &= out->item[i].part != CRIB_PART_TITLE;
    }
    CRIB_TRY(match_part(de, CRIB_PART_SIGNATURE, da, db, out, err));
    return match_part(de, CRIB_PART_ASIDE, da, db, out, err);
}

static uint64_t hash_row(const struct units *u, uint64_t h)
{
    return hash_join(hash_join(h, u->n), units_hash(u));
}

int document_identity(const struct deciding *de, uint32_t d, uint64_t *out, struct crib_err *err)
{
    const struct doc *doc = &de->c->doc[d];
    const struct units *u = &de->c->rows[d];
    uint64_t h = 0;
    for (int part = CRIB_PART_TITLE; part <= CRIB_PART_ASIDE; part++) {
        struct units row;
        int rc = fold_part(doc, (enum crib_part)part, &row, err);
        h = hash_row(&row, h);
        units_done(&row);
        CRIB_TRY(rc);
    }
    for (uint32_t i = 1; i < u->n; i++) {
        bool figure = unit_kind(u, i) == UNIT_NUMBER || unit_kind(u, i - 1) == UNIT_NUMBER;
        h = signs_hash(doc_text(doc), (struct txt_span){ unit_end(u, i - 1), unit_beg(u, i) }, figure, h);
    }
    *out = h;
    return CRIB_OK;
}
