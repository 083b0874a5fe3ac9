/* SPDX-License-Identifier: MIT */
/* Bodies as a reader sees them, and the guarantee by sorting all windows. */
#include "ref/engine_check.h"

#include "core/hash.h"
#include "text/fold.h"

/* The markers that engine_draft.c writes: "12. " and （十二）. */
static uint32_t marker_length(const char *line, size_t n)
{
    size_t i = 0;
    while (i < n && line[i] >= '0' && line[i] <= '9')
        i++;
    if (i > 0 && i + 1 < n && line[i] == '.' && line[i + 1] == ' ')
        return (uint32_t)i + 2;
    if (n < 9 || memcmp(line, "（", 3) != 0)
        return 0;
    for (i = 3; i + 3 <= n && i <= 12; i += 3)
        if (memcmp(line + i, "）", 3) == 0)
            return (uint32_t)i + 3;
    return 0;
}

static bool marked_away(const crib_result *r, uint32_t doc, uint32_t beg, uint32_t end)
{
    const struct crib_mark *m = crib_result_marks(r);
    for (size_t i = 0; i < crib_result_n_marks(r); i++)
        if (m[i].doc == doc && m[i].kind != CRIB_MARK_LIST && m[i].bytes.beg < end && beg < m[i].bytes.end)
            return true;
    return false;
}

static void drop_marked(struct units *u, const crib_result *r, uint32_t doc)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < u->n; i++) {
        if (marked_away(r, doc, u->beg[i], u->end[i]))
            continue;
        u->code[n] = u->code[i], u->exact[n] = u->exact[i], u->kind[n] = u->kind[i];
        u->beg[n] = u->beg[i], u->end[n] = u->end[i];
        n++;
    }
    u->n = n;
}

void body_read(struct body *b, const crib_result *r, uint32_t doc)
{
    *b = (struct body){ 0 };
    b->text = crib_result_text(r, doc, &b->n_bytes);
    units_init(&b->row);
    size_t n_lines = 1;
    for (size_t i = 0; i < b->n_bytes; i++)
        n_lines += b->text[i] == '\n';
    b->line = calloc(n_lines, sizeof *b->line);
    for (size_t beg = 0; beg < b->n_bytes;) {
        const char *nl = memchr(b->text + beg, '\n', b->n_bytes - beg);
        size_t end = nl ? (size_t)(nl - b->text) : b->n_bytes;
        uint32_t from = (uint32_t)beg + marker_length(b->text + beg, end - beg);
        b->line[b->n_lines] = (struct txt_span){ from, (uint32_t)end };
        CHECK(fold_run(b->text, b->line[b->n_lines++], 0, &b->row, NULL) == CRIB_OK);
        beg = end + 1;
    }
    drop_marked(&b->row, r, doc);
}

void body_done(struct body *b)
{
    free(b->line);
    units_done(&b->row);
}

/* ---- what a passage says of its two places ---- */

/* Do two places hold the same bytes, white space aside? */
static bool same_bytes(const struct body *a, struct crib_span x, const struct body *b, struct crib_span y)
{
    for (;;) {
        while (x.beg < x.end && strchr(" \t\r\n", a->text[x.beg]))
            x.beg++;
        while (y.beg < y.end && strchr(" \t\r\n", b->text[y.beg]))
            y.beg++;
        if (x.beg == x.end || y.beg == y.end)
            return x.beg == x.end && y.beg == y.end;
        if (a->text[x.beg++] != b->text[y.beg++])
            return false;
    }
}

/* The place cut out, line by line without markers: its units, and its bytes
 * without white space. */
static void cut(const struct body *b, struct crib_span s, struct units *u, struct draft *surface)
{
    for (size_t i = 0; i < b->n_lines; i++) {
        uint32_t beg = max_u32(b->line[i].beg, (uint32_t)s.beg), end = min_u32(b->line[i].end, (uint32_t)s.end);
        if (beg >= end)
            continue;
        CHECK(fold_run(b->text, (struct txt_span){ beg, end }, 0, u, NULL) == CRIB_OK);
        for (uint32_t k = beg; k < end; k++)
            if (!strchr(" \t\r", b->text[k]))
                draft_put(surface, b->text + k, 1);
    }
}

/* Edit distance of two rows, a unit at a time. */
static uint64_t distance_of(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
    size_t *row = calloc(nb + 1, sizeof *row);
    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 0; i < na; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < nb; j++) {
            size_t best = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            row[j + 1] = min_size(best, min_size(row[j], diagonal) + 1);
        }
    }
    uint64_t d = row[nb];
    free(row);
    return d;
}

/* Figures that differ are alike. An alignment through anchors need not be the
 * shortest (in text that repeats itself it may be shifted), but it may not be
 * far from it. */
