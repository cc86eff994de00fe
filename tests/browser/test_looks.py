"""How pages look: as they did when somebody last looked at them, whatever the fonts; and what is broken is seen."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.looks import FOLDER, LEAST_SEEN, LOOKS, Look, difference, opened, photographed, reduced

_MOST_OTHER_BLOCKS = 0.1
_BREAKS = {
    "a lost stylesheet": "document.querySelector('link[href*=\"parts.css\"]').disabled = true",
    "a moved column": "document.querySelector('.columns').style.direction = 'rtl'",
    "another ground": "document.documentElement.style.setProperty('--paper', '#fbf6ea')",
    "another accent": "document.documentElement.style.setProperty('--accent', '#b0227a')",
}
_OTHER_FONTS = """fonts => {
  const { style } = document.documentElement;
  style.setProperty("--sans", fonts[0]);
  style.setProperty("--mono", fonts[1]);
  document.body.style.letterSpacing = fonts[2];
}"""
_FONTS = {
    "with serifs": ("serif", "monospace", "normal"),
    "narrow": ("sans-serif", "monospace", "-0.03em"),
}
_ROUTE = Look("route", "laptop", "light")
_MOST_TEXT = (
    _ROUTE,
    *(
        Look(*seen)
        for seen in (("start", "phone", "light"), ("route", "phone", "dark"), ("statuses", "laptop", "dark"))
    ),
)
"""Those in which other fonts change most."""


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_a_page_looks_as_it_did(browser: Browser, url: str, look: Look, tmp_path: Path) -> None:
    found, photograph = _picture(browser, url, look)
    differs = difference(browser, look.file.read_bytes(), found)
    if differs.blocks > _MOST_OTHER_BLOCKS or differs.colours:
        new = tmp_path / f"{look.name}.png"
        new.write_bytes(photograph)
        colours = f", new colours {'; '.join(differs.colours)}" if differs.colours else ""
        pytest.fail(
            f"{look.name} looks different: {differs.blocks:.1%} of its blocks{colours}. See {new}; if that is right,"
            " `make screenshots` takes the pictures anew."
        )


def test_no_picture_is_of_nothing() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {look.file.name for look in LOOKS}
    assert sum(look.file.stat().st_size for look in LOOKS) < 60_000


@pytest.mark.parametrize("fonts", _FONTS)
@pytest.mark.parametrize("look", _MOST_TEXT, ids=lambda look: look.name)
def test_other_fonts_make_no_difference(browser: Browser, url: str, look: Look, fonts: str) -> None:
    found, _ = _picture(browser, url, look, _OTHER_FONTS, _FONTS[fonts])
    differs = difference(browser, look.file.read_bytes(), found)
    assert differs.blocks < _MOST_OTHER_BLOCKS
    assert differs.colours == ()


@pytest.mark.parametrize("broken", _BREAKS)
def test_what_is_broken_is_seen(browser: Browser, url: str, broken: str) -> None:
    found, _ = _picture(browser, url, _ROUTE, _BREAKS[broken])
    differs = difference(browser, _ROUTE.file.read_bytes(), found)
    assert differs.blocks > _MOST_OTHER_BLOCKS or differs.colours


def _picture(browser: Browser, url: str, look: Look, script: str = "", given: object = None) -> tuple[bytes, bytes]:
    """A page's picture, and what it is made of, after a script has changed the page."""
    page = opened(browser, url, look)
    if script:
        page.evaluate(script, given)
    photograph = photographed(page)
    page.context.close()
    return reduced(browser, photograph, LEAST_SEEN), photograph
