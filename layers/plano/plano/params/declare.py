"""How a param is declared: a field of a Pydantic model, with its order number and a description for its readers."""

from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from plano.params.settling import settle
from plano.params.types import Secret

Application = Literal["planoauth", "planoorder", "planox2"]
View = Literal["minimal", "default", "full"]


def param(
    order: int, description: str, *, default: Any = ..., example: Any = None, name: str | None = None, **limits: Any
) -> Any:
    """Declare a param.

    Args:
        order: where it stands on the route's page; equal numbers keep the order of declaration.
        description: for a reader who has never seen the system.
        default: None makes it optional; any other counts where the param is left out. As a caller would send it.
        example: what the example request holds; None leaves the param out of it.
        name: what callers call it, where Python can't (`class`, `_id`).
        limits: `ge` and `le` of numbers; `min_length` and `max_length` of strings, arrays and hashes; `pattern` of
            strings. They hold instead of those of the kind, or declaring them fails.
    """
    extra: dict[str, Any] = {"order": order, "limits": limits}
    if example is not None:
        extra["example"] = example
    if default is not ... and default is not None:
        extra["default"] = default
    return Field(default, description=description, json_schema_extra=extra, alias=name)


class Params(BaseModel):
    """The params of a route. An unknown param is a fault, and no value is converted to a type that it hasn't."""

    # Built by the route that takes them: the other models of a module cost its start nothing.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)

    takes_token: ClassVar[bool] = False
    """Whether a caller can say who it is."""
    example_params: ClassVar[frozenset[str]] = frozenset()
    """The params that the example request holds; where it names none, all that have an example."""
    shared_orders: ClassVar[frozenset[int]] = frozenset()
    """The order numbers under which several of a route's params stand on purpose, or of the params in them."""

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Have the limits of the model's own params hold.

        Raises:
            CannotDeclare: a param can't be described, or can't have such a limit.
        """
        settle(cls)

    @property
    def given(self) -> set[str]:
        """The params that stand in the request, those with null too; as the model calls them."""
        return self.model_fields_set


class SessionParams(Params):
    """What every route takes that needs a token. Those that take one otherwise: `plano.params.tokens`."""

    takes_token: ClassVar[bool] = True

    token: Secret = param(
        100,
        "The token of a session, or of an application. It may come in the header `Authorization: Bearer …` instead.",
        example="plano_session_…",
    )
    application: Application | None = param(
        200,
        "The application that the request is made for. It decides in which of the user's roles the request acts, and so"
        " what it may do. Left out, it is the application that the session was made for.",
        default=None,
        example="planoorder",
    )
    session_view: View | None = param(
        300,
        "How much of the session the answer holds under `session`: `minimal` (id, application, expires_at), `default`"
        " (and the user, the role and the times) or `full` (and the roles by application, and the permissions). Left"
        " out, the answer holds no session.",
        default=None,
    )


class WriteParams(SessionParams):
    """What every route takes that writes orders, services or line items. The header `Idempotency-Key` goes with it."""
