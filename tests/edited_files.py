"""Files of people in many layouts, each line and each comment with what it belongs to, for the tests of edits.

A tag is a dotted name: `p7` a person, `p7.nom` one of its fields, `r.cadre.fin` a field of the root,
`l.ouverts` the lines that the items of a list share, `r.ouverts.loose` a comment between its items that is
indented less than they are.
"""

import random
from dataclasses import dataclass, field
from typing import Any

LISTS = ("ouverts", "clos")
FIELDS = ("nom", "prenom", "adresse_electronique", "fonction", "demande_le", "attestation")
FUNCTIONS = ("chargée de mission {}", "adjointe : {}", "référent « {} »", "d'accueil {}", "suivi #1 {}", "agent {}, service B", "{} au service de la petite enfance, de la jeunesse et de l'action sociale")  # fmt: skip
FIRST_NAMES = ("Zoé", "Anne - Sophie", "Éloi", "O'Brien", "Jeanne, Margot", "李", "Chloë 🌻")
REMARKS = ("note", "à vérifier : « oui »", "- nom: ANCIEN", "clé: valeur", "# double", 'des "guillemets', "{a: [b]}")  # fmt: skip


@dataclass
class Line:
    """A line without its break."""

    text: str
    tags: set[str]


@dataclass
class File:
    """A generated file. `ids` gives the person at each index of a list; `comments` token -> owner's tag."""

    raw: bytes
    newline: str
    lines: list[Line]
    data: dict[str, Any]
    ids: dict[str, list[str]]
    comments: dict[str, str | None]
    styles: dict[str, str]
    planted: dict[str, str] = field(default_factory=dict)
    """Token of a loose comment -> the person it names."""


def person(rng: random.Random, number: int) -> tuple[str, dict[str, Any]]:
    """A tag, and a person whose every text holds « p<number>x »."""
    token = f"p{number}x"
    first = rng.choice(FIRST_NAMES)
    given = {
        "nom": rng.choice(("DE LA {}", "É{}", "{}", "no {}")).format(token),
        "prenom": f"{first} {token}",
        "adresse_electronique": f"nom.{token}@pays-temoin.example",
        "fonction": rng.choice(FUNCTIONS).format(token),
        "demande_le": f"20{rng.randint(10, 26)}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}",
    }
    if rng.random() < 0.2:
        given["attestation"] = {"demandee_le": "2026-05-20", "delivree_le": rng.choice(["2026-06-03", None])}  # fmt: skip
    names = list(given)
    if rng.random() < 0.3:
        rng.shuffle(names)
    return f"p{number}", {n: given[n] for n in names if n in ("nom", "adresse_electronique") or rng.random() < 0.8}  # fmt: skip


