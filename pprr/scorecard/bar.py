"""Counts as one bar in parts, as inline SVG. Its looks are the style sheet's, by class."""

from collections.abc import Iterable

from markupsafe import Markup

_WIDE, _TALL, _GAP = 300, 10, 2


def stack(parts: Iterable[tuple[str, int]]) -> Markup:
    """Counts as one bar in parts, each of the class that it is named by; a picture of counts told beside it."""
    listed = [(name, count) for name, count in parts if count]
    whole, left, boxes = sum(count for _, count in listed) or 1, 0.0, []
    for name, count in listed:
        wide = _WIDE * count / whole
        boxes.append(f'<rect class="{name}" x="{_n(left)}" width="{_n(max(wide - _GAP, 1))}" height="{_TALL}"/>')
        left += wide
    size = f'width="{_WIDE}" height="{_TALL}" viewBox="0 0 {_WIDE} {_TALL}" preserveAspectRatio="none"'
    return Markup(f'<svg class="stack" aria-hidden="true" {size}>{"".join(boxes)}</svg>')  # noqa: S704 - numbers


def _n(number: float) -> str:
    """A length to a tenth of a pixel, without needless zeros."""
    return f"{number:.1f}".removesuffix(".0")
