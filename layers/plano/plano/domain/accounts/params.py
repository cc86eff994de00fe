"""The params of the routes under users."""

from plano.params.declare import Application, Params, param
from plano.params.tokens import UserParams
from plano.params.types import Email, NewPassword, Text


class RegisterUser(Params):
    """Somebody who registers."""

    email: Email = param(
        100,
        "The email to log in with. Letter case doesn't matter: one email has one user.",
        example="ada@example.com",
    )
    password: NewPassword = param(
        200, "The password to log in with. Any characters do, and spaces count.", example="a long enough password"
    )
    first_name: Text | None = param(300, "The user's first name.", default=None, example="Ada")
    last_name: Text | None = param(400, "The user's last name.", default=None, example="Lovelace")
    application: Application | None = param(
        500,
        "The application that the session is made for; PlanoAuth (`planoauth`), where users register, if left out.",
        default=None,
        example="planoorder",
    )


class RegisterClient(UserParams):
    """A user who becomes a client."""

    phone: Text | None = param(
        400, "The number to call about orders.", default=None, example="+1 212 555 0100", max_length=50
    )
    company_name: Text | None = param(
        500,
        "The company that the client orders for. A liaison of the same company can see the client's orders.",
        default=None,
        example="Ada's Houses",
    )
