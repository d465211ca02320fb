#!/bin/sh
# The branch `published` holds what Pages shows: every publication is a commit, so that the next one
# continues from it, and everybody can see what was published when.
#
#   sh scripts/published-branch.sh get DIR            what is published; nothing but .git before the first time
#   sh scripts/published-branch.sh put DIR MESSAGE    pushes DIR, with the newest KEEP releases (5)
#
# GH_TOKEN reads and pushes. `put` never overwrites what another run pushed meanwhile: it fails.
set -eu
: "${GH_TOKEN:?the job has to give GH_TOKEN}"

BRANCH=published
KEEP=${KEEP:-5}
die() { echo "published-branch: $*" >&2; exit 1; }
[ $# -ge 2 ] || die "usage: published-branch.sh get|put DIR [MESSAGE]"
verb=$1 dir=$2
gh auth setup-git

case $verb in
get)
    address=$(git remote get-url origin)
    git init --quiet --initial-branch=$BRANCH "$dir"
    git -C "$dir" remote add origin "$address"
    # An error must not look like "nothing is published": gates and serial would be passed over.
    there=0
    git ls-remote --exit-code --heads "$address" "refs/heads/$BRANCH" >/dev/null || there=$?
    case $there in
        0) git -C "$dir" fetch --quiet --depth=1 origin $BRANCH
           git -C "$dir" reset --quiet --hard FETCH_HEAD ;;
        2) echo "published-branch: nothing is published yet" >&2 ;;
        *) die "the branch $BRANCH cannot be looked up" ;;
    esac
    ;;
put)
    message=${3:?a message}
    current=$(jq -r .version "$dir/latest.json")
    # Pages holds 1 GB; older releases stay in the history and as GitHub Releases.
    for old in $(find "$dir/v1" -mindepth 1 -maxdepth 1 -name "[0-9]*" -exec basename {} \; |
        sort -t. -k1,1n -k2,2n -k3,3n -k4,4n | head -n "-$KEEP"); do
        [ "$old" = "$current" ] || rm -rf "${dir:?}/v1/$old"
    done
    cd "$dir"
    git add --all --force .
    if git diff --cached --quiet; then
        echo "published-branch: unchanged" >&2
        exit 0
    fi
    git -c user.name="github-actions[bot]" \
        -c user.email="41898282+github-actions[bot]@users.noreply.github.com" \
        commit --quiet -m "$message"
    git push --quiet origin HEAD:$BRANCH
    ;;
*) die "$verb is neither get nor put" ;;
esac
