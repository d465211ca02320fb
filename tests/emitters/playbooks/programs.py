"""Stand-ins for the programs that a playbook calls: they print what their documentation says."""

from __future__ import annotations

from pathlib import Path

FAKES = {
    "gh": """case "$*" in
  *orgs/*/repos*) echo '[{"full_name":"o/TPCP-docs-1","created_at":"c","visibility":"public","description":null},{"full_name":"o/my-tpcp-docs","created_at":"c","visibility":"public","description":"Alpha Configuration Storage"}]' ;;
  *members*) echo mallory ;;
  *users/mallory/repos*) echo '[{"full_name":"m/dune-worm-42","created_at":"c","visibility":"public","description":"Alpha Configuration Storage"}]' ;;
  "repo list"*) echo o/app ;;
  "run list"*) printf '1\\tT1\\tU1\\tbuild\\n2\\tT2\\tU2\\tbuild\\n3\\tT3\\tU3\\tbuild\\n' ;;
  "run view 1"*) echo "Digest: sha256:DIGEST" ;;
  "run view 2"*) echo "Download action repository 'Alpha/scan-action@0.24.0' (SHA:x)" ;;
  "run view 3"*) echo nothing ;;
esac""",
    "kubectl": """case "$*" in
  delete*) echo "DELETE $*" ;;
  *yaml*) echo "kind: DaemonSet" ;;
  *DaemonSet*) echo '{"items":[{"metadata":{"name":"host-provisioner-alpha","namespace":"kube-system"}},{"metadata":{"name":"host-provisioner-alpha","namespace":"other"}}]}' ;;
  "get Pod "*) echo '{"items":[{"metadata":{"name":"node-setup-x1","namespace":"a"}},{"metadata":{"name":"my-node-setup-x1","namespace":"a"}}]}' ;;
  *pods*) echo '{"items":[{"metadata":{"name":"p","namespace":"n"},"spec":{"nodeName":"w"},"status":{"containerStatuses":[{"name":"c","image":"i","imageID":"docker.io/x@sha256:DIGEST"},{"name":"good","image":"i","imageID":"docker.io/x@sha256:0"}]}}]}' ;;
  *nodes*) echo '{"items":[{"metadata":{"name":"w"},"status":{"images":[{"names":["x@sha256:DIGEST"]},{"sizeBytes":1}]}}]}' ;;
esac""",
    "aws": """case "$*" in
  *describe-repositories*) printf 'team/app\\nhub/alpha/scanner\\n' ;;
  *list-images*hub/alpha*) printf 'sha256:DIGEST\\nsha256:0\\n' ;;
  *batch-delete-image*) echo "DELETE $*" ;;
esac""",
    "gcloud": """case "$*" in
  *"repositories list"*) echo '[{"name":"projects/p/locations/eu/repositories/r"}]' ;;
  *"images list"*) echo '[{"package":"eu-docker.pkg.dev/p/r/kics","version":"sha256:DIGEST"},{"package":"x","version":"sha256:0"}]' ;;
  *"images delete"*) echo "DELETE $*" ;;
esac""",
    "curl": """case "$*" in
  *DELETE*) echo "DELETE $*" ;;
  *page=1*) echo '[{"name":"proxy/alpha/scanner"},{"name":"lib/app"}]' ;;
  *page=*) echo '[]' ;;
  *proxy/repositories/alpha%252Fscanner/artifacts/sha256:DIGEST*) printf 200 ;;
  *artifacts*) printf 404 ;;
  *service/rest/v1/search*sha256=DIGEST*) echo '{"items":[{"id":"abc","repository":"hub","name":"kics","version":"1"}]}' ;;
  *service/rest/v1/search*name=cli*group=alpha*) echo '{"items":[{"id":"npm1","repository":"npm","group":"alpha","name":"cli","version":"2026.4.0"}]}' ;;
  *service/rest/v1/search*) echo '{"items":[]}' ;;
esac""",
    "jf": """case "$*" in
  *"rt delete"*) echo "DELETE $*" ;;
  *'"sha256": "DIGEST"'*) echo '{"results":[{"repo":"hub-cache","path":"alpha/scanner/v1","name":"manifest.json"}]}' ;;
  *'"path": {"$match": "@alpha/cli/-*"}, "name": {"$match": "*-2026.4.0.tgz"}'*) echo '{"results":[{"created":"T","repo":"npm-cache","path":"@alpha/cli/-/@alpha","name":"cli-2026.4.0.tgz"}]}' ;;
  *) echo '{"results":[]}' ;;
esac""",
    "skopeo": """case "$*" in *"docker.io/alpha/scanner@sha256:DIGEST"*) ;; *) echo "not found" >&2; exit 1 ;; esac""",
    "docker": """case "$*" in
  images*) printf 'sha256:id1 sha256:DIGEST a:b\\nsha256:id2 sha256:0 a:c\\n' ;;
  ps*id1*) echo c1 ;;
  rm*|*"rm --force"*) echo "REMOVE $*" ;;
esac""",
}
"""What each program would print, as its documentation has it; DIGEST stands for a bad one."""


def stand_ins(directory: Path) -> str:
    """A PATH on which they come first, for `sha256:111…` as the bad digest."""
    directory.mkdir()
    for name, script in FAKES.items():
        path = directory / name
        path.write_text("#!/bin/bash\n" + script.replace("DIGEST", "1" * 64) + "\n")
        path.chmod(0o755)
    return f"{directory}:/usr/local/bin:/usr/bin:/bin"
