"""X12 : texte d'un modèle qui contredit ses délais, ou reste à décider

## Ce que la règle vérifie

Un modèle fait d'un texte officiel (« greffe template adopt ») garde ce texte mot pour mot, délais compris. Les
échéances, elles, se calculent d'après les paramètres du modèle. La règle lit chaque délai que le texte écrit, en
chiffres ou en lettres, et le compare au paramètre qu'il énonce : douze mois et un an disent la même chose, trente
jours et un mois non.

Elle fait de même pour un document corrigé à la main (« greffe correct ») : un délai qu'on y a changé, et que le
paramètre ne dit pas, est signalé.

Elle rappelle aussi les places du texte dont personne n'a encore décidé ce qu'elles reçoivent, et ce qu'un texte
officiel dit d'un délai que greffe ne sait pas suivre (préavis, durée, date de fin, reconduction exclue ou limitée,
délais qui se contredisent) : les échéances reposent alors sur la valeur de modele.yml. Le rappel cesse quand le
commentaire « à vérifier » est ôté de la ligne du paramètre.

## Article

Celui où le délai est écrit.

## Exemple

```yaml
parametres:
  preavis: 1 mois   # l'article 4.1 dit « deux mois »
```

## Comment corriger

Le texte signé fait foi : corrigez le paramètre dans modele.yml. Un document corrigé à la main ne peut pas changer
un délai à lui seul : refaites la correction, ou donnez au partenaire un modèle qui dit ce délai. Pour les places,
remplissez decisions.yml, puis lancez « greffe template decide » et le nom du modèle.
"""

import json
import re
from collections.abc import Iterator, Mapping

from generator.adoption.codes import WORTH
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.checks.words import count
from generator.documents.french.durations import duration
from generator.store.parameters import Duration, Template
from generator.store.remarks import RENEWED, Remark
from generator.store.templates import DECISIONS, MANIFEST, Texts

_NOTICE = re.compile(r"\bpr[ée]avis\b", re.IGNORECASE)
_SETTLE = f"Puis ôtez « à vérifier » de sa ligne dans {MANIFEST}."
_RENEWED = "greffe compte une reconduction tacite de {} à chaque échéance"
_VERIFY = "Vérifiez {} d'après le texte."
_BY_HAND = "greffe ne sait pas compter autrement : suivez à la main la fin de ces conventions."
_UNDECIDED = re.compile(r"\| place\([1-9][0-9]*\) \}\}")


def check(context: Context) -> Iterator[Finding]:
    """An error for each delay that the text and the parameter do not give alike, a warning for places to decide."""
    data = context.dataset
    named = {
        convention.modele
        for key, entry in data.partners.items()
        for convention in entry.record.conventions
        if context.selected is None or key in context.selected
    }
    for name, template in data.templates.items():
        if context.selected is None or name in named:
            inherited = data.texts.get(template.herite or "", {})
            own = {
                file: text for file, text in data.texts[name].items() if inherited.get(file) != text
            }
            yield from _contradictions(context, template, own)
            yield from _unread(context, template, own)
            yield from _places(context, template, own)
    yield from _corrected(context)


def contradictions(template: Template, texts: Texts) -> Iterator[tuple[str, re.Match[str], str]]:
    """(file, where in it, French sentence) of each delay that a text writes and the parameter gives otherwise."""
    stated = [(file, found) for file, text in texts.items() for found in WORTH.finditer(text)]
    if stated:
        # Reading official texts takes a tenth of a second to load, that most checks do not need.
        from generator.adoption.delays import agree, worth  # noqa: PLC0415

        parameters = dict(template.parametres)
        for file, found in stated:
            words, name = json.loads(found[1]), found[2]
            if name not in parameters or agree(worth(words), parameters[name]):
                continue
            value = parameters[name]
            said = duration(value) if isinstance(value, Duration) else value
            yield file, found, f"Le texte dit « {words} », et le paramètre {name} vaut « {said} »"


def undecided(texts: Texts) -> Iterator[tuple[str, list[re.Match[str]]]]:
    """Each text of a model that has places to decide, and where they are."""
    for file, text in texts.items():
        if found := list(_UNDECIDED.finditer(text)):
            yield file, found


def _contradictions(context: Context, template: Template, texts: Texts) -> Iterator[Finding]:
    for file, found, said in contradictions(template, texts):
        yield Finding(
            context.rule, "erreur", *_place(template, file, texts[file], found), f"parametres.{found[2]}",
            f"{said} : les échéances ne seraient pas celles qui sont signées.",
            f"Corrigez {found[2]} dans templates/{template.id}/{MANIFEST} d'après le texte.",
        )  # fmt: skip


def _unread(context: Context, template: Template, texts: Texts) -> Iterator[Finding]:
    remarks = context.dataset.remarks.get(template.id, {})
    for each in remarks.values():
        if each.to_check:
            said, why = each.to_check
            renewed = why == RENEWED
            yield Finding(
                context.rule, "avertissement", f"templates/{template.id}/{MANIFEST}", each.line, 3, f"parametres.{each.name}",
                f"Le texte dit « {said} », et {_RENEWED.format(each.value) if renewed else f'les échéances reposent sur {each.name}, qui vaut « {each.value} »'}.",
                f"{_BY_HAND if renewed else _VERIFY.format(each.name)} {_SETTLE}",
            )  # fmt: skip
    yield from _unread_notice(context, template, texts, remarks)


def _unread_notice(
    context: Context, template: Template, texts: Texts, remarks: Mapping[str, Remark]
) -> Iterator[Finding]:
    """A notice period written by hand in the text of a model after it was adopted."""
    if not any(_NOTICE.search(text) for text in texts.values()):
        return
    from generator.checks import stated  # noqa: PLC0415 - idem

    name, value = stated.parameter(template)
    known = remarks.get(name)
    if known and (known.to_check or known.is_settled):
        return
    for file, line, passage in stated.unread(template, texts):
        yield Finding(
            context.rule, "avertissement", f"templates/{template.id}/{file}", line, 1, f"parametres.{name}",
            f"Aucun paramètre ne lit ce préavis : « {passage} ». Les échéances reposent sur {name}, qui vaut « {value} ».",
            f"{_VERIFY.format(name)} {_SETTLE}",
        )  # fmt: skip


def _corrected(context: Context) -> Iterator[Finding]:
    for key, entry in context.dataset.partners.items():
        if context.selected is not None and key not in context.selected:
            continue
        if any(convention.corrections for convention in entry.record.conventions):
            from generator.checks import stated  # noqa: PLC0415 - idem

            yield from stated.corrected(context, entry)


def _places(context: Context, template: Template, texts: Texts) -> Iterator[Finding]:
    for file, found in undecided(texts):
        several = len(found) > 1
        yield Finding(
            context.rule, "avertissement", *_place(template, file, texts[file], found[0]), "",
            f"{count(len(found), 'place')} de ce texte {'attendent' if several else 'attend'} une décision, et {'restent' if several else 'reste'} à remplir à la main dans chaque document.",
            f"Remplissez templates/{template.id}/{DECISIONS}, puis lancez « greffe template decide {template.id} ».",
        )  # fmt: skip


def _place(template: Template, file: str, text: str, found: re.Match[str]) -> tuple[str, int, int]:
    """File, line and column of what was found in the text."""
    at = found.start()
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return f"templates/{template.id}/{file}", line, column
