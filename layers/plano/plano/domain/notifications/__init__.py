"""Notifications: what went wrong on our side, for operators; a record each, and a message on a topic."""
