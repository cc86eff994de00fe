"""The pages, each from the registry's records."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from documentation.contents import GUIDES
from documentation.forms import fields_of
from documentation.order import in_order
from documentation.prepared import is_destroying, is_ending_sessions
from documentation.proven import proven_of, shown
from documentation.published import records, services
from documentation.questions import QUESTIONS
from documentation.remedies import REMEDIES, code_of
from documentation.rendering import MARKDOWN, render
from documentation.searching import search as search_for
from documentation.snippets import snippets
from plano.registry.event_schemas import DESCRIPTIONS, event_example, event_schemas
from plano.statuses import ACTION_SUCCESSFUL, CATALOG
from plano.store.values import Item

_MOST_FOUND = 30
_SHOWN = "line_items.create"
"""The route that the start page shows a request of."""


async def start(request: Request) -> HTMLResponse:
    """What the platform is, one request with the answer that a test received, and where to begin."""
    found = records()
    return render(request, "start.html", services=services(found), shown=_succeeded(found.routes.get(_SHOWN)))


async def first_call(request: Request) -> HTMLResponse:
    """From nothing to a line item."""
    found = records()
    names = ("users.register", "users.client_register", "orders.create", "line_items.create")
    steps = [(found.routes[name], snippets(found.routes[name], request)) for name in names if name in found.routes]
    return render(request, "first_call.html", steps=steps)


async def service(request: Request) -> HTMLResponse:
    """An API service and its routes."""
    slug = request.path_params["service"]
    for found, routes in services(records()):
        if found["slug"] == slug:
            return render(request, "service.html", service=found, routes=routes)
    raise HTTPException(404)


async def route(request: Request) -> HTMLResponse:
    """A route: all that there is to know of it, and a form to try it with."""
    found = records()
    asked = request.path_params
    record = found.routes.get(f"{asked['service']}.{asked['action']}")
    if record is None:
        raise HTTPException(404)
    return render(
        request,
        "route.html",
        route=record,
        service=found.services[record["service"]],
        snippets=snippets(record, request),
        fields=fields_of(record),
        is_destroying=is_destroying(record),
        is_ending_sessions=is_ending_sessions(record),
        statuses=_statuses(record),
        is_proven=bool(proven_of(record).answers),
    )


async def statuses(request: Request) -> HTMLResponse:
    """Every status, its code, its meaning, and which routes answer it."""
    routes = records().routes
    rows = [
        (
            status,
            REMEDIES[slug],
            code_of(REMEDIES[slug]),
            sorted(name for name, record in routes.items() if _answers(record, slug)),
        )
        for slug, status in CATALOG.items()
    ]
    return render(request, "statuses.html", statuses=rows)


async def guide(request: Request) -> HTMLResponse:
    """A written page."""
    address = request.url.path.rpartition("/")[2].removesuffix(MARKDOWN)
    found = next(guide for guide in GUIDES if guide.address == address)
    shown = [(kind, DESCRIPTIONS[kind], schema, event_example(kind)) for kind, schema in event_schemas().items()]
    return render(request, found.template, routes=records().routes, events=shown)


async def notifications(request: Request) -> HTMLResponse:
    """What went wrong on the platform's side; the page asks the API for it, in the name of whoever logs in."""
    records()
    return render(request, "notifications.html")


async def search(request: Request) -> HTMLResponse:
    """What a search finds, where no script has led to it as one typed."""
    found = search_for(request.query_params.get("q", "")[:200], records())[:_MOST_FOUND]
    return render(request, "search.html", found=found, questions=QUESTIONS)


def _succeeded(record: Item | None) -> Item | None:
    """A request that succeeded, and its answer; nothing where the route is absent, or has changed since."""
    answers = proven_of(record).answers if record else {}
    success = answers.get(ACTION_SUCCESSFUL.slug)
    return shown(record, success) if record and success else None


def _statuses(record: Item) -> list[Item]:
    """Each status with what was sent and received, or why it was not."""
    found = proven_of(record)
    proofs = {slug: {**shown(record, one), "test": found.test} for slug, one in found.answers.items()}
    return [
        {**status, "proof": proofs.get(status["status"]), "excuse": found.excuses.get(status["status"])}
        for status in in_order(record["statuses"])
    ]


def _answers(record: Item, slug: str) -> bool:
    return any(status["status"] == slug for status in record["statuses"])
