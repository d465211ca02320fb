#!/bin/sh
# Fetches a feed's lists, verified, and fails when files or cached images name what they list. Needs curl,
# sha256sum, python3, and minisign or openssl 3. It runs in any CI:
#
#   FEED_URL=https://feed.example FEED_KEY=release.pub sh check.sh [OPTION...] [PATH...]
#
#   FEED_KEY         the producer's public keys: names of files or the keys themselves, one a line
#   FEED_DIR         where the copy is kept, which a later run starts from (.feed)
#   ON_UNAVAILABLE   fail, or use-last-good when the feed does not answer (fail)
#   MAX_AGE_DAYS     how old the last good copy may be (3)
#
# Options and paths go to check.py. `--only-fetch` ends after the download. Exit codes: those of check.py,
# 4 when what came is not what was signed, 5 when the feed did not answer.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
: "${FEED_URL:?is the address of the feed}" "${FEED_KEY:?is the public key of its producer}"
dir=${FEED_DIR:-.feed} policy=${ON_UNAVAILABLE:-fail} days=${MAX_AGE_DAYS:-3}
die() { code=$1; shift; echo "check: $*" >&2; exit "$code"; }
case $policy in fail | use-last-good) ;; *) die 2 "ON_UNAVAILABLE is fail or use-last-good, not $policy" ;; esac
case $days in "" | *[!0-9]* | ?????*) die 2 "MAX_AGE_DAYS is a number of days, not $days" ;; esac
fetch=$here/fetch-feed.sh
[ -f "$fetch" ] || fetch=$here/../../../docs/consume/fetch-feed.sh
[ -f "$fetch" ] || die 2 "fetch-feed.sh is not beside check.sh"

keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT
number=0
while IFS= read -r line; do
    line=$(printf '%s' "$line" | tr -d '\r')
    case $line in
        "" | "untrusted comment:"*) continue ;;
    esac
    number=$((number + 1))
    if [ -f "$line" ]; then
        cp "$line" "$keys/key-$number"
    else
        case $line in RW*) ;; *) die 2 "FEED_KEY is neither a file nor a public key: $line" ;; esac
        printf '%s\n' "$line" >"$keys/key-$number"
    fi
done <<END
$FEED_KEY
END
[ $number -gt 0 ] || die 2 "FEED_KEY holds no key"

now=$(date +%s) code=0
(
    set -- "$FEED_URL" "$dir" blocklists/image-digests.txt blocklists/image-references.txt \
        blocklists/commits.txt blocklists/sha256.txt blocklists/sha1.txt blocklists/md5.txt \
        blocklists/domains.txt blocklists/adblock.txt blocklists/urls.txt \
        policies/github-actions.txt policies/packages.json
    for key in "$keys"/key-*; do set -- -k "$key" "$@"; done
    sh "$fetch" "$@"
) || code=$?
if [ $code -eq 0 ]; then
    echo "$now" >"$dir/.fetched-at"
elif [ $code -eq 5 ] && [ "$policy" = use-last-good ] && [ -f "$dir/.fetched-at" ]; then
    read -r fetched <"$dir/.fetched-at"
    case $fetched in "" | *[!0-9]*) die 5 "the last good copy has no date" ;; esac
    age=$((now - fetched))
    [ $age -ge 0 ] && [ $age -le $((days * 86400)) ] ||
        die 5 "the feed did not answer, and the last good copy is older than $days days"
    echo "check: the feed did not answer; using the copy of $((age / 3600)) hours ago" >&2
    [ "${GITHUB_ACTIONS:-}" != true ] || echo "::warning::the threat feed did not answer; an older copy is used"
else
    exit $code
fi

[ "${1:-}" != --only-fetch ] || exit 0
rm -rf "$keys"
exec python3 -B "$here/check.py" --feed "$dir" "$@"
