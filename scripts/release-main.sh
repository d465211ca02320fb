#!/bin/sh
# Releases on top of the main branch and pushes the version to it; .github/workflows/release.yml runs this
# in a fresh checkout. GH_TOKEN may push. With nothing to release, nothing is pushed.
set -eu
: "${GH_TOKEN:?the job has to give GH_TOKEN}"
FEEDGEN=${FEEDGEN:-.venv/bin/feedgen}

gh auth setup-git
git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
for attempt in 1 2 3; do
    "$FEEDGEN" release
    git add iocs/ledger.jsonl iocs/releases.jsonl out/v1/latest
    if git diff --cached --quiet; then
        echo "nothing to release" >&2
        exit 0
    fi
    version=$(tail -n 1 iocs/releases.jsonl | jq -r .version)
    git commit --quiet -m "Release $version"
    git push origin HEAD:main && exit 0
    # The branch has moved on: nothing was published, so release again on top of it.
    echo "attempt $attempt: main has moved on" >&2
    git fetch --quiet origin main
    git reset --quiet --hard FETCH_HEAD
    git clean --quiet -fdx out
done
echo "::error::the main branch kept moving; the next run releases"
exit 1
