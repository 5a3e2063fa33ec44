"""`greffe template adopt`, `learn` and `decide`: the Caf's own official text made a model."""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from generator import outputs, transaction
from generator.adoption import acts, decisions, headers, reading
from generator.adoption.bindings import KEEP
from generator.adoption.folder import LOOK, Adopted, adopt
from generator.adoption.manifest import MAIN
from generator.adoption.reading import Official
from generator.adoption.remains import Signed
from generator.adoption.signed import signed
from generator.adoption.surroundings import marked
from generator.checks.words import count, unknown
from generator.cli import common, doubtful
from generator.documents.blocks import Container
from generator.documents.french.durations import duration
from generator.documents.templates import HEADER
from generator.errors import GreffeError, UsageError
from generator.store import dataset, remarks, source, templates
from generator.store.locations import nominative_folder, template_folder
from generator.store.parameters import Duration, Family, Template
from generator.store.schema.base import FILE_ID
from generator.store.templates import MANIFEST

_PATIENCE = 10.0
"""Seconds to wait for another command to finish."""
_PUBLISHED = "Le modèle « {} » est publié : son texte ne change plus. Reprenez le fichier officiel sous un autre nom."  # fmt: skip
_SHOWN = 20
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
    """Make the model of all the files, or add them to the one that was made before; nothing when one is refused."""
    target = _target(options)
    read = _read(options)
    held = _Held.of(target, options)
    day = options.date or common.today()
    said: list[str] = []
    for official, document in read:
        held.refuse_again(document, target)
        headed = headers.parted(official, filled, options.family, document) if filled else None
        made = adopt(
            headed.official if headed else official, options.id, document,
            reference=held.reference, texts=held.texts, day=day, signed=filled, before=held.before,
            remarks=held.remarks,
        )  # fmt: skip
        if (
            headed and filled and not held.before
        ):  # as the look, the header is that of the first file
            made = headers.put(made, headed, filled, options.family)
        said += [*_report(made, official, held.reference, target), ""]
        held = held.after(made)
    if target.exists():
        settings = dataset.load(options.root, nominative=False, only=frozenset()).settings
        guard = nominative_folder(options.root, settings.nominatif)
        with transaction.locked(guard, _PATIENCE):
            transaction.commit(
                {target / name: content for name, content in held.files.items()}, guard
            )
    else:
        outputs.create(held.files, target)
    print("\n".join(said), end="")
    print("Relisez ensuite les documents : greffe render --blank")
    return 0


@dataclass(frozen=True)
class _Held:
    """The model as it stands before a file is adopted: what gives the rest of it, and its files."""

    reference: Template
    texts: templates.Texts
    before: decisions.Decisions | None
    files: Mapping[str, bytes]

    @classmethod
    def of(cls, target: Path, options: Namespace) -> "_Held":
        """That of the folder, when it has the model; else the newest shipped model of the family.

        Raises UsageError or GreffeError when that model cannot take another document.
        """
        folder = target.parent
        known, texts, _ = templates.read(folder, folder.name)
        if not target.exists():
            return cls(*_reference(folder, known, texts, options.family), None, {})
        path = target / decisions.FILE
        if options.id not in known or not path.is_file():
            raise UsageError(f"{target} existe déjà, et un modèle ne se remplace pas. Donnez un autre « --id ».")  # fmt: skip
        if options.id in templates.read_pins(folder, folder.name):
            raise GreffeError(_PUBLISHED.format(options.id))
        own = known[options.id]
        if own.famille != options.family:
            raise UsageError(f"« {options.id} » est un modèle de la famille « {own.famille} ». Corrigez « --family » ou « --id ».")  # fmt: skip
        files = {each.name: each.read_bytes() for each in target.iterdir() if each.is_file()}
        return cls(own, texts[options.id], decisions.read(str(path), files[decisions.FILE]), files)

    @property
    def remarks(self) -> Mapping[str, remarks.Remark]:
        """What its modele.yml says of its parameters; nothing for a model that is still to make."""
        return remarks.remarks(self.files[MANIFEST].decode()) if MANIFEST in self.files else {}

    def refuse_again(self, document: str, target: Path) -> None:
        """Raise UsageError when the `document` of the model is already that of an official file."""
        if self.before and self.reference.documents[document].fichier in self.before.documents:
            raise UsageError(f"{target} existe déjà, et son document « {document} » ne se remplace pas. Donnez un autre « --id », ou un autre document.")  # fmt: skip

    def after(self, made: Adopted) -> "_Held":
        """The model once the document is made; the look and the header stay those of the first file."""
        first = {name: self.files[name] for name in (LOOK, HEADER) if name in self.files}
        files = {**self.files, **made.files, **first}
        texts = {name: content.decode() for name, content in files.items() if name.endswith(".md")}
        model = type(self.reference).model_validate(source.read(MANIFEST, files[MANIFEST]).data)
        return _Held(model, texts, decisions.read(decisions.FILE, files[decisions.FILE]), files)


