"""What imports what in a package: circles of files, and arrows that go up in a table of layers.

Imports are read from the source by grimp, also those inside functions, which would hide a circle, and those for type
checkers only: a layer that names another's types knows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

import grimp

Imports = Mapping[str, "set[str]"]
"""Module -> the modules of the same package that it imports, by their full names."""


def imports_of(package: str) -> Imports:
    """Read the imports of a package that Python can find. Its modules are not run."""
    graph = grimp.build_graph(package, cache_dir=None)
    return {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}


def cycle(imports: Imports) -> list[str]:
    """A circle of files that import one another, its first file also at the end; empty when there is none."""
    try:
        # Sorted, so that of several circles each run tells the same.
        TopologicalSorter({module: sorted(imports[module]) for module in sorted(imports)}).prepare()
    except CycleError as error:
        # graphlib gives each before the one that imports it.
        return list(reversed(error.args[1]))
    return []


def layers(table: str) -> list[list[str]]:
    """Read a table of layers, from top to bottom: a line for each, with names of files or folders without suffix."""
    return [line.split() for line in table.splitlines() if line.strip()]


def upward(imports: Imports, package: str, table: Sequence[Sequence[str]]) -> list[str]:
    """The arrows of a package that do not go down, each as a sentence; empty when all is well.

    `table` names what lies directly in the package, the top layer first. A layer may import those below it, and no
    neighbour in its own line. What has no place in the table, and what stands there but does not exist, is told too.
    The package's own `__init__` has no layer.
    """
    places = {name: depth for depth, row in enumerate(table) for name in row}
    parts = {module: part for module in imports if (part := _part(module, package))}
    found = {f"{part} has no layer" for part in parts.values() if part not in places}
    found |= {f"{name} is not there" for name in places if name not in parts.values()}
    for module, part in parts.items():
        for other in imports[module]:
            target = parts.get(other, part)
            if part in places and target in places and part != target and places[target] <= places[part]:
                way = "up" if places[target] < places[part] else "sideways"
                found.add(f"{module} imports {other}: {way}, from {part} to {target}")
    return sorted(found)


def _part(module: str, package: str) -> str:
    """The file or folder directly in the package that a module is or lies in; "" for others and the package itself."""
    return module.removeprefix(f"{package}.").partition(".")[0] if module.startswith(f"{package}.") else ""
