"""Where DynamoDB is, by the environment: where botocore finds it."""

import botocore.session
import pytest

from plano.store.dynamodb.endpoint import Endpoint, NotConfigured, endpoint, region

PARTITIONS = ("aws", "aws-cn", "aws-us-gov")
_SESSION = botocore.session.Session()
REGIONS = [name for partition in PARTITIONS for name in _SESSION.get_available_regions("dynamodb", partition)]
LOCAL = "http://127.0.0.1:4566"


@pytest.mark.parametrize("name", REGIONS)
def test_in_each_region_it_is_where_botocore_finds_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB"):
        monkeypatch.delenv(variable, raising=False)
    client = _SESSION.create_client("dynamodb", name, aws_access_key_id="a", aws_secret_access_key="b")
    assert endpoint({"AWS_DEFAULT_REGION": name}).url == f"{client.meta.endpoint_url}/"


def test_an_address_that_is_set_counts_more_than_the_region() -> None:
    environment = {"AWS_ENDPOINT_URL": LOCAL, "AWS_DEFAULT_REGION": "eu-central-1"}
    assert endpoint(environment) == Endpoint(is_secure=False, host="127.0.0.1", port=4566)
    assert endpoint({**environment, "AWS_ENDPOINT_URL_DYNAMODB": "https://tables.example"}).host == "tables.example"
    ignored = {**environment, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}
    assert endpoint(ignored).host == "dynamodb.eu-central-1.amazonaws.com"


@pytest.mark.parametrize("url", ["tables.example", "ftp://tables.example", "http://a/path", "http://a:port", "http://"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(NotConfigured):
        endpoint({"AWS_ENDPOINT_URL": url})


def test_a_region_has_to_be_set() -> None:
    assert region({"AWS_REGION": "eu-west-1"}) == "eu-west-1"
    with pytest.raises(NotConfigured, match="AWS_DEFAULT_REGION"):
        region({})
