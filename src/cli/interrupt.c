/* SPDX-License-Identifier: MIT */
/* The handler sets a flag; whoever waits or works asks for it. */
#include "cli/interrupt.h"

#include <signal.h>

static volatile sig_atomic_t asked_to_stop;

static void on_signal(int number)
{
    (void)number;
    asked_to_stop = 1;
}

bool interrupted(void) { return asked_to_stop != 0; }

void interrupt_watch(void)
{
    /* SA_RESETHAND: the second signal meets the default action, death. No
     * SA_RESTART: a read from a terminal returns. */
    struct sigaction once = { .sa_handler = on_signal, .sa_flags = SA_RESETHAND };
    struct sigaction ignore = { .sa_handler = SIG_IGN };
    sigemptyset(&once.sa_mask);
    sigemptyset(&ignore.sa_mask);
    struct sigaction before;
    /* What was ignored when crib was started (nohup, a shell's &) stays so. */
    if (sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(SIGINT, &once, NULL);
    if (sigaction(SIGTERM, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(SIGTERM, &once, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
}
