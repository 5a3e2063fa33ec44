"""Every document of a convention, in every format: what `build` and `render` write."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from generator.documents import markdown, templates, workbooks
from generator.documents.bases import Bases
from generator.documents.fillable import controls
from generator.documents.forms import ANNEXE_1, FORMS, Form
from generator.documents.identity import Identity
from generator.documents.service_forms import PJ1, PJ3, PJ3_BY_PLACE, pj1, pj3
from generator.documents.views import convention as views
from generator.documents.views import mon_compte_partenaire as accounts
from generator.documents.views import pieces
from generator.documents.word import writer as word
from generator.documents.word.controls import NONE
from generator.errors import GreffeError
from generator.store import fingerprints
from generator.store.dataset import Dataset
from generator.store.families import pinned
from generator.store.parameters import (
    CooperationTemplate,
    MonComptePartenaireTemplate,
    Template,
    TemplateDocument,
)
from generator.store.schema.caf import Caf
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.nominative import Annexe1, UserList
from generator.store.schema.partner import Partner
from generator.store.schema.services import Service

LOOK = "base.docx"
"""The Word file of the templates folder that gives documents their look."""
NO_FORM: Mapping[str, tuple[Form, str]] = {}


class Press:
    """Makes documents out of a data set, in the look of `look` (the bytes of a Word file)."""

    def __init__(self, dataset: Dataset, look: bytes) -> None:
        self._dataset = dataset
        self._look = look

    def complete(self, partner: str) -> dict[str, bytes]:
        """All that is known of a partner's conventions: for the Caf and that partner only.

        Path -> bytes. Raises GreffeError when the data do not make a text, or when a nominative file
        cannot be read: a blank annexe would pass for the partner's own.
        """
        if partner in self._dataset.unread_people:
            raise GreffeError(
                "un de ses fichiers nominatifs ne peut pas être lu, et ses documents en dépendent. Corrigez-le d'abord."
            )
        record = self._dataset.partners[partner].record
        tree: dict[str, bytes] = {}
        for folder, convention, template, caf in self._conventions(record):
            annexe_1 = self._annexe_1(partner, convention)
            view = views.convention(record, caf, convention, template, annexe_1)
            tree |= self._documents(
                f"{partner}/{folder}",
                template,
                view,
                caf.nom,
                partner=partner,
                forms=_annexes(annexe_1),
            )
            tree |= _below(f"{partner}/{folder}", workbooks.workbooks(template, partner, annexe_1, convention.annexe_2))  # fmt: skip
        for folder, subject in self._accounts(record, public=False):
            tree |= self._services(f"{partner}/{folder}", subject, partner)
        return tree

    def publishable(self, partner: str) -> dict[str, bytes]:
        """The same for everyone to read: what is not public is a place to fill."""
        record = self._dataset.partners[partner].record
        tree: dict[str, bytes] = {}
        for folder, convention, template, caf in self._conventions(record):
            view = views.publishable(record, caf, convention, template)
            tree |= self._documents(
                f"{partner}/{folder}", template, view, caf.nom, partner=partner, forms=_annexes()
            )
            annexe_2 = workbooks.publishable(convention.annexe_2)
            tree |= _below(f"{partner}/{folder}", workbooks.workbooks(template, partner, annexe_2=annexe_2))  # fmt: skip
        for folder, subject in self._accounts(record, public=True):
            tree |= self._services(f"{partner}/{folder}", subject, partner)
        return tree

    def blank(self, caf: str | None, template: str) -> dict[str, bytes]:
        """The blank documents of `template`, below a folder of its name."""
        record = self._dataset.cafs[caf].record if caf else None
        folder = f"{caf}/{template}" if caf else template
        model = self._dataset.templates[template]
        if isinstance(model, MonComptePartenaireTemplate):
            return self._services(folder, accounts.Subject(model, record, public=True))
        model = pinned(self._dataset.templates, template, CooperationTemplate)
        author = record.nom if record else ""
        documents = self._documents(
            folder, model, views.blank(model, record), author, forms=_annexes()
        )
        return documents | _below(folder, workbooks.workbooks(model))

    def bases(self) -> Bases:
        """What the forms of the site make their documents from."""
        return Bases(self._dataset, self._look)

    def _annexe_1(self, partner: str, convention: CooperationConvention) -> Annexe1 | None:
        """The annexe 1 in hand, if it is that of `convention`: the last one signed, else the last one."""
        conventions = [each for _, each in self._dataset.partners[partner].record.cooperation]
        signed = [each for each in conventions if each.signature] or conventions
        held = self._dataset.annexes_1.get(partner)
        return held.record if held and convention is signed[-1] else None

    def _conventions(
        self, partner: Partner
    ) -> Iterator[tuple[str, CooperationConvention, CooperationTemplate, Caf]]:
        """Folder name, convention, template and Caf; a family's second convention is `<family>-2`."""
        for rank, (_, convention) in enumerate(partner.cooperation, 1):
            template = pinned(self._dataset.templates, convention.modele, CooperationTemplate)
            caf = self._dataset.cafs[partner.caf].record
            yield _folder(convention.famille, rank), convention, template, caf

    def _accounts(
        self, partner: Partner, *, public: bool
    ) -> Iterator[tuple[str, accounts.Subject]]:
        """Folder name and subject of each « Mon Compte Partenaire » convention."""
        for rank, (_, convention) in enumerate(partner.mon_compte_partenaire, 1):
            template = pinned(
                self._dataset.templates, convention.modele, MonComptePartenaireTemplate
            )
            caf = self._dataset.cafs[partner.caf].record
            yield (
                _folder(convention.famille, rank),
                accounts.Subject(template, caf, partner, convention, public),
            )

    def _services(
        self, folder: str, subject: accounts.Subject, partner: str = ""
    ) -> dict[str, bytes]:
        """The documents of a convention, and below a folder of its name those of each service."""
        template, author = subject.template, subject.caf.nom if subject.caf else ""
        wanted = {
            name: document
            for name, document in template.documents.items()
            if subject.mode is None or document.mode in (None, subject.mode)
        }
        view = accounts.context(subject)
        tree = self._documents(
            folder, template, view, author, partner=partner, names=_per("convention", wanted)
        )
        bulletins = subject.convention.bulletins if subject.convention else []
        keys = (
            [each.service for each in bulletins] if subject.convention else self._dataset.services
        )
        for key in keys:
            service = self._dataset.services[key].record
            listed = self._listed(partner, subject, key)
            names = _per("service", wanted)
            tree |= self._documents(
                f"{folder}/{key}", template, {**view, **pieces.context(subject, key, service, listed)},
                author, partner=partner, names=names, forms=_pieces(key, service, listed),
            )  # fmt: skip
            books = workbooks.pieces(subject, key, service, partner, listed[1] if listed else None)
            offered = [f"{name}.xlsx" for name in names if f"{name}.xlsx" in books]
            tree |= _below(f"{folder}/{key}", {name: books[name] for name in offered})
        return tree

    def _listed(
        self, partner: str, subject: accounts.Subject, key: str
    ) -> tuple[int, UserList] | None:
        """The PJ3 in hand for the service `key`, after its rank, if it is that of this convention."""
        held, record = self._dataset.users.get(partner), subject.partner
        index = record.convention_des_pieces if record else None
        if held is None or record is None or index is None or subject.public:
            return None
        if record.conventions[index] is not subject.convention:
            return None
        lists = enumerate(held.record.services)
        return next((each for each in lists if each[1].service == key), None)

    def _documents(
        self,
        folder: str,
        template: Template,
        view: Mapping[str, Any],
        author: str,
        *,
        partner: str = "",
        names: Iterable[str] | None = None,
        forms: Mapping[str, tuple[Form, str]] = NO_FORM,
    ) -> dict[str, bytes]:
        """The documents `names` of `template`.

        `forms` are, by document, those that come home, with the fingerprint of what they were made from.
        """
        texts = self._dataset.texts[template.id]
        tree: dict[str, bytes] = {}
        for name in template.documents if names is None else names:
            rendered = templates.render(template, texts, name, view, author=author)
            tree[f"{folder}/{name}.md"] = markdown.write(rendered).encode()
            form, base = forms.get(name, (None, ""))
            tree[f"{folder}/{name}.docx"] = word.write(
                rendered,
                self._look,
                Identity(form.id if form else "", partner, template.id, base),
                controls(form, rendered.values) if form else NONE,
            )
        return tree


