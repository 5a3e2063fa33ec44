"""What an issued text states of delays, beside the parameters that due dates are counted from."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from generator.adoption.codes import WORTH
from generator.adoption.delays import NOTICE, Delay, agree, delays
from generator.adoption.doubts import unread_notices
from generator.adoption.lines import Spoken
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents import corrections
from generator.documents.corrections import Corrected
from generator.documents.french.durations import duration
from generator.documents.passages import Passage, passages
from generator.documents.rendered import Rendered
from generator.documents.texts import Author
from generator.errors import GreffeError
from generator.store.dataset import Entry
from generator.store.parameters import Duration, Template
from generator.store.schema.partner import Partner
from generator.store.templates import Texts
from generator.versions.alignment import aligned

_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_MARKS = re.compile(r"^(?:#+|-|\d+\.)\s|\*\*|\\")
_QUOTED = 160
"""Characters of a passage that a message repeats."""


@dataclass(frozen=True)
class _Changed:
    """A passage that a correction writes otherwise: its heading, its delays before and after, its notice unread."""

    heading: str
    before: tuple[Delay, ...]
    after: tuple[Delay, ...]
    notice: str


def unread(template: Template, texts: Texts) -> Iterator[tuple[str, int, str]]:
    """(file, line number from 1, passage) of each notice period in an official text, when none states the parameter."""
    name = NOTICE[template.famille]
    files = [each.fichier for each in template.documents.values() if each.typographie == "telle-quelle"]  # fmt: skip
    verbatim = {file: texts[file] for file in files if file in texts}
    if any(found[2] == name for text in verbatim.values() for found in WORTH.finditer(text)):
        return
    for file, text in verbatim.items():
        said = [_spoken(_read(line)) for line in text.split("\n")]
        for words, start, end in unread_notices(said, delays(said, template.famille), template.famille):  # fmt: skip
            number = next(rank for rank, each in enumerate(said, 1) if each.text == words)
            yield file, number, _around(words, start, end)


def corrected(context: Context, entry: Entry[Partner]) -> Iterator[Finding]:
    """What the corrections by hand of the partner `entry` make of the delays of its texts."""
    given = list(corrections.of_partner(context.dataset, entry.id))
    try:
        drafts = {each.identity.document: each.rendered for each in Author(context.dataset).complete(entry.id)}  # fmt: skip
        bodies = [(each, corrections.body(each, entry.id)) for each in given if each.raw is not None]  # fmt: skip
    except GreffeError:
        return  # the rule X11 says why
    for each, body in bodies:
        index = int(each.path[1])
        template = context.dataset.templates.get(entry.record.conventions[index].modele)
        if template and each.document in drafts:
            after = passages(Rendered("", "", body, "", (), verbatim=True))
            for changed in _changed(template, passages(drafts[each.document]), after):
                yield from _findings(context, entry, each, template, changed)


def _changed(
    template: Template, before: Sequence[Passage], after: Sequence[Passage]
) -> Iterator[_Changed]:
    """The passages whose delays are not those that they were."""
    heading, key = "", None
    for old, new in aligned(before, after, lambda each: each.text):
        place = new or old
        if place and place.level:
            heading = place.text
            key = _article(template, heading)
        if old and new and old.text == new.text:
            continue
        stated = _delays(old, key, template), _delays(new, key, template)
        if _worths(stated[0]) != _worths(stated[1]):
            said = [_spoken(new.text, key)] if new else []
            notices = unread_notices(said, stated[1], template.famille)
            yield _Changed(heading, *stated, _around(*notices[0]) if notices else "")


def _findings(
    context: Context, entry: Entry[Partner], each: Corrected, template: Template, changed: _Changed
) -> Iterator[Finding]:
    gone = [delay for delay in changed.before if not _is_among(delay, changed.after)]
    come = [delay for delay in changed.after if not _is_among(delay, changed.before)]
    values = dict(template.parametres)
    names = {delay.parameter for delay in (*come, *gone) if delay.parameter}
    path = (*each.path, "fichier")
    where = f" (sous « {changed.heading} »)" if changed.heading else ""
    now, was = _listed(come), _listed(gone)
    if len(names) == 1 and len(come) <= 1:
        name = names.pop()
        if come and agree(come[0].value, values[name]):
            return
        told = f"dit {now}" if come else f"ne dit plus {was}"
        yield context.finding(
            entry, path, "erreur",
            f"Le texte corrigé à la main {told}{where}, et le paramètre {name} de « {template.id} » vaut « {_said(values[name])} » : les échéances ne seraient pas celles de ce texte.",
            f"Refaites la correction avec le délai du modèle, ou donnez à ce partenaire un modèle dont {name} dit celui du texte.",
        )  # fmt: skip
        return
    told = f"{was} devient {now}" if gone and come else f"{now} s'ajoute" if come else f"{was} n'est plus écrit"  # fmt: skip
    unread_notice = f" Le préavis « {changed.notice} » n'est lu par aucun paramètre." if changed.notice else ""  # fmt: skip
    yield context.finding(
        entry, path, "avertissement",
        f"Le texte corrigé à la main change un délai{where} : {told}, et greffe ne sait pas quel paramètre le suit.{unread_notice}",
        f"Vérifiez les délais de « {template.id} » dans modele.yml : s'ils ne sont pas ceux du texte corrigé, comptez ces échéances à la main, ou refaites la correction.",
    )  # fmt: skip


def _delays(passage: Passage | None, key: str | None, template: Template) -> tuple[Delay, ...]:
    if passage is None:
        return ()
    return tuple(delays([_spoken(passage.text, key)], template.famille))


def _article(template: Template, heading: str) -> str | None:
    """The key of the article whose heading this is."""
    number = re.match(r"(?:Article\s+)?(\d+(?:\.\d+)*)", heading)
    return next((key for key, each in template.articles.items() if number and each.numero == number[1]), None)  # fmt: skip


def _worths(found: Sequence[Delay]) -> list[str]:
    return sorted(str(each.value) for each in found)


def _is_among(delay: Delay, others: Sequence[Delay]) -> bool:
    return any(agree(delay.value, other.value) for other in others)


def _listed(found: Sequence[Delay]) -> str:
    return ", ".join(f"« {each.words} »" for each in found)


def _spoken(text: str, article: str | None = None) -> Spoken:
    return Spoken(text, 0, None, False, article)


def _read(line: str) -> str:
    """A line of a model as it is read: the words of its delays, and nothing of its code nor of its marks."""
    words = WORTH.sub(lambda found: str(json.loads(found[1])), line)
    return unescape(_MARKS.sub("", _CODE.sub("…", words)))


def _around(words: str, start: int, end: int) -> str:
    first = max(0, start - _QUOTED // 2)
    return words[first : end + _QUOTED // 2].strip()


def _said(value: object) -> str:
    return duration(value) if isinstance(value, Duration) else str(value)


def parameter(template: Template) -> tuple[str, str]:
    """The parameter that the notice period of the model is, and what it is worth, in French."""
    name = NOTICE[template.famille]
    values: Mapping[str, object] = dict(template.parametres)
    return name, _said(values[name])
