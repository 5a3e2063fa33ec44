"""An invented official file as a Caf has it in Word: header with a logo, alternatives, places of every kind."""

import io
import struct
import zlib

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Cm, Pt

AUTHOR = "Jeanne EXEMPLE"
_PARTIES = (
    ("La Caisse d'allocations familiales de [à compléter], dont le siège est situé [adresse], représentée par son/sa directeur/directrice, M./Mme [prénom et nom], ci-après dénommée « la Caf »,", ALIGN.JUSTIFY),
    ("d'une part,", ALIGN.RIGHT),
    ("Et", ALIGN.CENTER),
    ("Le conseil départemental de [à compléter], dont le siège est situé [adresse], représenté par son/sa président(e), M./Mme [prénom et nom], ci-après dénommé « le partenaire »,", ALIGN.JUSTIFY),
    ("Ou", ALIGN.CENTER),
    ("La communauté de communes [à compléter], dont le siège est situé ……………………, représentée par M./Mme ………………, en qualité de [fonction], ci-après dénommée « le partenaire »,", ALIGN.JUSTIFY),
    ("Ou", ALIGN.CENTER),
    ("La commune de [à compléter], domiciliée [adresse], représentée par le/la maire, M./Mme [prénom et nom], ci-après dénommée « le partenaire »,", ALIGN.JUSTIFY),
    ("Ou", ALIGN.CENTER),
    ("[Autre partenaire, à compléter localement], dont le siège est situé [adresse], représenté(e) par M./Mme [prénom et nom], [fonction], ci-après dénommé(e) « le partenaire »,", ALIGN.JUSTIFY),
    ("d'autre part,", ALIGN.RIGHT),
)  # fmt: skip
_ARTICLES = (
    (1, "Préambule", ("La convention territoriale globale (CTG) est suivie sur la plateforme de [à compléter].",)),
    (1, "Article 1 : Objet de la convention", ("La présente convention fixe l'accès à la plateforme  « Coopération » .",)),
    (1, "Article 2 : Obligations et engagements des parties", ()),
    (2, "2.1 Obligation de la Caf", (
        "Les données des annexes 1 et 2 sont conservées deux (2) ans à compter de la fin de la convention.",
        "Les données du compte sont conservées six mois à compter de la fin de l'habilitation.",
        "L'attestation de destruction est demandée dans un délai de 6 mois à compter de la fin de l'habilitation.",
    )),
    (2, "2.2 Obligation du partenaire", (
        "- procéder à la revue des habilitations au moins une fois par an ;",
        "- mettre à jour l'annexe 1 au moins une fois par an.",
    )),
    (1, "Article 3 : Modalités pratiques relatives à l'accès à la plateforme", ()),
    (2, "3.3 : Clôture de l'accès en cas de départ ou de changement de mission", ("Les demandes de clôture de moins de 2 ans y figurent.",)),
    (1, "Article 4 : Durée et résiliation de la convention", ()),
    (2, "4.1 : Durée", (
        "La présente convention est conclue pour une durée de douze (12) mois à compter de sa signature. "
        "Elle est renouvelée par tacite reconduction pour une durée de douze mois, sauf opposition au moins deux mois avant la date d'échéance.",
    )),
    (2, "4.2 : Résiliation", ("La Caf répond dans les quinze jours. {{ partenaire.nom % n'est pas du code.",)),
    (1, "Article 9 : Dispositions propres à la Caf", ("Le présent article n'a pas d'équivalent.",)),
)  # fmt: skip


def official(*, parties: bool = True) -> bytes:
    """The file; without `parties`, only its articles."""
    document = docx.Document()
    document.core_properties.author = document.core_properties.last_modified_by = AUTHOR
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Normal"].font.size = Pt(10.5)
    section = document.sections[0]
    section.left_margin = Cm(3)
    section.header.paragraphs[0].add_run("Caisse d'allocations familiales de l'Exemple").add_picture(io.BytesIO(_logo()), width=Cm(2))  # fmt: skip
    section.footer.paragraphs[0].text = "Document contractuel"
    document.add_heading("Convention d'adhésion à la plateforme « Coopération »", 0)
    if parties:
        document.add_paragraph().add_run("Entre les soussignés :").bold = True
        for text, alignment in _PARTIES:
            document.add_paragraph(text).alignment = alignment
    for level, title, paragraphs in _ARTICLES:
        document.add_heading(title, level)
        for text in paragraphs:
            paragraph = document.add_paragraph(text.removeprefix("- "), style="List Bullet" if text.startswith("- ") else None)  # fmt: skip
            paragraph.alignment = ALIGN.JUSTIFY
    if parties:
        document.add_paragraph("Fait en deux exemplaires originaux, à ……………………, le ……………………")
        table = document.add_table(4, 2)
        for (row, column), text in {
            (0, 0): "Pour la Caf", (0, 1): "Pour le partenaire", (1, 0): "Le directeur", (1, 1): "[fonction]",
            (3, 0): "M./Mme [prénom et nom]", (3, 1): "M./Mme [prénom et nom]",
        }.items():  # fmt: skip
            table.cell(row, column).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _logo() -> bytes:
    """A small blue rectangle, in PNG."""
    width, height = 60, 30
    rows = (b"\0" + bytes([31, 53, 82]) * width) * height

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))  # fmt: skip

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")  # fmt: skip
