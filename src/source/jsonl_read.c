/* SPDX-License-Identifier: MIT */
/* JSON Lines in batches of whole lines: the file may be larger than memory has
 * room for twice. The lines of a batch are cut into pieces that several threads
 * read, and what they held is put together in the order of the lines. */
#include "source/jsonl_read.h"

#include "core/par.h"

enum { CHUNK = 1 << 20, PIECE = 1 << 18 };

struct piece {
    struct slab **slab;    /* [a thread] */
    const char *p;
    size_t n;
    uint64_t at, number;   /* where in the file it begins; lines before it */
    struct jsonl_rows rows;
};

struct reader {
    const struct jsonl_options *o;
    struct source *s;
    struct jsonl_rows rows;
    struct slab **slab;    /* [n_slab] a thread's each */
    int n_slab;
    uint64_t base;         /* where in the file the buffer begins */
    uint64_t number;       /* lines so far */
    bool dropping;         /* in a line that is too long, whose end was not met yet */
    struct jsonl_line dropped;
    struct piece *piece;   /* [n_piece] */
    size_t n_piece, cap_piece;
};

/* Take the lines of text[n] one after the other; the last may have no end.
 * *number: the lines before them, and then before what follows them. */
static int take_lines(struct jsonl_rows *rows, const char *text, size_t n, uint64_t at, uint64_t *number,
                      struct crib_err *err)
{
    for (size_t beg = 0; beg < n;) {
        const char *end = memchr(text + beg, '\n', n - beg);
        struct jsonl_line l = { text + beg, (end ? (size_t)(end - text) : n) - beg, 0, at + beg, ++*number };
        l.n_whole = l.n + (end != NULL);
        CRIB_TRY(jsonl_rows_take(rows, &l, err));
        beg += l.n_whole;
    }
    return CRIB_OK;
}

static int take_piece(size_t i, int thread, void *arg, struct crib_err *err)
{
    struct piece *p = &((struct piece *)arg)[i];
    p->rows.slab = &p->slab[thread];
    return take_lines(&p->rows, p->p, p->n, p->at, &p->number, err);
}

/* Pieces end where lines do. */
static int cut_pieces(struct reader *r, const char *text, size_t n, uint64_t at, struct crib_err *err)
{
    uint64_t number = r->number;
    r->n_piece = 0;
    for (size_t beg = 0, end; beg < n; beg = end) {
        const char *stop = n - beg > PIECE ? memchr(text + beg + PIECE, '\n', n - beg - PIECE) : NULL;
        end = stop ? (size_t)(stop - text) + 1 : n;
        CRIB_TRY(VEC_GROW(r->piece, r->n_piece, &r->cap_piece, 1, err));
        struct piece *p = &r->piece[r->n_piece++];
        *p = (struct piece){ .slab = r->slab, .p = text + beg, .n = end - beg, .at = at + beg, .number = number };
        jsonl_rows_init(&p->rows, r->o, r->slab);
        for (const char *c = p->p; (c = memchr(c, '\n', (size_t)(text + end - c))) != NULL; c++)
            number++;
    }
    r->number = number + (text[n - 1] != '\n');
    return CRIB_OK;
}

/* Whole lines, of which the last of all may have no end. */
static int take_batch(struct reader *r, const char *text, size_t n, uint64_t at, struct crib_err *err)
{
    if (r->n_slab == 1)
        return take_lines(&r->rows, text, n, at, &r->number, err);
    int rc = cut_pieces(r, text, n, at, err);
    if (rc == CRIB_OK)
        rc = par_for(r->n_piece, r->o->n_threads, take_piece, r->piece, err);
    for (size_t i = 0; i < r->n_piece; i++) {
        if (rc == CRIB_OK)
            rc = jsonl_rows_move(&r->rows, &r->piece[i].rows, err);
        jsonl_rows_done(&r->piece[i].rows);
    }
    r->n_piece = 0;
    return rc;
}

/* The rest of a line that is being dropped: *beg is moved behind its end. */
static int drop_rest(struct reader *r, const struct buf *have, bool ended, size_t *beg, struct crib_err *err)
{
    const char *end = have->n > *beg ? memchr(have->p + *beg, '\n', have->n - *beg) : NULL;
    *beg = end ? (size_t)(end - have->p) + 1 : have->n;
    if (!end && !ended)
        return CRIB_OK;
    r->dropping = false;
    r->number++;
    return jsonl_rows_lose(&r->rows, &r->dropped, err);
}

/* How much of text[n] is whole lines, no end of a line being in its first
 * `seen` bytes. */
static size_t whole_lines(const char *text, size_t n, size_t seen)
{
    while (n > seen && text[n - 1] != '\n')
        n--;
    return n > seen ? n : 0;
}

/* Lines of *have and then of *in. A line longer than a row may be is dropped
 * as it comes in, its end being looked for. */
static int each_batch(struct reader *r, struct input *in, struct buf *have, size_t skip, struct crib_err *err)
{
    size_t beg = skip, seen = 0, more = CHUNK * (size_t)r->n_slab;
    for (;;) {
        if (r->dropping)
            CRIB_TRY(drop_rest(r, have, in->ended, &beg, err));
        size_t n = have->n - beg, whole = in->ended ? n : whole_lines(have->p + beg, n, seen);
        if (whole > 0)
            CRIB_TRY(take_batch(r, have->p + beg, whole, r->base + beg, err));
        beg += whole;
        if (in->ended) {
            r->s->rows_end = r->base + have->n;
            return CRIB_OK;
        }
        n = have->n - beg;
        if (n > r->o->row_most) {
            r->dropping = true;
            r->dropped = (struct jsonl_line){ .at = r->base + beg, .number = r->number + 1 };
            n = 0;
        }
        r->base += have->n - n;
        if (n)
            memmove(have->p, have->p + have->n - n, n);
        have->n = seen = n;
        beg = 0;
        CRIB_TRY(input_read(in, more, have, err));
    }
}

