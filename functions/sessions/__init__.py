"""The routes of sessions."""

from plano.declarations.route import ApiService

SERVICE = ApiService(
    slug="sessions",
    name="Sessions",
    application="planoauth",
    purpose="Logins: who somebody is, in which application, for how long.",
)
