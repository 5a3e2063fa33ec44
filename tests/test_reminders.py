"""Reminders: one message a partner, on the right working day, that any mail program opens; nothing is forgotten."""

import email
import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import account_records
import builder
import pytest
import records
from hypothesis import given
from hypothesis import strategies as st
from test_website import dataset

from generator.cli import parser
from generator.cli.main import main
from generator.obligations.obligation import Code
from generator.store.dataset import Dataset, Entry
from generator.store.schema.partner import Partner
from generator.store.source import read
from generator.upkeep import drafts, letterbox, messages, schedule, summary
from generator.upkeep.letters import LETTERS
from generator.upkeep.reminders import TO_DO, TO_KNOW, Reminder, reminders

BOX = {"intitule": "Cellule des habilitations", "adresses_electroniques": ["cellule@caf99.example"]}
SENT = {"annexe_1": {"transmise_le": "2026-03-01"}}
"""With the signature of records: notice by 2026-12-15, due date and review 2027-01-15, annexe 1 2027-03-01."""


def data(caf: dict[str, Any] | None = None, **partners: Partner) -> Dataset:
    """Partners of both families under one Caf."""
    templates = {**records.TEMPLATES, records.ACCOUNTS.id: records.ACCOUNTS}
    made = dataset(**partners)
    one = {"caf99": Entry("caf99", records.caf(**(caf or {})), read("x.yml", b"x: 1"))}
    services = {"jardins": Entry("jardins", account_records.service(), read("y.yml", b"y: 1"))}
    return replace(made, templates=dict(templates), cafs=one, services=services)


def found(partner: Partner, first: date, day: date) -> Reminder | None:
    return next(reminders(data(temoin=partner), first, day), None)


def told(day: date, partner: Partner | None = None) -> dict[Code, bool]:
    """What is told on `day`, and whether it calls for a message that very day."""
    reminder = found(partner or records.partner(SENT), day, day)
    return {each.duty.code: each.called for each in reminder.told} if reminder else {}


def text(partner: Partner, day: date, **attached: bytes) -> str:
    one = data(temoin=partner)
    reminder = next(reminders(one, day, day))
    return messages.draft(one, reminder, day, attached).text


# --- When --------------------------------------------------------------------------------------


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from(["99", "57", "974"]))
def test_a_reminder_never_falls_on_a_day_off_nor_before_its_step(due: date, where: str) -> None:
    """Judged by the library's own holidays, and by the longest run of days off."""
    for step, day in zip(schedule.STEPS, schedule.reminder_days(due, where), strict=True):
        assert day.weekday() < 5
        assert (day.month, day.day) not in {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}  # fmt: skip
        assert timedelta() <= day - (due - timedelta(days=step)) <= timedelta(days=6)


@pytest.mark.parametrize(
    ("due", "days"),
    [
        # A Friday; a Sunday moved to Monday; the due date itself, a Tuesday.
        (date(2026, 12, 15), [date(2026, 10, 16), date(2026, 11, 16), date(2026, 12, 15)]),
        # Good Friday is a holiday in Moselle (57) only: see the next test. Easter Monday is everywhere.
        (date(2026, 4, 6), [date(2026, 2, 5), date(2026, 3, 9), date(2026, 4, 7)]),
    ],
)
def test_each_step_has_its_day(due: date, days: list[date]) -> None:
    assert list(schedule.reminder_days(due, "31")) == days


def test_the_holidays_are_those_of_the_caf_s_departement() -> None:
    good_friday = date(2026, 4, 3)
    assert schedule.reminder_days(good_friday, "31")[-1] == good_friday
    assert schedule.reminder_days(good_friday, "57")[-1] == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("day", "called"),
    [
        (date(2026, 10, 15), None),  # 61 days before the notice: not told yet
        (date(2026, 10, 16), True),
        (date(2026, 10, 17), False),
        (date(2026, 11, 15), False),  # 30 days, a Sunday
        (date(2026, 11, 16), True),
        (date(2026, 12, 14), False),
        (date(2026, 12, 15), True),
    ],
)
def test_a_duty_is_called_at_each_step_and_told_between(day: date, called: bool | None) -> None:
    assert told(day).get("preavis") is called