static void check_fold(const struct crib_passage *p, const struct body *a, const struct body *b)
{
    struct units ua, ub;
    struct draft sa = { 0 }, sb = { 0 };
    units_init(&ua), units_init(&ub);
    cut(a, p->a.bytes, &ua, &sa);
    cut(b, p->b.bytes, &ub, &sb);
    CHECK_U64(p->length, max_u32(ua.n, ub.n));
    bool same_surface = sa.n == sb.n && sa.n && memcmp(sa.p, sb.p, sa.n) == 0;
    bool alike = ua.n == ub.n && ua.n && memcmp(ua.code, ub.code, ua.n * sizeof *ua.code) == 0;
    CHECK(ua.n > 0 && ub.n > 0);
    CHECK(p->klass != CRIB_CLASS_VERBATIM || same_surface);
    CHECK((p->klass == CRIB_CLASS_VERBATIM) == (p->n_edits == 0));
    CHECK(p->klass == CRIB_CLASS_VERBATIM || !alike || !same_bytes(a, p->a.bytes, b, p->b.bytes));
    CHECK((p->distance == 0) == alike);
    if ((uint64_t)ua.n * ub.n < 4000000 && p->klass != CRIB_CLASS_REORDERED && ua.n && ub.n) {
        uint64_t least = distance_of(ua.code, ua.n, ub.code, ub.n);
        CHECK(p->distance >= least);
        CHECK(p->distance <= 2 * least + p->longer / 4);
    }
    units_done(&ua), units_done(&ub);
    draft_done(&sa), draft_done(&sb);
}

void check_passages_fold(const crib_result *r, const struct body *body)
{
    const struct crib_passage *p = crib_result_passages(r);
    for (size_t i = 0; i < crib_result_n_passages(r) && !test_failing(); i++) {
        check_fold(&p[i], &body[p[i].a.doc], &body[p[i].b.doc]);
        if (test_failing())
            printf("passage %zu: %u:%u bytes [%u,%u) %u:%u bytes [%u,%u) class %d role %d distance %u of %u, edits %zu\n", i,
                   p[i].a.doc, (unsigned)p[i].a.lines.first, (unsigned)p[i].a.bytes.beg, (unsigned)p[i].a.bytes.end,
                   p[i].b.doc, (unsigned)p[i].b.lines.first, (unsigned)p[i].b.bytes.beg, (unsigned)p[i].b.bytes.end,
                   p[i].klass, p[i].role, (unsigned)p[i].distance, (unsigned)p[i].longer, p[i].n_edits);
    }
}

/* ---- the guarantee ---- */

struct window { uint64_t hash; uint32_t doc, beg, end, line; };

static int by_content(const void *a, const void *b)
{
    const struct window *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    if (x->doc != y->doc)
        return x->doc < y->doc ? -1 : 1;
    return (x->beg > y->beg) - (x->beg < y->beg);
}

/* The line that holds both ends of a window, or CRIB_NONE. */
static uint32_t line_of(const struct body *b, uint32_t beg, uint32_t end)
{
    for (uint32_t i = 0; i < b->n_lines; i++)
        if (b->line[i].beg <= b->row.beg[beg] && b->row.end[end - 1] <= b->line[i].end)
            return i;
    return CRIB_NONE;
}

static size_t windows_of(const struct body *b, uint32_t doc, uint32_t least, struct window *out)
{
    size_t n = 0;
    uint32_t end = 0, weight = 0;
    for (uint32_t beg = 0; beg < b->row.n; beg++) {
        while (weight < least && end < b->row.n)
            weight += unit_weight(b->row.kind[end++]);
        if (weight < least)
            break;
        out[n++] = (struct window){ hash_bytes(b->row.exact + beg, (end - beg) * sizeof(uint32_t), 0), doc, beg, end, CRIB_NONE };
        weight -= unit_weight(b->row.kind[beg]);
    }
    return n;
}

enum { IN_PASSAGE = 1, IN_LIST = 2, NEEDED = 4, NEEDED_IN_LIST = 8 };

static void cover(uint8_t *state, const struct units *u, struct crib_span s, uint8_t how)
{
    uint32_t lo = 0, hi = u->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (u->beg[mid] < s.beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < u->n && u->end[lo] <= s.end; lo++)
        state[lo] |= how;
}

/* windows [beg, end) are equal, by document and place. Two occurrences count
 * when they do not overlap; `across`, when they stand in different documents. */
