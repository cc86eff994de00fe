"""A deployment's settings: texts of the environment, as numbers where they are numbers."""

import pytest

from plano.settings import Settings, read


def test_what_is_not_set_has_a_value_for_a_laptop() -> None:
    assert read({"PATH": "/usr/bin"}) == Settings()
    assert Settings().environment == "local"


def test_each_variable_is_of_its_fields_type() -> None:
    found = read(
        {
            "PLANO_ENVIRONMENT": "production",
            "PLANO_STORE_CLIENT": "own",
            "PLANO_STORE_TIMEOUT_SECONDS": "1.5",
            "PLANO_EMAIL_TRIES": "8",
            "PLANO_OF_ANOTHER_VERSION": "of no interest",
        }
    )
    assert found == Settings(environment="production", store_client="own", store_timeout_seconds=1.5, email_tries=8)
    assert (type(found.store_timeout_seconds), type(found.email_tries)) == (float, int)


@pytest.mark.parametrize(
    ("variable", "value"),
    [("PLANO_EMAIL_TRIES", "many"), ("PLANO_STORE_TIMEOUT_SECONDS", ""), ("PLANO_STORE_CLIENT", "boto")],
)
def test_a_value_that_it_cant_have_is_named(variable: str, value: str) -> None:
    with pytest.raises(ValueError, match=variable):
        read({variable: value})
