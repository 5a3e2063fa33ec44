"""templates/base.docx: the shipped look. `build` makes it, so that every choice of it can be read here.

A Caf changes it in Word (fonts, margins, logo in the page header) and keeps its own under templates/.
"""

from generator.documents.word import core, styles
from generator.documents.word.markup import HEADER_PLACE, NAMESPACE, paragraph, root, run
from generator.documents.word.package import assemble, stored

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PARTS = ("styles", "numbering", "settings", "fontTable", "header", "footer")


def build() -> bytes:
    """The bytes of the shipped base.docx: A4, French, its own styles, « Page x sur y » in the footer."""
    contents = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (f"{_RELATIONS}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", core.NAME),
        ),
        core.NAME: core.xml("", ""),
        "word/_rels/document.xml.rels": _relationships(
            *((f"{_RELATIONS}/{part}", f"{part}.xml") for part in _PARTS)
        ),
        "word/document.xml": _document(),
        "word/styles.xml": root("styles", styles.definitions()),
        "word/numbering.xml": root("numbering", styles.numbering()),
        "word/settings.xml": root("settings", _SETTINGS),
        "word/fontTable.xml": root("fonts", _FONTS),
        "word/header.xml": root(
            "hdr", paragraph("Header", run(HEADER_PLACE)) + paragraph("Espace", "")
        ),
        "word/footer.xml": root("ftr", _footer()),
    }
    return assemble(stored(name, content) for name, content in contents.items())


def _content_types() -> bytes:
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), *((part, part) for part in _PARTS))
    )
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{overrides}</Types>"
    ).encode()


def _relationships(*targets: tuple[str, str]) -> bytes:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'.encode()


def _document() -> bytes:
    """One line in each style, for whoever changes the look; documents replace them by their text."""
    sample = "".join(
        paragraph(style, run(f"{name} : seule l'apparence de ce fichier est reprise."))
        for style, name in styles.SHOWN
    )
    section = (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{_identifier("header")}"/>'
        f'<w:footerReference w:type="default" r:id="{_identifier("footer")}"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1531" w:right="1361" w:bottom="1361" w:left="1361" w:header="680" w:footer="624" w:gutter="0"/>'
        "</w:sectPr>"
    )
    return (
        f'{_DECLARATION}<w:document xmlns:w="{NAMESPACE}" xmlns:r="{_RELATIONS}">'
        f"<w:body>{sample}{section}</w:body></w:document>"
    ).encode()


def _identifier(part: str) -> str:
    return f"rId{_PARTS.index(part) + 1}"


def _footer() -> str:
    page, pages = (
        f'<w:fldSimple w:instr=" {field} ">{run("1")}</w:fldSimple>'
        for field in ("PAGE", "NUMPAGES")
    )
    return paragraph("Footer", f"{run('Page ')}{page}{run(' sur ')}{pages}")


# doNotExpandShiftReturn: a line cut by hand in a justified paragraph is not stretched to the margin.
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    "<w:compat><w:doNotExpandShiftReturn/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="fr-FR"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
)

_FONTS = (
    f'<w:font w:name="{styles.FONT}"><w:altName w:val="Carlito"/>'
    '<w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
    '<w:pitch w:val="variable"/></w:font>'
)
