"""Bringing edited code into the deployed functions, without a deployment: as `sam sync --code` does it on AWS.

The build that SAM made is brought up to date file by file. A function gets a new version of it, which nobody calls yet:
so that is done while somebody still looks whether the code can be imported. Then its alias moves on.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

from plano_cli.local import deployed_stack, deployment
from plano_cli.local.aws import REGION
from plano_cli.local.paths import Home
from plano_cli.watching.built_files import mirror, zipped
from plano_cli.watching.sources import FUNCTIONS, SHARED, EditedFiles

ALIAS = "live"
LAYER = "PlanoLayer"
_BUCKET = "plano-local-code"
_AT_ONCE = 4
_OF_ROUTES_PAGES = "documentation"
"""The package that shows the pages: its function remembers records for a while, so it starts anew with each edit."""


@dataclass(frozen=True, slots=True)
class _Function:
    """A deployed function: its name, the folder that holds its code, and its handler's package."""

    name: str
    folder: Path
    package: str


def settle(home: Home, endpoint: str) -> None:
    """After a deployment, have every function run what was built for it.

    A deployment brings in what has changed since the one before. It doesn't know of what was swapped in meanwhile: code
    that is again as it was then is no change to it.
    """
    if home.swapped_file.exists():
        LiveFunctions(home, endpoint).take_all()
        home.swapped_file.unlink()


@dataclass(frozen=True, slots=True)
class _Live:
    """What a function's alias leads to: a version, with its layers."""

    version: str
    layers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A function's way from one version to the next."""

    name: str
    before: _Live
    then: _Live


class LiveFunctions:
    """The functions of a local stack, and the build that they run."""

    def __init__(self, home: Home, endpoint: str) -> None:
        self._home = home
        self._lambda = deployed_stack.client("lambda", endpoint)
        self._s3 = deployed_stack.client("s3", endpoint)
        self._live: dict[str, _Live] = {}
        self._old: list[tuple[str, str]] = []
        with suppress(self._s3.exceptions.BucketAlreadyOwnedByYou):
            self._s3.create_bucket(Bucket=_BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        resources = yaml_parse((home.build / "template.yaml").read_text())["Resources"]
        names = deployed_stack.physical_ids(endpoint)
        self._functions = [
            _Function(
                names[logical_id],
                (home.build / found["Properties"]["CodeUri"]).resolve(),
                found["Properties"]["Handler"].partition(".")[0],
            )
            for logical_id, found in resources.items()
            if found["Type"] == "AWS::Serverless::Function" and logical_id in names
        ]
        self._layer = (home.build / resources[LAYER]["Properties"]["ContentUri"]).resolve()

    def prepare(self, changes: EditedFiles) -> list[Move]:
        """Make a version of each function that is concerned, of the code as it is now. None of them runs it yet.

        Raises:
            Problem: a file is no Python.
        """
        deployment.note_changed(self._home)
        self._bring_up_to_date(changes)
        packages = {Path(name).parts[1] for name in changes.functions}
        concerned = [
            each
            for each in self._functions
            if changes.shared or each.package in packages or (packages and each.package == _OF_ROUTES_PAGES)
        ]
        return self._make_versions(concerned, code=packages != set(), layer=bool(changes.shared))

    def go_live(self, moves: list[Move]) -> None:
        """Have the functions run what was prepared. What they ran before stays, until `clean_up`."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(self._move, moves))
        self._old += [(each.name, each.before.version) for each in moves]

    def discard(self, moves: list[Move]) -> None:
        """What was prepared is not to run. What is prepared next has to hold all that this held."""
        self._old += [(each.name, each.then.version) for each in moves]

    def clean_up(self) -> None:
        """Delete the versions that nobody calls any more: the first requests of the new ones come before that."""
        old, self._old = self._old, []
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(self._forget, old))

    def take_all(self) -> None:
        """Have every function run what was built last."""
        self.go_live(self._make_versions(self._functions, code=True, layer=True))
        self.clean_up()

    def _bring_up_to_date(self, changes: EditedFiles) -> None:
        folders = {each.folder for each in self._functions}
        for name in changes.functions:
            for folder in folders:
                mirror(self._home.project / name, folder, Path(name).relative_to(FUNCTIONS), "/var/task")
        for name in changes.shared:
            mirror(self._home.project / name, self._layer / "python", Path(name).relative_to(SHARED), "/opt/python")

    def _make_versions(self, functions: list[_Function], *, code: bool, layer: bool) -> list[Move]:
        layer_version = self._publish_layer() if layer else None
        keys = {folder: self._upload(folder) for folder in {each.folder for each in functions}} if code else {}
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return list(
                pool.map(lambda each: self._make_version(each, keys.get(each.folder), layer_version), functions)
            )

    def _publish_layer(self) -> str:
        key = self._upload(self._layer)
        found = self._lambda.publish_layer_version(
            LayerName=LAYER,
            Content={"S3Bucket": _BUCKET, "S3Key": key},
            CompatibleRuntimes=[deployment.python_runtime()],
            CompatibleArchitectures=[deployment.architecture()],
        )
        return str(found["LayerVersionArn"])

    def _upload(self, folder: Path) -> str:
        self._s3.put_object(Bucket=_BUCKET, Key=folder.name, Body=zipped(folder))
        return folder.name

    def _make_version(self, function: _Function, key: str | None, layer_version: str | None) -> Move:
        name = function.name
        before = self._live.get(name) or self._look_up(name)
        layers = before.layers
        if key is not None:
            self._lambda.update_function_code(FunctionName=name, S3Bucket=_BUCKET, S3Key=key)
        if layer_version is not None:
            layers = tuple(_replaced(layer, layer_version) for layer in layers)
            self._lambda.update_function_configuration(FunctionName=name, Layers=layers)
        version = self._lambda.publish_version(FunctionName=name)["Version"]
        return Move(name, before, _Live(version, layers))

    def _move(self, move: Move) -> None:
        self._lambda.update_alias(FunctionName=move.name, Name=ALIAS, FunctionVersion=move.then.version)
        self._live[move.name] = move.then

    def _look_up(self, name: str) -> _Live:
        found = self._lambda.get_function_configuration(FunctionName=name, Qualifier=ALIAS)
        return _Live(found["Version"], tuple(layer["Arn"] for layer in found.get("Layers", ())))

    def _forget(self, version: tuple[str, str]) -> None:
        """Delete a function's version that nobody calls any more: its processes end."""
        name, number = version
        self._lambda.delete_function(FunctionName=name, Qualifier=number)


def _replaced(arn: str, version: str) -> str:
    """The layer's new version in the place of the one before; another layer as it is."""
    return version if arn.rpartition(":")[0] == version.rpartition(":")[0] else arn
