"""The styles and list numberings of the shipped look. Sizes are half-points, lengths twips."""

from generator.documents.word.markup import LIST_INDENT

FONT = "Calibri"
_INK = "1F3552"
_GREY = "4A4F57"
_LINE = "A9B2BE"
_LEVELS = 9
_OWN = ("Partie", "Note", "Texte de tableau", "En-tête de tableau", "Signataire", "Espace")

SHOWN = (
    ("Title", "Titre"),
    ("Subtitle", "Sous-titre"),
    ("Heading1", "Titre 1, article"),
    ("Heading2", "Titre 2"),
    ("Heading3", "Titre 3"),
    ("Normal", "Normal"),
    ("Partie", "Partie"),
    ("ListBullet", "Liste à puces"),
    ("ListNumber", "Liste à numéros"),
    ("ListContinue", "Liste continue"),
    ("Note", "Note"),
    ("EnteteTableau", "En-tête de tableau"),
    ("TexteTableau", "Texte de tableau"),
    ("Signataire", "Signataire"),
    ("Signature", "Signature"),
)
"""The paragraph styles that base.docx shows: id, and the name that a French Word gives it."""


def definitions() -> str:
    """The content of word/styles.xml."""
    return "".join([_DEFAULTS, *_PARAGRAPHS, _TO_FILL, *_TABLES])


def numbering() -> str:
    """The content of word/numbering.xml: numbering 1 for bullets, 2 for numbers."""
    bullets = [("bullet", "–"), ("bullet", "•"), ("bullet", "◦")]
    numbers = [("decimal", "%{}."), ("lowerLetter", "%{})"), ("lowerRoman", "%{}.")]
    return (
        _abstract(0, "ListBullet", bullets)
        + _abstract(1, "ListNumber", numbers)
        + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )


def _abstract(number: int, style: str, formats: list[tuple[str, str]]) -> str:
    levels = ""
    for level in range(_LEVELS):
        kind, text = formats[level % len(formats)]
        linked = f'<w:pStyle w:val="{style}"/>' if level == 0 else ""
        levels += (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}'
            f'<w:lvlText w:val="{text.format(level + 1)}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{LIST_INDENT * (level + 1)}" w:hanging="{LIST_INDENT}"/></w:pPr></w:lvl>'
        )
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
)


