"""Every document of a convention, in every format: what `build` and `render` write."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.documents import markdown, templates
from generator.documents.bases import Bases
from generator.documents.fillable import controls
from generator.documents.forms import ANNEXE_1, FORMS
from generator.documents.identity import Identity
from generator.documents.views import convention as views
from generator.documents.word import writer as word
from generator.documents.word.controls import NONE
from generator.store import fingerprints
from generator.store.dataset import Dataset
from generator.store.parameters import Template
from generator.store.schema.caf import Caf
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.nominative import Annexe1
from generator.store.schema.partner import Partner

LOOK = "base.docx"
"""The Word file of the templates folder that gives documents their look."""


class Press:
    """Makes documents out of a data set, in the look of `look` (the bytes of a Word file)."""

    def __init__(self, dataset: Dataset, look: bytes) -> None:
        self._dataset = dataset
        self._look = look

    def complete(self, partner: str) -> dict[str, bytes]:
        """All that is known of a partner's conventions: for the Caf and that partner only.

        Path -> bytes. Raises GreffeError when the data do not make a text.
        """
        record = self._dataset.partners[partner].record
        tree: dict[str, bytes] = {}
        for folder, convention, template, caf in self._conventions(record):
            annexe_1 = self._annexe_1(partner, convention)
            view = views.convention(record, caf, convention, template, annexe_1)
            base = fingerprints.annexe_1(annexe_1) if annexe_1 else ""
            tree |= self._documents(
                f"{partner}/{folder}", template, view, caf.nom, partner=partner, base=base
            )
        return tree

    def publishable(self, partner: str) -> dict[str, bytes]:
        """The same for everyone to read: what is not public is a place to fill."""
        record = self._dataset.partners[partner].record
        tree: dict[str, bytes] = {}
        for folder, convention, template, caf in self._conventions(record):
            view = views.publishable(record, caf, convention, template)
            tree |= self._documents(f"{partner}/{folder}", template, view, caf.nom, partner=partner)
        return tree

    def blank(self, caf: str | None, template: str) -> dict[str, bytes]:
        """The blank documents of `template`, below a folder of its name."""
        record = self._dataset.cafs[caf].record if caf else None
        model = self._dataset.templates[template]
        folder = f"{caf}/{template}" if caf else template
        author = record.nom if record else ""
        return self._documents(folder, model, views.blank(model, record), author)

    def bases(self) -> Bases:
        """What the forms of the site make their documents from."""
        return Bases(self._dataset, self._look)

    def _annexe_1(self, partner: str, convention: CooperationConvention) -> Annexe1 | None:
        """The annexe 1 in hand, if it is that of `convention`: the last one signed, else the last one."""
        conventions = self._dataset.partners[partner].record.conventions
        signed = [each for each in conventions if each.signature] or conventions
        held = self._dataset.annexes_1.get(partner)
        return held.record if held and convention is signed[-1] else None

    def _conventions(
        self, partner: Partner
    ) -> Iterator[tuple[str, CooperationConvention, Template, Caf]]:
        """Folder name, convention, template and Caf; a family's second convention is `<family>-2`."""
        seen: dict[str, int] = {}
        for convention in partner.conventions:
            rank = seen[convention.famille] = seen.get(convention.famille, 0) + 1
            folder = convention.famille if rank == 1 else f"{convention.famille}-{rank}"
            template = self._dataset.templates[convention.modele]
            yield folder, convention, template, self._dataset.cafs[partner.caf].record

    def _documents(
        self,
        folder: str,
        template: Template,
        view: Mapping[str, Any],
        author: str,
        *,
        partner: str = "",
        base: str = "",
    ) -> dict[str, bytes]:
        texts = self._dataset.texts[template.id]
        tree: dict[str, bytes] = {}
        for name in template.documents:
            rendered = templates.render(template, texts, name, view, author=author)
            tree[f"{folder}/{name}.md"] = markdown.write(rendered).encode()
            form = FORMS.get(f"{template.famille}.{name}")
            tree[f"{folder}/{name}.docx"] = word.write(
                rendered,
                self._look,
                Identity(
                    form.id if form else "", partner, template.id, base if form is ANNEXE_1 else ""
                ),
                controls(form, rendered.values) if form else NONE,
            )
        return tree


def look(folder: Path, shipped: Path) -> bytes:
    """Bytes of the Word file that gives the look: that of `folder`, else the shipped one."""
    own = folder / LOOK
    return (own if own.is_file() else shipped / LOOK).read_bytes()
