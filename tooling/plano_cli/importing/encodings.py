"""Which encoding a file of text is in: by its first bytes, by what it can't be, and by what a library finds likely."""

from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

_CHUNK_LINE = 1 << 20
_SAMPLE = 1 << 16
_HEAD = 4096
_LETTERS = frozenset("äöüÄÖÜßéèêëàâáãçñîïíìôóòõûùúåæøÅÆØÉÈÊÀÁÂÇÑÓÔÍÚ€„“”‚‘’–—«»")
_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a byte order mark",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 (little-endian, without a byte order mark)",
    "utf-16-be": "UTF-16 (big-endian, without a byte order mark)",
    "cp1252": "Windows-1252",
    "mac-roman": "Mac Roman",
}


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding, as Python names it; and the name for a reader."""

    name: str
    is_sure: bool = True

    @property
    def label(self) -> str:
        """What a person calls it."""
        return _NAMES.get(self.name, self.name)

    @property
    def errors(self) -> str:
        """What to do with bytes that are no text: keep them, where that can be done."""
        return "replace" if self.name.startswith("utf-16") else "surrogateescape"

    def is_damaged(self, text: str) -> bool:
        """Whether the text has bytes in it that are none in this encoding."""
        if text.isascii():
            return False
        if self.errors == "replace":
            return "\ufffd" in text
        return any("\udc80" <= letter <= "\udcff" for letter in text)


def detect(path: Path) -> Encoding:
    """The encoding of the file, from all of its lines that are not plain ASCII (as far as 64 KB of them)."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        marked = _marked(head)
        if marked:
            return Encoding(marked)
        file.seek(0)
        good = bad = 0
        sample = bytearray()
        while line := file.readline(_CHUNK_LINE):
            if line.isascii():
                continue
            if _is_utf8(line):
                good += 1
                continue
            bad += 1
            if len(sample) < _SAMPLE:
                sample += line[: _SAMPLE - len(sample)]
    if bad <= good:  # the lines that are not UTF-8 are then damaged ones
        return Encoding("utf-8")
    return _likely(bytes(sample))


def _marked(head: bytes) -> str | None:
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    # The header of a file in UTF-16 is plain letters: each second byte of it is 0.
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even + odd > len(head) // 4 and max(even, odd) > 8 * min(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _likely(sample: bytes) -> Encoding:
    found = from_bytes(sample, cp_isolation=["cp1252", "mac_roman"])
    ranked = sorted((match.chaos, -_usual(match.encoding, sample), match.encoding) for match in found)
    # A single damaged byte makes Windows-1252 impossible, and nothing is impossible in Mac Roman: the letters decide.
    damaged = "cp1252" not in {name for _, _, name in ranked}
    if damaged and _usual("cp1252", sample) >= _usual("mac_roman", sample):
        return Encoding("cp1252", is_sure=False)
    is_sure = not damaged and (len(ranked) == 1 or ranked[0][:2] != ranked[1][:2])
    return Encoding(ranked[0][2].replace("_", "-") if ranked else "mac-roman", is_sure)


def _usual(encoding: str, sample: bytes) -> int:
    """How many letters of western Europe there are; the library tells too little of a short text."""
    text = sample.decode(encoding, "replace")
    return sum(letter in _LETTERS for letter in text)
