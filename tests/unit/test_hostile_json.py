"""Bodies that are made to be slow to read."""

import time
from contextlib import suppress

from hypothesis import example, given, settings
from hypothesis import strategies as st

from plano.params.json_text import MAX_DEPTH, NotJson, parse

_PIECES = st.lists(
    st.sampled_from(['"', "\\", '\\"', "\\\\", "[", "]", "{", "}", '"":', ",", "1", "-", " ", "e", "é"]),
    min_size=1,
    max_size=4,
).map("".join)
_SHORT, _TIMES_LONGER = 4_000, 16


def _seconds(raw: bytes) -> float:
    before = time.process_time()
    with suppress(NotJson):
        parse(raw)
    return time.process_time() - before


@settings(deadline=None)
@given(st.sampled_from(["", "[]" * (MAX_DEPTH + 1), '{"a":']), _PIECES)
@example("[]" * (MAX_DEPTH + 1) + '"', '\\"')
@example('"' * (MAX_DEPTH + 1), '[\\"')
def test_a_text_of_sixteen_times_the_length_takes_no_more_than_about_sixteen_times_as_long(
    beginning: str, repeated: str
) -> None:
    short, long = (
        _seconds((beginning + repeated * (length // len(repeated))).encode())
        for length in (_SHORT, _SHORT * _TIMES_LONGER)
    )
    # A way that is quadratic takes 256 times as long, which is seconds.
    assert long < 3 * _TIMES_LONGER * short + 0.2
