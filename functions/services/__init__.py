"""The routes of services."""

from plano.declarations.route import ApiService

SERVICE = ApiService(
    slug="services",
    name="Services",
    application="planoorder",
    purpose="The catalog: the services that can be ordered, and what they cost.",
)
