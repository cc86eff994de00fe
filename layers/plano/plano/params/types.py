"""The types that a param can have: JSON's own, strictly. `"7"` is no integer, nor is `2.0`; `1` is no boolean."""

import re
from datetime import UTC, datetime
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, Inexact
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainValidator, SecretStr, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

from plano.params.kinds import BOUNDS, LENGTHS, Kind, Limits

LARGEST_INTEGER = 2**53 - 1
MAX_DIGITS = 38
"""How many significant digits DynamoDB holds exactly."""
_EXACT = Context(prec=MAX_DIGITS, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[Inexact])
_LARGEST_EXPONENT = 125
_SMALLEST_EXPONENT = -130
_FILEMAKER = re.compile(
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}) (?P<hour>\d{1,2}):(?P<minute>\d{2}):(?P<second>\d{2})"
    r"(?: (?P<half>[AaPp][Mm]))?",
    re.ASCII,
)


def exact_number(value: Any) -> Decimal:
    """The number, with every digit that it came with.

    Raises:
        PydanticCustomError: it is no number, or none that DynamoDB holds exactly.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("number", "must be a number")
    number = Decimal(value)
    if not number.is_finite():
        raise PydanticCustomError("number", "must be a number")
    if not _fits(number):
        raise PydanticCustomError("digits", "must have at most 38 significant digits")
    if number and not _SMALLEST_EXPONENT <= number.adjusted() <= _LARGEST_EXPONENT:
        raise PydanticCustomError("magnitude", "must be 0, or between 1e-130 and 1e126 in magnitude")
    return number


def _fits(number: Decimal) -> bool:
    """Whether no digit gets lost, zeros at the end apart."""
    try:
        _EXACT.plus(number)
    except Inexact:
        return False
    return True


def _moment(value: Any) -> datetime:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "must be a string")
    try:
        found = _filemaker(value) or datetime.fromisoformat(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise PydanticCustomError(
            "moment", "must be a date and time like 2026-11-24T09:30:00Z, or 11/24/2026 09:30:00 AM (UTC)"
        ) from None


def _filemaker(text: str) -> datetime | None:
    match = _FILEMAKER.fullmatch(text)
    if match is None:
        return None
    half, hour = match["half"], int(match["hour"])
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("a 12-hour clock goes from 1 to 12")
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    return datetime(year, month, day, hour, int(match["minute"]), int(match["second"]), tzinfo=UTC)


def _number(limits: Limits) -> tuple[Any, ...]:
    """What Pydantic goes by for a number with these limits."""
    low, high = limits.get("ge"), limits.get("le")
    described = {"minimum": low, "maximum": high}
    schema = {name: limit for name, limit in described.items() if limit is not None}

    def exact(value: Any) -> Decimal:
        number = exact_number(value)
        if low is not None and high is not None and not low <= number <= high:
            raise PydanticCustomError("number_range", f"must be between {low} and {high}")
        if low is not None and number < low:
            raise PydanticCustomError("number_range", f"must be at least {low}")
        if high is not None and number > high:
            raise PydanticCustomError("number_range", f"must be at most {high}")
        return number

    return PlainValidator(exact), WithJsonSchema({"type": "number", **schema})


_INTEGERS = (("ge", -LARGEST_INTEGER), ("le", LARGEST_INTEGER))
_IDS = (("ge", 1), ("le", LARGEST_INTEGER))
_NUMBER = Kind("float", BOUNDS, made=_number)
_PERCENT = Kind("float", BOUNDS, (("ge", 0), ("le", 100)), fixed=True, made=_number)
_STRING = (*LENGTHS, "pattern")

Integer = Annotated[
    int, Kind("integer", BOUNDS, _INTEGERS, fixed=True), Field(strict=True, ge=-LARGEST_INTEGER, le=LARGEST_INTEGER)
]
Id = Annotated[int, Kind("integer", BOUNDS, _IDS, fixed=True), Field(strict=True, ge=1, le=LARGEST_INTEGER)]
Text = Annotated[str, Kind("string", _STRING, (("max_length", 255),)), Field(strict=True, max_length=255)]
Boolean = Annotated[bool, Kind("boolean"), Strict()]
Number = Annotated[Decimal, *_NUMBER.metadata({})]
Percent = Annotated[Decimal, *_PERCENT.metadata({})]
Moment = Annotated[
    datetime, Kind("datetime"), PlainValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})
]


def _unicode(secret: SecretStr) -> SecretStr:
    # Pydantic lets lone surrogates through here, which it refuses in other strings.
    try:
        secret.get_secret_value().encode()
    except UnicodeEncodeError:
        raise PydanticCustomError("string_unicode", "must be valid Unicode") from None
    return secret


Secret = Annotated[
    SecretStr,
    Kind("secret", LENGTHS, (("max_length", 255),)),
    Field(strict=True, max_length=255),
    AfterValidator(_unicode),
]
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 128
NewPassword = Annotated[
    SecretStr,
    Kind("secret", LENGTHS, (("min_length", SHORTEST_PASSWORD), ("max_length", LONGEST_PASSWORD))),
    Field(strict=True, min_length=SHORTEST_PASSWORD, max_length=LONGEST_PASSWORD),
    AfterValidator(_unicode),
]
LONGEST_EMAIL = 254


def email_address(value: Any) -> str:
    """The email as mail servers take it: ASCII, the domain in lower case. Nobody is asked whether it exists.

    Raises:
        PydanticCustomError: no email could be sent to it.
    """
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "must be a string")
    if len(value) > LONGEST_EMAIL:
        raise PydanticCustomError("email", "must have at most 254 characters")
    from email_validator import EmailNotValidError, validate_email  # slow to import, and few routes need it

    try:
        found = validate_email(value, check_deliverability=False, allow_smtputf8=False, test_environment=True)
    except (EmailNotValidError, UnicodeError):
        raise PydanticCustomError("email", "must be an email, like ada@example.com") from None
    return found.ascii_email or found.normalized


Email = Annotated[
    str,
    Kind("email"),
    PlainValidator(email_address),
    WithJsonSchema({"type": "string", "format": "email", "maxLength": LONGEST_EMAIL}),
]
