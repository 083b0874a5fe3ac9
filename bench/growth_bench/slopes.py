# SPDX-License-Identifier: MIT
"""How steep a curve is on logarithmic axes, and where it leads."""

import math


def upper_half(points):
    """The largest points, in order of size, so that what a run
    costs at least does not flatten the line: three of six or five, two of two."""
    ordered = sorted(points)
    return ordered[-max(2, (len(ordered) + 1) // 2):]


def line(points):
    """(slope, intercept) of the least-squares line through the logarithms of
    (size, cost) pairs: cost = e**intercept * size**slope. None when no two
    sizes differ."""
    logs = [(math.log(x), math.log(y)) for x, y in points if x > 0 and y > 0]
    if len({x for x, _ in logs}) < 2:
        return None
    mean_x, mean_y = (sum(values) / len(logs) for values in zip(*logs))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)
    return slope, mean_y - slope * mean_x


def slope(points):
    """Of the upper half; None when it has fewer than two sizes."""
    found = line(upper_half(points))
    return found[0] if found else None


def carried_on(points, size):
    """The cost at `size`, going on from the largest point with the slope of the upper half."""
    steep = slope(points)
    x, y = max(points)
    return None if steep is None else y * (size / x) ** steep
