"""Writes docs/schema/*.schema.json and docs/source-format.md from the types that read the sources.

Run by `make golden`.
"""

from pathlib import Path

from feedgen.sources.json_schema import Document, schema_json
from feedgen.sources.reference_page import reference_page

DOCS = Path(__file__).parent.parent / "docs"

if __name__ == "__main__":
    (DOCS / "schema").mkdir(parents=True, exist_ok=True)
    for document in Document:
        path = DOCS / "schema" / f"{document.value}.schema.json"
        path.write_text(schema_json(document), encoding="utf-8")
    (DOCS / "source-format.md").write_text(reference_page(), encoding="utf-8")