def convention_folder(partner: Partner, index: int) -> str:
    """The folder of the convention at `index`, below that of its partner."""
    family = partner.conventions[index].famille
    before = [each for each in partner.conventions[: index + 1] if each.famille == family]
    return _folder(family, len(before))


def _annexes(annexe_1: Annexe1 | None = None) -> dict[str, tuple[Form, str]]:
    base = {ANNEXE_1.id: fingerprints.annexe_1(annexe_1) if annexe_1 else ""}
    return {form.document: (form, base.get(form.id, "")) for form in FORMS.values()}


def _pieces(
    key: str, service: Service, listed: tuple[int, UserList] | None
) -> dict[str, tuple[Form, str]]:
    users = pj3(key, service), fingerprints.users(listed[1]) if listed else ""
    return {PJ1: (pj1(key, service), ""), PJ3: users, PJ3_BY_PLACE: users}


def _folder(family: str, rank: int) -> str:
    """A family's second convention is in `<family>-2`."""
    return family if rank == 1 else f"{family}-{rank}"


def _per(
    what: Literal["convention", "service"], documents: Mapping[str, TemplateDocument]
) -> list[str]:
    return [name for name, document in documents.items() if document.par == what]


def _below(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": content for name, content in files.items()}


def look(folder: Path, shipped: Path) -> bytes:
    """Bytes of the Word file that gives the look: that of `folder`, else the shipped one."""
    own = folder / LOOK
    return (own if own.is_file() else shipped / LOOK).read_bytes()