def test_after_the_due_date_it_is_quiet_but_always_listed() -> None:
    for day in (date(2027, 1, 18), date(2027, 8, 2), date(2030, 1, 2)):
        assert told(day)["revue"] is False


def test_a_date_that_only_passes_never_calls_for_a_message() -> None:
    assert told(date(2026, 11, 16))["echeance"] is False
    assert told(date(2027, 1, 15))["echeance"] is False
    assert not TO_DO & TO_KNOW


@pytest.mark.parametrize(("by", "called"), [("caf", True), ("partenaire", None)])
def test_a_formal_notice_is_recalled_ten_days_before_its_end_to_who_must_remedy(
    by: str, called: bool | None
) -> None:
    """Received on 4 May, the last day is 4 June, a Thursday: J-10 is a public holiday, hence the 26th."""
    partner = account_records.accounts_partner(
        {"mise_en_demeure": {"par": by, "recue_le": "2026-05-04"}}
    )
    for day, expected in ((date(2026, 5, 22), False), (date(2026, 5, 26), True)):
        assert told(day, partner).get("mise-en-demeure") is (called and expected)
    if called:
        assert "Remédiez aux manquements que notre lettre énumère" in text(
            partner, date(2026, 5, 26)
        )


def test_what_concerns_the_caf_alone_is_not_in_a_reminder() -> None:
    incident = {"connu_le": "2026-10-16", "par": "partenaire"}
    partner = records.partner({**SENT, "incidents": [incident]})
    assert set(told(date(2026, 10, 16), partner)) <= TO_DO | TO_KNOW


def test_one_run_a_week_misses_no_reminder_and_doubles_none() -> None:
    partner = records.partner(SENT)
    weekly = [
        (each.duty.key, each.due)
        for week in range(60)
        for day in [date(2026, 9, 5) + timedelta(weeks=week)]
        if (reminder := found(partner, schedule.since(day), day))
        for each in reminder.told
        if each.called
    ]
    assert weekly.count(("cooperation/revue", date(2027, 1, 15))) == 3
    assert weekly.count(("cooperation/mise-a-jour-annexe-1", date(2027, 3, 1))) == 3


def test_the_ends_of_the_calendar_are_no_crash() -> None:
    for day in (date.min, date.max):
        list(reminders(data(temoin=records.partner(SENT)), day, day))


# --- What --------------------------------------------------------------------------------------


def test_a_message_tells_everything_of_the_partner_at_once() -> None:
    written = text(records.partner(SENT), date(2026, 12, 15))
    for words in ("Revue des habilitations", "lettre de non-renouvellement", "Reconduction de la convention"):  # fmt: skip
        assert words in written
    assert "15\u00a0janvier\u00a02027 (convention « Coopération », article 2.2)" in written


def test_late_near_and_to_decide_are_told_apart() -> None:
    partner = records.partner({"annexe_1": {"transmise_le": "2025-01-02"}})
    written = text(partner, date(2026, 12, 15))
    late, near, choice, passing = (
        written.index(words)
        for words in ("En retard", "À faire bientôt", "À décider", "Pour information")
    )
    assert late < written.index("Envoi de l’annexe 1") < near < written.index("Revue des") < choice  # fmt: skip
    assert choice < written.index("Dernier jour pour recevoir") < passing
    assert passing < written.index("Reconduction de")


def test_what_is_to_do_has_its_gesture_and_what_passes_none() -> None:
    assert set(messages._GESTURES) == TO_DO


def test_the_message_is_dated_on_a_working_day() -> None:
    one = data(temoin=records.partner(SENT))
    saturday = date(2026, 10, 17)
    reminder = next(reminders(one, schedule.since(saturday), saturday))
    assert messages.draft(one, reminder, saturday, {}).day == date(2026, 10, 19)


