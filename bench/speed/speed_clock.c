/* SPDX-License-Identifier: MIT */
/* Linux keeps the highest memory as VmHWM in /proc/self/status; a 5 written to
 * clear_refs sets it back to what is in use. */
#include "speed/speed_clock.h"

#include <sys/resource.h>
#include <time.h>

double clock_ms(bool wall)
{
    struct timespec t;
    clock_gettime(wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

void peak_forget(void)
{
    FILE *f = fopen("/proc/self/clear_refs", "w");
    if (!f)
        return;
    (void)fputs("5", f);
    (void)fclose(f);
}

uint64_t peak_kib(void)
{
    struct rusage use;
    FILE *f = fopen("/proc/self/status", "r");
    unsigned long long kib = 0;
    for (char line[256]; f && kib == 0 && fgets(line, sizeof line, f);)
        (void)sscanf(line, "VmHWM: %llu kB", &kib);
    if (f)
        (void)fclose(f);
    if (kib == 0 && getrusage(RUSAGE_SELF, &use) == 0)
        kib = (unsigned long long)use.ru_maxrss;
    return kib;
}

static int by_size(const void *p, const void *q)
{
    double a = *(const double *)p, b = *(const double *)q;
    return (a > b) - (a < b);
}

double median_of(const double *v, int n)
{
    double sorted[ROUNDS_MOST];
    memcpy(sorted, v, (size_t)n * sizeof *v);
    qsort(sorted, (size_t)n, sizeof *sorted, by_size);
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
}

double least_of(const double *v, int n)
{
    double least = v[0];
    for (int i = 1; i < n; i++)
        least = v[i] < least ? v[i] : least;
    return least;
}

void must(int rc, const struct crib_err *err)
{
    if (rc == CRIB_OK)
        return;
    fprintf(stderr, "speed: %s\n", err->what);
    exit(2);
}
