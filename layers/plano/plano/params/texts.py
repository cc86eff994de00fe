"""Kinds that travel as strings of one form: dates, times of day, URLs and UUIDs. What no route uses is not imported."""

import re
from datetime import date, time
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError
from pydantic_core import Url as ParsedUrl

from plano.params.kinds import Kind

LONGEST_URL = 2048
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_URL = re.compile(r"https?://[^\s\\\x00-\x20\x7f]+", re.IGNORECASE)


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "must be a string")
    return value


def _date(value: Any) -> date:
    text = _string(value)
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # a day that no month has: refused below, like every other
    raise PydanticCustomError("date", "must be a date like 2026-11-24")


def _time(value: Any) -> time:
    text = _string(value)
    try:
        if _TIME.fullmatch(text):
            return time.fromisoformat(text)
    except ValueError:
        pass  # an hour that no day has: refused below, like every other
    raise PydanticCustomError("time", "must be a time of day like 09:30 or 09:30:00, without a time zone")


def _uuid(value: Any) -> str:
    text = _string(value)
    if not _UUID.fullmatch(text):
        raise PydanticCustomError("uuid", "must be a UUID like 0b5cb6a6-5f0f-4d0f-9d3c-6c2b1f0f8a11")
    return text


def _url(value: Any) -> str:
    text = _string(value)
    if len(text) > LONGEST_URL:
        raise PydanticCustomError("url", f"must have at most {LONGEST_URL} characters")
    try:
        if _URL.fullmatch(text) and ParsedUrl(text).host:
            return text
    except ValueError:
        pass  # a host or port that can't be: refused below, like every other
    raise PydanticCustomError("url", "must be a URL like https://example.com/page")


def _described(format: str, **limits: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "format": format, **limits})


Date = Annotated[date, Kind("date"), PlainValidator(_date), _described("date")]
Time = Annotated[time, Kind("time"), PlainValidator(_time), _described("time-local")]
Uuid = Annotated[str, Kind("uuid"), PlainValidator(_uuid), _described("uuid")]
"""It is kept in the letter case in which it comes."""
Url = Annotated[str, Kind("url"), PlainValidator(_url), _described("uri", maxLength=LONGEST_URL)]
"""It is kept as it comes, and nobody is asked whether there is such a page."""