class Maker:
    """Makes one file from a seed."""

    def __init__(self, seed: int) -> None:
        self.rng = rng = random.Random(seed)
        self.step = rng.choice((2, 2, 4))
        self.dash = rng.choice((0, 2, 2, 4))
        self.gap = rng.choice((1, 1, 1, 3))
        self.chatty = rng.choice((0.0, 0.15, 0.4))
        self.lines: list[Line] = []
        self.comments: dict[str, str | None] = {}
        self.ids: dict[str, list[str]] = {}
        self.styles: dict[str, str] = {}
        self.planted: dict[str, str] = {}
        self.number = 0

    def file(self) -> File:
        rng = self.rng
        data: dict[str, Any] = {"partenaire": "cc-temoin"}
        self.head()
        self.entry("partenaire", "cc-temoin", 0, "r.partenaire", first=True)
        if rng.random() < 0.8:
            data["transmise_le"] = rng.choice(["2026-01-15", None])
            self.entry("transmise_le", data["transmise_le"], 0, "r.transmise_le")
        if rng.random() < 0.5:
            data["cadre"] = {"type": "ctg", "nom": "CTG : l'Exemple", "fin": "2030-12-31"}
            self.entry("cadre", data["cadre"], 0, "r.cadre")
        if rng.random() < 0.5:
            data["domaines"] = [f"d{n}.example" for n in range(rng.randint(1, 3))]
            self.plain_list("domaines", data["domaines"])
        for name in LISTS:
            self.people(name, data)
        if rng.random() < 0.5:
            data["famille"] = "cooperation"
            self.entry("famille", "cooperation", 0, "r.famille")
        self.foot(data)
        newline = rng.choice(("\n", "\n", "\r\n"))
        text = newline.join(line.text for line in self.lines)
        if rng.random() < 0.8:
            text += newline
        mark = b"\xef\xbb\xbf" if rng.random() < 0.2 else b""
        return File(mark + text.encode(), newline, self.lines, data, self.ids, self.comments, self.styles, self.planted)  # fmt: skip

    # Comments

    def remark(self, owner: str | None) -> str:
        token = f"k{len(self.comments)}§"
        self.comments[token] = owner
        about = f" {owner.split('.')[0]}x" if owner and owner.startswith("p") else ""
        return f"# {self.rng.choice(REMARKS)}{about} {token}"

    def often(self, share: float = 1.0) -> bool:
        return self.rng.random() < self.chatty * share

    def put(self, text: str, *tags: str) -> None:
        self.lines.append(Line(text, set(tags)))

    def above(self, column: int, *tags: str) -> None:
        """Comments before an entry: loose ones, of the group it is in, then its own directly above it."""
        group = tags[:-1]
        if self.often(0.5):
            self.put("", *group)
            self.put(" " * column + self.remark(group[-1] if group else None), *group)
            self.put(self.rng.choice(("", "  ")), *group)
        elif self.often(0.3):
            self.put("", *group)
        for _ in range(self.rng.choice((1, 1, 2)) if self.often() else 0):
            self.put(" " * column + self.remark(tags[-1]), *tags)

    def trailing(self, owner: str | None) -> str:
        return " " * self.rng.choice((1, 2)) + self.remark(owner) if self.often() else self.rng.choice(("", "", "", " "))  # fmt: skip

    def below(self, column: int, *tags: str) -> None:
        if self.often(0.3):
            self.put(" " * (column + self.rng.choice((1, 2, 4))) + self.remark(tags[-1]), *tags)

    def head(self) -> None:
        if self.rng.random() < 0.7:
            self.put("# yaml-language-server: $schema=../schemas/annexe-1.json")
        if self.often(2):
            self.put(self.remark(None))
        if self.often():
            self.put("")
        if self.rng.random() < 0.05:
            self.put("---")

    def foot(self, data: dict[str, Any]) -> None:
        if self.often(2):
            self.put("")
            self.put(self.remark(None))
        everyone = [(tag, line) for name in LISTS for tag, line in zip(self.ids[name], data.get(name) or (), strict=True)]  # fmt: skip
        if everyone and self.rng.random() < 0.1:
            tag, line = self.rng.choice(everyone)
            names = [line["adresse_electronique"]]
            if "prenom" in line:
                names.append(f"{line['prenom']} {line['nom']}")
                names.append(f"{line['nom']} {line['prenom']}".replace(" - ", "-").upper())
            token = f"k{len(self.comments)}§"
            self.comments[token] = None
            self.planted[token] = tag
            self.put("")
            self.put(f"# Voir avec {self.rng.choice(names)} {token}")

    # Values

    def scalar(self, value: str | None, column: int, *, flow: bool = False) -> list[str]:
        """The value as written: the rest of its line, and the lines that follow."""
        rng = self.rng
        if value is None:
            return [rng.choice(("null", "~") if flow else ("", "", "null", "~"))]
        plain = (
            not any(part in value for part in (": ", " #")) and value[0] not in "'\"{[#&*!|>@`%-"
        )
        plain &= not (flow and any(mark in value for mark in ",[]{}"))
        styles = ["plain"] * 4 * plain + ["'", '"', '"']
        if not flow and " " in value:
            styles += [">-", "|-"] + ["folded"] * 2 * plain + ["folded'"]
        style = rng.choice(styles)
        deeper = " " * (column + rng.choice((2, 4)))
        if style == "folded":
            one, _, other = value.partition(" ")
            return [one, deeper + other] if not other.startswith(("#", "-")) else [value]
        if style == "folded'":
            one, _, other = value.replace("'", "''").partition(" ")
            return ["'" + one, deeper + other + "'"]
        if style in (">-", "|-"):
            return [style, " " * (column + 2) + value]
        if style == "plain":
            return [value]
        if style == "'":
            return ["'" + value.replace("'", "''") + "'"]
        return ['"' + value.replace('"', '\\"') + '"']

    def entry(
        self, key: str, value: Any, column: int, *tags: str, first: bool = False, start: str | None = None
    ) -> None:  # fmt: skip
        """A key of a block group, of the last of `tags`; `start` is what stands before it after a dash."""
        if not first:
            self.above(column, *tags)
        before = " " * column if start is None else start
        if isinstance(value, dict):
            self.put(f"{before}{key}:{self.trailing(tags[-1])}", *tags)
            for index, (name, each) in enumerate(value.items()):
                inner = f"{tags[-1]}.{name}"
                self.entry(name, each, column + self.step, *tags, inner, first=index == 0)
            return
        first_row, *others = self.scalar(value, column)
        space = " " * self.rng.choice((1, 1, 1, 2)) if first_row else ""
        if first_row in (">-", "|-"):
            self.put(f"{before}{key}:{space}{first_row}", *tags)
            self.put(others[0], *tags)
            return
        *rows, last = [f"{before}{key}:{space}{first_row}", *others]
        for row in rows:
            self.put(row, *tags)
        self.put(last + self.trailing(tags[-1]), *tags)
        self.below(column, *tags)

    def flow_person(self, given: dict[str, Any]) -> str:
        parts = []
        for key, value in given.items():
            if isinstance(value, dict):
                parts.append(f"{key}: {self.flow_person(value)}")
            else:
                parts.append(f"{key}: {self.scalar(value, 0, flow=True)[0]}")
        space = self.rng.choice(("", "", " "))
        return "{" + space + ", ".join(parts) + space + "}"

    # Lists

    def plain_list(self, name: str, values: list[str]) -> None:
        shared = f"l.{name}"
        self.styles[name] = style = self.rng.choice(("block", "flow"))
        self.above(0, f"r.{name}")
        if style == "flow":
            self.put(f"{name}: [{', '.join(values)}]{self.trailing(f'r.{name}')}", f"r.{name}", shared)  # fmt: skip
            return
        self.put(f"{name}:{self.trailing(f'r.{name}')}", f"r.{name}", shared)
        for value in values:
            self.put(f"{' ' * self.dash}-{' ' * self.gap}{value}", f"r.{name}", shared)

    def people(self, name: str, data: dict[str, Any]) -> None:
        """A list of people in one of the styles."""
        rng = self.rng
        style = rng.choice(("block",) * 8 + ("rows",) * 3 + ("inline", "lines", "lines", "empty", "null", "absent"))  # fmt: skip
        self.styles[name] = style
        self.ids[name] = []
        root = f"r.{name}"
        if style == "absent":
            return
        self.above(0, root)
        if style in ("empty", "null"):
            data[name] = [] if style == "empty" else None
            self.put(f"{name}: {'[]' if style == 'empty' else rng.choice(('null', '~'))}{self.trailing(root)}", root, f"l.{name}")  # fmt: skip
            return
        group = []
        for _ in range(rng.randint(1, 5)):
            tag, given = person(rng, self.number)
            self.number += 1
            self.ids[name].append(tag)
            group.append((tag, given))
        data[name] = [given for _, given in group]
        if style == "inline":
            self.inline(name, group)
        elif style == "lines":
            self.flow_lines(name, group)
        else:
            self.put(f"{name}:{self.trailing(root)}", root, f"l.{name}")
            for index, (tag, given) in enumerate(group):
                self.block_person(tag, given, root, index, style)

    def inline(self, name: str, group: list[tuple[str, dict[str, Any]]]) -> None:
        root, shared = f"r.{name}", f"l.{name}"
        rows = [self.flow_person(given) for _, given in group]
        tags = {tag for tag, _ in group}
        if len(rows) > 2 and self.rng.random() < 0.5:
            cut = f" {self.remark(root)}" if self.often(0.5) else ""
            self.put(f"{name}: [{', '.join(rows[:2])},{cut}", root, shared, *tags)
            self.put(f"  {', '.join(rows[2:])}]{self.trailing(root)}", root, shared, *tags)
        else:
            self.put(f"{name}: [{', '.join(rows)}]{self.trailing(root)}", root, shared, *tags)

    def flow_lines(self, name: str, group: list[tuple[str, dict[str, Any]]]) -> None:
        """A list between brackets, one person a line."""
        root = f"r.{name}"
        self.put(f"{name}: [{self.trailing(root)}", root, f"l.{name}.open")
        closed = self.rng.random() < 0.3
        comma = self.rng.random() < 0.3
        for index, (tag, given) in enumerate(group):
            last = index == len(group) - 1
            for _ in range(self.often()):
                self.put(" " * 4 + self.remark(tag), root, tag)
            row = f"    {self.flow_person(given)}"
            if last and closed:
                self.put(f"{row}]{self.trailing(root)}", root, tag)
            else:
                self.put(f"{row}{',' if comma or not last else ''}{self.trailing(tag)}", root, tag)
        if not closed:
            self.put(f"  ]{self.trailing(root)}", root, f"l.{name}.close")

    def block_person(self, tag: str, given: dict[str, Any], root: str, index: int, style: str) -> None:  # fmt: skip
        rng = self.rng
        if self.often(0.4) and index:
            self.put("", root)
            self.put(" " * rng.randint(0, self.dash) + self.remark(f"{root}.loose"), root)
            self.put("", root)
        elif self.often(0.3) and self.dash:
            self.put(" " * rng.randint(0, self.dash - 1) + self.remark(f"{root}.loose"), root)
        for _ in range(rng.choice((1, 1, 2)) if self.often() else 0):
            self.put(" " * self.dash + self.remark(tag), root, tag)
        dash = " " * self.dash + "-"
        if style == "rows" or (rng.random() < 0.05 and style == "block"):
            self.put(f"{dash}{' ' * self.gap}{self.flow_person(given)}{self.trailing(tag)}", root, tag, f"{tag}.flow")  # fmt: skip
            return
        column = self.dash + 1 + self.gap
        start: str | None = dash + " " * self.gap
        if rng.random() < 0.05:
            self.put(f"{dash}{self.trailing(tag)}", root, tag, f"{tag}.dash")
            start = None
        for number, (key, value) in enumerate(given.items()):
            first = number == 0
            self.entry(key, value, column, root, tag, f"{tag}.{key}", first=first, start=start if first else None)  # fmt: skip
        if self.often(0.4):
            self.put(" " * column + self.remark(tag), root, tag)
