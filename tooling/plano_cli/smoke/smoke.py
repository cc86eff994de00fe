"""A run from its beginning to its end: everything is tried, and everything is removed, whatever happens meanwhile."""

from collections import Counter
from collections.abc import Callable, Mapping

from plano.registry import records
from plano.registry.records import Records
from plano.store.client import StoreUnavailable
from plano.store.services import ServiceUnavailable
from plano.store.write import write
from plano_cli.problems import Problem
from plano_cli.smoke import health, path
from plano_cli.smoke.caller import Caller
from plano_cli.smoke.cast import APPLICATION, Cast, assemble
from plano_cli.smoke.mail import email
from plano_cli.smoke.removal import notifications, remove
from plano_cli.smoke.report import Report
from plano_cli.smoke.run import Run, known_runs
from plano_cli.smoke.trial import Step, Trial

Show = Callable[[str], None]
_UNREACHABLE = "The stack's tables can't be reached"


def smoke(api_url: str, log_group: str, address: str | None, show: Show) -> Report:
    """Try all of it, and remove all of it.

    Args:
        api_url: where the API is called; it may be a domain of the operator's own.
        log_group: where the functions write their log.
        address: where an email is sent; none, where it is left out.
        show: hears what is being tried.

    Raises:
        Problem: nothing could be tried at all.
    """
    try:
        of_killed_runs, under_way = _remove_leftovers(show)
        deployed = records.deployed()
    except StoreUnavailable as error:
        raise Problem(f"{_UNREACHABLE}: {_why(error)}") from error
    cast, puts = assemble(health.for_application(deployed.routes) or ["notifications.index"])
    report = Report(cast.run.mark, api_url, log_group, of_killed_runs=of_killed_runs, under_way=under_way)
    caller = Caller(api_url)
    users = {name: person.id for name, person in cast.people.items()}
    trial = Trial(caller, deployed.routes, cast.run, users, show)
    try:
        cast.run.begin()
        write(puts)
        _try_all(trial, cast, deployed, address)
    except KeyboardInterrupt:
        report.stopped = "interrupted"
    except (StoreUnavailable, ServiceUnavailable) as error:
        report.stopped = f"{_UNREACHABLE}: {_why(error)}"
    except Problem as problem:
        report.stopped = str(problem)
    finally:
        caller.close()
        report.steps = trial.steps
        _remove(cast.run, report, show)
    return report


def _try_all(trial: Trial, cast: Cast, deployed: Records, address: str | None) -> None:
    health.registry(deployed, trial)
    trial.facts.tokens[APPLICATION] = cast.token
    login, *others = path.steps(cast)
    trial.ask(login)
    health.every_route(trial)
    health.edges(trial)
    for ask in others:
        trial.ask(ask)
    _marked(trial)
    if address is not None:
        email(trial, address)


def _marked(trial: Trial) -> None:
    marked, all_ = len(trial.marked - trial.unmarked.keys()), len(trial.marked | trial.unmarked.keys())
    problem = "; ".join(f"{route}: {fault}" for route, fault in sorted(trial.unmarked.items())) or None
    expected = f"by {all_} routes" if all_ else "by some route"
    missing = None if all_ else "No request with a session succeeded"
    name = "a session unused for ten minutes is marked as used"
    trial.see(Step(name, None, expected, f"by {marked} routes", problem=problem or missing))


def _remove(run: Run, report: Report, show: Show) -> None:
    show("removing what it made")
    request_ids = [step.request_id for step in report.steps if step.request_id]
    try:
        report.notifications = notifications(run, request_ids)
        report.removed = remove(run, request_ids)
    except StoreUnavailable as error:
        report.left = f"{_UNREACHABLE} ({_why(error)})"
    except KeyboardInterrupt:
        report.left = "interrupted again"


def _remove_leftovers(show: Show) -> tuple[Mapping[str, int], list[str]]:
    removed: Counter[str] = Counter()
    under_way = []
    for run in list(known_runs()):
        if run.is_over:
            show(f"removing what {run.mark} left")
            removed += remove(run)
        else:
            under_way.append(f"{run.mark} on {run.host}")
    return removed, under_way


def _why(error: Exception) -> str:
    return str(error.__cause__ or error)
