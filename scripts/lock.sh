#!/bin/sh
# Renews requirements/*.txt: every version pinned, every file hashed, for every platform and Python
# version from 3.11 on, without addresses of indexes. Run by `make lock`; read the diff.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --upgrade \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet \
        pyproject.toml requirements/build.in "$@"
}
compile -o requirements/feed.txt
compile -c requirements/feed.txt --extra test -o requirements/test.txt
