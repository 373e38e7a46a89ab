"""The policy's source: what it may import, and that it asks nothing of the world."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import api.policy

FILES = sorted(Path(api.policy.__path__[0]).rglob("*.py"))
IMPORTS = {
    *("bisect", "collections", "collections.abc", "dataclasses", "datetime", "enum", "functools", "hashlib"),
    *("itertools", "operator", "re", "types", "typing", "zoneinfo"),
}
"""All that it needs: nothing that tells the time, makes something up, or reads or writes."""

CALLS = {"now", "today", "utcnow", "fromtimestamp", "getenv", "open", "print", "input", "eval", "exec", "__import__"}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{'.' * node.level}{node.module or ''}"


def called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node.func.id


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_it_imports_itself_and_a_little_of_the_standard_library(file: Path) -> None:
    foreign = {name for name in imported(ast.parse(file.read_text("utf-8"))) if not name.startswith("api.policy")}
    assert foreign <= IMPORTS


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_it_asks_neither_the_clock_nor_the_system(file: Path) -> None:
    assert not CALLS & set(called(ast.parse(file.read_text("utf-8"))))
