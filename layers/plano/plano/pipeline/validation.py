"""Validation: the params as the route's model has them, or every fault in them."""

from dataclasses import dataclass
from typing import Generic

from pydantic import ValidationError

from plano.declarations.route import P, Route
from plano.errors import ParamFault, faulty
from plano.params.faults import duplicate, is_unicode, not_unicode, to_faults
from plano.pipeline.body import Body


@dataclass(frozen=True, slots=True)
class Validated(Generic[P]):
    """Either the params, or what is at fault in them. Nobody is told of the faults before who asks is known."""

    params: P | None
    faults: tuple[ParamFault, ...] = ()

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
    broken = [name for name in body.values if not is_unicode(name)]
    values = {name: value for name, value in body.values.items() if name not in broken} if broken else body.values
    faults = [*map(duplicate, body.duplicates), *map(not_unicode, broken)]
    try:
        return Validated(route.params.model_validate(values), tuple(faults))
    except ValidationError as error:
        details = error.errors(include_url=False)
        return Validated(None, (*faults, *to_faults(details, route.params)))
