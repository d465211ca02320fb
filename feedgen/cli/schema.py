"""`feedgen schema`: the source format as JSON Schema, or as a page for people."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from feedgen.cli.console import write_out
from feedgen.sources.json_schema import Document, schema_json
from feedgen.sources.reference_page import reference_page


class Form(StrEnum):
    """How the source format is written down."""

    JSON = "json"
    MARKDOWN = "markdown"


def schema(
    document: Annotated[Document, typer.Argument(help="Which file's schema.")] = Document.INCIDENT,
    form: Annotated[
        Form, typer.Option("--format", help="`json`: JSON Schema; `markdown`: one page about all.")
    ] = Form.JSON,
) -> int:
    """Print the JSON Schema of a source file, for editors and other tools.

    It is generated from the types that read the files. docs/schema/ holds the same, and the first
    line of every source file points an editor there. `--format markdown` gives every key of every
    source file as a page for people: docs/source-format.md.
    """
    write_out(reference_page() if form is Form.MARKDOWN else schema_json(document))
    return 0
