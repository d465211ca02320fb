#!/bin/sh
# Writes a program that runs an engine in its official container, so that the tests find on the PATH
# what no package brings:
#
#   sh scripts/container-engine.sh zeek zeek/zeek@sha256:… BIN [OPTION…]
#
# BIN/zeek then runs the image with the arguments it is given. OPTIONs go to `docker run`, such as
# `--entrypoint zeek`. The container sees the working directory and TMPDIR under their own paths, has
# no network, and writes as the user who calls.
set -eu

[ $# -ge 3 ] || { echo "usage: container-engine.sh NAME IMAGE BIN [OPTION...]" >&2; exit 2; }
name=$1 image=$2 bin=$3
shift 3

mkdir -p "$bin"
cat >"$bin/$name" <<END
#!/bin/sh
temporary=\${TMPDIR:-/tmp}
exec docker run --rm --network none --user "\$(id -u):\$(id -g)" --env HOME=/tmp \\
    --volume "\$PWD:\$PWD" --volume "\$temporary:\$temporary" --workdir "\$PWD" \\
    $* $image "\$@"
END
chmod 755 "$bin/$name"
