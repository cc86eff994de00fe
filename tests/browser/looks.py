"""How pages look, in blocks as wide as three letters: too coarse for fonts to matter, not for what is lost or moved.

A picture's last row holds the colours of the page's larger plain areas. `make screenshots` takes them anew.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).with_name("pictures")
_SIZES = {"phone": (390, 844), "laptop": (1280, 800), "desk": (1920, 1080)}
_ADDRESSES = {
    "start": "/",
    "route": "/line_items/create",
    "statuses": "/statuses",
    "guide": "/retrying-safely",
    "search": "/paging",
}
_OPENS_SEARCH = "search"
LEAST_KEPT, LEAST_SEEN = 0.0001, 0.0006
"""Of how much of the page a plain colour is kept in its picture, and of how much a new one is noticed."""


@dataclass(frozen=True, slots=True)
class Look:
    """A page on a screen in a theme."""

    page: str
    screen: str
    scheme: str

    @property
    def name(self) -> str:
        """What its picture is called."""
        return f"{self.page}-{self.screen}-{self.scheme}"

    @property
    def file(self) -> Path:
        """Where its picture is."""
        return FOLDER / f"{self.name}.png"


LOOKS = (
    *(Look("start", *seen) for seen in (("phone", "light"), ("laptop", "dark"), ("desk", "light"))),
    *(Look("route", *seen) for seen in (("phone", "dark"), ("laptop", "light"), ("desk", "dark"))),
    *(Look("statuses", *seen) for seen in (("phone", "light"), ("laptop", "dark"))),
    *(Look("guide", *seen) for seen in (("phone", "dark"), ("desk", "light"))),
    *(Look("search", *seen) for seen in (("phone", "light"), ("laptop", "dark"))),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What two pictures differ in: the share of blocks that are others, and plain colours that only the new one has."""

    blocks: float
    colours: tuple[str, ...]


def opened(browser: Browser, url: str, look: Look) -> Page:
    """The page, as it is to be seen, in a window of its own: whoever opens it closes its context."""
    width, height = _SIZES[look.screen]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if look.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url + _ADDRESSES[look.page])
    if page.locator("form[data-name]").count():
        page.wait_for_selector("form[data-filled]")
    if look.page == _OPENS_SEARCH:
        page.locator("#search").click()
        page.wait_for_selector("#found .hit")
    return page


def photographed(page: Page) -> bytes:
    """What is in view, at full size, as PNG."""
    return page.screenshot(animations="disabled")


def reduced(browser: Browser, photograph: bytes, least: float = LEAST_KEPT) -> bytes:
    """The picture of it, as PNG, with the plain colours that at least so much of the page has."""
    return _decoded(_in_a_blank_page(browser, _REDUCED, {"photograph": _encoded(photograph), "least": least}))


def difference(browser: Browser, wanted: bytes, found: bytes) -> Difference:
    """What two pictures differ in."""
    said = _in_a_blank_page(browser, _COMPARED, {"wanted": _encoded(wanted), "found": _encoded(found)})
    blocks, _, colours = said.partition(" ")
    return Difference(float(blocks), tuple(colours.split()))


def renew(browser: Browser, url: str) -> int:
    """Take all pictures anew; how many there are."""
    FOLDER.mkdir(exist_ok=True)
    for look in LOOKS:
        page = opened(browser, url, look)
        look.file.write_bytes(reduced(browser, photographed(page)))
        page.context.close()
    return len(LOOKS)


def _in_a_blank_page(browser: Browser, script: str, given: Mapping[str, str | float]) -> str:
    """What a script returns that has a canvas: the portal's own pages forbid it to read a picture."""
    page = browser.new_page()
    returned = str(page.evaluate(_PIXELS + script, given))
    page.close()
    return returned


def _encoded(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode()


def _decoded(address: str) -> bytes:
    return base64.b64decode(address.partition(",")[2])


_PIXELS = """given => {
  const BLOCK = 24;
  const pixelsOf = async (address, block = 1) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width / block);
    canvas.height = Math.round(image.height / block);
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return { canvas, context, data: context.getImageData(0, 0, canvas.width, canvas.height).data };
  };
"""
_REDUCED = """
  // Text is nowhere plain for so many pixels in both directions.
  const PLAIN = 8;
  const plainColours = ({ data, canvas: { width, height } }) => {
    const colours = new Uint32Array(data.buffer);
    const counted = new Map();
    for (let y = 0; y + PLAIN < height; y += 2) {
      for (let x = 0; x + PLAIN < width; x += 2) {
        const at = y * width + x;
        const colour = colours[at];
        const corners = [at + PLAIN, at + PLAIN * width, at + PLAIN * (width + 1), at + (PLAIN / 2) * (width + 1)];
        if (corners.every((corner) => colours[corner] === colour)) {
          counted.set(colour, (counted.get(colour) ?? 0) + 4);
        }
      }
    }
    const shares = [...counted].map(([colour, count]) => [colour, count / (width * height)]);
    return shares.filter(([, share]) => share >= given.least).sort((one, other) => other[1] - one[1]);
  };
  return Promise.all([pixelsOf(given.photograph), pixelsOf(given.photograph, BLOCK)]).then(([full, small]) => {
    const { canvas, context, data } = small;
    canvas.height += 1;
    context.putImageData(new ImageData(data, canvas.width), 0, 0);
    plainColours(full).slice(0, canvas.width).forEach(([colour], place) => {
      context.fillStyle = `rgb(${colour & 255} ${(colour >> 8) & 255} ${(colour >> 16) & 255})`;
      context.fillRect(place, canvas.height - 1, 1, 1);
    });
    return canvas.toDataURL("image/png");
  });
}"""
_COMPARED = """
  const OTHER_BLOCK = 32;
  const OTHER_COLOUR = 3;
  const apart = (one, other) => Math.max(...one.map((channel, place) => Math.abs(channel - other[place])));
  const read = ({ data, canvas: { width, height } }) => {
    const all = Array.from({ length: width * height }, (_, pixel) => [...data.slice(4 * pixel, 4 * pixel + 4)]);
    const last = width * (height - 1);
    return { blocks: all.slice(0, last), colours: all.slice(last).filter(([, , , alpha]) => alpha) };
  };
  return Promise.all([pixelsOf(given.wanted), pixelsOf(given.found)]).then((both) => {
    const [wanted, found] = both.map(read);
    if (wanted.blocks.length !== found.blocks.length) return "1";
    const others = found.blocks.filter((block, place) => apart(block, wanted.blocks[place]) > OTHER_BLOCK);
    const isNew = (colour) => wanted.colours.every((known) => apart(colour, known) > OTHER_COLOUR);
    const colours = found.colours.filter(isNew).map((colour) => colour.slice(0, 3).join());
    return [others.length / found.blocks.length, ...colours].join(" ");
  });
}"""
