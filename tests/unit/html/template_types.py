"""Reads a template as a type checker would: every attribute that it asks for must be one that its values have."""

import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Union, get_args, get_origin, get_type_hints

import pandas as pd
from jinja2 import Environment, nodes

from pprr.report import Report
from pprr.wordcheck import Checked, Idioms

_TEXT = {"upfirst", "lower", "join", "e", "escape", "trim"}
_SAME = {"select", "sort", "list", "unique"}


@dataclass
class Checker:
    """Walks the macros and templates of an environment with the types that they are given."""

    environment: Environment
    problems: set[str] = field(default_factory=set)
    seen: set[tuple[str, str, str]] = field(default_factory=set)

    def check(self, template: str, macro: str, context: Mapping[str, Any]) -> None:
        """Notes what the template, or one macro of it, asks for and its context's types do not have."""
        tree = self._parsed(template)
        scope = dict(self.environment.globals) | self._macros(template, tree)
        if macro:
            found = next(node for node in tree.find_all(nodes.Macro) if node.name == macro)
            names = {argument.name for argument in found.args}
            self._note(template, names ^ set(context), "is no argument, or is not given")
            self._walk(template, found.body, {**scope, **context})
        else:
            self._walk(
                template, [node for node in tree.body if not isinstance(node, nodes.Macro)], {**scope, **context}
            )

    def _parsed(self, template: str) -> nodes.Template:
        source, _, _ = self.environment.loader.get_source(self.environment, template)
        return self.environment.parse(source)

    def _macros(self, template: str, tree: nodes.Template) -> dict[str, Any]:
        own = {node.name: (template, node) for node in tree.find_all(nodes.Macro)}
        for node in tree.find_all(nodes.FromImport):
            others = {found.name: found for found in self._parsed(node.template.value).find_all(nodes.Macro)}
            own |= {name: (node.template.value, others[name]) for name in node.names}
        return own

    def _note(self, template: str, names: Iterable[str], problem: str) -> None:
        self.problems |= {f"{template}: {name} {problem}" for name in names}

    def _walk(self, template: str, body: Sequence[nodes.Node], scope: dict[str, Any]) -> None:
        for node in body:
            if isinstance(node, nodes.For):
                inner = {**scope, "loop": Any}
                self._bind(node.target, _element(self._type(template, node.iter, scope)), inner)
                if node.test:
                    self._type(template, node.test, inner)
                self._walk(template, node.body, inner)
                self._walk(template, node.else_, scope)
            elif isinstance(node, nodes.If):
                self._type(template, node.test, scope)
                for part in (node.body, node.elif_, node.else_):
                    self._walk(template, part, dict(scope))
            elif isinstance(node, nodes.Assign):
                self._bind(node.target, self._type(template, node.node, scope), scope)
            elif isinstance(node, nodes.Output):
                for part in node.nodes:
                    self._type(template, part, scope)
            elif isinstance(node, nodes.CallBlock):
                self._type(template, node.call, scope)
                self._walk(template, node.body, scope)
            elif not isinstance(node, (nodes.Macro, nodes.FromImport)):
                self._note(template, [type(node).__name__], "is nothing that is checked")

    def _bind(self, target: nodes.Expr, found: Any, scope: dict[str, Any]) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = found
            return
        parts = _parts(found, len(target.items))
        for item, part in zip(target.items, parts, strict=True):
            self._bind(item, part, scope)

    def _type(self, template: str, node: nodes.Expr, scope: dict[str, Any]) -> Any:
        """The type of an expression, Any where nothing is known of it; notes the attributes that are not there."""
        if isinstance(node, nodes.Name):
            if node.name not in scope and node.name not in {"caller", "none"}:
                self._note(template, [node.name], "is not given")
            return scope.get(node.name, Any)
        if isinstance(node, nodes.Getattr):
            return self._attribute(template, self._type(template, node.node, scope), node.attr)
        if isinstance(node, nodes.Getitem):
            held = self._type(template, node.node, scope)
            self._type(template, node.arg, scope)
            return _element(_values(held))
        if isinstance(node, nodes.CondExpr):
            self._type(template, node.test, scope)
            ends = [self._type(template, part, scope) for part in (node.expr1, node.expr2) if part]
            return ends[0]
        if isinstance(node, nodes.Call):
            return self._called(template, node, scope)
        if isinstance(node, nodes.Filter):
            held = self._type(template, node.node, scope)
            for argument in node.args:
                self._type(template, argument, scope)
            return str if node.name in _TEXT else held if node.name in _SAME else Any
        if isinstance(node, (nodes.And, nodes.Or)):
            left = self._type(template, node.left, scope)
            right = self._type(template, node.right, scope)
            return left if left is not Any else right
        for child in node.iter_child_nodes():
            self._type(template, child, scope)
        return str if isinstance(node, (nodes.Concat, nodes.TemplateData)) else Any

    def _called(self, template: str, node: nodes.Call, scope: dict[str, Any]) -> Any:
        given = [self._type(template, argument, scope) for argument in node.args]
        named = {argument.key: self._type(template, argument.value, scope) for argument in node.kwargs}
        macro = scope.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        if not isinstance(macro, tuple):
            called = self._type(template, node.node, scope)
            return _hints(called).get("return", Any) if isinstance(called, types.FunctionType) else Any
        where, found = macro
        inner = dict(self.environment.globals) | self._macros(where, self._parsed(where))
        inner |= scope if where == template else {}  # a template's own macro sees what the template was given
        inner |= {argument.name: Any for argument in found.args} | {"caller": Any}
        inner |= dict(zip((argument.name for argument in found.args), given, strict=False)) | named
        key = (where, found.name, repr(sorted((name, repr(kind)) for name, kind in inner.items())))
        if key not in self.seen:
            self.seen.add(key)
            self._walk(where, found.body, inner)
        return str

    def _attribute(self, template: str, held: Any, name: str) -> Any:
        for kind in _plain(held):
            if kind is Any:
                return Any
            if isinstance(kind, types.ModuleType):
                return getattr(kind, name, Any)
            owner = get_origin(kind) or kind
            hints = _hints(owner)
            if name in hints:
                return hints[name]
            found = getattr(owner, name, None)
            if found is None and isinstance(owner, type) and issubclass(owner, Mapping):
                return _element(_values(kind))  # jinja takes a key for an attribute
            if found is None:
                self._note(template, [f"{owner.__name__}.{name}"], "is not there")
                return Any
            getter = getattr(found, "fget", None) or getattr(found, "func", None)
            if getter:
                return _hints(getter)["return"]
            if name == "items" and get_args(kind):
                return lambda_returning(Sequence[tuple[get_args(kind)]])
            return Any
        return Any


