/* SPDX-License-Identifier: MIT */
/* A file is written under a temporary name in its own folder, synced and
 * renamed, so that a reader finds the old one or the new one and never half
 * of it. What is not a regular file (/dev/null, a pipe) is written directly. */
#include "cli/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/interrupt.h"
#include "cli/say.h"

static const char *output_name(const struct output *o)
{
    return o->path ? o->path : TR("standard output", "标准输出");
}

bool output_is_same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* The folder of a path; the caller frees it. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return strdup(".");
    return strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

enum exit_status output_check(const struct settings *s, size_t first)
{
    struct stat st;
    if (!s->output)
        return STATUS_NONE;
    bool there = stat(s->output, &st) == 0;
    if (there && S_ISDIR(st.st_mode)) {
        say(TR("-o wants a file, and %s is a folder", "-o 需要文件，而 %s 是文件夹"), s->output);
        return STATUS_USAGE;
    }
    for (size_t i = first; i < s->operands.n + s->template.n && there && S_ISREG(st.st_mode); i++) {
        bool operand = i < s->operands.n;
        if (output_is_same_file(s->output, operand ? s->operands.item[i] : s->template.item[i - s->operands.n])) {
            say(TR("-o %s would overwrite an input", "-o %s 会覆盖输入文件"), s->output);
            return STATUS_USAGE;
        }
    }
    if (there && !S_ISREG(st.st_mode))
        return STATUS_NONE;
    char *folder = folder_of(s->output);
    bool writable = folder && access(folder, W_OK | X_OK) == 0;
    if (!writable)
        say(TR("cannot write %s: %s", "无法写入 %s：%s"), s->output, strerror(errno));
    free(folder);
    return writable ? STATUS_NONE : STATUS_USAGE;
}

static bool open_temporary(struct output *o)
{
    char *real = realpath(o->path, NULL); /* a link stays a link */
    o->target = real ? real : strdup(o->path);
    char *folder = o->target ? folder_of(o->target) : NULL;
    if (folder && asprintf(&o->temp, "%s/.crib-XXXXXX", folder) < 0)
        o->temp = NULL;
    free(folder);
    o->fd = o->temp ? mkostemp(o->temp, O_CLOEXEC) : -1;
    if (o->fd < 0)
        return false;
    interrupt_removes(o->temp);
    struct stat old;
    mode_t mask = umask(0);
    umask(mask);
    mode_t mode = stat(o->target, &old) == 0 ? old.st_mode & 0777 : 0666 & ~mask;
    return fchmod(o->fd, mode) == 0;
}

static void output_done(struct output *o)
{
    interrupt_removes(NULL);
    free(o->target);
    free(o->temp);
    o->target = o->temp = NULL;
}

bool output_open(struct output *o, const char *path)
{
    struct stat st;
    o->path = path;
    o->target = o->temp = NULL;
    o->error = 0;
    o->n = 0;
    o->fd = STDOUT_FILENO;
    if (!path)
        return true;
    bool ok;
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        ok = (o->fd = open(path, O_WRONLY | O_CLOEXEC)) >= 0;
    else
        ok = open_temporary(o);
    if (!ok) {
        say(TR("cannot write %s: %s", "无法写入 %s：%s"), path, strerror(errno));
        if (o->temp && o->fd >= 0)
            unlink(o->temp);
        if (o->fd >= 0)
            close(o->fd);
        output_done(o);
    }
    return ok;
}

static int flush(struct output *o)
{
    for (size_t at = 0; at < o->n && !o->error;) {
        ssize_t n = write(o->fd, o->bytes + at, o->n - at);
        if (n >= 0)
            at += (size_t)n;
        else if (errno != EINTR || interrupted())
            o->error = errno;
    }
    o->n = 0;
    return o->error;
}

int output_sink(void *arg, const char *bytes, size_t n)
{
    struct output *o = arg;
    while (n > 0 && !o->error) {
        size_t room = sizeof o->bytes - o->n, take = n < room ? n : room;
        memcpy(o->bytes + o->n, bytes, take);
        o->n += take;
        bytes += take;
        n -= take;
        if (o->n == sizeof o->bytes)
            flush(o);
    }
    if (!o->error && interrupted())
        o->error = EINTR;
    return o->error;
}

enum exit_status output_close(struct output *o, bool keep)
{
    if (keep && !o->error)
        flush(o);
    if (keep && o->temp && !o->error && fsync(o->fd) != 0)
        o->error = errno;
    if (o->path && close(o->fd) != 0 && !o->error)
        o->error = errno;
    if (keep && o->temp && !o->error && rename(o->temp, o->target) != 0)
        o->error = errno;
    if (o->temp && (!keep || o->error))
        unlink(o->temp);
    output_done(o);
    if (!keep || !o->error || o->error == EPIPE)
        return STATUS_NONE;
    if (o->error == EINTR)
        return STATUS_INTERRUPTED;
    say(TR("cannot write %s: %s", "无法写入 %s：%s"), output_name(o), strerror(o->error));
    return STATUS_INTERNAL;
}
