"""Validation: the params as the route's model has them, or every fault in them."""

from collections.abc import Sequence
from typing import Generic, NamedTuple

from pydantic import ValidationError

from plano.declarations.route import P, Route
from plano.errors import ParamFault, faulty
from plano.params.faults import duplicates, to_faults
from plano.params.unknown import without_unknown
from plano.pipeline.body import Body


class Validated(NamedTuple, Generic[P]):
    """Either the params, or what is at fault in them. The faults are answered only after it is known who asks."""

    params: P | None
    faults: tuple[ParamFault, ...] = ()

    def also(self, faults: Sequence[ParamFault]) -> "Validated[P]":
        """The same, with what is wrong beside the body."""
        return self._replace(faults=(*self.faults, *faults))

    def get(self) -> P:
        """The params.

        Raises:
            StatusError: missing-param when any is missing, else invalid-param; with all the faults of both kinds.
        """
        if self.params is None or self.faults:
            raise faulty(self.faults)
        return self.params


def validate(body: Body, route: Route[P]) -> Validated[P]:
    """Hold the params against the route's declaration."""
    values, unknown = without_unknown(body.values, route.params)
    faults = (*duplicates(body.duplicates), *unknown)
    try:
        return Validated(route.params.model_validate(values), faults)
    except ValidationError as error:
        return Validated(None, (*faults, *to_faults(error.errors(include_url=False))))
