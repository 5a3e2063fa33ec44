"""How the pages of a workbook look: what to do, a list of people, what may be chosen. ECMA-376 part 1, chapter 18."""

from collections.abc import Mapping, Sequence

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.documents.forms import ANNEXE_1, ANNEXE_2, TRANSMITTED, Field, Form, People
from generator.documents.french.typography import typeset
from generator.documents.review_forms import REVIEW
from generator.documents.service_forms import PJ1, PJ3

GUIDE = "Mode d'emploi"
"""The first sheet: what to do, and the date of transmission."""
CHOICES = "Valeurs possibles"
"""The last sheet, of a form with choices: what may be chosen."""
DAY_PLACE = "B3"
"""The cell of the date of transmission."""
LAST_ROW = 1_048_576
"""The last row of a sheet: in the range of a choice, it stands for the last one there is."""

_A4 = 9
_LONGEST_TITLE = 32
_GUIDE_WIDTH, _LINE = 100, 16
_DAY = "dd/mm/yyyy"
_WIDTHS = {"texte": 28, "adresse": 44, "adresses": 44, "date": 22, "telephone": 20, "choix": 32}
_FONT = "Calibri"
_HEADS = PatternFill("solid", fgColor="1F3A5F")
_TO_FILL = PatternFill("solid", fgColor="FFF4CC")
_THIN = Side(style="thin", color="7F7F7F")
_FREE, _LOCKED = Protection(locked=False), Protection(locked=True)

_PEOPLE = (
    "Écrivez une personne par ligne, sous la ligne de titres. Ajoutez autant de lignes qu'il en faut ; laissez vide ce que vous ne savez pas.",
    "Une case laissée vide n'efface rien : ce que la Caf sait déjà reste. Pour effacer une valeur, écrivez dans sa case un tiret seul : -",
)
_ADVICE: Mapping[str, tuple[str, ...]] = {
    ANNEXE_1.document: (
        "Gardez dans « Liste 1 » les personnes dont l'accès reste ouvert, et ajoutez-y les nouvelles.",
        "Quand une personne part ou change de mission, effacez sa ligne de « Liste 1 » et recopiez-la dans « Liste 2 », avec la date de la demande de clôture.",
        "* Le délai se compte à la date de transmission, depuis la demande de clôture.",
    ),
    ANNEXE_2.document: (
        "Une personne peut tenir les deux rôles : écrivez-la alors dans les deux feuilles.",
        "Si une personne a plusieurs adresses, séparez-les par une virgule.",
    ),
    PJ1: (
        "Chaque feuille est un groupe d'habilitation : nommez-y ses responsables. La même personne peut tenir plusieurs groupes.",
        "Si une personne a plusieurs adresses, séparez-les par une virgule.",
    ),
    REVIEW: (
        "Si tout reste comme c'est, choisissez « oui » sous « Rien à changer », dans la feuille « Réponse » : c'est tout.",
        "Sinon, choisissez une décision à chaque ligne de « Accès en cours » : garder, retirer (l'accès sera fermé), changer, ou je ne sais pas (l'accès reste ouvert, et la Caf vous reposera la question).",
        "Pour changer, choisissez « changer » et écrivez ce qui change dans les colonnes « Nouvelle valeur », et cela seulement. Les autres colonnes ne se modifient pas.",
        "Une nouvelle personne ne s'ajoute pas ici : demandez son accès à part, par la liste habituelle.",
    ),
    PJ3: (
        f"Une ligne donne à une personne un profil, pour un lieu ou un équipement : une personne peut avoir plusieurs lignes. Profils, lieux et équipements se choisissent parmi ceux de la feuille « {CHOICES} ».",
        "Renvoyez la liste entière. Quand une personne part ou change de profil, gardez sa ligne et écrivez-y la date de clôture ; le nouveau profil est une ligne de plus, avec sa date d'habilitation.",
    ),
}


