#!/bin/sh
# Installs the engines that judge feedgen's outputs, from the distribution's own packages: Suricata 7
# and suricata-update, skopeo, podman, a container registry, jq, sysdig
# (whose library compiles and replays Falco's conditions). Debian and Ubuntu, as root or with
# password-less sudo; elsewhere it says so and the tests that need an engine are skipped, one line
# each. Safe to run again.
set -u

say() { echo "engines: $*" >&2; }

# Program, and the Debian package that brings it.
ENGINES="suricata:suricata suricata-update:suricata-update skopeo:skopeo podman:podman docker-registry:docker-registry jq:jq sysdig:sysdig named:bind9 named-checkzone:bind9-utils unbound:unbound
    dnsmasq:dnsmasq-base squid:squid nft:nftables ip:iproute2 clamscan:clamav dig:bind9-dnsutils unbound-checkconf:unbound unbound-control:unbound
    chromium:chromium pdns_recursor:pdns-recursor kresd:knot-resolver haproxy:haproxy grepcidr:grepcidr git:git getent:libc-bin comm:coreutils busybox:busybox caddy:caddy curl:curl dash:dash minisign:minisign nginx:nginx-light openssl:openssl"

missing=""
for engine in $ENGINES; do
    program=${engine%%:*}
    if PATH="$PATH:/usr/sbin:/sbin" command -v "$program" >/dev/null 2>&1; then
        say "$program is there"
    else
        missing="$missing $engine"
    fi
done
command -v zeek >/dev/null 2>&1 && say "zeek is there" ||
    say "zeek is in no Debian package; its output is checked by a reader of our own"
[ -z "$missing" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    for engine in $missing; do say "${engine%%:*} is missing, and there is no apt-get"; done
    exit 0
fi
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    for engine in $missing; do say "${engine%%:*} is missing, and this is not root"; done
    exit 0
fi

# Right after boot another apt may hold the lock.
apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" >&2; }

# Debian 12 has Suricata 6 and the suricata-update of its day; newer ones are in its backports, from
# wherever this machine gets its packages.
. /etc/os-release
sources=/etc/apt/sources.list.d/debian.sources
backports=/etc/apt/sources.list.d/feedgen-backports.sources
if [ "${VERSION_CODENAME:-}" = bookworm ] && [ -f "$sources" ] &&
    ! grep -rqs bookworm-backports /etc/apt/sources.list /etc/apt/sources.list.d; then
    {
        echo "Types: deb"
        grep -m1 '^URIs:' "$sources"
        echo "Suites: bookworm-backports"
        echo "Components: main"
        grep -m1 '^Signed-By:' "$sources"
    } | $as_root tee "$backports" >/dev/null
fi
apt update || say "the package lists could not be renewed"

# Some packages start a server, which the tests neither need nor want beside their own.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
    trap '$as_root rm -f "$policy"' EXIT
fi

for engine in $missing; do
    program=${engine%%:*} package=${engine##*:}
    from=""
    case "${VERSION_CODENAME:-}:$program" in
        bookworm:suricata*) from="-t bookworm-backports" ;;
    esac
    # Several words.
    # shellcheck disable=SC2086
    if apt install -y --no-install-recommends $from "$package"; then
        say "$program is installed"
    else
        say "$program could not be installed"
    fi
done
exit 0
