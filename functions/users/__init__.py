"""The routes of users."""

from plano.declarations.route import ApiService

SERVICE = ApiService(
    slug="users",
    name="Users",
    application="planoauth",
    purpose="People, and how they become users and clients.",
)
