"""The rooms to sign of a PDF file as fields of signature, which any tool of electronic signature finds by name.

Typst writes no form. `look.typ` leaves a link in each room, whose place on the page and in the structure Typst
then knows; here each link becomes an empty field (ISO 32000-1, 12.7.4.5), with what archives and screen readers
ask of one: an appearance (ISO 19005-2, 6.3.3), a name to be read and a « Form » element (ISO 14289-1, 7.18.4).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

MARK = "greffe:signature:\u00a0"
"""How the address of such a link begins, before the name of the room; not ASCII, so that Typst writes it in hexadecimal."""
PART = "\u2029"
"""What parts, in such an address, the name of the document, its title and who signs there."""
_LINK = re.compile(rb"/Subtype/Link/Rect(\[[^\]]*\]).*?/URI/URI<([0-9A-F]+)>.*?/StructParent (\d+)")
_ELEMENT = re.compile(rb"/Pg (\d+ 0 R)/Obj (\d+) 0 R")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_NUMBER = re.compile(rb"[\d.]+")


def fielded(content: bytes) -> bytes:
    """`content`, a file as Typst writes it, its rooms to sign made fields; the same bytes when it has none."""
    if MARK.encode().hex().upper().encode() not in content:
        return content
    objects, trailer = _read(content)
    links = {number: found for number, each in enumerate(objects) if (found := _LINK.search(each))}
    rooms = {number: room for number, found in links.items() if (room := _room(found))}
    for (number, room), name in zip(rooms.items(), _names(rooms.values()), strict=True):
        element, page = _element(objects, number)
        objects[element] = objects[element].replace(b"/S/Link", b"/S/Form", 1)
        objects.append(_appearance(links[number][1]))
        objects[number] = _field(name, room.said, links[number], page, len(objects) - 1)
    found_root = _ROOT.search(trailer)
    assert found_root, "a trailer names its root"
    root = int(found_root[1])
    fields = b" ".join(b"%d 0 R" % number for number in rooms)
    objects[root] = objects[root].rstrip().removesuffix(b">>") + b"/AcroForm<</Fields[%s]>>>>" % fields  # fmt: skip
    return _written(content, objects, trailer)


@dataclass(frozen=True)
class _Room:
    """Where `who` signs the document `name`, of that `title`."""

    name: str
    title: str
    who: str

    @property
    def said(self) -> str:
        """What a screen reader says of it, and a pointer that rests there."""
        return f"Signature, {self.who}\u00a0: {self.title}"


def _room(found: re.Match[bytes]) -> _Room | None:
    """The room that a link stands for; None for any other link."""
    address = bytes.fromhex(found[2].decode()).decode()
    if not address.startswith(MARK):
        return None
    name, title, who = address.removeprefix(MARK).split(PART, 2)
    return _Room(name, title, who)


def _names(rooms: Iterable[_Room]) -> Iterator[str]:
    """« convention - Pour la Caf »: what tools call each field, in ASCII, without a full stop (ISO 32000-1, 12.7.3.2).

    The same in the document alone and in a dossier; the second one of a name is « (2) ».
    """
    seen: Counter[str] = Counter()
    for room in rooms:
        name = plain(f"{room.name} - {room.who}")
        seen[name] += 1
        yield f"{name} ({seen[name]})" if seen[name] > 1 else name


def called(document: str) -> str:
    """« convention », « bulletin guichet » for « guichet/bulletin »: how the fields of a document of a convention begin."""
    *service, name = document.split("/")
    return " ".join([name, *service])


def plain(text: str) -> str:
    """`text` in the signs of ASCII that need no escape, accents left out."""
    bare = unicodedata.normalize(
        "NFKD", text.replace("’", "'").replace("œ", "oe").replace("Œ", "OE")
    )
    known = "".join(each for each in bare if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^A-Za-z0-9' /-]+", " ", known.replace(".", "")).split())


def _element(objects: Sequence[bytes], annotation: int) -> tuple[int, bytes]:
    """The element of the structure that holds an annotation, and the page that this one is on."""
    for number, each in enumerate(objects):
        found = _ELEMENT.search(each)
        if found and int(found[2]) == annotation:
            return number, found[1]
    raise AssertionError("Typst ties every link to its place in the structure")


def _field(name: str, said: str, found: re.Match[bytes], page: bytes, appearance: int) -> bytes:
    told = ("\ufeff" + said).encode("utf-16-be").hex().upper().encode()
    return (
        b"<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/TU<%s>/Rect%s/F 4/P %s/StructParent %s/AP<</N %d 0 R>>>>"
        % (name.encode("ascii"), told, found[1], page, found[3], appearance)
    )  # fmt: skip


def _appearance(rectangle: bytes) -> bytes:
    """Nothing, over the room: what is drawn there comes with the signature."""
    left, bottom, right, top = (float(each) for each in _NUMBER.findall(rectangle))
    return b"<</Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Resources<<>>/Length 0>>\nstream\n\nendstream" % (right - left, top - bottom)  # fmt: skip


def _read(content: bytes) -> tuple[list[bytes], bytes]:
    """The objects of a file by their number, the first one empty, and its trailer (ISO 32000-1, 7.5.4)."""
    table = int(content.rpartition(b"startxref")[2].split()[0])
    listed, _, trailer = content[table:].partition(b"trailer")
    offsets = [int(line[:10]) for line in listed.splitlines()[3:]]
    ends = dict(pairwise([*sorted(offsets), table]))
    bodies = (content[start : ends[start]] for start in offsets)
    return [b"", *(body.partition(b" obj")[2].rpartition(b"endobj")[0].strip() for body in bodies)], trailer.partition(b"startxref")[0].strip()  # fmt: skip


def _written(content: bytes, objects: Sequence[bytes], trailer: bytes) -> bytes:
    head = content[: content.index(b"1 0 obj")]
    parts, offsets = [head], []
    offset = len(head)
    for number, each in enumerate(objects[1:], 1):
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, each))
        offsets.append(offset)
        offset += len(parts[-1])
    parts += _table(offsets)
    sized = re.sub(rb"/Size \d+", b"/Size %d" % len(objects), trailer, count=1)
    parts.append(b"trailer\n%s\nstartxref\n%d\n%%%%EOF" % (sized, offset))
    return b"".join(parts)


def _table(offsets: Sequence[int]) -> Iterable[bytes]:
    yield b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(offsets) + 1)
    yield from (b"%010d 00000 n\r\n" % each for each in offsets)
