"""Reading and checking: whole commands beside check-jsonschema, and the reader beside other readers."""

import sys
from collections.abc import Callable
from pathlib import Path

import yaml
from ruamel.yaml import YAML

from bench import data, measure
from bench.report import Measure, Section, number
from generator.store import dataset, source

GREFFE = measure.program("greffe")
PEER = measure.program("check-jsonschema")
SCHEMAS = data.PROJECT / "data/schemas"
FOUND = (0, 1)
"""Exit codes of a check that ran: the generated partners have late ones among them."""
SAMPLE = 100
"""Files given to readers too slow for all."""


def whole(folder: Path, count: int, times: int) -> Section:
    """`greffe check` of `count` partners: cold, unchanged, memory, growth; the peer on the same files."""
    root = folder / f"root-{count}"
    _refuse_problems(root)
    check: measure.Command = [GREFFE, "check", "--root", root]
    forget = measure.remover(root / "build")
    cold = measure.processes(times, check, codes=FOUND, before=forget)
    again = measure.processes(times, check, codes=FOUND)
    smaller = {size: _cold(folder, size, times) for size in (count // 4, count // 2)}
    one_family = _cold(folder, count, times, families=1)
    floor = measure.processes(times, [GREFFE, "--help"]).seconds
    growth = (cold.seconds - floor) / (smaller[count // 4] - floor)
    sizes = " ; ".join(f"{size} partenaires : {number(spent)} s" for size, spent in smaller.items())
    peer = sum(
        measure.processes(
            max(times // 2, 1), [PEER, "--schemafile", SCHEMAS / schema, *sorted(root.glob(files))]
        ).seconds
        for schema, files in (
            ("partenaire.json", "data/partners/*.yml"),
            ("annexe-1.json", "data/nominatif/*.annexe-1.yml"),
            ("pj3.json", "data/nominatif/*.pj3.yml"),
        )
    )
    beside = f"check-jsonschema, mêmes fichiers : {number(peer)} s"
    return Section(
        "Lire et vérifier",
        "Commandes entières, démarrage compris. Le témoin ne vérifie que le schéma, sans règle ni place ; il lit "
        "avec ruamel.yaml sans son extension C, comme pip l'installe.",
        (
            Measure("`greffe check`, à froid", cold.seconds, "s", beside, 1.5),
            Measure("le même, sans aucune convention Mon Compte Partenaire", one_family, "s"),
            Measure("fois plus vite que check-jsonschema", peer / cold.seconds, "fois", beside, 3, "more"),
            Measure("`greffe check`, rien n'a changé", again.seconds, "s", beside, 0.3),
            Measure("mémoire, au plus haut", cold.peak or float("nan"), "Mo", target=300),
            Measure("quatre fois plus de partenaires, temps multiplié par", growth, "", sizes, 4.4),
        ),
    )  # fmt: skip


def single(folder: Path, count: int, times: int) -> Section:
    """What one waits for most often: the help, and the check of the file just edited."""
    root = folder / f"root-{count}"
    file = root / "data/partners/partenaire-0007.yml"
    bare = number(measure.processes(times, [sys.executable, "-c", ""]).seconds)
    peer_help = number(measure.processes(times, [PEER, "--help"]).seconds)
    peer = number(
        measure.processes(times, [PEER, "--schemafile", SCHEMAS / "partenaire.json", file]).seconds
    )
    one = measure.processes(
        times,
        [GREFFE, "check", "--root", root, file],
        codes=FOUND,
        before=measure.remover(root / "build"),
    )
    usage = measure.processes(times, [GREFFE, "--help"])
    return Section(
        "Commandes courtes",
        f"Python seul, sans rien faire : {bare} s.",
        (
            Measure("`greffe check` d'un fichier", one.seconds, "s", f"check-jsonschema : {peer} s", 0.4),
            Measure("`greffe --help`", usage.seconds, "s", f"check-jsonschema --help : {peer_help} s", 0.15),
        ),
    )  # fmt: skip


def reading(folder: Path, count: int, times: int) -> Section:
    """The reader with places, in process, beside readers that give none (or at another price)."""
    paths = sorted((folder / f"root-{count}" / "data/partners").iterdir())
    files = [(path.name, path.read_bytes()) for path in paths]

    def each(read: Callable[[str, bytes], object], some: list[tuple[str, bytes]]) -> float:
        def work() -> None:
            for name, raw in some:
                read(name, raw)

        return 1000 * measure.seconds(times, work) / len(some)

    ours = each(source.read, files)
    fast = each(lambda _name, raw: yaml.load(raw, yaml.CSafeLoader), files)
    rounds = each(lambda _name, raw: YAML(typ="rt").load(raw), files[:SAMPLE])
    beside_fast = f"PyYAML CSafeLoader, sans place : {number(fast)} ms"
    beside_rounds = f"ruamel.yaml, aller-retour : {number(rounds)} ms"
    return Section(
        "Lire un fichier de partenaire, avec la place de chaque valeur",
        "Temps par fichier, déjà en mémoire.",
        (
            Measure("lecteur de greffe", ours, "ms", beside_fast, 0.5),
            Measure("fois le temps de PyYAML", ours / fast, "fois", beside_fast),
            Measure("fois plus vite que ruamel.yaml", rounds / ours, "fois", beside_rounds),
        ),
    )


def _cold(folder: Path, count: int, times: int, families: int = 2) -> float:
    root = folder / f"root-{count}-{families}"
    data.write(root, count, families=families)
    before = measure.remover(root / "build")
    return measure.processes(
        times, [GREFFE, "check", "--root", root], codes=FOUND, before=before
    ).seconds


def _refuse_problems(root: Path) -> None:
    """A file that is not read costs less: stop rather than measure that."""
    problems = dataset.load(root).problems
    if problems:
        raise SystemExit(f"bench: {len(problems)} generated files cannot be read: {problems[0]}")
