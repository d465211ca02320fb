#!/bin/sh
# Makes a GitHub Release that is whole from the first moment anybody sees it: a draft, then its files, then
# published. Run again after a failure it goes on; a published one is left alone, as it may be immutable.
#
#   sh scripts/github-release.sh TAG COMMIT NOTES FILE...
set -eu
: "${GH_TOKEN:?the job has to give GH_TOKEN}"
[ $# -ge 4 ] || { echo "usage: github-release.sh TAG COMMIT NOTES FILE..." >&2; exit 2; }
tag=$1 commit=$2 notes=$3
shift 3

case $(gh release view "$tag" --json isDraft --jq .isDraft 2>/dev/null || echo none) in
    false) echo "github-release: $tag is published already" >&2; exit 0 ;;
    true) ;;
    *) gh release create "$tag" --draft --target "$commit" --title "$tag" --notes-file "$notes" ;;
esac
gh release upload "$tag" --clobber "$@"
gh release edit "$tag" --draft=false --latest
