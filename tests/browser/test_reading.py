"""Reading a page: its code is coloured, whoever writes it there, and the page can be copied as Markdown."""

import httpx
from playwright.sync_api import Page, expect

from browser.conftest import Open

_COLOURED = """kind => [...CSS.highlights.get(`code-${kind}`)]
    .filter(range => range.startContainer.isConnected && range.toString())
    .map(range => range.toString())"""

_JSON = '{"name": "a text", "n": 1.5}'


def _coloured(opened: Page, kind: str) -> list[str]:
    found: list[str] = opened.evaluate(_COLOURED, kind)
    return found


def test_a_page_is_copied_as_markdown(page: Open, url: str) -> None:
    opened = page("/retrying-safely", permissions=["clipboard-read", "clipboard-write"])
    button = opened.locator("#copy-page")
    button.click()
    expect(button).to_have_text("Copied")
    copied = opened.evaluate("navigator.clipboard.readText()")
    assert copied == httpx.get(f"{url}/retrying-safely.md", timeout=60).text
    assert copied.startswith("# Retrying safely\n")


def test_where_the_clipboard_is_refused_the_markdown_is_shown(page: Open, url: str, complaints: list[str]) -> None:
    opened = page("/paging", permissions=[])
    opened.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('refused')) }")
    opened.locator("#copy-page").click()
    opened.wait_for_url(f"{url}/paging.md")
    assert "# Paging" in opened.content()
    # A text names no icon, so the browser looks for one where there is none. Nothing more is heard once it is closed.
    opened.context.close()
    complaints[:] = [text for text in complaints if "404" not in text]


def test_code_is_coloured_and_so_is_what_a_script_writes_into_it(page: Open) -> None:
    opened = page("/retrying-safely")
    assert "import" in _coloured(opened, "word")
    assert any(text.startswith("# store it") for text in _coloured(opened, "comment"))
    block = opened.locator("pre code").first
    block.evaluate("(code, text) => { code.textContent = text }", _JSON)
    expect(block).to_have_text(_JSON)
    assert {'"name"', '"n"'} <= set(_coloured(opened, "name"))
    assert '"a text"' in _coloured(opened, "text")
    assert "1.5" in _coloured(opened, "number")
    assert "import" not in _coloured(opened, "word")


def test_an_answer_is_coloured_when_it_comes(page: Open) -> None:
    opened = page("/line_items/create")
    opened.wait_for_selector("form[data-filled]")
    opened.locator("#send").click()
    expect(opened.locator("#outcome")).to_contain_text("action-successful")
    assert '"action-successful"' in _coloured(opened, "text")
    assert '"request_id"' in _coloured(opened, "name")
