"""The checks of imports find what they are for, in a package made for it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tests.layers.graphs import Imports, cycle, imports_of, layers, upward

Make = Callable[..., "tuple[Imports, str]"]
_NUMBERS = count()

LAYERS = layers("""
    top
    left  right
    low
""")


@pytest.fixture
def make_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Make a package of files by name, `a__b` for a/b.py; `PACKAGE` in them is its name. Gives its imports and name."""

    def make(**files: str) -> tuple[Imports, str]:
        package = f"made_up_{next(_NUMBERS)}"
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
        for name, text in files.items():
            path = (tmp_path / package).joinpath(*name.split("__")).with_suffix(".py")
            path.parent.mkdir(exist_ok=True)
            (path.parent / "__init__.py").touch()
            path.write_text(text.replace("PACKAGE", package))
        monkeypatch.syspath_prepend(tmp_path)
        return imports_of(package), package

    return make


GOOD = {
    "top": "from PACKAGE.left import a\nfrom PACKAGE import low\n",
    "left__a": "from PACKAGE.left.b import x\n",
    "left__b": "import json\nfrom PACKAGE.low import x\n",
    "right": "from PACKAGE.low import x\n",
    "low": "x = 1\n",
}


def test_a_package_in_layers_has_nothing_to_tell(make_package: Make) -> None:
    imports, package = make_package(**GOOD)
    assert imports[f"{package}.top"] == {f"{package}.left.a", f"{package}.low"}
    assert cycle(imports) == []
    assert upward(imports, package, LAYERS) == []


@pytest.mark.parametrize(
    ("name", "text", "files"),
    [
        ("low", "from PACKAGE import right\n", ["low", "right"]),
        ("left__b", "from PACKAGE.left.a import x\n", ["left.a", "left.b"]),
        ("left__b", "def f():\n    from PACKAGE.left import a\n", ["left.a", "left.b"]),
        (
            "left__b",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from PACKAGE.top import X\n",
            ["left.a", "left.b", "top"],
        ),
    ],
    ids=["two files", "inside a folder", "inside a function", "for types only"],
)
def test_a_circle_is_found(make_package: Make, name: str, text: str, files: list[str]) -> None:
    imports, package = make_package(**{**GOOD, name: text})
    found = cycle(imports)
    assert sorted({module.removeprefix(f"{package}.") for module in found}) == files
    assert found[0] == found[-1]
    assert all(after in imports[before] for before, after in zip(found, found[1:]))


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("low", "from PACKAGE.right import x\n", "P.low imports P.right: up, from low to right"),
        ("left__b", "from PACKAGE import top\n", "P.left.b imports P.top: up, from left to top"),
        ("right", "from PACKAGE.left import a\n", "P.right imports P.left.a: sideways, from right to left"),
        ("right", "def f():\n    import PACKAGE.top\n", "P.right imports P.top: up, from right to top"),
        ("new", "", "new has no layer"),
    ],
)
def test_an_arrow_that_does_not_go_down_is_found(make_package: Make, name: str, text: str, sentence: str) -> None:
    imports, package = make_package(**{**GOOD, name: text})
    assert [one.replace(package, "P") for one in upward(imports, package, LAYERS)] == [sentence]


def test_a_layer_that_is_gone_is_told(make_package: Make) -> None:
    imports, package = make_package(**{name: text for name, text in GOOD.items() if name != "right"})
    assert upward(imports, package, LAYERS) == ["right is not there"]


def test_a_folder_has_layers_of_its_own(make_package: Make) -> None:
    imports, package = make_package(**GOOD)
    assert upward(imports, f"{package}.left", layers("a\nb")) == []
    assert [one.replace(package, "P") for one in upward(imports, f"{package}.left", layers("b\na"))] == [
        "P.left.a imports P.left.b: up, from a to b"
    ]
