"""The routes of line_items."""

from plano.declarations.route import ApiService

SERVICE = ApiService(
    slug="line_items",
    name="Line items",
    application="planoorder",
    purpose="What was ordered, at which prices, on which order.",
)
