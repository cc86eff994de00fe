"""The last test of a whole run: what routes declare of their answers has come, all of it.

A run of only some of the tests leaves it out (conftest.py): it has not seen everything.
"""

import answered


def test_every_declared_field_of_the_routes_that_were_called_came() -> None:
    assert answered.never_came() == [], "take it out of the declaration, or add to test_every_field.py what shows it"
