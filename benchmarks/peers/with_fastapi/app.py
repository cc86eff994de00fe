"""FastAPI behind Mangum: a model for the params, an exception handler for refusals."""

import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from answers import MESSAGES, REQUIRED, Refused, body_of, dump, log
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from line_item import create
from mangum import Mangum
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool


def moment(value: Any) -> Any:
    """FileMaker's own way of writing a moment, beside ISO 8601. Without a time zone it is UTC."""
    if not isinstance(value, str):
        raise ValueError("must be a string")
    found = datetime.strptime(value, "%m/%d/%Y %I:%M:%S %p") if "/" in value else datetime.fromisoformat(value)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def number(value: Any) -> Any:
    """A number of JSON, exactly."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("must be a number")
    return Decimal(str(value))


Id = Annotated[int, Field(strict=True, ge=1, le=2**53 - 1)]
Text = Annotated[str, Field(strict=True, max_length=255)]
Number = Annotated[Decimal, BeforeValidator(number), Field(max_digits=38)]
Moment = Annotated[datetime, BeforeValidator(moment)]


class LineItem(BaseModel):
    """The params of the route."""

    model_config = ConfigDict(extra="forbid")

    token: Text
    application: Literal["planoauth", "planoorder", "planox2"] | None = None
    session_view: Literal["minimal", "default", "full"] | None = None
    itemable_type: Literal["Order"]
    itemable_id: Id
    sourceable_id: Id | None = None
    sourceable_type: Literal["Order", "LineItem", "Service"] | None = None
    key: Annotated[str, Field(strict=True, min_length=1, max_length=255)] | None = None
    service_id: Id | None = None
    service_name: Text | None = None
    service_description: Annotated[str, Field(strict=True, max_length=4000)] | None = None
    group_name: Text | None = None
    service_type_primary: StrictBool | None = None
    quantity: Annotated[int, Field(strict=True, ge=0, le=2**53 - 1)] | None = None
    instructions: Annotated[str, Field(strict=True, max_length=1000)] | None = None
    price: Number | None = None
    base_price: Number | None = None
    unit_price: Number | None = None
    gross_price: Number | None = None
    net_price: Number | None = None
    base_price_final: Number | None = None
    unit_price_final: Number | None = None
    discount: Number | None = None
    discount_applied_percent: Annotated[Number, Field(ge=0, le=100)] | None = None
    updated_in: Text | None = None
    updated_at_fm: Moment | None = None
    processed_at: Moment | None = None


app = FastAPI()


@app.post("/api/v1/line_items/create")
def create_line_item(params: LineItem, request: Request) -> Response:
    """Add a line item."""
    request.state.started = time.perf_counter()
    return answer(request, "action-successful", create(params.model_dump(exclude_none=True)))


@app.exception_handler(Refused)
def refuse(request: Request, refused: Refused) -> Response:
    """The answer to a request that ended early."""
    return answer(request, refused.status, None, refused.errors)


@app.exception_handler(RequestValidationError)
def refuse_params(request: Request, error: RequestValidationError) -> Response:
    """The answer to params at fault."""
    words = [REQUIRED if fault["type"] == "missing" else fault["msg"] for fault in error.errors()]
    names = [".".join(map(str, fault["loc"][1:])) for fault in error.errors()]
    errors = list(zip(names, words, strict=True))
    return answer(request, "missing-param" if REQUIRED in words else "invalid-param", None, errors)


def answer(request: Request, status: str, data: dict | None, errors: Any = ()) -> Response:
    """The answer, and its line in the log."""
    request_id = request.scope["aws.event"]["requestContext"]["requestId"]
    log(status, request_id, getattr(request.state, "started", time.perf_counter()))
    headers = {"cache-control": "no-store", "x-request-id": request_id}
    body = dump(body_of(status, request_id, data, errors))
    return Response(body, int(MESSAGES[status][0]), headers, "application/json")


handler = Mangum(app, lifespan="off")