def lambda_returning(kind: Any) -> types.FunctionType:
    """A function of which only the type of its result is known."""

    def function() -> object:
        raise NotImplementedError

    function.__annotations__["return"] = kind
    return function


def _hints(of: Any) -> dict[str, Any]:
    """The types that a class or a function states, those that our modules import late among them."""
    return get_type_hints(of, None, {"pd": pd, "Checked": Checked, "Idioms": Idioms, "Report": Report})


def _plain(kind: Any) -> list[Any]:
    """The kinds that a value may be of, nothing apart."""
    if get_origin(kind) in (Union, types.UnionType):
        return [part for part in get_args(kind) if part is not type(None)]
    return [kind]


def _values(kind: Any) -> Any:
    """A mapping's values as a sequence; any other kind as it is."""
    [kind, *_] = _plain(kind)
    origin = get_origin(kind)
    return Sequence[get_args(kind)[1]] if isinstance(origin, type) and issubclass(origin, Mapping) else kind


def _element(kind: Any) -> Any:
    """What a loop over the kind goes through."""
    [kind, *_] = _plain(kind)
    arguments = get_args(kind)
    return arguments[0] if arguments else Any


def _parts(kind: Any, count: int) -> Sequence[Any]:
    """What a tuple of that kind is taken apart into."""
    [kind, *_] = _plain(kind)
    if hasattr(kind, "_fields"):
        hints = _hints(kind)
        return [hints[name] for name in kind._fields]
    arguments = get_args(kind)
    return arguments if len(arguments) == count else [Any] * count
