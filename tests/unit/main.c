/* SPDX-License-Identifier: MIT */
/* Runs the registered tests in the order of their files and names. */
#include "harness.h"

#include <time.h>

struct test {
    const char *name, *file;
    test_fn *fn;
};

static struct test *tests;
static size_t n_tests;
static unsigned n_failed_checks;
static const char *skipped_why;

void test_register(const char *name, const char *file, test_fn *fn)
{
    struct test *grown = realloc(tests, (n_tests + 1) * sizeof *tests);
    if (!grown)
        abort();
    tests = grown;
    tests[n_tests++] = (struct test){ name, file, fn };
}

static void where(const char *file, int line)
{
    n_failed_checks++;
    printf("%s:%d: ", file, line);
}

void test_check(bool ok, const char *file, int line, const char *expr)
{
    if (!ok) {
        where(file, line);
        printf("not true: %s\n", expr);
    }
}

void test_check_u64(uint64_t a, uint64_t b, const char *file, int line, const char *ea, const char *eb)
{
    if (a != b) {
        where(file, line);
        printf("%s is %" PRIu64 ", %s is %" PRIu64 "\n", ea, a, eb, b);
    }
}

void test_check_i64(int64_t a, int64_t b, const char *file, int line, const char *ea, const char *eb)
{
    if (a != b) {
        where(file, line);
        printf("%s is %" PRId64 ", %s is %" PRId64 "\n", ea, a, eb, b);
    }
}

void test_check_str(const char *a, const char *b, const char *file, int line, const char *ea, const char *eb)
{
    if (!a || !b || strcmp(a, b) != 0) {
        where(file, line);
        printf("%s is \"%s\",\n    %s is \"%s\"\n", ea, a ? a : "(null)", eb, b ? b : "(null)");
    }
}

void test_skip(const char *why) { skipped_why = why; }
bool test_failing(void) { return n_failed_checks > 0; }

static int by_file_and_name(const void *a, const void *b)
{
    const struct test *x = a, *y = b;
    int c = strcmp(x->file, y->file);
    return c ? c : strcmp(x->name, y->name);
}

enum { SLOW_SECONDS = 8 }; /* named, lest a suite grow slow unnoticed */

int main(int argc, char **argv)
{
    unsigned passed = 0, failed = 0, skipped = 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    qsort(tests, n_tests, sizeof *tests, by_file_and_name);
    for (size_t i = 0; i < n_tests; i++) {
        if (argc > 1 && argv[1][0] && !strstr(tests[i].name, argv[1]))
            continue;
        n_failed_checks = 0;
        skipped_why = NULL;
        time_t began = time(NULL);
        tests[i].fn();
        if (time(NULL) - began >= SLOW_SECONDS)
            printf("slow    %s: %d s\n", tests[i].name, (int)(time(NULL) - began));
        if (n_failed_checks) {
            failed++;
            printf("FAILED %s (%s)\n", tests[i].name, tests[i].file);
        } else if (skipped_why) {
            skipped++;
            printf("skipped %s: %s\n", tests[i].name, skipped_why);
        } else {
            passed++;
        }
    }
    free(tests);
    printf("%u passed, %u failed, %u skipped\n", passed, failed, skipped);
    return failed ? 1 : 0;
}