static int by_name(const void *a, const void *b)
{
    const struct jsonl_row *x = a, *y = b;
    int c = strcmp(x->m.name, y->m.name);
    return c ? c : (x->number > y->number) - (x->number < y->number);
}

static bool sorted(const struct jsonl_rows *rows)
{
    for (size_t i = 1; i < rows->n; i++)
        if (by_name(&rows->item[i - 1], &rows->item[i]) > 0)
            return false;
    return true;
}

/* Rename all but the first row of each name, once; returns how many. Rows are
 * sorted. *first gets the row number of the first that was found renamed. */
static int rename_repeats(struct reader *r, uint64_t *count, struct crib_fact *what, struct crib_err *err)
{
    *count = 0;
    for (size_t i = 1, first = 0; i < r->rows.n; i++) {
        if (strcmp(r->rows.item[first].m.name, r->rows.item[i].m.name) != 0) {
            first = i;
            continue;
        }
        char digits[24];
        size_t n = strlen(r->rows.item[i].m.name);
        int n_digits = snprintf(digits, sizeof digits, "#%" PRIu64, r->rows.item[i].number);
        char *name = arena_alloc(&r->rows.names, n + sizeof digits);
        if (!name)
            return CRIB_NOMEM(err);
        if ((*count)++ == 0 && what->n_args == 0) {
            fact_int(what, "row", (int64_t)r->rows.item[i].number);
            CRIB_TRY(fact_text(what, "id", &r->rows.complaints.text, r->rows.item[first].m.name, n, err));
        }
        memcpy(name, r->rows.item[i].m.name, n);
        memcpy(name + n, digits, (size_t)n_digits + 1);
        r->rows.item[i].m.name = name;
    }
    return CRIB_OK;
}

/* Sort, with names made unique. A name made here may be another row's id:
 * then again; every round makes the names concerned longer. */
static int sort_rows(struct reader *r, struct crib_err *err)
{
    struct crib_fact what = fact("json-same-id");
    uint64_t count, repeats = 0;
    do {
        if (!sorted(&r->rows))
            qsort(r->rows.item, r->rows.n, sizeof *r->rows.item, by_name);
        CRIB_TRY(rename_repeats(r, &count, &what, err));
        repeats = repeats ? repeats : count;
    } while (count);
    if (!repeats)
        return CRIB_OK;
    fact_int(&what, "count", (int64_t)repeats);
    return complaints_add(&r->rows.complaints, NOTE, NO_PLACE, what, err);
}

/* The rows, of which only the members are left, become the source's. */
static void hand_over(struct reader *r)
{
    struct member *m = (void *)r->rows.item, *fit;
    for (size_t i = 0; i < r->rows.n; i++)
        memmove(&m[i], &r->rows.item[i].m, sizeof *m);
    fit = mem_realloc(m, r->rows.n * sizeof *m);
    r->s->member = fit ? fit : m;
    r->s->n_member = r->rows.n;
    r->rows.item = NULL;
    r->rows.n = r->rows.cap = 0;
}

static int sum_up(struct reader *r, struct crib_err *err)
{
    struct complaints *c = &r->rows.complaints;
    if (r->rows.n_lost > JSONL_COMPLAINTS_MOST)
        CRIB_TRY(complaints_add(c, LOST, NO_PLACE,
                                fact_with_int("json-more", "count", (int64_t)(r->rows.n_lost - JSONL_COMPLAINTS_MOST)), err));
    if (r->rows.n_broken) {
        struct crib_fact what = fact("broken-encoding");
        fact_static(&what, "encoding", "UTF-8");
        fact_int(&what, "count", (int64_t)r->rows.n_broken);
        CRIB_TRY(complaints_add(c, LOST, r->rows.broken_at, what, err));
    }
    CRIB_TRY(sort_rows(r, err));
    if (r->rows.n == 0)
        return CRIB_OK;
    hand_over(r);
    return CRIB_OK;
}

int jsonl_read(struct input *in, struct buf *have, size_t skip, const struct jsonl_options *o, struct source *s,
               struct crib_err *err)
{
    struct reader r = { .o = o, .s = s, .n_slab = o->n_threads > 1 ? o->n_threads : 1 };
    r.slab = mem_zero((size_t)r.n_slab, sizeof *r.slab);
    if (!r.slab)
        return CRIB_NOMEM(err);
    jsonl_rows_init(&r.rows, o, r.slab);
    r.rows.complaints = s->complaints;
    r.rows.names = s->text;
    int rc = each_batch(&r, in, have, skip, err);
    if (rc == CRIB_OK)
        rc = sum_up(&r, err);
    s->complaints = r.rows.complaints; /* lent */
    s->text = r.rows.names;
    complaints_init(&r.rows.complaints);
    arena_init(&r.rows.names);
    jsonl_rows_done(&r.rows);
    for (int t = 0; t < r.n_slab; t++)
        slab_done(&r.slab[t]);
    mem_free(r.slab);
    mem_free(r.piece);
    return rc;
}
