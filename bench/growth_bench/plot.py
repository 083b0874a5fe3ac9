# SPDX-License-Identifier: MIT
"""The curves as an SVG: time beside memory, both axes logarithmic.

A curve is points (bytes of text, cost). Colours follow the reader's light or
dark setting through a style sheet inside the picture."""

import math
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 960, 460
PANEL_WIDTH, PANEL_HEIGHT, TOP = 370, 320, 60
LEFTS = (80, 560)

LIGHT = {"ink": "#1f2328", "faint": "#d0d7de", "page": "#ffffff", "c0": "#0550ae", "c1": "#b35900"}
DARK = {"ink": "#e6edf3", "faint": "#3d444d", "page": "#0d1117", "c0": "#79c0ff", "c1": "#ffa657"}


def colours(of):
    """Rules without variables, which not every program that shows an SVG knows."""
    return f"""
  text {{ fill: {of["ink"]}; }}
  .page {{ fill: {of["page"]}; }}
  .grid {{ stroke: {of["faint"]}; }}
  .frame {{ stroke: {of["ink"]}; }}
  .c0 {{ stroke: {of["c0"]}; fill: {of["c0"]}; }}
  .c1 {{ stroke: {of["c1"]}; fill: {of["c1"]}; }}
  .curve {{ fill: none; }}
  .name {{ stroke: none; }}
"""


STYLE = f"""
  text {{ font: 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }}
  .title {{ font-size: 15px; font-weight: 600; }}
  .grid, .frame {{ stroke-width: 1; }}
  .frame {{ fill: none; }}
  .curve {{ stroke-width: 2; }}
{colours(LIGHT)}  @media (prefers-color-scheme: dark) {{{colours(DARK)}  }}
"""


@dataclass
class Panel:
    title: str
    unit: str       # what the vertical axis is in
    label: object   # writes a power of ten of it
    curves: list    # of (name, points)


def power(size, units):
    """10**size in the largest of the units (exponent, name) that leaves a number of at least 1."""
    exponent, name = max((u for u in units if u[0] <= size), default=min(units))
    return f"{10 ** (size - exponent):g} {name}"


def bytes_label(size):
    return power(size, ((0, "B"), (3, "kB"), (6, "MB"), (9, "GB"), (12, "TB")))


def seconds_label(size):
    return power(size, ((-6, "µs"), (-3, "ms"), (0, "s")))


def megabytes_label(size):
    return bytes_label(size + 6)


def decades(values):
    """The whole powers of ten below and above the values, at least one apart; a
    value that is short of one by less than 2 % counts as it."""
    low, high = math.floor(math.log10(min(values) * 1.02)), math.ceil(math.log10(max(values) / 1.02))
    return low, max(high, low + 1)


class Axes:
    """Where a point lies in one panel."""

    def __init__(self, left, curves):
        self.left = left
        self.x = decades([x for _, points in curves for x, _ in points])
        self.y = decades([y for _, points in curves for _, y in points])

    def at_x(self, size):
        low, high = self.x
        return self.left + (size - low) / (high - low) * PANEL_WIDTH

    def at_y(self, size):
        low, high = self.y
        return TOP + PANEL_HEIGHT - (size - low) / (high - low) * PANEL_HEIGHT

    def at(self, x, y):
        return self.at_x(math.log10(x)), self.at_y(math.log10(y))


def text(x, y, words, anchor="middle", kind="", more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}"{more}>{escape(words)}</text>'


def rules(axes, panel):
    """Grid, frame and what is written at the axes."""
    right, bottom = axes.left + PANEL_WIDTH, TOP + PANEL_HEIGHT
    for size in range(axes.x[0], axes.x[1] + 1):
        x = axes.at_x(size)
        yield f'<path class="grid" d="M{x:.1f} {TOP}V{bottom}"/>'
        if (axes.x[1] - axes.x[0] <= 4) or (size - axes.x[0]) % 2 == 0:
            yield text(x, bottom + 20, bytes_label(size))
    for size in range(axes.y[0], axes.y[1] + 1):
        y = axes.at_y(size)
        yield f'<path class="grid" d="M{axes.left} {y:.1f}H{right}"/>'
        yield text(axes.left - 8, y + 4, panel.label(size), "end")
    yield f'<rect class="frame" x="{axes.left}" y="{TOP}" width="{PANEL_WIDTH}" height="{PANEL_HEIGHT}"/>'
    middle = axes.left + PANEL_WIDTH / 2
    yield text(middle, TOP - 16, panel.title, kind="title")
    yield text(middle, bottom + 42, "text in the input (bytes)")
    y = TOP + PANEL_HEIGHT / 2
    yield text(axes.left - 62, y, panel.unit, more=f' transform="rotate(-90 {axes.left - 62} {y:.1f})"')


def curve(axes, number, name, points):
    """Line and points; the name stands with a sample in the corner that curves leave free."""
    places = [axes.at(x, y) for x, y in sorted(points)]
    yield f'<path class="curve c{number}" d="M{" L".join(f"{x:.1f} {y:.1f}" for x, y in places)}"/>'
    for x, y in places:
        yield (f'<circle class="c{number}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' if number == 0 else
               f'<rect class="c{number}" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"/>')
    x, y = axes.left + 14, TOP + 22 + 20 * number
    yield f'<path class="curve c{number}" d="M{x} {y - 4}h22"/>'
    yield text(x + 30, y, name, "start", f"name c{number}")


def drawing(panels):
    """The SVG of two panels."""
    parts = [f'<rect class="page" width="{WIDTH}" height="{HEIGHT}"/>']
    for left, panel in zip(LEFTS, panels):
        curves = [(name, points) for name, points in panel.curves if points]
        axes = Axes(left, curves)
        parts.extend(rules(axes, panel))
        for number, (name, points) in enumerate(panel.curves):
            if points:
                parts.extend(curve(axes, number, name, points))
    body = "\n".join(parts)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
            f'role="img" aria-label="Computing time and peak memory against the size of the input">\n'
            f'<style>{STYLE}</style>\n{body}\n</svg>\n')
