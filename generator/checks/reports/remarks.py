"""What every report says of data/controle.yml: its exceptions and its silent rules. No reason is repeated here."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.checks.outcome import Outcome, Waiver
from generator.checks.words import count
from generator.documents.french.dates import long_date


@dataclass(frozen=True)
class Remark:
    """A French sentence about the rule `rule`, with its place; `subject` tells it from the others."""

    rule: str
    subject: str
    file: str
    line: int
    column: int
    text: str


def remarks(outcome: Outcome) -> Iterator[Remark]:
    """One remark for each exception, then one for each silent rule, in the order of the file."""
    for one in outcome.waivers:
        subject = f"{one.partner} {one.path or ''}"
        yield Remark(one.rule, subject, one.file, one.line, one.column, sentence(one))
    for each in outcome.silences:
        said = f"La règle {each.rule} est muette : elle ne dit rien."
        yield Remark(each.rule, "", each.file, each.line, each.column, said)


def sentence(waiver: Waiver) -> str:
    """What became of an exception, and what to do if anything."""
    about = f"{waiver.rule}, {waiver.partner}" + (f", {waiver.path}" if waiver.path else "")
    number, until = len(waiver.findings), long_date(waiver.until)
    match waiver.state:
        case "en-cours":
            aside = count(number, "alerte mise de côté", "alertes mises de côté")
            return f"{about} : {aside} jusqu'au {until}."
        case "sans-objet":
            return f"{about} : aucune alerte ne correspond à cette exception. Supprimez-la, ou vérifiez la règle, le partenaire et le chemin."
        case "finie" if number:
            back = count(number, "alerte est revenue", "alertes sont revenues")
            return f"{about} : exception finie le {until}, {back}. Corrigez ce qui est dit, ou donnez une nouvelle date et sa raison."
        case "finie":
            return f"{about} : exception finie le {until}, et qui n'a plus d'objet. Supprimez-la."