def lay_guide(sheet: Worksheet, form: Form, titles: Sequence[str]) -> None:
    """Lay out what to do with `form`, whose lists have these titles."""
    sheet.title = GUIDE
    sheet.column_dimensions["A"].width = 32
    sheet.column_dimensions["B"].width = _GUIDE_WIDTH
    sheet["A1"] = typeset(f"{form.title} ({form.names[0]})" if form.names else form.title)
    sheet["A1"].font = Font(name=_FONT, bold=True, size=14)
    sheet["A3"] = TRANSMITTED.label
    sheet["A3"].font = Font(name=_FONT, bold=True)
    day = sheet[DAY_PLACE]
    day.number_format, day.protection, day.fill = _DAY, _FREE, _TO_FILL
    day.border = Border(_THIN, _THIN, _THIN, _THIN)
    day.alignment = Alignment(horizontal="left")
    _validate(sheet, TRANSMITTED, DAY_PLACE)
    lines = [
        (f"Feuille « {people.short} »", f"{title}{_needed(people)}")
        for people, title in zip(form.lists, titles, strict=True)
    ]
    where = "" if form.service else " : son adresse est dans l'annexe 3"
    advice = (
        *(() if form.document == REVIEW else _PEOPLE),
        *_ADVICE[form.document],
        "Les dates s'écrivent jour/mois/année, par exemple 15/06/2026. N'employez pas de formule : le fichier serait refusé.",
        f"Indiquez ci-dessus le jour où vous envoyez le fichier, puis renvoyez-le à votre Caf{where}.",
    )
    for row, (about, text) in enumerate([*lines, ("", ""), *(("", each) for each in advice)], start=5):  # fmt: skip
        sheet.cell(row, 1, typeset(about)).font = Font(name=_FONT, bold=True)
        sheet.cell(row, 2, typeset(text))
        for cell in sheet[row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = _LINE * (1 + len(text) // _GUIDE_WIDTH)
    _finish(sheet)


def _needed(people: People) -> str:
    needed = ", ".join(field.label for field in people.fields if field.required)
    return f" (indispensable : {needed})" if needed else ""


def lay_list(
    sheet: Worksheet, fields: Sequence[Field], choices: Mapping[str, str]
) -> tuple[int, ...]:
    """Lay a list's sheet out; the style of each of its columns.

    `choices` gives, for a field, the letter of the column of CHOICES that it is chosen from.
    """
    styles = []
    for number, field in enumerate(fields, start=1):
        letter = get_column_letter(number)
        column = sheet.column_dimensions[letter]
        column.width = _WIDTHS[field.kind]
        # As text, « 06-12 » does not become a date, nor « =A1 » a formula.
        column.number_format = _DAY if field.kind == "date" else "@"
        column.protection = _LOCKED if field.fixed else _FREE
        styles.append(column.style_id)
        head = sheet.cell(1, number, typeset(field.label))
        head.font, head.fill = Font(name=_FONT, bold=True, color="FFFFFF"), _HEADS
        head.alignment = Alignment(wrap_text=True, vertical="center")
        _validate(sheet, field, f"{letter}2:{letter}{LAST_ROW}", choices.get(field.key))
    sheet.row_dimensions[1].height = 36
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _finish(sheet)
    return tuple(styles)


def lay_choices(sheet: Worksheet, heads: Sequence[str]) -> None:
    """Lay out the sheet of what may be chosen, under these heads."""
    for number, text in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS["choix"]
        head = sheet.cell(1, number, typeset(text))
        head.font, head.fill = Font(name=_FONT, bold=True, color="FFFFFF"), _HEADS
    _finish(sheet)


def _validate(sheet: Worksheet, field: Field, where: str, chosen: str | None = None) -> None:
    """Warn of what is not a date, not in the list or too long: a warning, since an odd value is better sent than lost."""
    match field.kind:
        case "date":
            title = "Date"
            error = "Écrivez une date : jour/mois/année, par exemple 15/06/2026."
            rule = DataValidation(type="date", operator="greaterThan", formula1="36526")
        case "adresse":
            title = "Adresse électronique"
            error = "Écrivez une seule adresse, par exemple prenom.nom@partenaire.example."
            rule = DataValidation(type="textLength", operator="between", formula1="6", formula2="254")  # fmt: skip
        case "choix" if chosen:
            title = field.label[:_LONGEST_TITLE]
            error = f"Choisissez dans la liste, ou d'après la feuille « {CHOICES} »."
            rule = DataValidation(type="list", formula1=f"'{CHOICES}'!${chosen}$2:${chosen}${LAST_ROW}")  # fmt: skip
        case _:
            title, error = "Texte", "Ce texte dépasse 400 caractères."
            rule = DataValidation(type="textLength", operator="lessThan", formula1="401")
    rule.allow_blank, rule.errorStyle = True, "warning"
    rule.errorTitle, rule.error, rule.showErrorMessage = title, error, True
    if title != "Texte":
        rule.promptTitle, rule.prompt, rule.showInputMessage = title, error, True
    rule.add(where)
    sheet.add_data_validation(rule)


def _finish(sheet: Worksheet) -> None:
    """Print on the width of a page; keep heads as they are: no password, it only prevents accidents."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.protection.sheet = True
    for allowed in ("insertRows", "deleteRows", "sort", "autoFilter", "formatCells", "formatColumns", "formatRows"):  # fmt: skip
        setattr(sheet.protection, allowed, False)
