"""The page of line_items.create as it was handed over: every param and every status on it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SeedParam:
    """One param of the page."""

    name: str
    type: str
    order: int
    required: bool = False
    max_length: int | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeedStatus:
    """One status of the page; without a code where the page lists it under its uncommon responses."""

    slug: str
    code: int | None = None


PARAMS = (
    SeedParam("token", "string", 100, required=True),
    SeedParam("application", "string", 200, values=("planoauth", "planoorder", "planox2")),
    SeedParam("session_view", "string", 300),
    SeedParam("itemable_type", "string", 400, required=True),
    SeedParam("itemable_id", "integer", 400, required=True),
    SeedParam("sourceable_id", "integer", 400),
    SeedParam("sourceable_type", "string", 400),
    SeedParam("key", "string", 400),
    SeedParam("service_id", "integer", 500),
    SeedParam("service_name", "string", 600),
    SeedParam("service_description", "string", 700),
    SeedParam("group_name", "string", 800),
    SeedParam("service_type_primary", "boolean", 900),
    SeedParam("quantity", "integer", 1000),
    SeedParam("instructions", "string", 1100, max_length=1000),
    SeedParam("price", "float", 1200),
    SeedParam("base_price", "float", 1300),
    SeedParam("unit_price", "float", 1400),
    SeedParam("gross_price", "float", 1500),
    SeedParam("net_price", "float", 1600),
    SeedParam("base_price_final", "float", 1700),
    SeedParam("unit_price_final", "float", 1800),
    SeedParam("discount", "float", 1900),
    SeedParam("discount_applied_percent", "float", 2000),
    SeedParam("updated_in", "string", 2100),
    SeedParam("updated_at_fm", "string", 2200),
    SeedParam("processed_at", "string", 2300),
)

STATUSES = (
    SeedStatus("action-successful", 200),
    SeedStatus("invalid-token", 401),
    SeedStatus("session-expired", 401),
    SeedStatus("client-required", 401),
    SeedStatus("missing-param", 400),
    SeedStatus("invalid-param", 400),
    SeedStatus("application-crash", 500),
    SeedStatus("mandrill-email-failed", 500),
    SeedStatus("invalid-content-type", 400),
    SeedStatus("route-non-existent", 500),
    SeedStatus("no-params-decoded"),
    SeedStatus("invalid-encoded-params"),
    SeedStatus("route-not-found"),
    SeedStatus("identify-request-error"),
    SeedStatus("service-not-found"),
)