static uint64_t need(struct window *w, size_t beg, size_t end, const struct body *body, uint8_t *const *state, bool across)
{
    uint64_t n = 0;
    const struct window *first = &w[beg], *last = &w[end - 1];
    for (size_t i = beg; i < end; i++)
        w[i].line = line_of(&body[w[i].doc], w[i].beg, w[i].end);
    for (size_t i = beg; i < end; i++) {
        bool twice = across ? first->doc != last->doc : first->doc != w[i].doc || last->doc != w[i].doc || first->end <= w[i].beg || w[i].end <= last->beg;
        if (!twice)
            continue;
        bool elsewhere = w[i].line == CRIB_NONE;
        for (size_t j = beg; j < end && !elsewhere; j++)
            elsewhere = w[j].doc != w[i].doc
                     || ((w[j].end <= w[i].beg || w[i].end <= w[j].beg) && w[j].line != w[i].line);
        for (uint32_t k = w[i].beg; k < w[i].end; k++)
            state[w[i].doc][k] |= elsewhere ? NEEDED : NEEDED_IN_LIST;
        n++;
    }
    return n;
}

static void check_needed(const struct body *b, uint32_t doc, const uint8_t *state)
{
    uint64_t missing = 0;
    for (uint32_t k = 0; k < b->row.n; k++) {
        bool kept = (state[k] & NEEDED) ? state[k] & IN_PASSAGE : !(state[k] & NEEDED_IN_LIST) || (state[k] & 3);
        if (!kept && missing++ == 0) {
            uint32_t end = k;
            while (end < b->row.n && (state[end] & (NEEDED | NEEDED_IN_LIST)) && !(state[end] & IN_PASSAGE))
                end++;
            printf("document %u units [%u,%u) of %u in no passage: %.*s\n", doc, k, end, b->row.n,
                   (int)(b->row.end[end - 1] - b->row.beg[k]), b->text + b->row.beg[k]);
        }
    }
    CHECK_U64(missing, 0);
}

uint64_t check_guarantee(const crib_result *r, const struct body *body, uint32_t least)
{
    size_t n_docs = crib_result_n_documents(r), n_units = 0, n = 0;
    for (size_t i = 0; i < n_docs; i++)
        n_units += body[i].row.n;
    struct window *w = calloc(n_units + 1, sizeof *w);
    uint8_t **state = calloc(n_docs + 1, sizeof *state);
    for (uint32_t i = 0; i < n_docs; i++) {
        state[i] = calloc(body[i].row.n + 1, 1);
        n += windows_of(&body[i], i, least, w + n);
    }
    qsort(w, n, sizeof *w, by_content);
    uint64_t n_twice = 0;
    for (size_t beg = 0, end; beg < n; beg = end) {
        for (end = beg + 1; end < n && w[end].hash == w[beg].hash;)
            end++;
        if (end - beg > 1)
            n_twice += need(w, beg, end, body, state, strcmp(crib_result_command(r), "diff") == 0);
    }
    const struct crib_passage *p = crib_result_passages(r);
    for (size_t i = 0; i < crib_result_n_passages(r); i++) {
        cover(state[p[i].a.doc], &body[p[i].a.doc].row, p[i].a.bytes, IN_PASSAGE);
        cover(state[p[i].b.doc], &body[p[i].b.doc].row, p[i].b.bytes, IN_PASSAGE);
    }
    const struct crib_mark *m = crib_result_marks(r);
    for (size_t i = 0; i < crib_result_n_marks(r); i++)
        if (m[i].kind == CRIB_MARK_LIST && m[i].doc != CRIB_NONE)
            cover(state[m[i].doc], &body[m[i].doc].row, m[i].bytes, IN_LIST);
    for (uint32_t i = 0; i < n_docs; i++) {
        check_needed(&body[i], i, state[i]);
        free(state[i]);
    }
    free(state);
    free(w);
    return n_twice;
}

struct body *bodies_read(const crib_result *r, bool *agree)
{
    size_t n = crib_result_n_documents(r);
    struct body *body = calloc(n + 1, sizeof *body);
    *agree = true;
    for (uint32_t i = 0; i < n; i++) {
        body_read(&body[i], r, i);
        *agree &= crib_result_documents(r)[i].units == body[i].row.n;
    }
    return body;
}

void bodies_done(struct body *body, const crib_result *r)
{
    for (size_t i = 0; i < crib_result_n_documents(r); i++)
        body_done(&body[i]);
    free(body);
}

uint64_t check_everything(const crib_result *r, uint32_t least)
{
    bool agree;
    struct body *body = bodies_read(r, &agree);
    check_result(r);
    CHECK(agree);
    uint64_t n_twice = 0;
    if (!test_failing()) {
        check_passages_fold(r, body);
        n_twice = check_guarantee(r, body, least);
    }
    bodies_done(body, r);
    return n_twice;
}
