"""Before a snapshot: what a process does once, with its first request, is done once for all environments."""

import gc
from typing import NoReturn

from plano import deadline, snapshot
from plano.declarations.example import example_event
from plano.declarations.route import P, Route
from plano.errors import StatusError
from plano.log import logger
from plano.params.json_text import dump
from plano.pipeline import identification
from plano.pipeline.answer import Answer
from plano.pipeline.call import Call
from plano.pipeline.observation import Observation
from plano.pipeline.request import Request
from plano.pipeline.way import answer_request
from plano.statuses import INVALID_TOKEN
from plano.store.client import StoreUnavailable
from plano.store.records import prepare

_SECONDS = 3.0
"""How long it may take: Lambda ends an initialization after ten seconds."""


def rehearse(route: Route[P]) -> None:
    """Answer the route's example up to its action, whose token is none: that makes the client and tries a read.

    Nothing is written, logged or counted. What was read is forgotten, and the connection closed. Where the store can't
    be reached, the first request opens the first connection.
    """
    logger()
    prepare()
    try:
        with deadline.within(_SECONDS):
            answer_request(Request.from_event(example_event(route)), route, _refuse, Observation())
    except StatusError as refused:
        dump(Answer.from_error(refused).to_response("rehearsal"))
    except StoreUnavailable:
        pass
    identification.forget()
    snapshot.before(_settle)
    snapshot.reseed_after()


def _refuse(_call: Call[P]) -> NoReturn:
    raise StatusError(INVALID_TOKEN)


def _settle() -> None:
    """Leave what is there out of every later look for cycles: it would copy each page of the snapshot."""
    gc.collect()
    gc.freeze()
