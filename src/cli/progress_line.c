/* SPDX-License-Identifier: MIT */
/* The line is drawn at most five times a second, in one write, so that it
 * costs nothing and never mixes with another. */
#include "cli/progress_line.h"

#include <time.h>
#include <unistd.h>

#include "cli/interrupt.h"
#include "cli/say.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const char *stage_in_words(const char *stage)
{
    static const struct { const char *name, *en, *zh; } words[] = {
        { "start", "starting", "准备" },
        { "read", "reading files", "读取文件" },
        { "documents", "finding documents", "切分文档" },
        { "sketch", "sketching documents", "计算指纹" },
        { "fold", "reading what resembles", "读取相似文档" },
        { "index", "indexing", "建立索引" },
        { "candidates", "finding candidates", "查找候选" },
        { "align", "comparing pairs", "比对文档" },
        { "commonness", "weighing phrases", "衡量常用程度" },
        { "describe", "describing passages", "描述片段" },
        { "decide", "deciding what goes", "决定删去什么" },
        { "write", "writing", "写出" },
    };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (strcmp(words[i].name, stage) == 0)
            return TR(words[i].en, words[i].zh);
    }
    return stage;
}

void progress_begin(struct progress *p, const struct settings *s)
{
    double t = now();
    *p = (struct progress){ .began = t, .stage_began = t, .last = t };
    p->on = s->progress == WHEN_ALWAYS || (s->progress == WHEN_AUTO && !s->quiet && isatty(STDERR_FILENO));
}

static void write_line(const char *line, int n, size_t cap)
{
    size_t len = n < 0 ? 0 : (size_t)n < cap ? (size_t)n : cap - 1;
    ssize_t ignored = write(STDERR_FILENO, line, len); /* a lost line of progress is no loss */
    (void)ignored;
}

static void draw(struct progress *p, double t, uint64_t done, uint64_t total)
{
    char line[256];
    const char *stage = stage_in_words(p->stage);
    double took = t - p->stage_began;
    double rate = took > 0 ? (double)done / took : 0;
    int n;
    if (total > 0 && done > 0 && done <= total && rate > 0) {
        double left = (double)(total - done) / rate;
        n = snprintf(line, sizeof line,
                     TR("\r\033[Kcrib: %s %" PRIu64 "/%" PRIu64 ", %.0f a second, %.0f:%02.0f left",
                        "\r\033[Kcrib: %s %" PRIu64 "/%" PRIu64 "，每秒 %.0f，还需 %.0f:%02.0f"),
                     stage, done, total, rate, (double)(int64_t)(left / 60), (double)((int64_t)left % 60));
    } else if (done > 0) {
        n = snprintf(line, sizeof line, TR("\r\033[Kcrib: %s %" PRIu64, "\r\033[Kcrib: %s %" PRIu64), stage, done);
    } else {
        n = snprintf(line, sizeof line, "\r\033[Kcrib: %s", stage);
    }
    write_line(line, n, sizeof line);
    p->drawn = true;
    p->last = t;
}

int progress_tick(void *arg, const char *stage, uint64_t done, uint64_t total)
{
    struct progress *p = arg;
    if (interrupted())
        return 1;
    if (!p->on)
        return 0;
    double t = now();
    if (strncmp(p->stage, stage, sizeof p->stage - 1) != 0) {
        snprintf(p->stage, sizeof p->stage, "%s", stage);
        p->stage_began = t;
    }
    if (t - p->began >= 1 && t - p->last >= 0.2)
        draw(p, t, done, total);
    return 0;
}

void progress_end(struct progress *p)
{
    static const char erase[] = "\r\033[K";
    if (p->drawn)
        write_line(erase, (int)sizeof erase - 1, sizeof erase);
    p->on = p->drawn = false;
}
