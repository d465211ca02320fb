#!/bin/sh
# Whether DIR publishes the newest release of this checkout: same version, serial and sums as the last line of
# iocs/releases.jsonl. Anybody who may push can write the branch `published`; what is older than main, though
# we signed it once, is not signed again. resign.yml runs this before it signs.
#
#   sh scripts/published-is-released.sh site
set -eu
[ $# -eq 1 ] || { echo "usage: published-is-released.sh DIR" >&2; exit 2; }

released=$(tail -n 1 iocs/releases.jsonl | jq -er '"\(.version), serial \(.serial), \(.content)"')
published=$(jq -er '"\(.version), serial \(.serial), \(.sha256sums)"' "$1/latest.json")
if [ "$published" != "$released" ]; then
    echo "published-is-released: $1 publishes $published," >&2
    echo "and the newest release of main is $released." >&2
    echo "Run the workflow publish. If it finds nothing wrong, ask who pushed to the branch published." >&2
    exit 4
fi
