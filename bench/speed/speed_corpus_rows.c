/* SPDX-License-Identifier: MIT */
/* The made corpus as JSON Lines, row by row. */
#include "speed/speed_corpus.h"

static int row(const struct corpus *c, uint64_t i, struct buf *text, struct buf *out, struct crib_err *err)
{
    text->n = 0;
    CRIB_TRY(corpus_document(c, i, text, err));
    CRIB_TRY(buf_printf(out, err, "{\"id\":\"d%012" PRIu64 "\",\"text\":\"", i + 1));
    for (size_t k = 0, beg = 0; k <= text->n; k++) {
        char x = k < text->n ? text->p[k] : '"';
        if (x != '"' && x != '\\' && x != '\n')
            continue;
        CRIB_TRY(buf_add(out, text->p + beg, k - beg, err));
        beg = k + 1;
        if (k < text->n)
            CRIB_TRY(buf_str(out, x == '\n' ? "\\n" : x == '"' ? "\\\"" : "\\\\", err));
    }
    return buf_str(out, "\"}\n", err);
}

static int write_rows(const struct corpus *c, FILE *out, FILE *truth, struct buf *text, struct buf *line,
                      uint64_t *n_docs, uint64_t *n_bytes, struct crib_err *err)
{
    uint64_t most = c->plan.n_docs ? c->plan.n_docs : UINT64_MAX;
    for (uint64_t original; *n_bytes < c->plan.n_bytes && *n_docs < most; (*n_docs)++) {
        line->n = 0;
        CRIB_TRY(row(c, *n_docs, text, line, err));
        *n_bytes += text->n;
        if (fwrite(line->p, 1, line->n, out) != line->n)
            return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "the corpus cannot be written");
        if (truth && corpus_copies(c, *n_docs, &original) &&
            fprintf(truth, "d%012" PRIu64 "\td%012" PRIu64 "\n", *n_docs + 1, original + 1) < 0)
            return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "the truth cannot be written");
    }
    return CRIB_OK;
}

int corpus_write(const struct corpus *c, FILE *out, FILE *truth, uint64_t *n_docs, uint64_t *n_bytes,
                 struct crib_err *err)
{
    struct buf text, line;
    buf_init(&text, SIZE_MAX);
    buf_init(&line, SIZE_MAX);
    *n_docs = *n_bytes = 0;
    int rc = write_rows(c, out, truth, &text, &line, n_docs, n_bytes, err);
    buf_done(&text);
    buf_done(&line);
    return rc;
}

int corpus_rows(const struct corpus *c, struct buf *rows, uint32_t **original, uint32_t *n_docs, uint64_t *n_bytes,
                struct crib_err *err)
{
    struct buf text;
    size_t cap = 0;
    int rc = CRIB_OK;
    buf_init(&text, SIZE_MAX);
    *original = NULL;
    for (*n_docs = 0, *n_bytes = 0; rc == CRIB_OK && *n_bytes < c->plan.n_bytes; (*n_docs)++) {
        uint64_t of;
        rc = row(c, *n_docs, &text, rows, err);
        if (rc == CRIB_OK)
            rc = VEC_GROW(*original, *n_docs, &cap, 1, err);
        if (rc == CRIB_OK)
            (*original)[*n_docs] = corpus_copies(c, *n_docs, &of) ? (uint32_t)of : UINT32_MAX;
        *n_bytes += text.n;
    }
    buf_done(&text);
    return rc;
}
