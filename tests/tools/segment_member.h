/* SPDX-License-Identifier: MIT */
/* A member from a text in memory, for tests and tools that look at
 * segmentation alone: lines, Markdown headings, comments that fill a line. */
#ifndef CRIB_TESTS_SEGMENT_MEMBER_H
#define CRIB_TESTS_SEGMENT_MEMBER_H

#include "core/mem.h"
#include "core/utf8.h"
#include "segment/linechars.h"
#include "source/source.h"

static inline bool simple_blank(const char *s, uint32_t i, uint32_t *next)
{
    size_t k = i;
    uint32_t cp = utf8_next(s, (size_t)*next, &k);
    *next = (uint32_t)k;
    return char_is_space(cp);
}

/* out->text is borrowed; false when memory is refused. */
static inline bool simple_member(const char *text, size_t n, bool markdown, struct member *out)
{
    uint32_t line = 0;
    size_t n_lines = 1;
    for (size_t i = 0; i < n; i++)
        n_lines += text[i] == '\n';
    *out = (struct member){ .text = (char *)(uintptr_t)text, .n_bytes = n, .markdown = markdown };
    out->block = mem_zero(n_lines, sizeof *out->block);
    if (out->block == NULL)
        return false;
    for (uint32_t i = 0; i < n;) {
        const char *feed = memchr(text + i, '\n', n - i);
        uint32_t end = feed == NULL ? (uint32_t)n : (uint32_t)(feed - text), beg = i;
        struct block *b = &out->block[out->n_block++];
        i = end + 1;
        b->line = ++line;
        b->after_page = beg < end && text[beg] == '\f';
        for (uint32_t next = end; beg < end && simple_blank(text, beg, &next); next = end)
            beg = next;
        while (end > beg) {
            size_t at = utf8_prev(text, end), k = at;
            if (!char_is_space(utf8_next(text, end, &k)))
                break;
            end = (uint32_t)at;
        }
        b->kind = beg == end ? BLOCK_BLANK : BLOCK_TEXT;
        if (markdown && end - beg >= 4 && memcmp(text + beg, "<!--", 4) == 0)
            b->kind = BLOCK_COMMENT;
        uint32_t signs = 0;
        while (markdown && beg + signs < end && text[beg + signs] == '#')
            signs++;
        if (signs > 0 && signs <= 6 && beg + signs < end && text[beg + signs] == ' ') {
            b->kind = BLOCK_HEADING;
            b->level = (uint8_t)signs;
            beg += signs;
            while (beg < end && text[beg] == ' ')
                beg++;
        }
        b->span = (struct txt_span){ beg, end };
    }
    return true;
}

static inline void simple_member_done(struct member *m)
{
    mem_free(m->block);
    m->block = NULL;
}

#endif