# --- Who ---------------------------------------------------------------------------------------


def test_a_message_goes_from_the_function_mailbox_never_from_a_person() -> None:
    person = records.contact("Guichet")
    shared = records.contact("Guichet", adresses_electroniques=["habilitations@caf99.example"])

    def sender(*contacts: dict[str, Any]) -> str | None:
        return letterbox.sender(records.caf(annexe_3={"responsable_habilitations": list(contacts)}))

    assert sender(person, shared, BOX) == "cellule@caf99.example"
    assert sender(person, shared) == "habilitations@caf99.example"
    assert sender(person) is None


def test_a_message_goes_to_the_one_in_charge_of_what_it_tells() -> None:
    contact = {"annexe_2": {"responsable_habilitations": [records.contact("Bobine")]}}
    cooperation = records.partner(contact)
    accounts = account_records.accounts_partner()
    assert letterbox.recipients(cooperation, ["cooperation"]) == ["bobine@pays-temoin.example"]  # fmt: skip
    assert letterbox.recipients(cooperation, ["mon-compte-partenaire"]) == []
    assert letterbox.recipients(accounts, ["mon-compte-partenaire"]) == ["tourbe@pays-temoin.example"]  # fmt: skip


# --- The file ----------------------------------------------------------------------------------

DRAFT = drafts.Draft(
    date(2026, 10, 16),
    "cellule@caf99.example",
    ["a..b@val.example", f"{'o' * 60}.{'p' * 60}@val.example", "o'rico+x@val.example"],
    "Caf de l'Éloire : vos échéances « Coopération » et « Mon Compte Partenaire », à lire",
    "Bonjour,\n\nVoici « tout » : œ, …\n.\nFrom ici\n",
)


def opened(content: bytes) -> EmailMessage:
    made = email.message_from_bytes(content, policy=policy.default)
    assert isinstance(made, EmailMessage)
    assert not made.defects
    return made


def test_any_mail_program_reads_the_draft_as_it_was_written() -> None:
    content = drafts.message(DRAFT)
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 200
    assert content.isascii()
    made = opened(content)
    assert made["X-Unsent"] == "1"
    assert made["Subject"] == DRAFT.subject
    assert made["Date"].datetime.isoformat() == "2026-10-16T09:00:00+02:00"
    assert [each.addr_spec for each in made["From"].addresses] == [DRAFT.sender]
    assert [f"{each.username}@{each.domain}" for each in made["To"].addresses] == DRAFT.recipients
    assert made.get_content_type() == "text/plain"
    assert made.get_content().replace("\r\n", "\n") == DRAFT.text


@given(st.text("aàœ «»'\u00a0:,-é", max_size=120).map(lambda text: " ".join(text.split(" "))))
def test_any_subject_comes_back_as_it_was(subject: str) -> None:
    """Spaces at the ends are lost in any header, and those inside must not be doubled by folding."""
    made = opened(drafts.message(replace(DRAFT, subject=f"x{subject}x")))
    assert made["Subject"] == f"x{subject}x"


def test_what_is_attached_comes_out_byte_for_byte() -> None:
    made = opened(drafts.message(replace(DRAFT, attached={"Annexe é.docx": bytes(range(256))})))
    (part,) = made.iter_attachments()
    assert part.get_filename() == "Annexe é.docx"
    assert part.get_content() == bytes(range(256))
    body = made.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == DRAFT.text


def test_a_draft_without_an_address_is_still_a_message() -> None:
    made = opened(drafts.message(replace(DRAFT, sender=None, recipients=[])))
    assert made["From"] is None
    assert made["To"] is None


def test_the_same_draft_gives_the_same_bytes() -> None:
    one = replace(DRAFT, attached={"a.docx": b"PK"})
    assert drafts.message(one) == drafts.message(one)


