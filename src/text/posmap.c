/* SPDX-License-Identifier: MIT */
/* Positions by counting from the nearest checkpoint: a table of two words per
 * 4 KiB instead of one per line, because a line may be 300 MB long. */
#include "text/posmap.h"

enum { STEP = 4096 };

struct counts {
    uint32_t chars, lines;
};

/* Counts in [beg, end). The \n of a \r\n ends the line, not its \r. */
static struct counts count(const char *text, size_t n_bytes, size_t beg, size_t end)
{
    struct counts c = { 0, 0 };
    for (size_t i = beg; i < end; i++) {
        unsigned char byte = (unsigned char)text[i];
        c.chars += (byte & 0xC0) != 0x80;
        c.lines += byte == '\n' || (byte == '\r' && !(i + 1 < n_bytes && text[i + 1] == '\n'));
    }
    return c;
}

int posmap_init(struct posmap *m, const char *text, size_t n_bytes, struct crib_err *err)
{
    *m = (struct posmap){ .text = text, .n_bytes = n_bytes };
    size_t n = n_bytes / STEP + 1;
    m->chars = mem_alloc(n * sizeof *m->chars);
    m->lines = mem_alloc(n * sizeof *m->lines);
    if (!m->chars || !m->lines) {
        posmap_done(m);
        return CRIB_NOMEM(err);
    }
    struct counts sum = { 0, 0 };
    for (size_t i = 0; i < n; i++) {
        m->chars[i] = sum.chars;
        m->lines[i] = sum.lines;
        struct counts c = count(text, n_bytes, i * STEP, min_size((i + 1) * STEP, n_bytes));
        sum.chars += c.chars;
        sum.lines += c.lines;
    }
    return CRIB_OK;
}

void posmap_done(struct posmap *m)
{
    mem_free(m->chars);
    mem_free(m->lines);
    *m = (struct posmap){ 0 };
}

uint64_t posmap_char(const struct posmap *m, size_t at)
{
    return (uint64_t)m->chars[at / STEP] + count(m->text, m->n_bytes, at / STEP * STEP, at).chars;
}

uint64_t posmap_line(const struct posmap *m, size_t at)
{
    return 1 + (uint64_t)m->lines[at / STEP] + count(m->text, m->n_bytes, at / STEP * STEP, at).lines;
}
