/* SPDX-License-Identifier: MIT */
/* Any bytes as a segment file; and, when the first byte is odd, any bytes as
 * the chunks of a segment whose checksums are right, which gets past them.
 * Whatever they say, nothing outside is read and no document number is too
 * large.
 *
 *   clang -std=c11 -g -O1 -fsanitize=fuzzer,address,undefined -Iinclude -Isrc \
 *     tests/fuzz/fuzz_segment.c src/core/?*.c src/store/segfile*.c src/store/postlist.c src/store/textstore.c \
 *     src/store/durable.c src/store/deadset.c -o fuzz_segment -lzstd -lroaring
 *   ./fuzz_segment -max_len=4096 -max_total_time=60 */
#include <unistd.h>

#include "store/deadset.h"
#include "store/postlist.h"
#include "store/textstore.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { DOCS = 50 };

static int look(void *arg, uint64_t key, uint32_t doc, struct crib_err *err)
{
    (void)arg, (void)key, (void)err;
    assert(doc < DOCS);
    return CRIB_OK;
}

static void read_all(const char *path, uint64_t seed)
{
    struct segfile s;
    struct postlist p;
    struct postlist_docs docs = { 0 };
    struct textstore t;
    struct textstore_desk desk = { 0 };
    bool there;
    char out[256];
    if (segfile_open(&s, path, NULL) == CRIB_OK) {
        (void)segfile_check_all(&s, NULL);
        if (postlist_open(&p, &s, segfile_kind("SEEDS\0\0"), NULL) == CRIB_OK) {
            (void)postlist_each(&p, DOCS, look, NULL, NULL);
            for (uint64_t key = seed; key < seed + 20; key++)
                if (postlist_find(&p, key, DOCS, 1 + key % 60, &docs, NULL) == CRIB_OK)
                    for (size_t i = 0; i < docs.n; i++)
                        assert(docs.doc[i] < DOCS);
        }
        if (textstore_open(&t, &s, &there, NULL) == CRIB_OK && there)
            for (size_t i = 0; i < 8; i++)
                (void)textstore_read(&t, seed * i, i * 31, out, &desk, NULL);
    }
    mem_free(docs.doc);
    textstore_desk_done(&desk);
    segfile_close(&s);
}

static void make_segment(const char *folder, const uint8_t *data, size_t n)
{
    static const char *const kinds[] = { "SEEDS\0\0", "TEXT\0\0\0", "FRAMES\0" };
    struct segfile_writer w;
    int rc = segfile_create(&w, folder, "f.seg", 1, 2, NULL);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        size_t some = i + 1 < COUNT_OF(kinds) && n > 0 ? min_size(n, 1 + data[0] * 4) : n;
        assert(rc == CRIB_OK && segfile_chunk(&w, segfile_kind(kinds[i]), NULL) == CRIB_OK);
        assert(segfile_write(&w, data, some, NULL) == CRIB_OK);
        data += some;
        n -= some;
    }
    assert(segfile_finish(&w, NULL) == CRIB_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static char folder[] = "/tmp/fuzz-segment-XXXXXX";
    static bool made;
    char path[64];
    struct deadset dead;
    if (!made)
        made = mkdtemp(folder) != NULL;
    assert(made);
    if (n < 2)
        return 0;
    snprintf(path, sizeof path, "%s/f.seg", folder);
    if (data[0] & 1) {
        make_segment(folder, data + 1, n - 1);
    } else {
        FILE *f = fopen(path, "wb");
        assert(f && fwrite(data + 1, 1, n - 1, f) == n - 1 && fclose(f) == 0);
    }
    read_all(path, data[1]);
    if (deadset_load(&dead, data, n, DOCS, NULL) == CRIB_OK)
        deadset_done(&dead);
    return 0;
}
