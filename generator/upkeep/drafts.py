"""A message as a file that a mail program opens, ready to be read again and sent. Nothing is sent here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from zoneinfo import ZoneInfo

_MORNING = time(9, tzinfo=ZoneInfo("Europe/Paris"))
_WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"
_BOUNDARY = "=_greffe_piece_jointe_="


@dataclass(frozen=True)
class Draft:
    """A message of the day `day`. Addresses bear no name; `sender` is None when it is not known.

    `attached` are Word files, by name.
    """

    day: date
    sender: str | None
    recipients: Sequence[str]
    subject: str
    text: str
    attached: Mapping[str, bytes] = field(default_factory=dict)


def message(draft: Draft) -> bytes:
    """The message as Internet mail (RFC 5322), the same bytes for the same draft.

    « X-Unsent » has Outlook open it as a message to send; others open it as one to send again.
    """
    made = EmailMessage(policy=SMTP)
    if draft.sender:
        made["From"] = _address(draft.sender)
    if draft.recipients:
        made["To"] = [_address(each) for each in draft.recipients]
    made["Subject"] = draft.subject
    made["Date"] = datetime.combine(draft.day, _MORNING)
    made["X-Unsent"] = "1"
    made.set_content(draft.text, cte="quoted-printable")
    for name, content in draft.attached.items():
        made.add_attachment(content, maintype="application", subtype=_WORD, filename=name)
    if draft.attached:
        made.set_boundary(_BOUNDARY)
    return made.as_bytes()


def _address(address: str) -> Address:
    user, _, domain = address.rpartition("@")
    return Address(username=user, domain=domain)
