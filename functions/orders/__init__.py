"""The routes of orders."""

from plano.declarations.route import ApiService

SERVICE = ApiService(
    slug="orders",
    name="Orders",
    application="planoorder",
    purpose="What a client wants done at a property. Line items stand on orders.",
)
