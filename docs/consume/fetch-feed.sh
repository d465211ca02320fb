#!/bin/sh
# Downloads files of a signed feed and checks them as `feedgen fetch` does. Needs curl, sha256sum, and
# minisign or openssl 3; runs in any POSIX shell.
#
#   sh fetch-feed.sh -k KEY.pub [-k NEXT.pub] URL DIR FILE...
#   sh fetch-feed.sh -k release.pub https://feed.example /var/lib/feed blocklists/image-digests.txt
#
# DIR keeps the files and the serial of the last good release; nothing in it changes before everything
# is checked. Exit code 0: DIR is current. 4: what came is not what was signed, has expired, or goes
# back. 5: the feed did not answer. 2: wrong arguments. In all but the first, DIR is as it was.
set -eu
LC_ALL=C export LC_ALL

die() { code=$1; shift; echo "fetch-feed: $*" >&2; exit "$code"; }
usage() { die 2 "usage: fetch-feed.sh -k KEY.pub [-k NEXT.pub] URL DIR FILE..."; }

keys=""
while getopts k: option; do
    case $option in
        k) [ -r "$OPTARG" ] || die 2 "$OPTARG cannot be read"
           keys="$keys $(sed -n '$p' "$OPTARG")" ;;
        *) usage ;;
    esac
done
shift $((OPTIND - 1))
[ -n "$keys" ] && [ $# -ge 3 ] || usage
url=${1%/} dir=$2
shift 2

mkdir -p "$dir" || die 5 "$dir cannot be made"
new="$dir/.new"
rm -rf "$new"
mkdir "$new" || die 5 "$dir cannot be written"
trap 'rm -rf "$new"' EXIT

# get PATH FILE BYTES: a file of the feed, not larger than it may be.
get() {
    curl --fail --silent --show-error --location --proto =http,https --proto-redir =https \
        --retry 3 --retry-connrefused --connect-timeout 10 --max-time 300 --max-filesize "$3" \
        --output "$2" "$url/$1" || {
        code=$?
        [ $code -eq 22 ] || [ $code -eq 63 ] && [ -n "${4:-}" ] && die 4 "$1 $4"
        die 5 "$url/$1 did not come (curl: $code)"
    }
    [ "$(wc -c <"$2")" -le "$3" ] || die 4 "$1 is larger than it may be"
}
sum() { sha256sum <"$1" | cut -c 1-64; }
field() { sed -n "s/^  \"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" "$new/latest.json"; }

# signed KEY: whether latest.json is signed by the key, in minisign's prehashed form.
signed() {
    printf '%s' "$1" | base64 -d >"$new/key" 2>/dev/null || return 1
    sed -n 2p "$new/minisig" | base64 -d >"$new/sig" 2>/dev/null || return 1
    [ "$(wc -c <"$new/key")" -eq 42 ] && [ "$(wc -c <"$new/sig")" -eq 74 ] || return 1
    [ "$(head -c 2 "$new/sig")" = ED ] || return 1
    [ "$(head -c 10 "$new/key" | tail -c 8 | sha256sum)" = \
        "$(head -c 10 "$new/sig" | tail -c 8 | sha256sum)" ] || return 1
    if command -v minisign >/dev/null; then
        minisign -V -q -P "$1" -x "$new/minisig" -m "$new/latest.json" >/dev/null 2>&1
        return
    fi
    # An Ed25519 public key in DER: twelve bytes that are always the same, then the key.
    { printf '\060\052\060\005\006\003\053\145\160\003\041\000'; tail -c 32 "$new/key"; } >"$new/der"
    tail -c 64 "$new/sig" >"$new/raw"
    openssl dgst -blake2b512 -binary "$new/latest.json" >"$new/hash"
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$new/der" -rawin -in "$new/hash" \
        -sigfile "$new/raw" >/dev/null 2>&1
}

get latest.json "$new/latest.json" 65536
get "signatures/$(sum "$new/latest.json").minisig" "$new/minisig" 16384 "is not there: latest.json is not signed"
by=""
for key in $keys; do
    if signed "$key"; then by=$key; fi
done
[ -n "$by" ] || die 4 "latest.json is not signed by your key"

serial=$(field serial) path=$(field path) sums=$(field sha256sums) expires=$(field expires)
case $serial in "" | *[!0-9]*) die 4 "latest.json has no serial" ;; esac
case $path in v1/*[!0-9.]*/ | v1/*..* | *//*) die 4 "latest.json names a strange path" ;; v1/?*/) ;;
    *) die 4 "latest.json names a strange path" ;; esac
case $sums in *[!0-9a-f]*) die 4 "latest.json has no sums" ;; esac
now=$(date -u +%Y-%m-%dT%H:%M:%S)
case $expires in 2???-??-??T??:??:??*) ;; *) die 4 "latest.json has no expiry" ;; esac
[ "$(printf '%s\n' "$now" "$expires" | sort | tail -n 1)" != "$now" ] ||
    die 4 "latest.json has expired at $expires: an old release is shown, or the clock is wrong"
if [ -f "$dir/.serial" ]; then
    read -r had had_sums <"$dir/.serial"
    [ "$serial" -ge "$had" ] || die 4 "latest.json goes back from serial $had to $serial"
    [ "$serial" -ne "$had" ] || [ "$sums" = "$had_sums" ] ||
        die 4 "latest.json names other content for serial $serial than before"
fi

get "${path}SHA256SUMS" "$new/SHA256SUMS" 67108864 "is missing"
[ "$(sum "$new/SHA256SUMS")" = "$sums" ] || die 4 "SHA256SUMS is not what was signed"
mkdir "$new/files"
for file; do
    wanted=$(awk -v file="$file" 'substr($0, 67) == file { print substr($0, 1, 64) }' "$new/SHA256SUMS")
    [ -n "$wanted" ] || die 4 "the release has no $file"
    mkdir -p "$new/files/$(dirname "$file")"
    if [ -f "$dir/$file" ] && [ "$(sum "$dir/$file")" = "$wanted" ]; then
        cp "$dir/$file" "$new/files/$file"
    else
        get "$path$file" "$new/files/$file" 1073741824 "is missing"
    fi
    [ "$(sum "$new/files/$file")" = "$wanted" ] || die 4 "$file is not what the release's sums say"
done

for file; do
    mkdir -p "$dir/$(dirname "$file")"
    mv -f "$new/files/$file" "$dir/$file"
done
echo "$serial $sums" >"$new/serial"
mv -f "$new/serial" "$dir/.serial"
echo "fetch-feed: release $(field version), serial $serial, believed until $expires" >&2
