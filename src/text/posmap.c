/* SPDX-License-Identifier: MIT */
/* Positions by counting from the nearest checkpoint: a table of two words per
 * 4 KiB instead of one per line, because a line may be 300 MB long. */
#include "text/posmap.h"

#include "core/cpu.h"

enum { STEP = 4096 };

/* Of n bytes, behind the last of which there is one more. The \n of a \r\n
 * ends the line, not its \r. No branch, and sums that fit a byte, so that
 * compilers make vectors of it. */
static inline __attribute__((always_inline)) struct position count_some(const char *p, uint8_t n)
{
    uint8_t chars = 0, lines = 0;
    for (uint8_t i = 0; i < n; i++) {
        chars = (uint8_t)(chars + ((signed char)p[i] > (signed char)0xBF));
        lines = (uint8_t)(lines + ((p[i] == '\n') | ((p[i] == '\r') & (p[i + 1] != '\n'))));
    }
    return (struct position){ chars, lines };
}

static inline __attribute__((always_inline)) struct position count_all(const char *text, size_t n_bytes, size_t beg, size_t end)
{
    enum { SOME = 240 };
    struct position c = { 0, 0 }, some;
    for (size_t i = beg; i < end; i += SOME) {
        size_t most = min_size(SOME, end - i);
        some = count_some(text + i, (uint8_t)(i + most < n_bytes ? most : most - 1));
        c.chars += some.chars;
        c.lines += some.lines;
    }
    if (beg < end && end == n_bytes) { /* its last byte, which has none behind it */
        c.chars += ((unsigned char)text[end - 1] & 0xC0) != 0x80;
        c.lines += text[end - 1] == '\n' || text[end - 1] == '\r';
    }
    return c;
}

#if defined CPU_X86
__attribute__((CPU_AVX2)) static struct position count_avx2(const char *text, size_t n_bytes, size_t beg, size_t end)
{
    return count_all(text, n_bytes, beg, end);
}
#endif

static struct position count(const char *text, size_t n_bytes, size_t beg, size_t end)
{
#if defined CPU_X86
    if (cpu_has_avx2())
        return count_avx2(text, n_bytes, beg, end);
#endif
    return count_all(text, n_bytes, beg, end);
}

int posmap_init(struct posmap *m, const char *text, size_t n_bytes, struct crib_err *err)
{
    *m = (struct posmap){ .text = text, .n_bytes = n_bytes };
    size_t n = n_bytes / STEP + 1;
    if (n == 1)
        return CRIB_OK;
    m->before = mem_alloc(n * sizeof *m->before);
    if (!m->before)
        return CRIB_NOMEM(err);
    struct position sum = { 0, 0 };
    for (size_t i = 0; i < n; i++) {
        m->before[i] = sum;
        struct position c = count(text, n_bytes, i * STEP, min_size((i + 1) * STEP, n_bytes));
        sum.chars += c.chars;
        sum.lines += c.lines;
    }
    return CRIB_OK;
}

/* Before byte `at`. */
static struct position position(const struct posmap *m, size_t at)
{
    struct position here = m->before ? m->before[at / STEP] : (struct position){ 0, 0 };
    struct position c = count(m->text, m->n_bytes, at / STEP * STEP, at);
    return (struct position){ here.chars + c.chars, here.lines + c.lines };
}

void posmap_done(struct posmap *m)
{
    mem_free(m->before);
    *m = (struct posmap){ 0 };
}

uint64_t posmap_char(const struct posmap *m, size_t at) { return position(m, at).chars; }

uint64_t posmap_line(const struct posmap *m, size_t at) { return 1 + (uint64_t)position(m, at).lines; }
