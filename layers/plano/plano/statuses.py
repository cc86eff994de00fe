"""The catalog of statuses: what an answer can say, its HTTP code, and what it means to a caller."""

from http import HTTPStatus
from typing import NamedTuple


class Status(NamedTuple):
    """One status: its slug, its HTTP code, its meaning, and the message an answer holds unless it has a better one.

    `holds`: which of `data` and `session` can stand in an answer with it.
    """

    slug: str
    code: int
    description: str
    message: str
    uncommon: bool = False
    holds: tuple[str, ...] = ()


ACTION_SUCCESSFUL = Status(
    "action-successful",
    HTTPStatus.OK,
    "The request did what it was asked to. What there is to return is under `data`.",
    "The request was successful.",
    holds=("data", "session"),
)
INVALID_CONTENT_TYPE = Status(
    "invalid-content-type",
    HTTPStatus.BAD_REQUEST,
    "The `content-type` header is not the one that this route reads: `application/json`, or `text/plain` on a route"
    " with sensitive params. Letter case and a charset don't matter.",
    "Send the request with the content-type that this route reads.",
)
PAYLOAD_TOO_LARGE = Status(
    "payload-too-large",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "The body is larger than the route takes. How much that is follows from the limits of its params; it is never more"
    " than 1 MB, and `message` says it.",
    "The request's body is too large for this route.",
    uncommon=True,
)
INVALID_ENCODED_PARAMS = Status(
    "invalid-encoded-params",
    HTTPStatus.BAD_REQUEST,
    "The body could not be decoded: it is not JSON, not UTF-8 or nested too deeply; or, on a route with sensitive"
    " params, it is not the base64 of JSON.",
    "The request's body could not be decoded.",
    uncommon=True,
)
NO_PARAMS_DECODED = Status(
    "no-params-decoded",
    HTTPStatus.BAD_REQUEST,
    "The body was decoded, but it holds no params: it is empty, an empty object, null, or no object at all.",
    "Send the params as a JSON object with at least one of them in it.",
    uncommon=True,
)
MISSING_PARAM = Status(
    "missing-param",
    HTTPStatus.BAD_REQUEST,
    "A required param is absent or null. `errors` names each one, and every invalid param beside them.",
    "A required param is missing: `errors` says which.",
)
INVALID_PARAM = Status(
    "invalid-param",
    HTTPStatus.BAD_REQUEST,
    "A param has the wrong type, length, value or format, is not known to the route, or names a record that does not"
    " exist for this caller. `errors` names every param at fault; of more than a hundred of one kind, it says how many"
    " more there are.",
    "A param is invalid: `errors` says which, and why.",
)
INVALID_TOKEN = Status(
    "invalid-token",
    HTTPStatus.UNAUTHORIZED,
    "No application and no session has this token.",
    "The token is not valid: log in again, or check the application's token.",
)
SESSION_EXPIRED = Status(
    "session-expired",
    HTTPStatus.UNAUTHORIZED,
    "The session is older than seven days, or was not used for 72 hours, so its user has to log in again. A session"
    " made with `remember_me` does not expire.",
    "The session has expired: log in again.",
)
CLIENT_REQUIRED = Status(
    "client-required",
    HTTPStatus.UNAUTHORIZED,
    "The user has no client, employee or liaison record, and with it no role. Send the user to PlanoAuth's client"
    " registration, which calls `/api/v1/users/client_register`. The answer holds `session` all the same, and in"
    " it `token`, which that route needs.",
    "Register as a client first, with this session's token.",
    holds=("data", "session"),
)
PERMISSION_DENIED = Status(
    "permission-denied",
    HTTPStatus.FORBIDDEN,
    "The role in which the caller acts in this application may not do this.",
    "Your role in this application may not do this.",
)
TOO_MANY_REQUESTS = Status(
    "too-many-requests",
    HTTPStatus.TOO_MANY_REQUESTS,
    "A limit of tries was reached: five wrong logins for one email, or fifty from one address, in fifteen minutes; or"
    " more requests a second than the route, or the whole API, takes. The `retry-after` header says in how many seconds"
    " to try again.",
    "Too many tries: wait as long as the retry-after header says.",
)
APPLICATION_CRASH = Status(
    "application-crash",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Something unforeseen happened on our side. A notification of it is recorded; try again later.",
    "Something went wrong on our side. Please try again later.",
)
MANDRILL_EMAIL_FAILED = Status(
    "mandrill-email-failed",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Mandrill did not take an email. What the request did is kept, the email waits in a queue and is sent later, and a"
    " notification is recorded.",
    "The request was carried out, but its email has not gone out yet: it is tried again.",
    holds=("data", "session"),
)
ROUTE_NON_EXISTENT = Status(
    "route-non-existent",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "No route has this method and path. `message` names the nearest ones.",
    "No route has this method and path.",
)
ROUTE_NOT_FOUND = Status(
    "route-not-found",
    HTTPStatus.NOT_FOUND,
    "The route's record is not deployed yet, or is switched off.",
    "This route is not deployed at the moment.",
    uncommon=True,
)
SERVICE_NOT_FOUND = Status(
    "service-not-found",
    HTTPStatus.NOT_FOUND,
    "The record of the route's API service is not deployed yet, or is switched off.",
    "This route's API service is not deployed at the moment.",
    uncommon=True,
)
IDENTIFY_REQUEST_ERROR = Status(
    "identify-request-error",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Something failed on our side before the route could be identified. Try again later.",
    "The request could not be identified. Please try again later.",
    uncommon=True,
)
EMAIL_NOT_FOUND = Status(
    "email-not-found",
    HTTPStatus.BAD_REQUEST,
    "No user has this email.",
    "No user has this email: check it, or register.",
)
INVALID_PASSWORD = Status(
    "invalid-password",
    HTTPStatus.BAD_REQUEST,
    "The password is not the user's.",
    "The password is wrong.",
)
USER_HAS_NO_PASSWORD = Status(
    "user-has-no-password",
    HTTPStatus.BAD_REQUEST,
    "The user was made without a password and has not set one yet, so nobody can log in as this user.",
    "This user has no password yet.",
)
USER_REQUIRES_ROLE = Status(
    "user-requires-role",
    HTTPStatus.BAD_REQUEST,
    "The user has a role in other applications, but none in the one that was named.",
    "This user has no role in this application.",
)
EMAIL_ALREADY_REGISTERED = Status(
    "email-already-registered",
    HTTPStatus.BAD_REQUEST,
    "A user has this email already, in whatever letter case.",
    "This email is registered already: log in instead.",
)
EMAIL_ALREADY_CLIENT = Status(
    "email-already-client",
    HTTPStatus.BAD_REQUEST,
    "The user is registered as a client already.",
    "This user is a client already.",
)

CATALOG: dict[str, Status] = {status.slug: status for status in list(globals().values()) if isinstance(status, Status)}
