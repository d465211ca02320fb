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
# Our own feed.yml publishes converted Sigma queries, so `make feed` needs that extra.
compile --extra queries -o requirements/feed.txt
compile -c requirements/feed.txt --extra import --extra queries --extra test -o requirements/test.txt
