/* SPDX-License-Identifier: MIT */
/* Reading a file whole, its length unknown beforehand: it may be a pipe. */
#include "cli/whole_file.h"

#include "cli/say.h"

char *whole_file(const char *path, size_t *n)
{
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    char *text = NULL;
    size_t cap = 0;
    *n = 0;
    while (f && !feof(f) && !ferror(f)) {
        char *grown = *n == cap ? realloc(text, cap = cap ? 2 * cap : 1 << 16) : text;
        if (!grown)
            break;
        text = grown;
        *n += fread(text + *n, 1, cap - *n, f);
    }
    bool well = f && text && feof(f) && !ferror(f);
    if (!well)
        say(TR("cannot read %s: %s", "无法读取 %s：%s"), path, strerror(errno));
    if (f && f != stdin)
        fclose(f);
    if (!well) {
        free(text);
        return NULL;
    }
    return text;
}
