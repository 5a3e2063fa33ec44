"""A repository in which one erased person is everywhere that Git can keep something, and others beside her."""

import base64
import io
import os
import quopri
import subprocess
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

import docx
import openpyxl

NAME, FIRST, ADDRESS = "CANARI-ŒILLET", "Zoé", "zoe.canari@pays-temoin.example"
OTHER = "Martin SERIN"
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Éditeur", "GIT_AUTHOR_EMAIL": "editeur@caf99.example",
    "GIT_COMMITTER_NAME": "Éditeur", "GIT_COMMITTER_EMAIL": "editeur@caf99.example",
    "GIT_OPTIONAL_LOCKS": "0", "HOME": os.devnull,
}  # fmt: skip
"""What git is given: nothing of the settings of whoever runs the tests."""

PERSON = f"{{nom: {NAME}, prenom: {FIRST}, adresse_electronique: {ADDRESS}, cloture_demandee_le: 2023-01-05}}"
OTHERS = "{nom: SERIN, prenom: Martin, adresse_electronique: martin.serin@pays-temoin.example, cloture_demandee_le: 2026-01-05}"
ANNEXE = "partenaire: temoin\nclos:\n{lines}"


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=ENVIRONMENT, input=given, check=True, capture_output=True
    ).stdout  # fmt: skip


def commit(folder: Path, message: str = "Suite", **env: str) -> None:
    git(folder, "add", "--all")
    subprocess.run(
        ["git", "commit", "--quiet", "--allow-empty", "--message", message],
        cwd=folder, env={**ENVIRONMENT, **env}, check=True,
    )  # fmt: skip


def word(text: str) -> bytes:
    """A Word file whose name is cut by marks of its look."""
    document, stream = docx.Document(), io.BytesIO()
    paragraph = document.add_paragraph()
    for cut in (text[:3], text[3:7], text[7:]):
        paragraph.add_run(cut).bold = True
    document.save(stream)
    return stream.getvalue()


def workbook(*cells: str) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active.append(cells)
    book.save(stream)
    return stream.getvalue()


def mail(text: str, attached: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Liste"
    message.set_content(text, cte="quoted-printable")
    message.add_attachment(attached, maintype="application", subtype="octet-stream", filename="a.docx")  # fmt: skip
    return message.as_bytes()


def plantings() -> dict[str, bytes]:
    """Files that hold her, each in its own way; the last ones only by an encoding."""
    full = f"{FIRST} {NAME}"
    return {
        "notes/commentaire.yml": f"sigle: PT # demandé par {full}\n".encode(),
        "notes/ancien.txt": f"Accès de Mme Zoe canari oeillet ({OTHER} aussi)\n".encode("latin-1"),
        "notes/latin.txt": f"Accès de {full.replace('Œ', 'OE')}, {OTHER}\n".encode("latin-1"),
        "notes/utf16.txt": f"Accès de {full}\n".encode("utf-16"),
        "notes/utf16-nu.bin": f"Accès de {full}\n".encode("utf-16-le"),
        "notes/demande.docx": word(full),
        "notes/liste.xlsx": workbook(NAME, FIRST, ADDRESS),
        "notes/message.eml": mail("Bonjour", word(ADDRESS)),
        "notes/cite.eml": b"Content-Transfer-Encoding: quoted-printable\n\n" + quopri.encodestring(full.encode()),
        "notes/lien.html": f'<a href="mailto:{quote(ADDRESS, safe="")}">écrire</a>'.replace(".", "%2E").encode(),
        "notes/jeton.txt": b"jeton " + base64.b64encode(f"pour {ADDRESS}".encode()) + b"\n",
        "notes/entite.html": b"<p>Zo&eacute; <b>CANARI</b>-&OElig;ILLET</p>",
        "notes/json.json": b'{"nom": "CANARI-\\u0152ILLET", "prenom": "Zo\\u00e9"}',
        "notes/départ-zoe-canari-oeillet.txt": b"rien dedans\n",
    }  # fmt: skip


def build(folder: Path) -> None:
    """Make the repository at `folder`; its last version no longer names her."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    annexe = folder / "data" / "nominatif" / "temoin.annexe-1.yml"
    annexe.parent.mkdir(parents=True)
    (folder / "lisez-moi.txt").write_text(f"{OTHER} tient ce dossier.\n", encoding="utf-8")
    annexe.write_text(ANNEXE.format(lines=f"  - {PERSON}\n  - {OTHERS}\n"), encoding="utf-8")
    commit(folder, "Première annexe")
    for name, content in plantings().items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    commit(folder, f"Accès de {FIRST} {NAME}\n\nà fermer : {ADDRESS}")
    git(folder, "notes", "add", "--message", f"vu avec {FIRST} {NAME}", "HEAD")
    git(folder, "tag", "--annotate", "--message", f"avant le départ de {ADDRESS}", "v1")
    git(folder, "gc", "--quiet")  # what came before is packed, what follows is loose
    for name in plantings():
        (folder / name).unlink()
    commit(folder, "Nettoyage", GIT_AUTHOR_NAME=f"{FIRST} {NAME}", GIT_AUTHOR_EMAIL=ADDRESS)
    for number in (1, 2):
        (folder / "lisez-moi.txt").write_text(f"essai {number} pour {ADDRESS}\n", encoding="utf-8")
        git(folder, "stash", "push", "--message", f"essai {number} de {FIRST} {NAME}")
    git(folder, "switch", "--quiet", "--create", "essai", "HEAD~1")
    commit(folder, f"Branche de {ADDRESS}")
    git(folder, "switch", "--quiet", "main")
    annexe.write_text(ANNEXE.format(lines=f"  - {OTHERS}\n"), encoding="utf-8")
    commit(folder, "Annexe à jour")
