"""A mail saved as a file (RFC 5322): what is read is in its attachments, and those of the mails within.

The sender is that of the mail that holds the attachment: whoever forwards a mail has not filled the form.
Headers are read by the older parser of the standard library: the newer one breaks in more ways on hostile ones.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any, cast
from zoneinfo import ZoneInfo

from generator.documents.forms import FORMS, Forms
from generator.errors import GreffeError
from generator.intake.answers import Answers, Cell
from generator.intake.cleaning.reading import is_empty

Reader = Callable[[str, bytes, Forms], tuple[Answers, ...]]

MAX_BYTES = 20_000_000
MAX_LINES = 300_000
"""More than a mail of that size has: each costs the parser as much as a long one."""
MAX_PARTS = 200
"""Parts and mails within a mail: each opens a level of the parser, that Python's own stack bounds."""
MAX_BOUNDARIES = 2_000
"""Lines that may part two files."""
MAX_DEPTH = 2
"""Mails within mails: each attached as a file is read whole again."""
MAX_FORMS = 5

_LINE_END = re.compile(rb"\r\n?|\n")
_BOUNDARY = re.compile(rb"[\r\n]--")
_OPENED = re.compile(rb"^content-type:[ \t]*(?:\r?\n[ \t]+)?(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)  # fmt: skip
_LONGEST_HEADER = 2_000
_SENDER = re.compile(
    r"<([^<>\s]+@[^<>\s]+)>\s*\Z|\A\s*([^<>\s()]+@[^<>\s()]+)\s*(?:\([^()]*\)\s*)?\Z"
)
_PARIS = ZoneInfo("Europe/Paris")
_OUTLOOK = "winmail.dat"
_UNNAMED = "(sans nom lisible)"


@dataclass(frozen=True)
class _Attachment:
    name: str
    content: bytes
    sender: str | None
    sent: Cell | None


def read(
    name: str, raw: bytes, readers: Mapping[str, Reader], forms: Forms = FORMS
) -> tuple[Answers, ...]:
    """What the attachments of the mail `name` say of `forms`, each read by the reader of its ending in `readers`.

    Raises GreffeError when none can be read. A form without a date of transmission is offered the mail's.
    """
    attachments = list(_attachments(_parsed(name, raw)))
    known = [each for each in attachments if _ending(each.name) in readers]
    if not known:
        raise _nothing_to_read(name, attachments, readers)
    if len(known) > MAX_FORMS:
        raise GreffeError(f"« {name} » porte {len(known)} formulaires ; greffe en lit {MAX_FORMS} à la fois. Enregistrez ses pièces jointes et donnez-les à lire.")  # fmt: skip
    answers: list[Answers] = []
    refusals: list[str] = []
    for each in known:
        try:
            found = readers[_ending(each.name)](each.name, each.content, forms)
        except GreffeError as error:
            refusals.append(f"{name}, pièce jointe {each.name} : {error}")
        else:
            answers += (_placed(one, name, each) for one in found)
    if not answers:
        raise GreffeError(" ".join(refusals))
    others = [each.name for each in attachments if each not in known and each.name]
    notes = [*(f"Pièce jointe non lue : {each}." for each in others), *refusals]
    if len(answers) > 1:
        notes.append(f"Le courriel porte {len(answers)} formulaires : chacun est lu à part.")
    return tuple(replace(each, notes=(*each.notes, *notes)) for each in answers)


def _parsed(name: str, raw: bytes) -> Message:
    _refuse(name, raw)
    try:
        return message_from_bytes(raw)
    except (
        TypeError,
        ValueError,
    ) as error:  # what the parser does of headers that are wrong enough
        raise GreffeError(f"« {name} » est un courriel abîmé. Enregistrez-le de nouveau au format .eml, ou donnez à lire la pièce jointe elle-même.") from error  # fmt: skip


def _refuse(name: str, raw: bytes) -> None:
    if len(raw) > MAX_BYTES or _more(_LINE_END, raw, MAX_LINES):
        raise GreffeError(f"« {name} » est trop gros (plus de {MAX_BYTES // 1_000_000} Mo, ou trop de lignes). Enregistrez ses pièces jointes et donnez-les à lire.")  # fmt: skip
    if _more(_OPENED, raw, MAX_PARTS) or _more(_BOUNDARY, raw, MAX_BOUNDARIES):
        raise _nested(name)
    if not re.match(rb"\s*(?:From [^\n]*\n)?[!-9;-~]+[ \t]*:", raw):
        raise GreffeError(f"« {name} » n'est pas un courriel enregistré (.eml). Dans votre messagerie, enregistrez le message au format .eml.")  # fmt: skip


def _nested(name: str) -> GreffeError:
    return GreffeError(f"« {name} » contient trop de courriels ou de fichiers les uns dans les autres. Enregistrez la pièce jointe utile et donnez-la à lire.")  # fmt: skip


def _more(pattern: re.Pattern[bytes], raw: bytes, limit: int) -> bool:
    """Whether `pattern` is found more than `limit` times."""
    return next(islice(pattern.finditer(raw), limit, None), None) is not None


def _nothing_to_read(
    name: str, attachments: list[_Attachment], readers: Mapping[str, Reader]
) -> GreffeError:
    names = [each.name for each in attachments if each.name]
    if any(each.lower() == _OUTLOOK for each in names):
        return GreffeError(f"« {name} » : ses pièces jointes sont enfermées dans {_OUTLOOK}, que seul Outlook ouvre. Demandez à l'expéditeur de renvoyer le message au format HTML ou texte, ou enregistrez la pièce jointe depuis Outlook.")  # fmt: skip
    if names:
        known = ", ".join(sorted(readers))
        return GreffeError(f"« {name} » : aucune de ses pièces jointes ({', '.join(names)}) n'est d'un format que greffe lit ({known}). Demandez le formulaire rempli.")  # fmt: skip
    return GreffeError(f"« {name} » n'a pas de pièce jointe. Demandez à l'expéditeur de joindre le formulaire rempli.")  # fmt: skip


def _attachments(message: Message, depth: int = 0) -> Iterator[_Attachment]:
    """The files of a mail, then those of the mails that it holds."""
    sender, sent = _sender(message), _sent(message)
    within: list[Message] = []
    for part in _parts(message, within):
        file = _file_name(part)
        content = part.get_payload(decode=True)
        if file.lower().endswith(".eml") and isinstance(content, bytes):
            if depth == MAX_DEPTH:
                raise _nested(file)
            within.append(_parsed(file, content))
        elif file:
            yield _Attachment(file, content if isinstance(content, bytes) else b"", sender, sent)
    for each in within:
        yield from _attachments(each, depth + 1)


def _parts(message: Message, within: list[Message]) -> Iterator[Message]:
    """The leaves of a mail; a mail in it goes to `within`."""
    if message.get_content_type() == "message/rfc822":
        payload: Any = message.get_payload()
        within.extend(payload if isinstance(payload, list) else ())
    elif message.is_multipart():
        for part in cast(list[Message], message.get_payload()):
            yield from _parts(part, within)
    else:
        yield message


def _file_name(part: Message) -> str:
    """The name of the attached file, without any folder; "" for the text of the mail."""
    try:
        name = _decoded(part.get_filename() or "")
    except (TypeError, ValueError):  # what the parser does of a header that is wrong enough
        return _UNNAMED
    bare = posixpath.basename(name.replace("\\", "/"))
    shown = " ".join("".join(c for c in bare if c.isprintable()).split())
    return shown or (_UNNAMED if part.get_content_disposition() == "attachment" else "")


def _decoded(header: str) -> str:
    """`header` with its encoded words (RFC 2047) in clear, or as it stands when they are wrong."""
    try:
        return str(make_header(decode_header(header)))
    except (HeaderParseError, LookupError, ValueError):
        return header


def _ending(name: str) -> str:
    return posixpath.splitext(name.lower())[1]


def _header(message: Message, name: str) -> str:
    """A header as it stands, unfolded."""
    return re.sub(r"\r?\n\s+", " ", str(message.get(name, "")))[:_LONGEST_HEADER]


def _sender(message: Message) -> str | None:
    found = _SENDER.search(_header(message, "from"))
    return (found[1] or found[2]) if found else None


def _sent(message: Message) -> Cell | None:
    """The civil day of the mail in France."""
    try:
        moment = parsedate_to_datetime(_header(message, "date"))
        day = (moment.astimezone(_PARIS) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        return None
    return Cell(day.isoformat(), "date du courriel")


def _placed(answers: Answers, name: str, attachment: _Attachment) -> Answers:
    """`answers` with their place in the mail, its sender, and its day if they have none."""
    where = f"pièce jointe {attachment.name}"

    def placed(cell: Cell) -> Cell:
        return Cell(cell.raw, f"{where}, {cell.place}")

    sent, notes = answers.transmitted, answers.notes
    if sent is not None and not is_empty(sent.raw):
        sent = placed(sent)
    else:
        sent = attachment.sent
        if sent:
            notes = (*notes, "L'annexe ne porte pas de date de transmission : celle du courriel est proposée.")  # fmt: skip
    lists = {
        key: tuple(
            replace(
                row,
                cells={field: placed(cell) for field, cell in row.cells.items()},
                place=f"{where}, {row.place}",
            )
            for row in rows
        )
        for key, rows in answers.lists.items()
    }
    return replace(
        answers,
        file=f"{name}, {where}",
        transmitted=sent,
        lists=lists,
        sender=attachment.sender,
        notes=notes,
    )
