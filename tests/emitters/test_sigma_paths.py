"""File paths as three operating systems log them."""

from __future__ import annotations

import pytest

from feedgen.emitters.sigma.detection import Comparison
from feedgen.emitters.sigma.paths import System, forms, names_home
from feedgen.errors import UnencodableError
from feedgen.model.observables import Path

LNX, MAC, WIN = System.LINUX, System.MACOS, System.WINDOWS


def read(text: str, system: System) -> list[str]:
    """`contains:a*b` for each form."""
    return [
        f"{comparison or Comparison.EQUALS}:{'*'.join(pattern.pieces)}"
        for comparison, pattern in forms(Path.parse(text), system)
    ]


@pytest.mark.parametrize(
    ("text", "linux", "macos", "windows"),
    [
        ("/opt/x", [":/opt/x"], [":/opt/x"], []),
        ("/etc/x_*", ["startswith:/etc/x_"], ["startswith:/etc/x_", "startswith:/private/etc/x_"], []),
        ("/opt/*/x", [":/opt/*/x"], [":/opt/*/x"], []),
        ("/opt/bad/", ["startswith:/opt/bad/"], ["startswith:/opt/bad/"], []),
        ("*/x.pth", ["endswith:/x.pth"], ["endswith:/x.pth"], [r"endswith:\x.pth"]),
        ("~/.a/b.py", ["endswith:/.a/b.py"], ["endswith:/.a/b.py"], [r"endswith:\.a\b.py"]),
        ("$HOME/.a", ["endswith:/.a"], ["endswith:/.a"], [r"endswith:\.a"]),
        ("loot.gz", ["endswith:/loot.gz"], ["endswith:/loot.gz"], [r"endswith:\loot.gz"]),
        (".github/x.yml", ["endswith:/.github/x.yml"], ["endswith:/.github/x.yml"],
         [r"endswith:\.github\x.yml"]),
        ("a**b", ["endswith:/a*b"], ["endswith:/a*b"], [r"endswith:\a*b"]),
        ("*mid*", ["contains:mid"], ["contains:mid"], ["contains:mid"]),
        ("C:\\x\\y.dll", [], [], [r":C:\x\y.dll"]),
        ("C:/x/y.dll", [], [], [r":C:\x\y.dll"]),
        ("\\\\srv\\c$\\y", [], [], [r":\\srv\c$\y"]),
        ("%APPDATA%\\x\\y", [], [], [r"endswith:\AppData\Roaming\x\y"]),
        ("%UserProfile%\\y", [], [], [r"endswith:\y"]),
        ("~\\y", [], [], [r"endswith:\y"]),
    ],
)  # fmt: skip
def test_forms(text: str, linux: list[str], macos: list[str], windows: list[str]) -> None:
    assert read(text, LNX) == linux
    assert read(text, MAC) == macos
    assert read(text, WIN) == windows


@pytest.mark.parametrize("text", ["*", "**", "/*", "*/"])
def test_nothing_but_wildcards_is_refused(text: str) -> None:
    with pytest.raises(UnencodableError, match="wildcards"):
        read(text, LNX)


def test_an_unknown_variable_is_refused() -> None:
    with pytest.raises(UnencodableError, match="variable"):
        read("%SECRET%\\x", WIN)


def test_names_home() -> None:
    assert names_home(Path("~/x"))
    assert names_home(Path("%USERPROFILE%\\x"))
    assert not names_home(Path("/home/x"))
