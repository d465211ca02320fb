"""Writes docs/schema/*.schema.json from the types that read the sources. Run by `make golden`."""

from pathlib import Path

from feedgen.sources.json_schema import Document, schema_json

TARGET = Path(__file__).parent.parent / "docs" / "schema"

if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for document in Document:
        path = TARGET / f"{document.value}.schema.json"
        path.write_text(schema_json(document), encoding="utf-8")
