"""Watching a template run: where each line of a text comes from, and the conditions that put it there.

The syntax tree of the one Jinja factory is marked before it is compiled: words and values print between
marks that say their place, and a branch notes that it was taken. Without the marks the text is the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.documents import conditions, templates
from generator.documents.traced import CLOSE, INSIDE, OPEN, Branch, Site, Trace, marked_lines
from generator.store.parameters import DocumentTemplate
from generator.store.templates import Texts


@dataclass(frozen=True)
class _Marked:
    """A value, and the place that prints it."""

    site: int
    value: Any


@dataclass
class _Seen:
    sites: list[Site] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)


class Watching(ImmutableSandboxedEnvironment):
    """The environment of templates, which notes what it runs."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.seen = _Seen()
        self.finalize = _printed

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """What the compiler is given in the place of the plain tree."""
        tree = super()._parse(source, name, filename)
        _Instrument(name or "", source, self.seen).file(tree)
        return tree

    def taken(self, branch: int) -> None:
        """Note that the branch number `branch` runs."""
        self.seen.taken.add(branch)

    def arm(self, branch: int, value: Any) -> Any:
        """The same for a branch that is a value, which is given back."""
        self.seen.taken.add(branch)
        return value

    def placed(self, site: int, value: Any) -> _Marked:
        """The value with the number of its place."""
        return _Marked(site, value)


def watch(template: DocumentTemplate, texts: Texts, file: str, context: Mapping[str, Any]) -> Trace:
    """How the text `file` of `template` prints with the view `context`. Raises GreffeError as `templates.render`."""
    runner = templates.environment(template.id, tuple(sorted(texts.items())), Watching)
    runner.seen.taken.clear()
    text = templates.run(runner, f"templates/{template.id}", file, context)
    branches, taken = runner.seen.branches, runner.seen.taken
    return Trace(
        tuple(marked_lines(text, runner.seen.sites)),
        frozenset(branches[number] for number in taken),
        frozenset(each for number, each in enumerate(branches) if number not in taken),
    )


def _printed(value: Any) -> str:
    if not isinstance(value, _Marked):
        return templates.printed(value)
    text = templates.printed(value.value)
    return f"{OPEN}{value.site}{INSIDE}{text}{CLOSE}" if text else ""


