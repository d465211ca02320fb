"""`feedgen schema`: the source format as JSON Schema."""

from __future__ import annotations

from typing import Annotated

import typer

from feedgen.cli.console import write_out
from feedgen.sources.json_schema import Document, schema_json


def schema(
    document: Annotated[Document, typer.Argument(help="Which file's schema.")] = Document.INCIDENT,
) -> int:
    """Print the JSON Schema of a source file, for editors and other tools.

    It is generated from the types that read the files. docs/schema/ holds the same, and the first
    line of every source file points an editor there.
    """
    write_out(schema_json(document))
    return 0
