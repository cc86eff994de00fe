from plano_cli.example_events import event_texts
from plano_cli.local.paths import PROJECT


def test_the_example_events_are_those_of_the_declarations() -> None:
    for name, text in event_texts(PROJECT).items():
        assert (PROJECT / "events" / name).read_text() == text, "run `make events`"
