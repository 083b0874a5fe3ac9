/* SPDX-License-Identifier: MIT */
/* A segment file as text. */
#ifndef CRIB_ENGINE_ARCHIVE_SHOW_H
#define CRIB_ENGINE_ARCHIVE_SHOW_H

#include "engine/archive.h"

int archive_show_segment(const char *path, struct buf *out, struct crib_err *err);

#endif