def _paragraph(
    style: str, name: str, paragraph: str, run: str = "", *, based: str = "Normal", follow: str = ""
) -> str:
    """A paragraph style; `paragraph` and `run` are the children of its pPr and rPr, in schema order."""
    kind = ' w:default="1"' if style == "Normal" else ' w:customStyle="1"' * (name in _OWN)
    base = "" if style == "Normal" else f'<w:basedOn w:val="{based}"/>'
    after = f'<w:next w:val="{follow}"/>' if follow else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style}"{kind}><w:name w:val="{name}"/>{base}{after}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _spacing(before: int, after: int, line: int = 0) -> str:
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def _heading(level: int, before: int, after: int, run: str) -> str:
    return _paragraph(
        f"Heading{level}",
        f"heading {level}",
        f'<w:keepNext/><w:keepLines/>{_spacing(before, after)}<w:jc w:val="left"/><w:outlineLvl w:val="{level - 1}"/>',
        run,
        follow="Normal",
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _rule(side: str, space: int, color: str = _LINE) -> str:
    return (
        f'<w:pBdr><w:{side} w:val="single" w:sz="6" w:space="{space}" w:color="{color}"/></w:pBdr>'
    )


_LEFT = '<w:jc w:val="left"/>'
_DARK = f'<w:color w:val="{_INK}"/>'
_DIM = f'<w:color w:val="{_GREY}"/>'

_PARAGRAPHS = (
    _paragraph("Normal", "Normal", f'<w:widowControl/>{_spacing(0, 140, 269)}<w:jc w:val="both"/>'),
    _paragraph(
        "Title",
        "Title",
        f'<w:keepNext/><w:keepLines/>{_rule("bottom", 10, _INK)}{_spacing(200, 320)}<w:jc w:val="center"/>',
        f"<w:b/>{_DARK}{_size(36)}",
        follow="Normal",
    ),
    _paragraph(
        "Subtitle",
        "Subtitle",
        f'<w:keepLines/>{_spacing(0, 320)}<w:jc w:val="center"/>',
        f"<w:i/>{_DIM}{_size(24)}",
        follow="Normal",
    ),
    _heading(1, 380, 140, f"<w:b/>{_DARK}{_size(27)}"),
    _heading(2, 260, 100, f"<w:b/>{_DARK}{_size(23)}"),
    _heading(3, 200, 80, f"<w:b/><w:i/>{_DARK}"),
    _paragraph(
        "Partie",
        "Partie",
        f'<w:keepLines/>{_rule("left", 10)}{_spacing(60, 140, 269)}<w:ind w:left="340"/>{_LEFT}',
    ),
    _paragraph(
        "ListBullet",
        "List Bullet",
        f'<w:numPr><w:numId w:val="1"/></w:numPr>{_spacing(0, 100, 269)}{_LEFT}',
    ),
    _paragraph(
        "ListNumber",
        "List Number",
        f'<w:numPr><w:numId w:val="2"/></w:numPr>{_spacing(0, 100, 269)}{_LEFT}',
    ),
    _paragraph(
        "ListContinue",
        "List Continue",
        f'{_spacing(0, 100, 269)}<w:ind w:left="{LIST_INDENT}"/>{_LEFT}',
    ),
    _paragraph("Note", "Note", f"{_spacing(0, 100)}{_LEFT}", f"{_DIM}{_size(18)}"),
    _paragraph("TexteTableau", "Texte de tableau", f"{_spacing(50, 50)}{_LEFT}", _size(19)),
    _paragraph(
        "EnteteTableau",
        "En-tête de tableau",
        "<w:keepNext/>",
        f"<w:b/>{_DARK}",
        based="TexteTableau",
    ),
    _paragraph(
        "Signature",
        "Signature",
        f'<w:keepNext/><w:keepLines/>{_spacing(0, 40)}<w:ind w:right="284"/>{_LEFT}',
    ),
    _paragraph("Signataire", "Signataire", "", "<w:b/>", based="Signature"),
    _paragraph(
        "Espace",
        "Espace",
        '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>',
        _size(8),
    ),
    _paragraph(
        "Header", "header", f"{_rule('bottom', 4)}{_spacing(0, 0)}{_LEFT}", f"{_DIM}{_size(18)}"
    ),
    _paragraph("Footer", "footer", f'{_spacing(0, 0)}<w:jc w:val="right"/>', f"{_DIM}{_size(18)}"),
)

# Word shows the highlight; LibreOffice, which does not read it in a style, the shading.
_TO_FILL = (
    '<w:style w:type="character" w:customStyle="1" w:styleId="ACompleter"><w:name w:val="À compléter"/>'
    '<w:qFormat/><w:rPr><w:highlight w:val="yellow"/><w:shd w:val="clear" w:color="auto" w:fill="FFFF66"/></w:rPr></w:style>'
)


def _table(style: str, name: str, borders: str, cell: tuple[int, int], first_row: str = "") -> str:
    """A table style; `cell` is the margins of its cells, top and bottom then left and right."""
    edges, sides = cell
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style}"><w:name w:val="{name}"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>"
        f'<w:top w:w="{edges}" w:type="dxa"/><w:left w:w="{sides}" w:type="dxa"/>'
        f'<w:bottom w:w="{edges}" w:type="dxa"/><w:right w:w="{sides}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr>{first_row}</w:style>"
    )


def _borders(*sides: str, color: str = _LINE) -> str:
    return "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{color}"/>' for side in sides
    )


_TABLES = (
    _table(
        "Tableau",
        "Tableau",
        _borders("top", "left", "bottom", "right", "insideH", "insideV"),
        (20, 90),
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E8ECF2"/></w:tcPr></w:tblStylePr>',
    ),
    _table("Cadre", "Cadre", _borders("top", "left", "bottom", "right", color=_INK), (100, 170)),
    _table("Signatures", "Signatures", "", (40, 0)),
)