# --- The command -------------------------------------------------------------------------------

SIGNED = f"""{builder.PARTNER}        signature: {{partenaire: 2026-01-12, recue_le: 2026-01-14, caf: 2026-01-15, lieu: Témoin}}
        annexe_1: {{transmise_le: 2026-03-01}}
        annexe_2:
          responsable_habilitations:
            - {{prenom: Rose, nom: Bobine, adresses_electroniques: [bobine@pays-temoin.example]}}
"""
ACCOUNT = """
    partenaire: temoin
    transmise_le: 2026-03-01
    ouverts:
      - {nom: CANARI, prenom: Anne, adresse_electronique: canari@pays-temoin.example, fonction: agent, demande_le: 2026-02-01}
    clos: []
"""


def root(folder: Path) -> Path:
    caf = f"{builder.CAF}    annexe_3: {{responsable_habilitations: [{{intitule: Cellule, adresses_electroniques: [cellule@caf99.example]}}]}}\n"
    builder.make_root(folder, caf=caf, partner=SIGNED)
    builder.write(folder, "data/nominatif/temoin.annexe-1.yml", ACCOUNT)
    return folder


def run(folder: Path, *options: str) -> int:
    return main(["remind", "--root", str(folder), *options])


def test_the_command_writes_one_message_a_partner_and_sums_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root(tmp_path), "--date", "2026-10-19") == 0
    (made,) = tmp_path.glob("build/rappels/temoin/*")
    assert made.name == "rappel-2026-10-19.eml"
    message = opened(made.read_bytes())
    assert message["To"].addresses[0].addr_spec == "bobine@pays-temoin.example"
    assert b"anari" not in made.read_bytes().lower()
    said = capsys.readouterr()
    assert "1 message, 1 partenaire" in said.out
    assert "15/12/2026" in said.out
    assert said.err == ""


def test_a_quiet_day_writes_nothing_and_lists_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root(tmp_path), "--date", "2026-10-30") == 0
    assert not list(tmp_path.glob("build/rappels/*/*"))
    said = capsys.readouterr().out
    assert "pas de message" in said
    assert "15/12/2026" in said


def test_since_takes_up_the_reminders_of_a_longer_time(tmp_path: Path) -> None:
    assert run(root(tmp_path), "--date", "2026-10-30", "--since", "2026-10-16") == 0
    assert len(list(tmp_path.glob("build/rappels/temoin/*"))) == 1


def test_only_attach_puts_people_in_a_message_and_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root(tmp_path), "--date", "2026-11-16", "--attach") == 0
    (made,) = tmp_path.glob("build/rappels/temoin/*")
    (part,) = opened(made.read_bytes()).iter_attachments()
    assert part.get_filename() == "cooperation-annexe-1.docx"
    word = zipfile.ZipFile(io.BytesIO(part.get_content()))
    assert "CANARI" in word.read("word/document.xml").decode()
    assert "données personnelles" in capsys.readouterr().err


def test_the_contractor_s_letter_goes_with_the_reminder_that_asks_for_it(tmp_path: Path) -> None:
    """Due six months ahead: 2027-01-04 for a contractor that begins on 2027-07-04."""
    accounts = f"""{builder.PARTNER.partition("    conventions:")[0]}    conventions:
      - famille: mon-compte-partenaire
        modele: {records.ACCOUNTS.id}
        signature: {{partenaire: 2026-01-12, caf: 2026-01-15}}
        prestataires: [{{nom: Atelier Nuage, debut: 2027-07-04}}]
"""
    builder.make_root(tmp_path, partner=accounts)
    assert run(tmp_path, "--date", "2026-11-05") == 0
    (made,) = tmp_path.glob("build/rappels/temoin/*")
    (part,) = opened(made.read_bytes()).iter_attachments()
    assert part.get_filename() == "lettre-prestataire-1-mon-compte-partenaire.docx"
    word = zipfile.ZipFile(io.BytesIO(part.get_content()))
    assert "Atelier Nuage" in word.read("word/document.xml").decode()


