/* SPDX-License-Identifier: MIT */
/* A ledger is known by its name and by how the ledger.jsonl beside it begins:
 * a name alone may be anybody's. */
#include "source/own_files.h"

#include <fcntl.h>
#include <unistd.h>

#include "core/mem.h"

static bool begins_as_ledger(const char *path)
{
    static const char begins[] = "{\"type\":\"dedup\",\"schema\":";
    char head[sizeof begins] = "";
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    ssize_t n = fd >= 0 ? read(fd, head, sizeof head - 1) : 0;
    if (fd >= 0)
        close(fd);
    return n == (ssize_t)sizeof begins - 1 && memcmp(head, begins, sizeof begins - 1) == 0;
}

bool is_own_ledger(const char *path, size_t n_folder)
{
    static const char name[] = "ledger.jsonl";
    if (strcmp(path + n_folder, name) != 0 && strcmp(path + n_folder, "ledger.txt") != 0)
        return false;
    char *beside = mem_alloc(n_folder + sizeof name);
    if (!beside)
        return false;
    memcpy(beside, path, n_folder);
    memcpy(beside + n_folder, name, sizeof name);
    bool own = begins_as_ledger(beside);
    mem_free(beside);
    return own;
}
