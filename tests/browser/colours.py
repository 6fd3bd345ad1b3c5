"""The contrast of two colours, as WCAG 2 defines it."""

import re


def contrast(one: str, other: str) -> float:
    """The contrast of two colours such as ``rgb(0, 112, 60)``: 1 for the same, 21 for black on white."""
    darker, lighter = sorted(_luminance(colour) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