def _target(options: Namespace) -> Path:
    """The folder of the model. Raises GreffeError or UsageError when there can be none of that name."""
    folder = template_folder(options.root)
    if not folder.is_relative_to(options.root):
        raise GreffeError(f"{options.root} n'a pas de dossier templates/ où mettre un modèle. Copiez-y celui qui est livré avec greffe, puis recommencez.")  # fmt: skip
    if not FILE_ID.match(options.id):
        raise UsageError(f"« {options.id} » n'est pas un nom de modèle. Écrivez-le en minuscules sans accent, mots séparés par un tiret, par exemple caf99-2026.")  # fmt: skip
    target: Path = folder / options.id
    return target


def _read(options: Namespace) -> list[tuple[Official, str]]:
    """Each file, and the document that it is. Raises GreffeError in one sentence."""
    if bool(options.files) == (options.text is not None):
        raise UsageError("donnez le fichier Word à reprendre, ou « --text » avec son texte seul : l'un ou l'autre.")  # fmt: skip
    if options.document and len(options.files) > 1:
        raise UsageError("« --document » dit ce qu'est un seul fichier. Donnez les autres à part, ou laissez greffe les reconnaître à leur titre.")  # fmt: skip
    if options.text:
        read = [reading.text_alone(options.text.name, common.content(options.text), options.family)]
    else:
        read = [reading.word(path.name, common.content(path), options.family) for path in options.files]  # fmt: skip
    known = _documents(options)
    named = [(each, options.document or acts.opened(each.blocks, known)) for each in read]
    if len(named) == 1:
        ((official, document),) = named
        return [(official, document or MAIN)]
    for official, document in named:
        if document is None:
            raise UsageError(f"rien au début de « {official.name} » ne dit quel document c'est. Donnez-le à part, avec « --document » : {', '.join(known)}.")  # fmt: skip
    told = [document or MAIN for _, document in named]
    if twice := next((each for each in told if told.count(each) > 1), None):
        raise UsageError(
            f"deux fichiers se disent « {twice} ». Donnez-les à part, avec « --document »."
        )
    return sorted(
        ((each, document or MAIN) for each, document in named),
        key=lambda pair: known.index(pair[1]),
    )


def _documents(options: Namespace) -> list[str]:
    """The documents of the family. Raises UsageError when the one that is asked for is not among them."""
    folder = template_folder(options.root)
    known, texts, _ = templates.read(folder, folder.name)
    reference, _ = _reference(folder, known, texts, options.family)
    if options.document and options.document not in reference.documents:
        raise UsageError(f"« {options.document} » n'est pas un document de cette famille. Au choix : {', '.join(reference.documents)}.")  # fmt: skip
    return list(reference.documents)


def deciding(options: Namespace) -> int:
    """Write in a model's text the places that decisions.yml settles; 1 while some are left."""
    folder = template_folder(options.root)
    name = options.template
    known, _, _ = templates.read(folder, folder.name)
    path = folder / name / decisions.FILE
    if name not in known or not path.is_file():
        raise UsageError(f"{path} n'existe pas : ce modèle n'a pas été fait par « greffe template adopt ».")  # fmt: skip
    if name in templates.read_pins(folder, folder.name):
        raise GreffeError(_PUBLISHED.format(name))
    label = f"{folder.name}/{name}/{decisions.FILE}"
    decided = decisions.read(label, path.read_bytes())
    if absent := [each for each in decided.documents if not path.with_name(each).is_file()]:
        raise GreffeError(f"{label} : le texte « {absent[0]} » n'est pas dans ce dossier. Rétablissez-le, ou corrigez « documents ».")  # fmt: skip
    texts = {each: path.with_name(each).read_text(encoding="utf-8") for each in decided.documents}
    settled = decisions.settle(texts, decided, known[name].famille, label)
    for each, text in settled.texts.items():
        outputs.write_file(path.with_name(each), text.encode())
    print(f"{path.parent} : {count(settled.applied, 'place')} selon vos décisions, {count(settled.left, 'place')} encore à décider.")  # fmt: skip
    doubtful.say_unchecked(path.with_name(MANIFEST))
    doubtful.say_around(path.parent)
    return 1 if settled.left else 0


def _reference(
    folder: Path,
    known: Mapping[str, Template],
    texts: Mapping[str, templates.Texts],
    family: Family,
) -> tuple[Template, templates.Texts]:
    """The newest model of the family that was not itself adopted: it gives what the text does not say."""
    own = [each for each in known.values() if each.famille == family and each.herite is None and not (folder / each.id / decisions.FILE).is_file()]  # fmt: skip
    if not own:
        raise GreffeError(f"{folder} n'a aucun modèle de cette famille, dont greffe reprend les annexes. Copiez-y celui qui est livré avec greffe.")  # fmt: skip
    reference = max(own, key=lambda each: (each.date, each.id))
    return reference, texts[reference.id]


