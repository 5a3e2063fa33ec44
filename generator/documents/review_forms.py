"""The sheet of a yearly review: the lines of an annexe 1 or of a PJ3 as they stand, and one decision for each.

It is a form like the others (`forms.Form`): the Word file, the workbook, the web page and their readers all
follow from it.
"""

from generator.documents.forms import ANNEXE_1, Field, Form, Forms, Kind, People
from generator.documents.service_forms import PJ3

REVIEW = "revue"
"""The document that a review sheet is."""
ANSWER, LINES = "reponse", "lignes"
"""Keys of its two lists: who answers, in one line; and the lines reviewed."""
UNCHANGED, BY, DECISION, NEW = "rien_a_changer", "par", "decision", "nouveau_"
YES = "oui"
KEEP, REMOVE, CHANGE, UNKNOWN = DECISIONS = ("garder", "retirer", "changer", "je ne sais pas")

CHANGEABLE = {
    ANNEXE_1.document: ("nom", "prenom", "adresse_electronique", "fonction"),
    PJ3: ("nom", "prenom", "adresse_electronique", "profil", "lieu", "equipement"),
}
"""What a decision may change, by document reviewed; anything else takes a new annexe or a new PJ3."""
REVIEWED = {ANNEXE_1.document: "ouverts", PJ3: "utilisateurs"}
"""The list that is reviewed: people who have an access."""

_ENDING = f".{REVIEW}"
_NOT_SHOWN = ("cloture_demandee_le", "cloture_le")
_ANSWER = People(
    ANSWER,
    "Réponse",
    "Réponse",
    (
        Field(UNCHANGED, "Rien à changer", "choix", False, "« oui » : tous les accès sont gardés tels quels.", (YES,)),
        Field(BY, "Fonction de la personne qui répond", "texte", False, "La fonction seule, sans nom : « directrice », « secrétariat »."),
    ),
)  # fmt: skip
_DECISION = Field(DECISION, "Décision", "choix", False, "Une décision par ligne.", DECISIONS)


def review(form: Form) -> Form:
    """The review sheet of the annexe 1 or of the PJ3 `form`."""
    asked = next(people for people in form.lists if people.key == REVIEWED[form.document])
    fields = {field.key: field for field in asked.fields if field.key not in _NOT_SHOWN}
    changed = [fields[key] for key in CHANGEABLE[form.document] if key in fields]
    title = "Accès en cours"
    lines = (
        *(_shown(field) for field in fields.values()),
        _DECISION,
        *(_new(field) for field in changed),
    )
    return Form(
        form.id + _ENDING, REVIEW, "Revue des habilitations",
        (_ANSWER, People(LINES, title, title, lines)), form.service, form.names,
    )  # fmt: skip


def reviewed(sheet: str) -> str:
    """The id of the form that the review sheet `sheet` is about."""
    return sheet.removesuffix(_ENDING)


def is_review(key: str) -> bool:
    """Whether `key` is the id of a review sheet."""
    return key.endswith(_ENDING)


def reviews(forms: Forms) -> dict[str, Form]:
    """The review sheets of those of `forms` that are reviewed, by their id."""
    sheets = (review(form) for form in forms.values() if form.document in REVIEWED)
    return {sheet.id: sheet for sheet in sheets}


def _shown(field: Field) -> Field:
    """A value as it stands: to read, not to change."""
    kind: Kind = "texte" if field.kind in ("choix", "adresse") else field.kind
    return Field(field.key, field.label, kind, False, field.help, fixed=True)


def _new(field: Field) -> Field:
    label = f"Nouvelle valeur : {field.label[0].lower()}{field.label[1:]}"
    return Field(NEW + field.key, label, field.kind, False, field.help, field.options)
