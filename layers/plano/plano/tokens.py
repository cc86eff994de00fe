"""Tokens: 256 random bits behind a readable prefix. Whoever holds one is let in; the tables hold only its SHA-256."""

import hashlib
import re
import secrets

SESSION_PREFIX = "plano_session_"
APPLICATION_PREFIX = "plano_app_"
_SHAPE = re.compile(rf"(?:{SESSION_PREFIX}|{APPLICATION_PREFIX})[A-Za-z0-9_-]{{43}}", re.ASCII)
# Whatever starts like a token is kept out of logs, even one that was cut short.
_ANYWHERE = re.compile(rf"({SESSION_PREFIX}|{APPLICATION_PREFIX})[A-Za-z0-9_-]+", re.ASCII)


def new_token(prefix: str) -> str:
    """A new token. It is shown to its owner once and stored nowhere."""
    return prefix + secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the tables hold instead of the token: 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def looks_like_token(value: str) -> bool:
    """Whether a look-up is worth making: only values of this shape are ever given out."""
    return _SHAPE.fullmatch(value) is not None


def without_tokens(text: str) -> str:
    """The text with every token in it cut down to its prefix."""
    return _ANYWHERE.sub(r"\1***", text)
