/* SPDX-License-Identifier: MIT */
/* segment_show [-s] FILE...: what segmentation makes of files that are UTF-8.
 * -s prints one line per file: its name, its documents, their first lines. */
#include "core/base.h"

#include "core/buf.h"
#include "segment/segment.h"
#include "tools/segment_member.h"

static char *read_whole(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    struct buf b;
    char part[65536];
    buf_init(&b, TXT_MOST);
    if (f == NULL)
        return NULL;
    for (size_t got; (got = fread(part, 1, sizeof part, f)) > 0;)
        if (buf_add(&b, part, got, NULL) != CRIB_OK)
            break;
    fclose(f);
    return buf_take(&b, n);
}

static void summary(const char *path, const struct segmented *s)
{
    printf("%s\t%" PRIu32, path, s->n_doc);
    for (uint32_t i = 0; i < s->n_doc; i++)
        printf(" %" PRIu32, s->doc[i].line_first);
    printf("\n");
}

static int show(const char *path, bool brief)
{
    size_t n = 0, l = strlen(path);
    char *text = read_whole(path, &n);
    struct member m;
    struct segmented s;
    struct complaints c;
    struct crib_err err;
    struct buf out;
    struct segment_options o = { .mode = SEGMENT_AUTO };
    if (text == NULL || !simple_member(text, n, l > 3 && strcmp(path + l - 3, ".md") == 0, &m))
        return fprintf(stderr, "segment_show: cannot read %s\n", path), 1;
    complaints_init(&c);
    buf_init(&out, TXT_MOST);
    int rc = segment(&m, &o, &s, &c, &err);
    if (rc == CRIB_OK && brief)
        summary(path, &s);
    else if (rc == CRIB_OK && (rc = segment_show(&m, &s, &out, &err)) == CRIB_OK)
        fwrite(out.p, 1, out.n, stdout);
    if (rc != CRIB_OK)
        fprintf(stderr, "segment_show: %s: %s\n", path, err.what);
    for (size_t i = 0; i < c.n; i++)
        fprintf(stderr, "%s: note %s\n", path, c.item[i].what.code);
    buf_done(&out);
    complaints_done(&c);
    segmented_done(&s);
    simple_member_done(&m);
    mem_free(text);
    return rc != CRIB_OK;
}

int main(int argc, char **argv)
{
    int first = 1, failed = 0;
    bool brief = argc > 1 && strcmp(argv[1], "-s") == 0;
    for (int i = first + brief; i < argc; i++)
        failed |= show(argv[i], brief);
    return failed;
}
