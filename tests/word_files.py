"""Varied Word files, as people and programs make them: by python-docx, in raw XML, and kept from LibreOffice."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_PARTS = {
    "styles": "styles", "numbering": "numbering", "settings": "settings", "footnotes": "footnotes",
    "endnotes": "endnotes", "comments": "comments", "header1": "header", "footer1": "footer",
}  # fmt: skip
LIBREOFFICE = Path(__file__).parent / "adoption"


def raw(body: str, **parts: str) -> bytes:
    """A Word file of this body (XML within w:body); `parts` are the whole XML of others, by name."""
    relations = "".join(
        f'<Relationship Id="{name}" Type="{R}/{_PARTS[name]}" Target="{name}.xml"/>'
        for name in parts
    )
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{_PARTS[name]}+xml"/>'
        for name in parts
    )
    contents = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{relations}</Relationships>",
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>',
        **{f"word/{name}.xml": text for name, text in parts.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in contents.items():
            archive.writestr(name, text)
    return stream.getvalue()


def p(*runs: str, properties: str = "") -> str:
    """A paragraph in XML; a run that is not XML yet is text."""
    written = "".join(each if each.startswith("<") else r(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{written}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def part(tag: str, content: str) -> str:
    return f'<?xml version="1.0"?><w:{tag} {_NAMESPACES}>{content}</w:{tag}>'


def level(rank: int, kind: str, text: str, start: int = 1, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{rank}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def listed(text: str, number: int, rank: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{rank}"/><w:numId w:val="{number}"/></w:numPr>')  # fmt: skip


def field(instruction: str, result: str) -> str:
    marks = ['<w:fldChar w:fldCharType="begin"/>', f"<w:instrText>{instruction}</w:instrText>", '<w:fldChar w:fldCharType="separate"/>']  # fmt: skip
    return "".join(f"<w:r>{mark}</w:r>" for mark in marks) + f'{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'  # fmt: skip


def _made(build: Callable[[docx.document.Document], None]) -> Callable[[], bytes]:
    def made() -> bytes:
        document = docx.Document()
        build(document)
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()

    return made


def _headings(document: docx.document.Document) -> None:
    document.add_heading("Convention d'adhésion", 0)
    document.add_heading("Article 1 : Objet", 1)
    document.add_paragraph("La présente convention lie les parties.")
    document.add_heading("1.1 Portée", 2)
    document.add_heading("Détail", 5)


def _emphasis(document: docx.document.Document) -> None:
    paragraph = document.add_paragraph("Un mot ")
    paragraph.add_run("gras").bold = True
    paragraph.add_run(", un ")
    paragraph.add_run("italique").italic = True
    run = paragraph.add_run(" les deux")
    run.bold = run.italic = True
    paragraph.add_run("collé").bold = True
    paragraph.add_run("(serré)").italic = True
    paragraph.add_run(".")
    paragraph.add_run("souligné").underline = True


def _split_words(document: docx.document.Document) -> None:
    paragraph = document.add_paragraph()
    for index, piece in enumerate(("La con", "ven", "tion d", "'adhé", "sion")):
        paragraph.add_run(piece).bold = index == 2
    document.add_paragraph("Fin.")


def _breaks(document: docx.document.Document) -> None:
    paragraph = document.add_paragraph("Caf de l'Exemple")
    paragraph.add_run().add_break()
    paragraph.add_run("1. rue du Test")
    paragraph.add_run().add_break()
    paragraph.add_run().add_break()
    paragraph.add_run("# Ville")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run("Page suivante")
    document.add_page_break()
    document.add_paragraph("Colonne\tvaleur\t12")


def _bullets(document: docx.document.Document) -> None:
    document.add_paragraph("Le partenaire :")
    for text in ("- protège", "signale", "1. forme"):
        document.add_paragraph(text, style="List Bullet")
    document.add_paragraph("sous-point", style="List Bullet 2")
    document.add_paragraph("retour", style="List Bullet")
    document.add_paragraph("Suite.")


def _numbers(document: docx.document.Document) -> None:
    for text in ("premier", "deuxième", "troisième"):
        document.add_paragraph(text, style="List Number")


def _table(document: docx.document.Document) -> None:
    table = document.add_table(3, 3)
    for row in table.rows:
        for rank, cell in enumerate(row.cells):
            cell.text = f"a|b {rank} <b>*x*</b>"
    table.cell(1, 1).add_paragraph("deuxième paragraphe")
    table.cell(2, 2).text = ""


def _merged(document: docx.document.Document) -> None:
    table = document.add_table(3, 4)
    table.cell(0, 0).merge(table.cell(0, 3)).text = "Interlocuteurs"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Rôle"
    table.cell(1, 1).text = "Nom"


def _nested(document: docx.document.Document) -> None:
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "Dehors"
    inner = table.cell(1, 1).add_table(2, 2)
    inner.cell(0, 0).text = "Dedans"
    inner.cell(1, 1).text = "encore"


def _framed(document: docx.document.Document) -> None:
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "Encadré"
    table.cell(0, 0).add_paragraph("centré").alignment = WD_ALIGN_PARAGRAPH.CENTER


def _aligned(document: docx.document.Document) -> None:
    for text, alignment in (
        ("au milieu", WD_ALIGN_PARAGRAPH.CENTER),
        ("ENTRE :", WD_ALIGN_PARAGRAPH.CENTER),
        ("à droite", WD_ALIGN_PARAGRAPH.RIGHT),
        ("justifié", WD_ALIGN_PARAGRAPH.JUSTIFY),
    ):
        document.add_paragraph(text).alignment = alignment
    document.add_paragraph("en retrait").paragraph_format.left_indent = Cm(2)


def _blank_rows(document: docx.document.Document) -> None:
    table = document.add_table(4, 5)
    for cell, text in zip(table.rows[0].cells, ("Nom", "Prénom(s)", "Adresse", "Fonction", "Date"), strict=True):  # fmt: skip
        cell.text = text


def _sections(document: docx.document.Document) -> None:
    document.add_paragraph("Première section")
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("Deuxième section")
    document.add_section(WD_SECTION.CONTINUOUS)
    document.sections[0].header.paragraphs[0].text = "En-tête"
    document.add_paragraph("Troisième section")


def _marks(document: docx.document.Document) -> None:
    for text in (
        "# pas un titre", "1. pas une liste", "1) non plus", "- ni puce", "+ ni puce", "> ni citation", "* ni puce",
        "***", "---", "===", "```", "~~~", "| a | b |", "|--|--|", "::: saut", ":::", "[lien](x)", "![image](x)",
        "<b>gras</b>", "<br>", "<!-- rien -->", "&amp; &lt; &#39; &eacute;", "\\ \\* \\\\", "a_b_c _d_ __e__", "*a **b* c**",
        "{{ partenaire.nom }}", "{% for x in y %}", "{# secret #}", "{{", "}}", "{%- raw -%}", "{", "{{{", "%}", "{{ ''.__class__ }}",
        "{{ '\\u007b' }}", "`code` ``x``", "http://x.example/a_b*c", "<http://x.example>", "~~barré~~", "fin\\", "# ##", "R&D", "&copy",
        "[à compléter]", "12. ", "a  b   c", "x :", "« déjà »", "l'apostrophe", "...", "100 %", "n° 5",
    ):  # fmt: skip
        document.add_paragraph(text)
        document.add_paragraph(text, style="List Bullet")
    table = document.add_table(1, 3)
    for cell, text in zip(table.rows[0].cells, ("{{ x }}|", "<br>", "\\|"), strict=True):
        cell.text = text
    document.add_heading("# {{ titre }} #", 1)


def _hyperlink(document: docx.document.Document) -> None:
    paragraph = document.add_paragraph("Voir ")
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), "x")
    link.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>le site_de_la Caf</w:t></w:r>"))
    paragraph._p.append(link)
    paragraph.add_run(" et la suite.")


def _header(document: docx.document.Document) -> None:
    document.sections[0].header.paragraphs[0].text = "Caf de l'Exemple"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("Corps.")


def _spaces(document: docx.document.Document) -> None:
    document.add_paragraph("   avant et après   ")
    document.add_paragraph("insécables\u00a0: «\u202foui\u202f»\u00a0; tiret\u2011ici")
    document.add_paragraph("")
    document.add_paragraph("\u00a0")
    document.add_paragraph("Fait à ………………, le ____________")


_ABSTRACT = part(
    "numbering",
    f'<w:abstractNum w:abstractNumId="0">{level(0, "upperRoman", "%1 -")}{level(1, "decimal", "%1.%2")}{level(2, "lowerLetter", "%3)")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "Article %1 :")}{level(1, "decimal", "%1.%2", more="<w:isLgl/>")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "bullet", "&#xF0B7;")}{level(1, "bullet", "o")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="3">{level(0, "decimalZero", "%1.", 9)}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>',
)
_STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="Titre 1"/><w:basedOn w:val="N"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:basedOn w:val="N"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Fils"><w:name w:val="Clause fille"/><w:basedOn w:val="Clause"/></w:style>'
    '<w:style w:type="character" w:styleId="Cache"><w:name w:val="Caché"/><w:rPr><w:vanish/></w:rPr></w:style>',
)
_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def _cell(text: str) -> str:
    return f"<w:tc>{p(text)}</w:tc>"


def _control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


FILES: dict[str, Callable[[], bytes]] = {
    "titres": _made(_headings),
    "gras et italiques": _made(_emphasis),
    "mots coupés en morceaux": _made(_split_words),
    "sauts": _made(_breaks),
    "puces": _made(_bullets),
    "numéros": _made(_numbers),
    "tableau": _made(_table),
    "cases fusionnées": _made(_merged),
    "tableau dans un tableau": _made(_nested),
    "encadré": _made(_framed),
    "alignements": _made(_aligned),
    "lignes vides": _made(_blank_rows),
    "sections": _made(_sections),
    "signes de Markdown et de Jinja": _made(_marks),
    "lien": _made(_hyperlink),
    "en-tête et pied": _made(_header),
    "espaces": _made(_spaces),
    "listes à plusieurs niveaux": lambda: raw(
        listed("Un", 1) + listed("un un", 1, 1) + listed("a", 1, 2) + listed("b", 1, 2) + listed("un deux", 1, 1)
        + listed("c", 1, 2) + p("Entre deux") + listed("Deux", 1) + listed("deux un", 1, 1) + listed("Quatre", 5) + listed("Cinq", 5),
        numbering=_ABSTRACT,
    ),
    "titres numérotés par leur style": lambda: raw(
        p("Objet", properties='<w:pStyle w:val="Titre1"/>') + p("Texte.") + p("Durée", properties='<w:pStyle w:val="Titre1"/>')
        + p("Sous", properties='<w:pStyle w:val="Fils"/>') + p("Direct", properties='<w:outlineLvl w:val="2"/>') + p("Article 3 : tapé"),
        numbering=_ABSTRACT, styles=_STYLES,
    ),
    "puces de Word": lambda: raw(listed("un", 3) + listed("deux", 3, 1) + listed("trois", 3), numbering=_ABSTRACT),
    "numéros à deux chiffres": lambda: raw(listed("neuf", 4) + listed("dix", 4), numbering=_ABSTRACT),
    "notes": lambda: raw(
        p("Texte", '<w:r><w:footnoteReference w:id="2"/></w:r>', " suite", '<w:r><w:endnoteReference w:id="2"/></w:r>'),
        footnotes=part("footnotes", f'<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", " La note.")}</w:footnote>'),
        endnotes=part("endnotes", f'<w:endnote w:id="2">{p("La fin.")}{p("En deux.")}</w:endnote>'),
    ),
    "zones de texte": lambda: raw(p("Avant", _BOX.format(p("Dans la zone") + p("deux lignes"))) + p("Après")),
    "contrôles": lambda: raw(
        _control(p("Bloc entier")) + p("Nom : ", _control(r("Cliquez ici pour entrer du texte."), "<w:showingPlcHdr/>"), " fin")
        + f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc>{_control(_cell('b'))}</w:tr>{_control('<w:tr>' + _cell('c') + _cell('d') + '</w:tr>')}</w:tbl>"
    ),
    "cases à cocher": lambda: raw(
        p('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>'
          '<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', " Commune ",
          _control(r("☐"), '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>'), " EPCI")
    ),
    "champs": lambda: raw(
        p("Page ", field(" PAGE ", "3"), " sur ", '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>12</w:t></w:r></w:fldSimple>')
        + p("Voir l'article ", field(" REF _Ref1 \\r ", "4.1"), ", ", field(f" IF {field('X', '1')} = 1 ", "oui"))
    ),
    "champ de formulaire": lambda: raw(p("Nom : ", field(" FORMTEXT ", "\u2002\u2002\u2002\u2002\u2002"), " (partenaire)")),
    "symboles": lambda: raw(
        p('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', " Oui", '<w:r><w:noBreakHyphen/><w:softHyphen/><w:t>mot</w:t><w:tab/><w:t>fin</w:t><w:cr/><w:t>ligne</w:t></w:r>')
    ),
    "texte masqué": lambda: raw(p("visible ", r("masqué", "<w:vanish/>"), r("aussi", '<w:rStyle w:val="Cache"/>'), "fin"), styles=_STYLES),
    "mots balisés": lambda: raw(p('<w:smartTag w:element="x"><w:r><w:t>La Ca</w:t></w:r></w:smartTag><w:bookmarkStart w:id="0" w:name="x"/><w:r><w:t>f</w:t></w:r>', '<w:proofErr w:type="spellStart"/>', " signe")),
    "table des matières": lambda: raw(
        _control(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>', "Article 1", "<w:r><w:tab/><w:t>2</w:t></w:r>")
        + p("Article 2", "<w:r><w:tab/><w:t>3</w:t></w:r>", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')) + p("Article 1")
    ),
    "formule": lambda: raw(p("Soit ", "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", " parts")),
    "signes réservés": lambda: raw(p("un \ue0000\ue002 deux \ue001 trois \ue003")),
    "liste déroulante": lambda: raw(p('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Le"/><w:listEntry w:val="La"/></w:ddList></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', " Présidente")),
    **{path.stem: path.read_bytes for path in sorted(LIBREOFFICE.glob("*.docx"))},
}  # fmt: skip
"""How to make each file, by what is particular to it."""
