"""`greffe template adopt`, `learn` and `decide`: the Caf's own official text made a model."""

from argparse import Namespace
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from generator import outputs
from generator.adoption import decisions, plain
from generator.adoption.folder import Adopted, Official, adopt
from generator.adoption.learning import Signed
from generator.adoption.look import base_docx
from generator.adoption.signed import signed
from generator.adoption.tokens import tokens
from generator.checks.words import count, unknown
from generator.cli import common
from generator.documents.french.durations import duration
from generator.documents.word.reader import document as word
from generator.documents.word.reader.opening import open_word
from generator.errors import GreffeError, UsageError
from generator.store import dataset, templates
from generator.store.locations import template_folder
from generator.store.parameters import Duration, Template
from generator.store.schema.base import FILE_ID

_SHOWN = 5
"""How many places to decide are printed; the file lists them all."""


def adopting(options: Namespace) -> int:
    """Make templates/<id>/ of an official file, and say what was recognised and what is left to decide."""
    return _made(options, None)


def learning(options: Namespace) -> int:
    """The same of a file that a partner signed: the values of its data become places."""
    data = dataset.load(options.root)
    common.say_problems(data)
    if options.partner not in data.partners:
        raise unknown("partenaire", options.partner, list(data.partners))
    return _made(options, signed(data, options.partner, options.family))


def _made(options: Namespace, filled: Signed | None) -> int:
    folder = template_folder(options.root)
    target = folder / options.id
    if not folder.is_relative_to(options.root):
        raise GreffeError(f"{options.root} n'a pas de dossier templates/ où mettre un modèle. Copiez-y celui qui est livré avec greffe, puis recommencez.")  # fmt: skip
    if not FILE_ID.match(options.id):
        raise UsageError(f"« {options.id} » n'est pas un nom de modèle. Écrivez-le en minuscules sans accent, mots séparés par un tiret, par exemple caf99-2026.")  # fmt: skip
    if target.exists():
        raise UsageError(f"{target} existe déjà, et un modèle ne se remplace pas. Donnez un autre « --id ».")  # fmt: skip
    official = _official(options)
    reference, texts = _reference(folder, options)
    made = adopt(
        official, options.id, options.document,
        reference=reference, texts=texts, day=options.date or common.today(), signed=filled,
    )  # fmt: skip
    outputs.create(made.files, target)
    print("\n".join(_report(made, official, reference, target)))
    return 0


def deciding(options: Namespace) -> int:
    """Write in a model's text the places that decisions.yml settles; 1 while some are left."""
    folder = template_folder(options.root)
    name = options.template
    known, _, _ = templates.read(folder, folder.name)
    path = folder / name / decisions.FILE
    if name not in known or not path.is_file():
        raise UsageError(f"{path} n'existe pas : ce modèle n'a pas été fait par « greffe template adopt ».")  # fmt: skip
    if name in templates.read_pins(folder, folder.name):
        raise GreffeError(f"Le modèle « {name} » est publié : son texte ne change plus. Reprenez le fichier officiel sous un autre nom.")  # fmt: skip
    label = f"{folder.name}/{name}/{decisions.FILE}"
    decided = decisions.read(label, path.read_bytes())
    text = path.with_name(decided.document)
    if not text.is_file():
        raise GreffeError(f"{label} : le texte « {decided.document} » n'est pas dans ce dossier. Rétablissez-le, ou corrigez « document ».")  # fmt: skip
    settled = decisions.settle(text.read_text(encoding="utf-8"), decided, known[name].famille, label)  # fmt: skip
    outputs.write_file(text, settled.text.encode())
    print(f"{text} : {count(settled.applied, 'place')} selon vos décisions, {count(settled.left, 'place')} encore à décider.")  # fmt: skip
    return 1 if settled.left else 0


def _official(options: Namespace) -> Official:
    """The text to adopt, from a Word file or, with `--text`, alone. Raises GreffeError in one sentence."""
    if (options.file is None) == (options.text is None):
        raise UsageError("donnez le fichier Word à reprendre, ou « --text » avec son texte seul : l'un ou l'autre.")  # fmt: skip
    path: Path = options.file or options.text
    raw = common.content(path)
    if options.text:
        return Official(path.name, plain.blocks(path.name, raw), None, {})
    archive = open_word(path.name, raw)
    read = word.read(archive)
    return Official(path.name, read.blocks, base_docx(archive, raw), read.lost, read.around)


def _reference(folder: Path, options: Namespace) -> tuple[Template, templates.Texts]:
    """The newest model of the family that was not itself adopted: it gives what the text does not say."""
    known, texts, _ = templates.read(folder, folder.name)
    own = [each for each in known.values() if each.famille == options.family and each.herite is None and not (folder / each.id / decisions.FILE).is_file()]  # fmt: skip
    if not own:
        raise GreffeError(f"{folder} n'a aucun modèle de cette famille, dont greffe reprend les annexes. Copiez-y celui qui est livré avec greffe.")  # fmt: skip
    reference = max(own, key=lambda each: (each.date, each.id))
    if options.document not in reference.documents:
        raise UsageError(f"« {options.document} » n'est pas un document de cette famille. Au choix : {', '.join(reference.documents)}.")  # fmt: skip
    return reference, texts[reference.id]


def _report(made: Adopted, official: Official, reference: Template, target: Path) -> Iterator[str]:
    document = reference.documents[made.document].fichier
    yield f"{target / document} : {count(made.lines, 'paragraphe')} de « {official.name} », mot pour mot."
    known = [each.number for each in made.articles if each.key]
    yield f"Articles reconnus : {', '.join(known) or 'aucun'}."
    if others := [f"{each.number} ({each.title})" for each in made.articles if not each.key]:
        yield f"Articles que les règles ne connaissent pas : {', '.join(others)}."
    yield f"Places remplies par les données : {len(made.bound) + len(made.values)}."
    stated = {each.parameter: each for each in made.delays if each.parameter}
    for each in stated.values():
        yield f"  {each.parameter} : {_said(each.value)}, d'après « {each.words} »"
    absent = [
        name
        for name, value in reference.parametres
        if isinstance(value, Duration) and name not in stated
    ]
    if absent:
        yield f"Délais absents du texte, à vérifier dans modele.yml : {', '.join(absent)}."
    if loose := [f"« {each.words} »" for each in made.delays if not each.parameter]:
        yield f"Délais du texte que greffe ne suit pas : {', '.join(loose)}."
    if any(not choice.kinds for choice in made.choices):
        yield "Des paragraphes sont séparés par « Ou » sans que greffe sache les distinguer : ils s'impriment tous."
    if official.lost:
        yield f"Mise en forme non reprise : {', '.join(f'{words} ({times})' for words, times in official.lost.items())}."
    if any(list(tokens(line, choices=False)) for line in official.around):
        yield "L'en-tête ou le pied de page a des places à remplir : elles restent telles quelles, dans base.docx."
    if made.questions:
        yield f"À décider : {count(len(made.questions), 'place')}, dans {target / decisions.FILE}"
        for question in islice(made.questions, _SHOWN):
            yield f"  {question.numero}. {question.paragraphe}"
        yield f"Puis : greffe template decide {target.name}"
    yield "Relisez ensuite les documents : greffe render --blank"


def _said(value: Duration | int | None) -> str:
    return duration(value) if isinstance(value, Duration) else str(value)