class _Instrument:
    """Marks the tree of one file."""

    def __init__(self, file: str, source: str, seen: _Seen) -> None:
        self._file = file
        self._source = source.split("\n")
        self._seen = seen

    def file(self, tree: nodes.Template) -> None:
        """Mark the whole tree: it is a branch itself, since another text may or may not call it."""
        self._branch(tree.body, "", 1, None)

    def within(self, body: list[nodes.Node], branch: Branch | None) -> None:
        """Mark the nodes of `body`, which run in `branch`, in place."""
        body[:] = [each for node in body for each in self._node(node, branch)]

    def _node(self, node: nodes.Node, branch: Branch | None) -> Iterator[nodes.Node]:
        match node:
            case nodes.Output():
                node.nodes = [self._printed(each, branch) for each in node.nodes]
            case nodes.If():
                self._if(node, branch)
            case nodes.For():
                self._branch(node.body, conditions.loop(node), node.lineno, branch)
                self._branch(node.else_, conditions.no_loop(node), _first_line(node.else_), branch)
            case nodes.Macro():
                self._branch(node.body, "", node.lineno, branch)
            case nodes.Include():
                site = self._site(node.lineno, branch)
                yield _words(f"{OPEN}{site}{INSIDE}", node.lineno)
                yield node
                yield _words(CLOSE, node.lineno)
                return
            case _:
                if isinstance(getattr(node, "body", None), list):
                    self.within(node.body, branch)  # type: ignore[attr-defined]
                for child in node.iter_child_nodes(only=("node", "target", "call")):
                    self._arms(child, branch)
        yield node

    def _if(self, node: nodes.If, branch: Branch | None) -> None:
        refused: list[nodes.Node] = []
        for each in (node, *node.elif_):
            said = conditions.all_of((*(conditions.words(one, never=True) for one in refused), conditions.words(each.test)))  # fmt: skip
            self._arms(each.test, branch)
            self._branch(each.body, said, each.lineno, branch)
            refused.append(each.test)
        otherwise = conditions.all_of(conditions.words(one, never=True) for one in refused)
        self._branch(node.else_, otherwise, _first_line(node.else_), branch)

    def _branch(
        self, body: list[nodes.Node], condition: str, line: int, within: Branch | None
    ) -> None:
        """Make of `body`, if there is any, a branch that notes that it runs."""
        if not body:
            return
        number, branch = self._new(condition, line, within, _own_words(body))
        self.within(body, branch)
        body.insert(0, nodes.ExprStmt(_call("taken", line, number), lineno=line))

    def _new(
        self, condition: str, line: int, within: Branch | None, text: str
    ) -> tuple[int, Branch]:
        branch = Branch(self._file, line, condition, text, within)
        self._seen.branches.append(branch)
        return len(self._seen.branches) - 1, branch

    def _site(self, line: int, branch: Branch | None, expression: str = "") -> int:
        self._seen.sites.append(Site(self._file, line, branch, expression))
        return len(self._seen.sites) - 1

    def _printed(self, node: nodes.Expr, branch: Branch | None) -> nodes.Expr:
        """What an output prints, between marks."""
        if isinstance(node, nodes.TemplateData):
            lines = enumerate(node.data.split("\n"), node.lineno)
            node.data = "\n".join(self._line(text, line, branch) for line, text in lines)
            return node
        site = self._site(node.lineno, branch, conditions.written(node))
        self._arms(node, branch)
        return _call("placed", node.lineno, site, node)

    def _line(self, text: str, line: int, branch: Branch | None) -> str:
        if not text.strip():
            return text
        # The lexer counts from the tag before, whose line feed it takes away.
        after = line < len(self._source) and text.strip() not in self._source[line - 1]
        return f"{OPEN}{self._site(line + after, branch)}{INSIDE}{text}{CLOSE}"

    def _arms(self, node: nodes.Node, branch: Branch | None) -> None:
        """Make each side of « a if test else b », anywhere in an expression, a branch that notes that it is taken."""
        own = [node] if isinstance(node, nodes.CondExpr) else []
        for each in (*own, *node.find_all(nodes.CondExpr)):
            yes, no = conditions.words(each.test), conditions.words(each.test, never=True)
            each.expr1 = self._arm(each.expr1, yes, branch)
            if each.expr2 is not None:
                each.expr2 = self._arm(each.expr2, no, branch)

    def _arm(self, node: nodes.Expr, condition: str, branch: Branch | None) -> nodes.Expr:
        number, _ = self._new(condition, node.lineno, branch, "")
        return _call("arm", node.lineno, number, node)


def _call(name: str, line: int, number: int, *values: nodes.Expr) -> nodes.Call:
    """A call of a method of the environment."""
    method = nodes.EnvironmentAttribute(name, lineno=line)
    arguments = [nodes.Const(number, lineno=line), *values]
    return nodes.Call(method, arguments, [], None, None, lineno=line)


def _words(text: str, line: int) -> nodes.Output:
    return nodes.Output([nodes.TemplateData(text, lineno=line)], lineno=line)


def _first_line(body: Sequence[nodes.Node]) -> int:
    return body[0].lineno if body else 0


def _own_words(body: Sequence[nodes.Node]) -> str:
    """The author's words of `body`, « … » for a value."""
    found: list[str] = []
    for node in body:
        for output in [node] if isinstance(node, nodes.Output) else node.find_all(nodes.Output):
            found += (each.data if isinstance(each, nodes.TemplateData) else "…" for each in output.nodes)  # fmt: skip
    text = " ".join("".join(found).split())
    return text if re.search(r"\w", text) else ""
