"""The portal as a Lambda function: an ASGI app behind Mangum."""

from mangum import Mangum

from documentation.site import site

handler = Mangum(site(), lifespan="off")
