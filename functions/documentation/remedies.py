"""What to do about each status: what the program that gets it does next, with code, and what it says to its user."""

from dataclasses import dataclass

from documentation.rendering import text_of


@dataclass(frozen=True, slots=True)
class Remedy:
    """`next` is for the program; `code` names the snippet that does it, which statuses with one remedy share.

    `say` is what its user reads, empty where there is nothing to say.
    """

    next: str
    code: str
    say: str = ""


_AGAIN = "Send the same request again with the same key, after a pause: see Retrying safely."
_OURS = "Something went wrong on our side. Please try again in a few minutes."
_BUG = "This is a fault in the program. Tell its developers, with the request_id."
_LOGIN = "Please log in again."

REMEDIES = {
    "action-successful": Remedy("Go on with what is under `data`.", "read"),
    "invalid-content-type": Remedy(
        "Set the header `content-type` to what the route reads: its page says which.", "report", _BUG
    ),
    "invalid-encoded-params": Remedy(
        "Send JSON in UTF-8, made by a JSON library. A route with sensitive params reads the base64 of that.",
        "report",
        _BUG,
    ),
    "no-params-decoded": Remedy("Send the params as a JSON object in the body, not in the address.", "report", _BUG),
    "payload-too-large": Remedy(
        "Send less at once: shorter texts, or a bulk request in several parts.", "divide", "This is too much at once."
    ),
    "missing-param": Remedy(
        "Show each message in `errors` at the field that its `param` names.", "mark", "Please fill in what is missing."
    ),
    "invalid-param": Remedy(
        "Show each message in `errors` at the field that its `param` names. Don't send the same request again.",
        "mark",
        "Please check the fields that are marked.",
    ),
    "invalid-token": Remedy(
        "Drop the token, and log in for another one. Don't try the old one again.", "login", _LOGIN
    ),
    "session-expired": Remedy("Drop the token, and log in for another one.", "login", _LOGIN),
    "client-required": Remedy(
        "Call `users.client_register` with `session.token` of this answer.",
        "register",
        "One more step: tell us whom you order for.",
    ),
    "permission-denied": Remedy(
        "Don't send it again. Check `application`: the user may have another role in another one.",
        "tell",
        "You are not allowed to do this.",
    ),
    "too-many-requests": Remedy(
        "Wait for as many seconds as the header `retry-after` says, then send it again.",
        "wait",
        "Too many tries. Please wait a few minutes.",
    ),
    "application-crash": Remedy(_AGAIN, "again", _OURS),
    "mandrill-email-failed": Remedy(
        "Don't send it again: what the request asked for is done. The email is tried again by itself.",
        "done",
        "All is done, but your email has not gone out yet.",
    ),
    "route-non-existent": Remedy("Check method and path: `message` names the nearest ones.", "report", _BUG),
    "route-not-found": Remedy(
        "Wait until the route is deployed, or ask its operator.", "later", "This is switched off for now."
    ),
    "service-not-found": Remedy(
        "Wait until the API service is deployed, or ask its operator.", "later", "This is switched off for now."
    ),
    "identify-request-error": Remedy(_AGAIN, "again", _OURS),
    "email-not-found": Remedy("Offer to correct the email, or to register.", "tell", "We don't know this email."),
    "invalid-password": Remedy(
        "Ask for the password again. After five wrong ones in 15 minutes, the answer is `too-many-requests`.",
        "tell",
        "This password is wrong.",
    ),
    "user-has-no-password": Remedy(
        "Have an operator set a password for the user.", "tell", "You have no password yet. Please ask us for one."
    ),
    "user-requires-role": Remedy(
        "Name an application in which the user has a role, or have an operator grant one.",
        "tell",
        "Your account can't be used here.",
    ),
    "email-already-registered": Remedy(
        "Log in with `sessions.create` instead.", "login", "You have an account. Please log in."
    ),
    "email-already-client": Remedy(
        "Nothing is left to do: go on with the session.", "done", "You are registered already."
    ),
}


def code_of(remedy: Remedy) -> str:
    """The remedy as a function in Python: it takes an answer of httpx, or sends with its client."""
    texts = {slug: one.say for slug, one in REMEDIES.items() if one.code == "tell"}
    return text_of(f"remedies/{remedy.code}.py.txt", {"texts": texts})
