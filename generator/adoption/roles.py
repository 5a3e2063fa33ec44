"""The styles that documents use, made out of those of an official Word file.

Each part of a text (its body, its articles, its lists…) takes the look that most of that part has in the
file: the style, and what is set over it by hand in most paragraphs. The style so made is called « greffe »
and the name it stands for, which `word.look` prefers.
"""

from collections import Counter
from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from generator.adoption.articles import LONGEST_TITLE, typed_level
from generator.documents.word.look import PREFERRED
from generator.documents.word.markup import NAMESPACE
from generator.documents.word.reader.opening import W
from generator.documents.word.reader.styles import TITLE, Styles, value

_HEADINGS = {TITLE: "Title", 1: "heading 1", 2: "heading 2", 3: "heading 3"}
_BODY, _CELL, _BULLET, _NUMBER = "Normal", "Texte de tableau", "List Bullet", "List Number"
# In the order of the schema (ECMA-376 part 1, 17.3.1.26 and 17.3.2.28).
_PARAGRAPH = ("keepNext", "keepLines", "pBdr", "shd", "spacing", "ind", "jc")
_RUN = ("rFonts", "b", "i", "caps", "smallCaps", "color", "sz", "szCs", "u")
_EMPHASIS = frozenset({"b", "i", "u", "caps", "smallCaps", "color"})
_ASIDE = frozenset({"center", "right", "end"})

Taken = tuple[str, tuple[bytes, ...], tuple[bytes, ...]]
"""A style's id, and the properties set by hand over it: of the paragraph, of its words."""


def numbered(numbering: etree._Element, shipped: etree._Element) -> Mapping[str, str]:
    """Add the shipped numberings to the file's own; gives the new numId of each shipped one."""
    highest = max([0, *(int(each.get(f"{W}abstractNumId", 0)) for each in numbering.iter(f"{W}abstractNum"))])  # fmt: skip
    last = max([0, *(int(each.get(f"{W}numId", 0)) for each in numbering.iter(f"{W}num"))])
    for trace in numbering.findall(f"{W}numIdMacAtCleanup"):
        numbering.remove(trace)  # it would have to stay last
    first = numbering.find(f"{W}num")
    for abstract in shipped.iter(f"{W}abstractNum"):
        copy = deepcopy(abstract)
        copy.set(f"{W}abstractNumId", str(highest + 1 + int(abstract.get(f"{W}abstractNumId", 0))))
        for linked in copy.findall(f"{W}lvl/{W}pStyle"):
            linked.getparent().remove(linked)
        if first is None:
            numbering.append(copy)
        else:
            first.addprevious(copy)
    made = {}
    for num in shipped.iter(f"{W}num"):
        copy = deepcopy(num)
        made[num.get(f"{W}numId", "")] = str(last + int(num.get(f"{W}numId", 0)))
        copy.set(f"{W}numId", made[num.get(f"{W}numId", "")])
        owner = copy.find(f"{W}abstractNumId")
        owner.set(f"{W}val", str(highest + 1 + int(owner.get(f"{W}val"))))
        numbering.append(copy)
    return made


def complete(styles: etree._Element, shipped: etree._Element, numbers: Mapping[str, str]) -> None:
    """Add to `styles` the shipped styles that it lacks by name; `numbers` are the new ids of their lists."""
    ids = _ids(styles)
    renamed = {}
    for style in shipped.iter(f"{W}style"):
        name, key = value(style, "name").lower(), style.get(f"{W}styleId", "")
        renamed[key] = ids.get(name) or (f"Greffe{key}" if key in ids.values() else key)
    for style in shipped.iter(f"{W}style"):
        if value(style, "name").lower() in ids:
            continue
        copy = deepcopy(style)
        copy.set(f"{W}styleId", renamed[style.get(f"{W}styleId", "")])
        copy.attrib.pop(f"{W}default", None)
        for path in ("basedOn", "next", "link"):
            for other in copy.findall(f"{W}{path}"):
                other.set(f"{W}val", renamed.get(other.get(f"{W}val", ""), other.get(f"{W}val", "")))  # fmt: skip
        for number in copy.iter(f"{W}numId"):
            number.set(f"{W}val", numbers.get(number.get(f"{W}val", ""), "0"))
        styles.append(copy)


def add(
    styles: etree._Element,
    main: etree._Element,
    numbering: etree._Element,
    numbers: Mapping[str, str],
) -> None:
    """Add to `styles`, complete already, the styles « greffe … » of the parts that the text `main` has.

    `numbers` are the new ids of the shipped lists, which serve where the file has none.
    """
    known = Styles(styles)
    taken: dict[str, Counter[Taken]] = {}
    lists: Counter[str] = Counter()
    bullets = _bullets(numbering)
    opened = False
    for paragraph in main.iter(f"{W}p"):
        length = sum(len(text.text or "") for text in paragraph.iter(f"{W}t"))
        if not length:
            continue
        listed = known.numbering(paragraph)
        role = _role(paragraph, known, is_bullet=listed is not None and listed[0] in bullets)
        if _is_bold(paragraph, known) and role not in _HEADINGS.values():
            role = _typed(paragraph, listed, role, first=not opened)
        opened = True
        if role == _BULLET and listed:
            lists[listed[0]] += length
        if role:
            taken.setdefault(role, Counter())[_look(paragraph, known, role)] += length
    ids = _ids(styles)
    for role, looks in sorted(taken.items()):
        (style, paragraph_look, run_look), _ = looks.most_common(1)[0]
        number = lists.most_common(1)[0][0] if role == _BULLET else "0"
        styles.append(_style(role, style or ids[_BODY.lower()], paragraph_look, run_look, number))
    for role, shipped in ((_BULLET, "1"), (_NUMBER, "2")):
        if role not in taken and not _number_of(styles, ids[role.lower()]):
            styles.append(_style(role, ids[role.lower()], (), (), numbers[shipped]))


