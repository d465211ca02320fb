#!/bin/sh
# Renews requirements/*.txt: every version pinned, every file hashed, for every platform and Python
# version from 3.11 on, without addresses of indexes. Run by `make lock`; read the diff.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --upgrade \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet "$@"
}
# Our own feed.yml publishes converted Sigma queries, so `make feed` needs that extra.
ours="pyproject.toml requirements/build.in"
# shellcheck disable=SC2086
{
    compile $ours --extra queries -o requirements/feed.txt
    # What holds the signing key installs this, so it has nothing else in it.
    compile $ours -c requirements/feed.txt --extra queries --extra publish -o requirements/publish.txt
    compile $ours -c requirements/publish.txt --extra import --extra queries --extra test -o requirements/test.txt
}
# What lists the tool's parts is none of them.
compile requirements/sbom.in -o requirements/sbom.txt