def test_a_message_without_anybody_to_write_to_says_what_to_fill(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    builder.make_root(tmp_path, partner=SIGNED.partition("        annexe_2:")[0])
    assert run(tmp_path, "--date", "2026-10-19") == 0
    said = capsys.readouterr().err
    assert "pas de destinataire" in said
    assert "pas d'expéditeur" in said


@pytest.mark.parametrize(
    "options",
    [
        ["--letter", "resiliation"],
        ["--by", "caf"],
        ["--date", "2026-10-19", "--since", "2026-10-20"],
        ["--partner", "inconnu"],
    ],
)
def test_wrong_use_is_told_and_nothing_is_written(tmp_path: Path, options: list[str]) -> None:
    assert run(root(tmp_path), *options) == 2
    assert not (tmp_path / "build").exists()


def test_reminders_of_one_partner_leave_those_of_others(tmp_path: Path) -> None:
    builder.write(root(tmp_path), "data/partners/autre.yml", SIGNED.replace("Témoin", "Autre"))
    assert run(tmp_path, "--date", "2026-10-19") == 0
    assert run(tmp_path, "--date", "2026-10-30", "--partner", "autre") == 0
    assert [path.parent.name for path in tmp_path.glob("build/rappels/*/*")] == ["temoin"]


def test_a_letter_is_written_and_leaves_the_others(tmp_path: Path) -> None:
    one = ["--partner", "temoin", "--date", "2026-06-13", "--letter"]
    assert run(root(tmp_path), *one, "non-renouvellement") == 0
    assert run(tmp_path, *one, "resiliation") == 0
    assert sorted(path.name for path in tmp_path.glob("build/lettres/temoin/*")) == [
        f"lettre-{kind}-cooperation.{ending}"
        for kind in ("non-renouvellement", "resiliation")
        for ending in ("docx", "md", "pdf")
    ]
    assert run(tmp_path, *one, "prestataire") == 1


def test_the_command_line_offers_every_letter() -> None:
    assert tuple(LETTERS) == parser.LETTERS


def test_the_summary_is_made_of_what_was_found() -> None:
    reminder = found(records.partner(SENT), date(2026, 12, 15), date(2026, 12, 15))
    assert reminder
    said = summary.summary([reminder], {"temoin": "Nom"}, {}, date(2026, 12, 15), date(2026, 12, 15))  # fmt: skip
    assert "aujourd'hui" in said
    assert "dans 31 jours" in said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-12-14", "Pour l'échéance du 15 janvier 2027, la lettre doit être reçue au plus tard le 15 décembre 2026."),
        ("2026-12-15", "Le 15 décembre 2026 est le dernier jour pour l'échéance du 15 janvier 2027 : la lettre doit être reçue ce jour même."),
        ("2026-12-16", "Le délai pour l'échéance du 15 janvier 2027 est passé depuis le 15 décembre 2026 : cette lettre vaut pour celle du 15 janvier 2028, et doit être reçue au plus tard le 15 décembre 2027."),
        ("2027-01-15", "cette lettre vaut pour celle du 15 janvier 2028"),
        ("2027-01-18", "Pour l'échéance du 15 janvier 2028, la lettre doit être reçue au plus tard le 15 décembre 2027."),
    ],
)  # fmt: skip
def test_who_asks_for_a_letter_of_non_renewal_is_told_by_when_and_for_which_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str, said: str
) -> None:
    letter = ["--partner", "temoin", "--letter", "non-renouvellement", "--date", day]
    assert run(root(tmp_path), *letter) == 0
    shown = re.sub("[\u00a0\u202f]", " ", capsys.readouterr().err)
    assert said in shown
    assert run(tmp_path, "--partner", "temoin", "--letter", "resiliation", "--date", day) == 0
    assert "échéance" not in capsys.readouterr().err
