"""Writes the stubs of the built module, bindings/entrepot/_core: `./dev test --accept` does it after a change of bindings/src.

    python tools/stubs.py [FOLDER]

They say what the module's own documentation says: types and defaults, and of the text the first paragraph; `help` shows the rest.
"""

import collections
import importlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pybind11_stubgen as stubgen
from pybind11_stubgen.structs import (
    Attribute,
    Class,
    Docstring,
    Field,
    Function,
    Identifier,
    Module,
    Property,
    QualifiedName,
    ResolvedType,
    Value,
)

FOLDER = Path(__file__).resolve().parents[1] / "bindings" / "entrepot" / "_core"


def is_named_tuple(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, tuple) and hasattr(value, "_fields")


Standard: Any = type(stubgen.stub_parser_from_args(stubgen.arg_parser().parse_args(["entrepot._core"], namespace=stubgen.CLIArgs())))


class Parser(Standard):
    """What is particular to our module: named tuples, and solvers that name the Python module where people find them."""

    def _get_value_parent_module_name(self, value: Any) -> str | None:
        name = super()._get_value_parent_module_name(value)
        return name.replace("entrepot.solvers.", "entrepot._core.solvers.") if name else name

    def handle_module(self, path: QualifiedName, module: Any) -> Module:
        found = super().handle_module(path, module)
        # The module has no `__all__`; and of a constant its type is enough.
        found.attributes = [replace(a, value=None) for a in found.attributes if a.name != "__all__"]
        return found

    def handle_function(self, path: QualifiedName, function: Any) -> list[Function]:
        # First what pybind11 wrote: `inspect` knows names and defaults, but no types.
        return self.parse_function_docstring(path[-1], (function.__doc__ or "").splitlines()) or super().handle_function(path, function)

    def handle_attribute(self, path: QualifiedName, value: Any) -> Attribute | None:
        if is_named_tuple(type(value)):
            return Attribute(path[-1], None, ResolvedType(QualifiedName([Identifier(type(value).__name__)])))
        return super().handle_attribute(path, value)

    def handle_class(self, path: QualifiedName, class_: type) -> Class | None:
        if not is_named_tuple(class_):
            return super().handle_class(path, class_)
        made = Class(path[-1], Docstring(class_.__doc__), [self.parse_annotation_str("typing.NamedTuple").name])
        for name, annotation in class_.__annotations__.items():
            default = Value("...", is_print_safe=True) if name in class_._field_defaults else None
            made.fields.append(Field(Attribute(Identifier(name), default, self.parse_annotation_str(annotation)), None))
        usual = vars(collections.namedtuple("usual", class_._fields))
        for name in vars(class_).keys() - usual.keys() - {"__annotations__"}:
            found = self.handle_class_member(QualifiedName([*path, Identifier(name)]), class_, getattr(class_, name))
            made.properties += [found] if isinstance(found, Property) else []
            made.methods += found if isinstance(found, list) else []
        return made


class Printer(stubgen.Printer):
    def print_docstring(self, doc: Docstring) -> list[str]:
        lines = super().print_docstring(Docstring(doc.split("\n\n")[0]))
        return lines if len(lines) != 3 or lines[1].endswith('"') else ["".join(lines)]

    def print_function(self, func: Function) -> list[str]:
        lines = super().print_function(func)
        return lines if lines[-1].strip() != "..." else [*lines[:-2], f"{lines[-2]} ..."]

    def print_attribute(self, attribute: Attribute) -> list[str]:
        lines = super().print_attribute(attribute)
        # A class with __eq__ and without __hash__: mypy wants to be told that this is meant.
        return [f"{line}  # type: ignore[assignment]" if attribute.name == "__hash__" else line for line in lines]

    def print_class_body(self, class_: Class) -> list[str]:
        if [str(base) for base in class_.bases] != ["typing.NamedTuple"]:
            return super().print_class_body(class_)
        fields = "; ".join(line for field in class_.fields for line in self.print_field(field))  # in their order, not the alphabet's
        rest = super().print_class_body(replace(class_, doc=None, fields=[]))
        return [*self.print_docstring(class_.doc or Docstring()), fields, *(rest if rest != ["pass"] else [])]


def main(folder: Path = FOLDER) -> None:
    parser = Parser()
    core = parser.handle_module(QualifiedName.from_str("entrepot._core"), importlib.import_module("entrepot._core"))
    parser.finalize()
    folder.parent.mkdir(parents=True, exist_ok=True)
    stubgen.Writer().write_module(core, Printer(invalid_expr_as_ellipses=True), to=folder.parent, sub_dir=Path(folder.name))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
