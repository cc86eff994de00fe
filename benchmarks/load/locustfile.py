"""A caller that adds one line item after the other, each to an order of its own: locust runs so many of them."""

import itertools
import json
import os
import uuid

from locust import FastHttpUser, constant, task

_ORDERS = itertools.cycle(json.loads(os.environ["LOAD_ORDERS"]))
_PARAMS = json.loads(os.environ["LOAD_PARAMS"])


class Caller(FastHttpUser):
    """A caller that waits for each answer."""

    wait_time = constant(0)

    def on_start(self) -> None:
        """Take an order."""
        self.order = next(_ORDERS)

    @task
    def create(self) -> None:
        """Add a line item."""
        params = {**_PARAMS, "itemable_id": self.order, "key": uuid.uuid4().hex}
        self.client.post("/api/v1/line_items/create", json=params)
