/* SPDX-License-Identifier: MIT */
/* The first signal sets a flag that whoever works asks for from time to time.
 * Who waits for input, or is deep in one long step, does not ask: then an
 * alarm ends the program all the same. Only calls that POSIX allows in a
 * handler are made in one. */
#include "cli/interrupt.h"

#include <signal.h>
#include <unistd.h>

enum { PATIENCE = 2 }; /* seconds from the first signal to the end, at most */

static volatile sig_atomic_t asked_to_stop;
static const char *volatile half_written; /* a file nobody should find */

static void end_at_once(int number)
{
    (void)number;
    if (half_written)
        unlink(half_written);
    _exit(STATUS_INTERRUPTED);
}

static void on_signal(int number)
{
    if (asked_to_stop)
        end_at_once(number);
    asked_to_stop = 1;
    alarm(PATIENCE);
}

bool interrupted(void) { return asked_to_stop != 0; }
void interrupt_heard(void) { alarm(0); }
void interrupt_removes(const char *path) { half_written = path; }

/* What was ignored when crib was started (nohup, a shell's &) stays so. */
static void handle(int number)
{
    struct sigaction before, action = { .sa_handler = on_signal };
    sigemptyset(&action.sa_mask);
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(number, &action, NULL);
}

void interrupt_watch(void)
{
    struct sigaction ignore = { .sa_handler = SIG_IGN }, end = { .sa_handler = end_at_once };
    sigemptyset(&ignore.sa_mask);
    sigemptyset(&end.sa_mask);
    sigaction(SIGALRM, &end, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
    handle(SIGINT);
    handle(SIGTERM);
}
