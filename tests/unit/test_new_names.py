"""The names that a new API service can have: it is a Python package, which must not hide another one."""

import pytest

from plano_cli.local.paths import PROJECT
from plano_cli.new.names import check_free
from plano_cli.problems import Problem


@pytest.mark.parametrize("taken", ["calendar", "pydantic", "plano", "events", "contract", "filemaker", "plano_cli"])
def test_the_name_of_another_package_is_refused(taken: str) -> None:
    with pytest.raises(Problem, match=f"^{taken} is the name of another Python package"):
        check_free(taken, PROJECT)


@pytest.mark.parametrize("free", ["visits", "line_items", "orders"])
def test_a_new_service_and_one_that_is_there_are_free(free: str) -> None:
    check_free(free, PROJECT)
