/* SPDX-License-Identifier: MIT */
/* Any bytes, as any kind of source: the text must come out valid UTF-8, cut
 * into lines that lie in it in order. The first byte chooses the kind.
 *
 *   clang -std=c11 -g -O1 -fsanitize=fuzzer,address,undefined -Iinclude -Isrc \
 *     tests/fuzz/fuzz_source.c src/core/?*.c src/source/?*.c -o fuzz_source \
 *     $(pkg-config --cflags --libs icu-uc icu-i18n json-c)
 *   ./fuzz_source -max_total_time=60 */
#include "core/utf8.h"
#include "source/glob.h"
#include "source/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_blocks(const struct member *m)
{
    uint32_t at = 0, line = 0;
    for (uint32_t i = 0; i < m->n_block; i++) {
        const struct block *b = &m->block[i];
        assert(b->span.beg >= at && b->span.beg <= b->span.end && b->span.end <= m->n_bytes);
        assert(b->line > line && b->kind <= BLOCK_COMMENT);
        assert((b->kind == BLOCK_HEADING) == (b->level > 0) && b->level <= 6);
        assert(b->kind == BLOCK_BLANK || b->kind == BLOCK_COMMENT || b->kind == BLOCK_CODE || b->span.beg < b->span.end);
        at = b->span.end;
        line = b->line;
    }
}

static void check_source(const struct source *s)
{
    for (size_t i = 0; i < s->n_member; i++) {
        const struct member *m = &s->member[i];
        assert(utf8_broken(m->text, m->n_bytes, NULL) == 0);
        assert(!m->name || utf8_broken(m->name, strlen(m->name), NULL) == 0);
        assert(i == 0 || strcmp(s->member[i - 1].name, m->name) < 0);
        check_blocks(m);
    }
    assert(s->n_member || s->complaints.n);
    assert(s->confidence <= 10000);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const name[] = { "a.txt", "a.md", "a.jsonl", "a" };
    static const char *const encoding[] = { NULL, NULL, "GB18030", "Big5", "UTF-16", "UTF-8", "Shift_JIS", "ISO-2022-JP" };
    if (n == 0)
        return 0;
    struct source_options o = { .encoding = encoding[data[0] >> 2 & 7] };
    struct source_entry e = { .path = (char *)name[data[0] & 3], .memory = (char *)data + 1, .n_memory = n - 1 };
    struct source s;
    int rc = source_read(&e, &o, &s, NULL);
    assert(rc == CRIB_OK);
    check_source(&s);
    source_done(&s);

    char *text = mem_strndup((const char *)data + 1, n - 1);
    glob_matches(text, "总结-2023.txt");
    glob_takes("*[a-z]/x?", text, n & 1);
    mem_free(text);
    return 0;
}