def names(styles: etree._Element) -> dict[str, str]:
    """The ids of the paragraph styles that greffe made, by name."""
    return {
        value(style, "name"): style.get(f"{W}styleId", "")
        for style in styles.iter(f"{W}style")
        if value(style, "name").startswith(PREFERRED)
    }


def _ids(styles: etree._Element) -> dict[str, str]:
    return {
        value(style, "name").lower(): style.get(f"{W}styleId", "")
        for style in styles.iter(f"{W}style")
    }


def _number_of(styles: etree._Element, key: str) -> str:
    found = next(each for each in styles.iter(f"{W}style") if each.get(f"{W}styleId") == key)
    return value(found, "pPr/numPr/numId")


def _bullets(numbering: etree._Element) -> set[str]:
    """The numIds whose first level is a bullet."""
    kinds = {
        each.get(f"{W}abstractNumId"): value(each, "lvl/numFmt") for each in numbering.iter(f"{W}abstractNum")
    }  # fmt: skip
    return {
        each.get(f"{W}numId", "")
        for each in numbering.iter(f"{W}num")
        if kinds.get(value(each, "abstractNumId")) == "bullet"
    }


def _role(paragraph: etree._Element, styles: Styles, *, is_bullet: bool) -> str | None:
    """Which style of documents the paragraph's look is for; None for what stands apart."""
    level = styles.level(paragraph)
    if level is not None:
        return _HEADINGS[level]
    if any(each.tag == f"{W}tc" for each in paragraph.iterancestors()):
        return _CELL
    if is_bullet:
        return _BULLET
    if styles.numbering(paragraph) is not None:
        return None
    aligned = styles.property(paragraph, "jc")
    if aligned is not None and aligned.get(f"{W}val") in _ASIDE:
        return None
    return _BODY


def _is_bold(paragraph: etree._Element, styles: Styles) -> bool:
    """Whether all the words of the paragraph are bold, and stand in no table."""
    runs = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]
    loose = not any(each.tag == f"{W}tc" for each in paragraph.iterancestors())
    return loose and all(styles.toggled(run, "b", paragraph) for run in runs)


def _typed(
    paragraph: etree._Element, listed: tuple[str, int] | None, role: str | None, *, first: bool
) -> str | None:
    """The role of a bold paragraph: a heading in a file that has no style for them, as `articles` sees them."""
    said = "".join(text.text or "" for text in paragraph.iter(f"{W}t")).strip()
    level = typed_level(said)
    if level is None and listed and len(said) <= LONGEST_TITLE and role is None:
        level = min(listed[1] + 1, 3)
    if level is not None:
        return _HEADINGS[level]
    return _HEADINGS[TITLE] if first and role is None else role


def _look(paragraph: etree._Element, styles: Styles, role: str) -> Taken:
    own = paragraph.find(f"{W}pPr")
    words = next((run.find(f"{W}rPr") for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None), None)  # fmt: skip
    kept = _PARAGRAPH if role in _HEADINGS.values() else tuple(each for each in _PARAGRAPH if each not in ("keepNext", "ind"))  # fmt: skip
    said = _RUN if role in _HEADINGS.values() else tuple(each for each in _RUN if each not in _EMPHASIS)  # fmt: skip
    return styles.of(paragraph), _properties(own, kept), _properties(words, said)


def _properties(owner: etree._Element | None, names: tuple[str, ...]) -> tuple[bytes, ...]:
    found = (owner.find(f"{W}{name}") for name in names) if owner is not None else ()
    return tuple(etree.tostring(each, exclusive=True) for each in found if each is not None)


def _style(
    role: str, based: str, paragraph: tuple[bytes, ...], run: tuple[bytes, ...], number: str
) -> etree._Element:
    """A style over `based`. `number` is its list: "0" cuts the numbers of the file's own, which are text now."""
    style = etree.Element(f"{W}style", {f"{W}type": "paragraph", f"{W}customStyle": "1", f"{W}styleId": f"Greffe{role.title().replace(' ', '')}"}, nsmap={"w": NAMESPACE})  # fmt: skip
    etree.SubElement(style, f"{W}name", {f"{W}val": f"{PREFERRED}{role}"})
    etree.SubElement(style, f"{W}basedOn", {f"{W}val": based})
    etree.SubElement(style, f"{W}qFormat")
    properties = etree.SubElement(style, f"{W}pPr")
    if role != _CELL:
        numbers = etree.SubElement(properties, f"{W}numPr")
        etree.SubElement(numbers, f"{W}numId", {f"{W}val": number})
    for each in paragraph:
        child = etree.fromstring(each)
        # keepNext and keepLines come before numPr in the schema's sequence.
        if child.tag in (f"{W}keepNext", f"{W}keepLines"):
            properties.insert(len(properties.findall(f"{W}keepNext")), child)
        else:
            properties.append(child)
    words = etree.SubElement(style, f"{W}rPr")
    words.extend([etree.fromstring(each) for each in run])
    return style
