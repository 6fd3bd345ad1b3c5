"""A logo is small and of shapes alone: nothing in it runs, asks another machine for something, or names an entity."""

import base64
import struct
import zlib
from pathlib import Path

import pytest
from builders.command import pprr
from builders.project import PERIOD, PORTFOLIO, copy_project
from builders.told import refused

from pprr.domain.errors import ProjectError
from pprr.run.publish.logo import logo_address

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
SHAPE = '<path d="M 0 0 L 9 9 z" fill="#12436D" />'


def _png() -> bytes:
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(bytes(4))) + part(b"IEND", b"")


def held(address: str) -> bytes:
    return base64.b64decode(address.partition("base64,")[2])


@pytest.mark.parametrize(
    ("within", "kept"),
    [
        pytest.param(SHAPE, SHAPE, id="shapes stay"),
        pytest.param(f"<script>alert(1)</script>{SHAPE}", SHAPE, id="a script"),
        pytest.param(f'<image x:href="https://a.invalid/b.png" />{SHAPE}', SHAPE, id="a picture from elsewhere"),
        pytest.param(f"<foreignObject><p>x</p></foreignObject>{SHAPE}", SHAPE, id="foreign content"),
        pytest.param(f"<style>@import url(https://a.invalid)</style>{SHAPE}", SHAPE, id="a style sheet"),
        pytest.param(SHAPE.replace(" />", ' onload="alert(1)" />'), SHAPE, id="a handler"),
        pytest.param('<a x:href="javascript:alert(1)">x</a>' + SHAPE, SHAPE, id="a link"),
        pytest.param(SHAPE.replace("#12436D", "url(https://a.invalid/x)"), '<path d="M 0 0 L 9 9 z" />', id="a fill"),
        pytest.param(SHAPE.replace("#12436D", "url(#a)"), SHAPE.replace("#12436D", "url(#a)"), id="a fill of its own"),
    ],
)
def test_an_svg_is_left_with_its_shapes(tmp_path: Path, within: str, kept: str) -> None:
    path = tmp_path / "logo.svg"
    path.write_text(SVG.format(within))
    address = logo_address(path, name="logo.svg")

    assert address.startswith("data:image/svg+xml;base64,")
    assert held(address).decode() == f'<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg">{kept}</svg>'


def test_a_png_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(_png())

    assert held(logo_address(path, name="logo.png")) == _png()


@pytest.mark.parametrize(
    ("data", "case"),
    [
        pytest.param(None, "missing", id="not there"),
        pytest.param(_png() + bytes(30_000), "large", id="too large"),
        pytest.param(b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "declared", id="entities"),
        pytest.param(b"<html></html>", "neither", id="another XML"),
        pytest.param(b"GIF89a", "neither", id="another picture"),
    ],
)
def test_any_other_file_is_refused(tmp_path: Path, data: bytes | None, case: str) -> None:
    path = tmp_path / "logo.svg"
    if data is not None:
        path.write_bytes(data)
    with refused(ProjectError, "logo-unusable", case=case):
        logo_address(path, name="logo.svg")


@pytest.mark.kernel
def test_a_page_carries_logo_and_web_address_and_is_made_anew_for_another(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    settings, logo = project.root / "pprr.toml", project.root / "data" / "raw" / "logo.svg"
    text = settings.read_text().replace(
        "[page]", 'web = "https://council.invalid"\nlogo = "data/raw/logo.svg"\n\n[page]', 1
    )
    settings.write_text(text)
    missing = pprr("run", str(PERIOD), project=project)
    assert (missing.returncode, "data/raw/logo.svg" in missing.stderr + missing.stdout) == (1, True)

    logo.write_text(SVG.format(SHAPE))
    assert pprr("run", str(PERIOD), project=project).returncode == 0
    page = (project.reports(PERIOD) / f"{PORTFOLIO}.html").read_text()
    assert f'<img class="logo" src="{logo_address(logo, name="")}" alt="">' in page
    assert '<a href="https://council.invalid">https://council.invalid</a>' in page
    logo.write_text(SVG.format(SHAPE.replace("9 9", "8 8")))
    assert "data: logo.svg" in pprr("run", "--plan", str(PERIOD), project=project).stdout
