"""Fonts that a reader may have instead of ours: one wide, one narrow, both carried by matplotlib on every machine."""

import base64
import functools
from pathlib import Path

import matplotlib as mpl
import pytest
from playwright.sync_api import Page

AS_IT_IS = "the page's own"
_FILES = {"wide": "DejaVuSans.ttf", "narrow": "STIXGeneral.ttf"}
FONTS = [pytest.param(name, id=f"font: {name}") for name in (AS_IT_IS, *_FILES)]
OTHER_FONTS = FONTS[1:]


@functools.cache
def font_rules(name: str, selector: str) -> str:
    """The style rules that set everything under the selector in the font; nothing for the page's own."""
    if name == AS_IT_IS:
        return "* {}"
    data = (Path(mpl.get_data_path()) / "fonts" / "ttf" / _FILES[name]).read_bytes()
    return (
        f"@font-face {{ font-family: '{name}'; src: url(data:font/ttf;base64,{base64.b64encode(data).decode()}) }}\n"
        f"{selector} {{ font-family: '{name}' !important }}"
    )


def await_font(page: Page, name: str) -> None:
    """Waits until the page has the font, which is else asked for when it is next laid out, and comes a little later."""
    if name != AS_IT_IS:
        assert page.evaluate("async name => (await document.fonts.load(`16px '${name}'`)).length", name) == 1
