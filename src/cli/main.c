/* SPDX-License-Identifier: MIT */
/* crib's front door: command line in, exit status out. */
#include <fcntl.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/say.h"

/* A standard stream that the caller closed would be taken by the next file
 * opened, and a report written into it. Opened the wrong way round, reading
 * or writing it fails as it should. */
static void hold_standard_streams(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
            _exit(STATUS_INTERNAL);
    }
}

int main(int argc, char **argv)
{
    struct settings s;
    hold_standard_streams();
    enum exit_status status = settings_parse(&s, argc, argv);
    if (status == STATUS_NONE)
        status = s.help ? command_help(&s) : s.version ? command_version(&s) : commands[s.command].run(&s);
    settings_done(&s);
    if (fflush(stdout) != 0 && errno != EPIPE && status != STATUS_INTERRUPTED) {
        say(TR("cannot write %s: %s", "无法写入 %s：%s"), TR("standard output", "标准输出"), strerror(errno));
        status = STATUS_INTERNAL;
    }
    return (int)status;
}
