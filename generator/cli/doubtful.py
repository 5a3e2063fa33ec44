"""What is printed of an official text, until somebody has checked it: delays that no parameter follows, headers to fill."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from generator.adoption.doubts import Doubt
from generator.adoption.folder import LOOK
from generator.adoption.surroundings import marks
from generator.checks.words import count
from generator.documents.french.typography import NBSP
from generator.store import remarks
from generator.store.templates import MANIFEST

_NOTICE = "préavis non suivi"
_UNREAD = {"preavis": _NOTICE, "preavis_resiliation": _NOTICE, "duree": "durée non suivie", "reconduction": "reconduction non suivie"}  # fmt: skip
_RENEWAL = {"excluded": "reconduction exclue ou limitée", "unsaid": "reconduction absente du texte"}

_AROUND = "En-tête ou pied de page, {} à remplir, que greffe ne remplit pas : « {} ». Corrigez-les dans base.docx, ou à la main dans chaque document."


def told(doubt: Doubt, values: Mapping[str, object], stated: Collection[str | None]) -> str:
    """The sentence on a passage of a text just adopted; `values` are those of modele.yml, `stated` those of the text."""
    name = doubt.parameter
    if name is None:
        return f"Attention, le texte se contredit : « {doubt.said} ». Demandez à qui l'a validé ce qu'il faut lire."
    if doubt.why in _RENEWAL:
        return f"Attention, {_RENEWAL[doubt.why]} : « {doubt.said} ». {_resting(name, values[name], renewed=True)}."
    what = "le texte se contredit" if doubt.why == "contradiction" else _UNREAD[name]
    default = "" if name in stated else " par défaut"
    resting = _resting(name, values[name], renewed=False)
    return f"Attention, {what} : « {doubt.said} ». {resting}{default} : corrigez-le dans {MANIFEST} d'après le texte."


def say_unchecked(manifest: Path) -> None:
    """Print again which parameters of a modele.yml are to be checked against its text, while it says so."""
    for each in remarks.remarks(manifest.read_text(encoding="utf-8")).values():
        if each.to_check:
            said, why = each.to_check
            renewed = why == remarks.RENEWED
            what = "reconduction à vérifier" if renewed else _UNREAD.get(each.name, "délai à vérifier")  # fmt: skip
            tail = (
                f", puis ôtez « à vérifier » de cette ligne de {MANIFEST}"
                if renewed
                else f" : d'après le texte, corrigez ou confirmez cette ligne de {MANIFEST}, puis ôtez-en « à vérifier »"
            )
            print(f"Attention, {what} : « {said} ». {_resting(each.name, each.value, renewed=renewed)}{tail}.")  # fmt: skip


def _resting(name: str, value: object, *, renewed: bool) -> str:
    """What due dates are counted from."""
    worth = str(value).replace(" ", NBSP)
    if renewed:
        return f"greffe compte une reconduction tacite de {worth} à chaque échéance, et ne sait pas compter autrement : suivez à la main la fin de ces conventions"
    return f"Les échéances reposent sur {name}, qui vaut {worth}"


def say_around(folder: Path) -> None:
    """Print again what the headers and footers of the model in `folder` leave to fill by hand."""
    look = folder / LOOK
    if look.is_file() and (lines := marks(look.read_bytes())):
        print(around(lines))


def around(lines: Sequence[str]) -> str:
    """The sentence about these lines of headers and footers."""
    return _AROUND.format(count(len(lines), "ligne"), " », « ".join(lines))
