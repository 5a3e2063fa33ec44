"""The conditions of templates in French words when they are simple; else as they are written."""

from collections.abc import Iterable

from jinja2 import nodes

_KNOWN = {
    "valide": ("le texte est validé par la Caf", "le texte n'est pas validé par la Caf"),
    "loop.first": ("c'est le premier de la liste", "ce n'est pas le premier de la liste"),
    "loop.last": ("c'est le dernier de la liste", "ce n'est pas le dernier de la liste"),
}
_COMPARED = {
    "eq": ("est", "n'est pas"),
    "ne": ("n'est pas", "est"),
    "gt": ("dépasse", "ne dépasse pas"),
    "gteq": ("atteint", "n'atteint pas"),
    "lt": ("n'atteint pas", "atteint"),
    "lteq": ("ne dépasse pas", "dépasse"),
    "in": ("est dans", "n'est pas dans"),
    "notin": ("n'est pas dans", "est dans"),
}
_SIGNS = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in", "notin": "not in"}  # fmt: skip


def words(test: nodes.Node, *, never: bool = False) -> str:
    """What must be for `test` to hold; with `never`, for it not to hold."""
    match test:
        case nodes.Not(node=node):
            return words(node, never=not never)
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            both = isinstance(test, nodes.And) != never
            return f" {'et' if both else 'ou'} ".join(words(each, never=never) for each in (left, right))  # fmt: skip
        case nodes.Compare(
            expr=one, ops=[nodes.Operand(op="eq" | "ne" as sign, expr=nodes.Const(value=""))]
        ):
            empty = (sign == "eq") != never
            return f"{_quoted(one)} est vide" if empty else f"{_quoted(one)} n'est pas vide"
        case nodes.Compare(expr=one, ops=[nodes.Operand(op=sign, expr=other)]):
            return f"{_quoted(one)} {_COMPARED[sign][never]} {_quoted(other)}"
        case nodes.Name() | nodes.Getattr() | nodes.Getitem():
            name = written(test)
            yes, no = _KNOWN.get(name, (f"« {name} » est renseigné", f"« {name} » n'est pas renseigné"))  # fmt: skip
            return no if never else yes
    return f"« {written(test)} »{' ne tient pas' if never else ' tient'}"


def all_of(conditions: Iterable[str]) -> str:
    """The conditions as one."""
    return ", et ".join(conditions)


def loop(node: nodes.For) -> str:
    """What must be for the body of a loop to be printed."""
    return f"pour chaque élément de « {written(node.iter)} »"


def no_loop(node: nodes.For) -> str:
    """What must be for the other part of a loop to be printed."""
    return f"« {written(node.iter)} » est vide"


def written(node: nodes.Node) -> str:
    """The expression nearly as its author wrote it."""
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Const(value=value):
            return repr(value)
        case nodes.Getattr(node=owner, attr=name):
            return f"{written(owner)}.{name}"
        case nodes.Getitem(node=owner, arg=key):
            return f"{written(owner)}[{written(key)}]"
        case nodes.Not(node=one):
            return f"not {written(one)}"
        case nodes.Compare(expr=one, ops=ops):
            return " ".join([written(one), *(f"{_SIGNS[each.op]} {written(each.expr)}" for each in ops)])  # fmt: skip
        case nodes.Call(node=nodes.EnvironmentAttribute(), args=[*_, value]):
            return written(value)  # a mark of `tracing`
        case nodes.Call(node=called, args=args):
            return f"{written(called)}({', '.join(map(written, args))})"
        case nodes.Filter(node=one, name=name):
            return f"{written(one) if one else ''} | {name}"
        case nodes.CondExpr(test=test, expr1=one, expr2=other):
            return f"{written(one)} if {written(test)} else {written(other) if other else ''}"
        case nodes.BinExpr(left=left, right=right, operator=sign):
            return f"{written(left)} {sign} {written(right)}"
        case nodes.Tuple(items=items) | nodes.List(items=items) | nodes.Concat(nodes=items):
            return ", ".join(map(written, items))
    return "…"


def _quoted(node: nodes.Expr) -> str:
    return f"« {node.value if isinstance(node, nodes.Const) else written(node)} »"
