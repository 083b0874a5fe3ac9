/* SPDX-License-Identifier: MIT */
/* The files are written into a folder with a temporary name, beside the one
 * they shall be in; that is renamed to it at the end. rename() puts a folder
 * in the place of an empty one, and refuses any other. */
#include "cli/output_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/interrupt.h"
#include "cli/say.h"

/* The path without slashes at its end; the caller frees it. */
static char *trimmed(const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    return strndup(path, n);
}

/* A name beside the folder, for mkdtemp(). */
static char *name_beside(const char *target)
{
    const char *slash = strrchr(target, '/');
    char *name = NULL;
    if (asprintf(&name, "%.*s.crib-XXXXXX", slash ? (int)(slash - target + 1) : 0, target) < 0)
        return NULL;
    return name;
}

static bool is_empty(const char *path)
{
    DIR *dir = opendir(path);
    bool empty = dir != NULL;
    for (struct dirent *e; empty && (e = readdir(dir));)
        empty = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
    if (dir)
        closedir(dir);
    return empty;
}

/* May something be made beside the folder? */
static bool can_make_beside(const char *path)
{
    char *target = trimmed(path), *slash = target ? strrchr(target, '/') : NULL;
    if (slash)
        slash[slash == target] = '\0'; /* "/out" lies in "/" */
    bool can = target && access(slash ? target : ".", W_OK | X_OK) == 0;
    free(target);
    return can;
}

enum exit_status output_folder_check(const struct settings *s)
{
    struct stat st;
    if (!s->output) {
        say(TR("--format pan writes several files: -o names a folder for them",
               "--format pan 会写出多个文件：请用 -o 指定文件夹"));
        return STATUS_USAGE;
    }
    bool there = stat(s->output, &st) == 0;
    if (there && !S_ISDIR(st.st_mode)) {
        say(TR("--format pan wants a folder for -o, and %s is a file", "--format pan 的 -o 需要文件夹，而 %s 是文件"),
            s->output);
        return STATUS_USAGE;
    }
    if (there && !is_empty(s->output)) {
        say(TR("-o %s: the folder is not empty", "-o %s：文件夹不是空的"), s->output);
        return STATUS_USAGE;
    }
    if (!can_make_beside(s->output)) {
        say(TR("cannot write %s: %s", "无法写入 %s：%s"), s->output, strerror(errno));
        return STATUS_USAGE;
    }
    return STATUS_NONE;
}

static bool make_temporary(struct output_folder *o)
{
    struct stat old;
    char *real = realpath(o->path, NULL); /* a link stays a link */
    o->target = real ? real : trimmed(o->path);
    o->temp = o->target ? name_beside(o->target) : NULL;
    if (!o->temp || !mkdtemp(o->temp)) {
        free(o->temp); /* nothing was made under this name */
        o->temp = NULL;
        return false;
    }
    mode_t mask = umask(0);
    umask(mask);
    mode_t mode = stat(o->target, &old) == 0 ? old.st_mode & 0777 : 0777 & ~mask;
    o->fd = open(o->temp, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return o->fd >= 0 && fchmod(o->fd, mode | S_IRWXU) == 0;
}

bool output_folder_open(struct output_folder *o, const char *path)
{
    *o = (struct output_folder){ .path = path, .fd = -1, .file = -1 };
    if (make_temporary(o))
        return true;
    o->error = errno;
    output_folder_close(o, true);
    return false;
}

static void end_file(struct output_folder *o)
{
    if (o->file >= 0 && close(o->file) != 0 && !o->error)
        o->error = errno;
    o->file = -1;
}

int output_folder_begin(void *arg, const char *name)
{
    struct output_folder *o = arg;
    end_file(o);
    if (!o->error)
        o->file = openat(o->fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (!o->error && o->file < 0)
        o->error = errno;
    return o->error;
}

int output_folder_sink(void *arg, const char *bytes, size_t n)
{
    struct output_folder *o = arg;
    while (n > 0 && !o->error) {
        ssize_t written = write(o->file, bytes, n);
        if (written >= 0) {
            bytes += written;
            n -= (size_t)written;
        } else if (errno != EINTR || interrupted()) {
            o->error = errno;
        }
    }
    if (!o->error && interrupted())
        o->error = EINTR;
    return o->error;
}

/* The temporary folder and the files in it. */
static void remove_temporary(struct output_folder *o)
{
    DIR *dir = opendir(o->temp);
    for (struct dirent *e; dir && (e = readdir(dir));)
        unlinkat(dirfd(dir), e->d_name, 0); /* "." and ".." are refused */
    if (dir)
        closedir(dir);
    rmdir(o->temp);
}

enum exit_status output_folder_close(struct output_folder *o, bool keep)
{
    end_file(o);
    if (keep && !o->error && syncfs(o->fd) != 0)
        o->error = errno;
    if (keep && !o->error && rename(o->temp, o->target) != 0)
        o->error = errno;
    if (o->temp && (!keep || o->error))
        remove_temporary(o);
    if (o->fd >= 0)
        close(o->fd);
    free(o->target);
    free(o->temp);
    o->target = o->temp = NULL;
    o->fd = -1;
    if (!keep || !o->error)
        return STATUS_NONE;
    if (o->error == EINTR)
        return STATUS_INTERRUPTED;
    say(TR("cannot write %s: %s", "无法写入 %s：%s"), o->path, strerror(o->error));
    return STATUS_INTERNAL;
}
