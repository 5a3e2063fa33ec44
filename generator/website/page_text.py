"""What a page of a site says: its title, and the lines of its main content, as they are read."""

from dataclasses import dataclass
from html.parser import HTMLParser

_LINES = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "tr", "br", "table", "article", "ul", "ol", "dl", "details", "summary", "label", "legend", "option", "pre"}  # fmt: skip
"""Elements that begin a line and end it."""
_UNREAD = {"script", "style", "svg", "template"}
_PERMALINK = "headerlink"
_NAMED = {"contact-nom", "nomme"}
"""Classes of the elements that name somebody (`public/pages/`)."""
_VOID = {"br", "wbr", "img", "hr", "input", "meta", "link", "source", "col"}


@dataclass(frozen=True)
class PageText:
    """The title of a page, without that of its site, its lines, and whom it names as published."""

    title: str
    lines: tuple[str, ...]
    people: tuple[str, ...]


def page_text(content: bytes) -> PageText:
    """What the page of a built site says; all of its body when it has no main content."""
    text = content.decode()
    parser = _Parser(main="<article" in text)
    parser.feed(text)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.text).split("\n"))
    title = parser.heading or parser.title.rpartition(" - ")[0] or parser.title
    people = tuple(dict.fromkeys(" ".join(name.split()) for name in parser.people))
    return PageText(" ".join(title.split()), tuple(filter(None, lines)), people)


class _Parser(HTMLParser):
    def __init__(self, *, main: bool) -> None:
        super().__init__()
        self.title = ""
        self.heading = ""
        self.text: list[str] = []
        self.people: list[str] = []
        self._within = "article" if main else "body"
        self._open: list[str] = []
        self._skipped = 0
        """Depth of the element that is not read, if any."""
        self._naming = 0
        """Depth of the element that names somebody, if any."""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _LINES:
            self.text.append("\n")
        if tag in _VOID:
            return
        self._open.append(tag)
        given = dict(attributes)
        unread = tag in _UNREAD or given.get("aria-hidden") == "true"
        if not self._skipped and (unread or _PERMALINK in (given.get("class") or "")):
            self._skipped = len(self._open)
        if _NAMED.intersection((given.get("class") or "").split()):
            self._naming = len(self._open)
            self.people.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        if tag == "dt":
            self.text.append(" : ")
        while self._open.pop() != tag:
            pass  # what HTML lets one leave open
        if len(self._open) < self._skipped:
            self._skipped = 0
        if len(self._open) < self._naming:
            self._naming = 0
        if tag in _LINES:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if "title" in self._open and "head" in self._open:
            self.title += data
        elif self._within in self._open and not self._skipped:
            self.text.append(data)
            if self._naming:
                self.people[-1] += data
            if "h1" in self._open:
                self.heading += data
