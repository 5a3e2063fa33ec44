"""Whether an image may be on a site: small, of a known kind, that runs nothing and asks nothing of another host."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

LARGEST = 50 * 1024
"""Bytes: every page carries it."""
_PNG = b"\x89PNG\r\n\x1a\n"
_ENTITIES = re.compile(rb"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet", re.IGNORECASE)
_RUNS = {"script", "foreignobject", "iframe", "embed", "object", "handler", "set", "animate", "animatetransform", "animatemotion", "audio", "video"}  # fmt: skip
_OUTSIDE = re.compile(r"@import|url\((?!\s*['\"]?#)|expression\(|javascript:", re.IGNORECASE)
_WITHIN = re.compile(r"#|data:image/(?:png|jpeg);")
"""What a reference may begin with: a part of the image itself, or a picture that it holds."""


def checked(ending: str, content: bytes) -> str | None:
    """What is wrong with the logo `content` of a file `ending` so, in French after its name; None when nothing is."""
    if len(content) > LARGEST:
        return f"pèse {len(content) // 1024} Ko : chaque page le porte, réduisez-le à {LARGEST // 1024} Ko."
    if ending == ".png":
        return None if content.startswith(_PNG) else "n'est pas une image PNG. Enregistrez-le de nouveau dans ce format."  # fmt: skip
    if ending != ".svg":
        return "n'est pas dans un format attendu. Donnez une image SVG ou PNG."
    if _ENTITIES.search(content):
        return "commence par une déclaration (DOCTYPE, feuille de style) qui peut appeler un autre fichier. Enregistrez-le en « SVG simple »."
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - no entity is left
    except ElementTree.ParseError:
        return "ne se lit pas comme une image SVG. Enregistrez-le de nouveau dans ce format."
    if not root.tag.endswith("svg"):
        return "n'est pas une image SVG. Enregistrez-le de nouveau dans ce format."
    fault = next(_faults(root), None)
    return f"contient {fault}. Enregistrez-le en « SVG simple », sans rien qui s'exécute ni s'appelle ailleurs." if fault else None  # fmt: skip


def _faults(root: ElementTree.Element) -> Iterator[str]:
    """What runs, moves, or calls another file."""
    for element in root.iter():
        name = _plain(element.tag)
        if name in _RUNS:
            yield f"un élément « {name} »"
        if name == "style" and _OUTSIDE.search(element.text or ""):
            yield "un style qui appelle un autre fichier"
        for key, value in element.attrib.items():
            attribute = _plain(key)
            if attribute.startswith("on"):
                yield f"un attribut « {attribute} », qui exécute un programme"
            if attribute in ("href", "src") and not _WITHIN.match(value.strip()):
                yield "un lien vers un autre fichier"
            if _OUTSIDE.search(value):
                yield "un style qui appelle un autre fichier"


def _plain(name: object) -> str:
    """The name of an element or attribute, without its namespace; of what is neither, nothing."""
    return str(name).rpartition("}")[2].lower() if isinstance(name, str) else ""
