#!/bin/sh
# Downloads files of a signed feed and checks them as `feedgen fetch` does. Needs curl, sha256sum, and
# minisign or openssl 3; runs in any POSIX shell.
#
#   sh fetch-feed.sh -k KEY.pub [-k NEXT.pub] URL DIR FILE...
#   sh fetch-feed.sh -k release.pub https://feed.example /var/lib/feed blocklists/image-digests.txt
#
# DIR keeps the files and the serial of the last good release; nothing in it changes before everything
# is checked. Exit code 0: DIR is current. 4: what came is not what was signed, has expired, or goes
# back. 5: the feed did not answer, or the disk refuses. 2: wrong arguments. In all but the first, DIR
# is as it was.
set -eu
LC_ALL=C export LC_ALL

die() { code=$1; shift; printf 'fetch-feed: %s\n' "$*" >&2; exit "$code"; }
usage() { die 2 "usage: fetch-feed.sh -k KEY.pub [-k NEXT.pub] URL DIR FILE..."; }

keys=""
while getopts k: option; do
    [ "$option" = k ] || usage
    [ -r "$OPTARG" ] || die 2 "$OPTARG cannot be read"
    key=$(tr -d '\r' <"$OPTARG" | grep '^RW[A-Za-z0-9+/]\{54\}$') ||
        die 2 "$OPTARG holds no minisign public key"
    keys="$keys $key"
done
shift $((OPTIND - 1))
[ -n "$keys" ] && [ $# -ge 3 ] || usage
url=${1%/} dir=$2
shift 2
for file; do
    case /$file/ in
        *//* | */./* | */../* | *[[:cntrl:]\\]*) die 2 "$file is no path below the release" ;;
    esac
    [ ! -d "$dir/$file" ] || die 2 "$dir/$file is a directory"
done

mkdir -p "$dir" || die 5 "$dir cannot be made"
find "$dir" -name '.new.*' -prune -mtime +0 -exec rm -rf {} +   # of runs that were killed
new="$dir/.new.$$"
mkdir "$new" || die 5 "$dir cannot be written"
# Whatever ends the script by itself is the disk, and has said so.
trap 'code=$?; rm -rf "$new"; case $code in 0 | 2 | 4) ;; *) code=5 ;; esac; exit $code' EXIT
trap 'exit 5' HUP INT TERM

# get PATH FILE BYTES ABSENT: a file of the feed, not larger than it may be; exits with ABSENT on 404.
get() {
    address=$url/$(printf %s "$1" | sed 's/%/%25/g; s/ /%20/g; s/#/%23/g; s/?/%3F/g')
    code=0
    status=$(
        ulimit -f $(($3 / 512 + 1)) # a length that is not announced is limited here
        curl --globoff --fail --silent --show-error --location --proto =http,https \
            --proto-redir =https --retry 3 --retry-connrefused --retry-max-time 120 \
            --connect-timeout 10 --max-time 300 --max-filesize "$3" --write-out '%{http_code}' \
            --output "$2" "$address"
    ) || code=$?
    [ $code -ne 63 ] && { [ ! -f "$2" ] || [ "$(wc -c <"$2")" -le "$3" ]; } ||
        die 4 "$1 is larger than $3 bytes"
    [ "$status" != 404 ] || die "$4" "$url/$1 is missing"
    [ $code -eq 0 ] && [ "$status" = 200 ] || die 5 "$url/$1 did not come (curl: $code, HTTP $status)"
    [ -f "$2" ] || : >"$2"
}
sum() { sha256sum <"$1" | cut -c 1-64; }
# field NAME PATTERN: what latest.json, one key a line, says. JSON strings hold no line breaks.
field() { sed -n "s/^  \"$1\": $2,\{0,1\}\$/\1/p" "$new/latest.json"; }

# signed KEY: whether latest.json is signed by the key, in minisign's prehashed form.
signed() {
    printf %s "$1" | base64 -d >"$new/key" 2>/dev/null || return 1
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
    openssl dgst -blake2b512 -binary "$new/latest.json" >"$new/hash" &&
        openssl pkeyutl -verify -pubin -keyform DER -inkey "$new/der" -rawin -in "$new/hash" \
            -sigfile "$new/raw" >/dev/null 2>&1
}

get latest.json "$new/latest.json" 262144 5
[ "$(head -c 1 "$new/latest.json")" != "<" ] ||
    die 5 "$url/latest.json is a web page: the network's login page, or a wrong address"
get "signatures/$(sum "$new/latest.json").minisig" "$new/minisig" 16384 4
by=""
for key in $keys; do
    if signed "$key"; then by=$key; fi
done
[ -n "$by" ] || die 4 "latest.json is not signed by your key"

feed=$(field feed '\(".*"\)') version=$(field version '"\([0-9.]\{12,\}\)"')
serial=$(field serial '\([1-9][0-9]\{0,17\}\)') sums=$(field sha256sums '"\([0-9a-f]\{64\}\)"')
expires=$(field expires '"\([0-9T:-]\{19\}[.0-9]*Z\)"')
path=v1/$version/
[ "$(field path '"\(.*\)"')" = "$path" ] || die 4 "latest.json names no release of layout v1"
case "$serial $sums $expires" in # a key that is there twice gives two lines
    " "* | *"  "* | *" " | *"
"*) die 4 "latest.json is no pointer to a release" ;;
esac
now=$(date -u +%Y-%m-%dT%H:%M:%S)
expr "$now" \< "$(printf %s "$expires" | cut -c 1-19)" >/dev/null ||
    die 4 "latest.json has expired at $expires: an old release is shown, or the clock is wrong"
if [ -e "$dir/.serial" ]; then
    read -r had had_sums had_feed <"$dir/.serial" || :
    case $had in "" | *[!0-9]*) die 4 "$dir/.serial is damaged, so a rollback could not be seen" ;; esac
    [ "$feed" = "$had_feed" ] || die 4 "latest.json is of the feed $feed, and was of $had_feed before"
    [ "$serial" -ge "$had" ] || die 4 "latest.json goes back from serial $had to $serial"
    [ "$serial" -ne "$had" ] || [ "$sums" = "$had_sums" ] ||
        die 4 "latest.json names other content for serial $serial than before"
fi

get "${path}SHA256SUMS" "$new/SHA256SUMS" 67108864 4
[ "$(sum "$new/SHA256SUMS")" = "$sums" ] || die 4 "SHA256SUMS is not what was signed"
for file; do
    wanted=$(awk -v file="$file" 'substr($0, 67) == file { print substr($0, 1, 64) }' "$new/SHA256SUMS")
    [ -n "$wanted" ] || die 4 "the release has no $file"
    mkdir -p "$new/files/$(dirname "./$file")"
    if [ -f "$dir/$file" ] && [ "$(sum "$dir/$file")" = "$wanted" ]; then
        cp "$dir/$file" "$new/files/$file"
    else
        get "$path$file" "$new/files/$file" 1073741824 4
    fi
    [ "$(sum "$new/files/$file")" = "$wanted" ] || die 4 "$file is not what the release's sums say"
done

printf '%s\n' "$serial $sums $feed" >"$new/serial"
for file; do mkdir -p "$dir/$(dirname "./$file")"; done
for file; do mv -f "$new/files/$file" "$dir/$file"; done
mv -f "$new/serial" "$dir/.serial"
echo "fetch-feed: release $version, serial $serial, believed until $expires" >&2