def _report(made: Adopted, official: Official, reference: Template, target: Path) -> Iterator[str]:
    """What was recognised in the file, what of it is not kept, and what is left to decide."""
    yield from _understood(made, official, reference, target)
    yield from _limits(made, official, reference)
    if made.questions:
        yield f"À décider : {count(len(made.questions), 'place')}, dans {target / decisions.FILE}"
        for question in islice(made.questions, _SHOWN):
            yield f"  {question.numero}. « {question.mots} » : {question.possibles[0]} ? ({question.paragraphe})"
        if (left := len(made.questions) - _SHOWN) > 0:
            yield f"  … et {count(left, 'autre place', 'autres places')}, à la suite dans {decisions.FILE}."
        yield f"Puis : greffe template decide {target.name}"


def _understood(
    made: Adopted, official: Official, reference: Template, target: Path
) -> Iterator[str]:
    document = reference.documents[made.document].fichier
    yield f"{target / document} : {count(made.lines, 'paragraphe')} de « {official.name} », mot pour mot."
    known = [each.number for each in made.articles if each.key]
    yield f"Articles reconnus : {', '.join(known) or 'aucun'}."
    if others := [f"{each.number} ({each.title})" for each in made.articles if not each.key]:
        yield f"Articles que les règles ne connaissent pas : {', '.join(others)}."
    by_hand = sum(1 for each in made.bound if each.binding == KEEP)
    yield f"Places remplies par les données : {len(made.bound) - by_hand + len(made.values)}."
    if by_hand:
        yield f"Cases laissées à la main, surlignées : {by_hand}."
    if made.lists:
        yield f"Tableaux remplis par les données : {', '.join(made.lists)}."
    stated = {each.parameter: each for each in made.delays if each.parameter}
    for each in stated.values():
        yield f"  {each.parameter} : {_said(each.value)}, d'après « {each.words} »"
    absent = [
        name
        for name, value in reference.parametres
        if isinstance(value, Duration) and name not in stated
    ]
    if absent and (made.articles or made.document == MAIN):  # an annexe states none
        yield f"Délais absents du texte, à vérifier dans modele.yml : {', '.join(absent)}."
    if loose := [f"« {each.words} »" for each in made.delays if not each.parameter]:
        yield f"Délais du texte que greffe ne suit pas : {', '.join(loose)}."
    values = dict(source.read(MANIFEST, made.files[MANIFEST]).data["parametres"])
    for doubt in made.doubts:
        yield doubtful.told(doubt, values, stated)


def _limits(made: Adopted, official: Official, reference: Template) -> Iterator[str]:
    document = reference.documents[made.document].fichier
    if made.document == MAIN and acts.opened(official.blocks, reference.documents) is None:
        title = source.read(MANIFEST, made.files[MANIFEST]).data["documents"][MAIN]["titre"]
        articles = "" if made.articles else ", et aucun article n'y est reconnu"
        yield f"Attention : rien au début de « {official.name} » ne dit que c'est une convention{articles}. Son titre serait « {title} » : vérifiez que c'est le bon fichier, ou corrigez « titre » dans {MANIFEST}."
    lone: dict[tuple[str, ...], list[str]] = {}
    for choice in made.choices:
        if choice.first == choice.last and any(choice.kinds):
            lone.setdefault(choice.kinds, []).append(f"« {choice.opening} »")
    for kinds, openings in sorted(lone.items()):
        yield f"N'est écrit que pour un partenaire de nature « {' » ou « '.join(kinds)} », et reste à remplir à la main pour les autres : {', '.join(openings)}."
    if any(set(choice.kinds) == {""} for choice in made.choices):
        yield "Un paragraphe est écrit pour une nature de partenaire que les données ne connaissent pas : il reste à remplir à la main pour tous."
    if any(not choice.kinds for choice in made.choices):
        yield "Des paragraphes sont séparés par « Ou » sans que greffe sache les distinguer : ils s'impriment tous."
    if within := acts.others(official.blocks, made.document, reference.documents):
        yield f"Ce fichier contient aussi : {', '.join(within)}. Ce texte reste dans {document} ; pour un document à part, ôtez-le du fichier et donnez-le à côté."
    notes = sum(len(block.blocks) for block in official.blocks if isinstance(block, Container) and block.kind == "note")  # fmt: skip
    if notes:
        yield f"Notes de bas de page : {notes}, mises à la fin du document, sous les numéros qui les appellent."
    if official.lost:
        yield f"Mise en forme non reprise : {', '.join(f'{words} ({times})' for words, times in official.lost.items())}."
    if lines := marked(official.around):
        yield doubtful.around(lines)


def _said(value: Duration | int | None) -> str:
    return duration(value) if isinstance(value, Duration) else str(value)
