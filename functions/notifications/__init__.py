"""The routes of notifications."""

from plano.declarations.route import ApiService

SERVICE = ApiService(
    slug="notifications",
    name="Notifications",
    application="planox2",
    purpose="What went wrong on the platform's side: which request crashed, which email failed.",
)
