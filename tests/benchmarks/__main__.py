"""Runs the benchmarks and prints a table: ``python -m tests.benchmarks [NAME ...]``.

A benchmark is a module of this package with a function ``run() -> Result``. The exit code is 1 when
a figure is beyond its target.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, cast

import tests.benchmarks as package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.benchmarks.result import Result


def main(names: Sequence[str]) -> int:
    """Run those that are named, or all."""
    missed = 0
    for name, run in _benchmarks():
        if names and name not in names:
            continue
        result = run()
        sys.stdout.write(f"\n{result.title}  [{name}]\n")
        for figure in result.figures:
            target = "" if figure.target is None else f"at most {figure.target:,.2f}"
            mark = "" if figure.met else "  <- missed"
            sys.stdout.write(
                f"  {figure.what:54} {figure.value:12,.2f} {figure.unit:8} {target}{mark}\n"
            )
            missed += not figure.met
    return 1 if missed else 0


def _benchmarks() -> Iterator[tuple[str, Callable[[], Result]]]:
    for module in iter_modules(package.__path__):
        if not module.name.startswith("_"):
            run = getattr(import_module(f"{package.__name__}.{module.name}"), "run", None)
            if run is not None:
                yield module.name, cast("Callable[[], Result]", run)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
