"""The routes that are suggested for an address that no route has."""

from plano.registry.nearest import Address, nearest

_CREATE, _READ = Address("POST", "/api/v1/line_items/create"), Address("POST", "/api/v1/line_items/read")
_UPDATE = Address("PUT", "/api/v1/line_items/update")
_ALL = (_CREATE, _READ, _UPDATE)


def test_of_the_right_path_with_another_method_nothing_else_is_suggested() -> None:
    assert nearest("GET", "/api/v1/line_items/create", _ALL) == [_CREATE]
    assert nearest("POST", "/API/v1/line_items/update/", _ALL) == [_UPDATE]


def test_a_misspelt_path_suggests_the_nearest_first() -> None:
    assert nearest("POST", "/api/v1/line_items/creat", _ALL)[0] == _CREATE
    assert nearest("PUT", "/api/v1/line_itms/update", _ALL)[0] == _UPDATE


def test_a_path_that_is_near_to_nothing_suggests_nothing() -> None:
    assert nearest("GET", "/wp-login.php", _ALL) == []
