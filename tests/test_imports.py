"""No circular imports, for the type checker neither; nor in the page of the sandbox."""

import re
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files

import grimp

_IMPORTED = re.compile(r'^import .* from "\./([a-z]+\.js)";$', re.MULTILINE)


def _circle(imports: Mapping[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []


def test_no_module_imports_one_that_imports_it() -> None:
    graph = grimp.build_graph("bot", "handlers", "store", cache_dir=None)
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}

    assert imports["bot.cli"]
    assert _circle(imports) == []


def test_no_module_of_the_page_imports_one_that_imports_it() -> None:
    page = files("bot.sandbox").joinpath("page")
    imports = {
        path.name: set(_IMPORTED.findall(path.read_text("utf-8")))
        for path in page.iterdir()
        if path.name.endswith(".js")
    }

    assert imports["page.js"]
    assert _circle(imports) == []
