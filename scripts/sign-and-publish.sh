#!/bin/sh
# Signs with the key in FEEDGEN_RELEASE_KEY and publishes to the destinations named here and in PUBLISH_TO;
# options of `feedgen publish` may follow them. Workflows run this; people use `feedgen publish --key`.
#
#   FEEDGEN_RELEASE_KEY="$(cat release.key)" PUBLISH_TO="s3://bucket/feed" sh scripts/sign-and-publish.sh site
set -eu
: "${FEEDGEN_RELEASE_KEY:?set it to the content of the secret key, as a secret of the environment}"

# The key is a file that nobody else can read, for as long as this runs.
key=$(umask 077 && mktemp "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/key.XXXXXXXX")
trap 'rm -f "$key"' EXIT
trap 'exit 1' HUP INT TERM
printf '%s\n' "$FEEDGEN_RELEASE_KEY" >"$key"
unset FEEDGEN_RELEASE_KEY
# Secrets and variables that are not set arrive as empty ones, which mean something else.
for name in FEEDGEN_KEY_PASSWORD AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_REGION AWS_ENDPOINT_URL; do
    eval "[ -n \"\${$name:-}\" ] || unset $name"
done

[ ! -f keys/keys.json ] || set -- "$@" --keys keys/keys.json
set -f # the destinations are words, not patterns
# shellcheck disable=SC2086
"${FEEDGEN:-.venv/bin/feedgen}" publish "$@" --key "$key" ${PUBLISH_TO:-}
