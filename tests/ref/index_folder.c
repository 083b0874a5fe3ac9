/* SPDX-License-Identifier: MIT */
/* Temporary folders, one level deep. */
#include "ref/index_folder.h"

#include <dirent.h>
#include <unistd.h>

void folder_make(struct folder *f)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(f->path, sizeof f->path, "%s/crib-test-XXXXXX", tmp && strlen(tmp) < 40 ? tmp : "/tmp");
    if (!mkdtemp(f->path))
        abort();
}

static int by_name(const void *p, const void *q) { return strcmp(*(char *const *)p, *(char *const *)q); }

size_t folder_list(const struct folder *f, char *name[64])
{
    size_t n = 0;
    DIR *d = opendir(f->path);
    for (const struct dirent *e; d && (e = readdir(d)) && n < 64;)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            name[n++] = strdup(e->d_name);
    if (d)
        closedir(d);
    if (n)
        qsort(name, n, sizeof *name, by_name);
    return n;
}

const char *folder_name(const struct folder *f, const char *name, char out[160])
{
    snprintf(out, 160, "%s/%s", f->path, name);
    return out;
}

void folder_remove(struct folder *f)
{
    char *name[64], path[160];
    size_t n = folder_list(f, name);
    for (size_t i = 0; i < n; i++) {
        unlink(folder_name(f, name[i], path));
        free(name[i]);
    }
    rmdir(f->path);
}

char *file_read(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    char *bytes = NULL;
    *n = 0;
    if (!f)
        return NULL;
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    bytes = malloc((size_t)size + 1);
    if (bytes)
        *n = fread(bytes, 1, (size_t)size, f);
    fclose(f);
    return bytes;
}

void file_write(const char *path, const char *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes, 1, n, f) != n || fclose(f) != 0)
        abort();
}

void folder_copy(const struct folder *from, const struct folder *to)
{
    char *name[64], path[160];
    size_t n = folder_list(from, name);
    for (size_t i = 0; i < n; i++) {
        size_t n_bytes;
        char *bytes = file_read(folder_name(from, name[i], path), &n_bytes);
        file_write(folder_name(to, name[i], path), bytes, n_bytes);
        free(bytes);
        free(name[i]);
    }
}
