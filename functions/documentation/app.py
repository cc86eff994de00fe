"""The portal as a Lambda function: an ASGI app behind Mangum."""

from mangum import Mangum
from mangum.adapter import DEFAULT_TEXT_MIME_TYPES

from documentation.site import site

_TEXTS = [*DEFAULT_TEXT_MIME_TYPES, "application/atom+xml", "application/yaml", "image/svg+xml"]
"""Sent as they are. As bytes, API Gateway would decode them only for clients whose Accept header asks for it."""

handler = Mangum(site(), lifespan="off", text_mime_types=_TEXTS)
