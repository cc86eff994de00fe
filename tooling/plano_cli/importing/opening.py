"""Opening a file of any kind."""

from pathlib import Path

from plano.declarations.describe import describe_params
from plano.domain.line_items.params import NewLineItem
from plano_cli.importing.cells import Kind
from plano_cli.importing.csv_source import CsvSource
from plano_cli.importing.json_source import JsonSource
from plano_cli.importing.options import Options
from plano_cli.importing.source import Kinds, Source, kind_of
from plano_cli.importing.xlsx_source import XlsxSource
from plano_cli.problems import Problem


def kinds_of_params() -> Kinds:
    """What each param of a line item has to be."""
    return {param["name"]: Kind(param["type"], param.get("format")) for param in describe_params(NewLineItem)}


def open_source(path: Path, options: Options) -> Source:
    """The file, as its name says what kind it is.

    Raises:
        Problem: it is none that can be imported.
    """
    kind = kind_of(path)
    kinds = kinds_of_params()
    try:
        if kind == "xlsx":
            return XlsxSource(path, kinds, options)
        return JsonSource(path, kinds, options) if kind == "json" else CsvSource(path, kinds, options)
    except OSError as error:
        raise Problem(f"{path} can't be read: {error.strerror}") from error
