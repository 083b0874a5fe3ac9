/* SPDX-License-Identifier: MIT */
/* SimHash: each bit is the majority of that bit over all shingles (Charikar
 * 2002).
 *
 * Sixty-four counters are kept side by side in words, and widened when full:
 * three hashes are added in fields of two bits, five of those sums in fields of
 * four, seventeen of those in bytes. A hash costs about ten operations
 * instead of sixty-four tests. */
#include "sketch/sketch.h"

enum { GROUP = 15, GROUPS = 17 };

/* Nibble k of four[j] counts bit 4 k + j. */
static inline void count_group(const uint64_t *h, uint64_t four[4])
{
    const uint64_t ones = 0x5555555555555555u, pairs = 0x3333333333333333u;
    for (int g = 0; g < GROUP; g += 3) {
        uint64_t even = (h[g] & ones) + (h[g + 1] & ones) + (h[g + 2] & ones);
        uint64_t odd = (h[g] >> 1 & ones) + (h[g + 1] >> 1 & ones) + (h[g + 2] >> 1 & ones);
        four[0] += even & pairs;
        four[1] += odd & pairs;
        four[2] += even >> 2 & pairs;
        four[3] += odd >> 2 & pairs;
    }
}

/* Byte k of lane[j] counts bit 8 k + j. */
static inline void add_group(const uint64_t *h, uint64_t lane[8])
{
    const uint64_t nibbles = 0x0F0F0F0F0F0F0F0Fu;
    uint64_t four[4] = { 0 };
    count_group(h, four);
    for (int j = 0; j < 4; j++) {
        lane[j] += four[j] & nibbles;
        lane[j + 4] += four[j] >> 4 & nibbles;
    }
}

static void empty_lanes(uint64_t lane[8], uint32_t count[64])
{
    for (int bit = 0; bit < 64; bit++)
        count[bit] += lane[bit % 8] >> bit / 8 * 8 & 0xFF;
    memset(lane, 0, 8 * sizeof *lane);
}

uint64_t simhash(const uint64_t *shingle, uint32_t n)
{
    uint32_t count[64] = { 0 };
    uint64_t lane[8] = { 0 }, rest[GROUP] = { 0 };
    const uint32_t n_groups = n / GROUP, n_rest = n % GROUP;
    for (uint32_t g = 0; g < n_groups; g++) {
        add_group(shingle + (size_t)g * GROUP, lane);
        if (g % GROUPS == GROUPS - 1)
            empty_lanes(lane, count);
    }
    empty_lanes(lane, count);
    for (uint32_t i = 0; i < n_rest; i++) /* the last group, filled up with what counts nothing */
        rest[i] = shingle[n - n_rest + i];
    add_group(rest, lane);
    empty_lanes(lane, count);
    uint64_t out = 0;
    for (int bit = 0; bit < 64; bit++)
        out |= (uint64_t)(count[bit] > n / 2) << bit;
    return out;
}
