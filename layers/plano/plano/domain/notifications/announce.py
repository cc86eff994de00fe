"""Announcing a notification on the topic, for whoever has to act on it."""

from collections.abc import Mapping
from typing import Any

from plano.domain.notifications.record import to_answer
from plano.settings import settings
from plano.store import topic


def announce(notification: Mapping[str, Any]) -> None:
    """Publish the notification, where there is a topic.

    Raises:
        ServiceUnavailable: SNS did not take it.
    """
    arn = settings().notifications_topic
    if arn:
        subject = f"Plano {settings().environment}: {notification['status']} in {notification['route']}"
        topic.publish(arn, subject[:100], to_answer(notification))
