"""Every text of a convention, its values in place, before it is a file of any format."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from generator.documents import templates
from generator.documents.forms import ANNEXE_1, FORMS, Form
from generator.documents.identity import Identity
from generator.documents.rendered import Rendered
from generator.documents.service_forms import PIECES, PJ1, PJ3, PJ3_BY_PLACE, pj1, pj3
from generator.documents.views import acts as authorising
from generator.documents.views import convention as views
from generator.documents.views import mon_compte_partenaire as accounts
from generator.documents.views import pieces, signed_by
from generator.documents.views.mon_compte_partenaire import Subject
from generator.errors import GreffeError
from generator.store import fingerprints
from generator.store.dataset import Dataset
from generator.store.families import pinned
from generator.store.parameters import (
    CooperationTemplate,
    DocumentTemplate,
    MonComptePartenaireTemplate,
    TemplateDocument,
)
from generator.store.schema.caf import Caf
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.nominative import Annexe1, UserList
from generator.store.schema.partner import Partner
from generator.store.schema.services import Service
from generator.store.templates import fingerprint

Acts = Mapping[str, Mapping[str, Any]]
_NO_FORM: Mapping[str, tuple[Form, str]] = {}
_NO_ACT: Acts = {}


@dataclass(frozen=True)
class Draft:
    """A document at `path`, its ending left out; `form` is what it asks, None when it does not come home."""

    path: str
    rendered: Rendered
    identity: Identity
    form: Form | None


@dataclass(frozen=True)
class Cooperation:
    """A convention of that family, and the folder of its documents."""

    folder: str
    convention: CooperationConvention
    template: CooperationTemplate
    caf: Caf
    annexe_1: Annexe1 | None


@dataclass(frozen=True)
class Joined:
    """A service of a « Mon Compte Partenaire » convention: the folder and names of its documents, its PJ3 in hand."""

    folder: str
    key: str
    service: Service
    names: tuple[str, ...]
    listed: tuple[int, UserList] | None


Renderer = Callable[..., Rendered]
"""`templates.render`, or what does the same and looks on."""


class Author:
    """Writes the texts of a data set."""

    def __init__(self, dataset: Dataset, render: Renderer = templates.render) -> None:
        self._dataset = dataset
        self._render = render
        self._fingerprints: dict[str, str] = {}

    def complete(self, partner: str) -> Iterator[Draft]:
        """All that is known of a partner's conventions: for the Caf and that partner only.

        Raises GreffeError when the data do not make a text, or when a nominative file cannot be read: a
        blank annexe would pass for the partner's own.
        """
        if partner in self._dataset.unread_people:
            raise GreffeError(
                "un de ses fichiers nominatifs ne peut pas être lu, et ses documents en dépendent. Corrigez-le d'abord."
            )
        record = self._dataset.partners[partner].record
        for each in self.cooperation(partner):
            view = views.convention(record, each.caf, each.convention, each.template, each.annexe_1)
            yield from self._cooperation(each, view, partner, _annexes(each.annexe_1))
        for folder, subject in self.accounts(partner, public=False):
            yield from self._access(folder, subject, partner)
        for index in range(len(record.conventions)):
            yield from self.acts(partner, index, authorising.awaited(record, index))

    def acts(self, partner: str, index: int, natures: Iterable[str]) -> Iterator[Draft]:
        """Projects, of those `natures`, of the act that authorises the signature of the convention at `index`.

        In the newest model of acts; none when there is no model. The partner is a public body.
        """
        data, record = self._dataset, self._dataset.partners[partner].record
        template = max(data.acts.values(), key=lambda each: (each.date, each.id), default=None)
        names = [name for name in natures if template and name in template.documents]
        if template is None or not names:
            return
        subject = authorising.Subject(
            template, record, data.cafs[record.caf].record, index,
            data.templates[record.conventions[index].modele],
            {key: each.record.sigle for key, each in data.services.items()},
        )  # fmt: skip
        yield from self._drafts(
            f"{partner}/{convention_folder(record, index)}", template, authorising.context(subject),
            author=record.nom, partner=partner, names=names,
        )  # fmt: skip

    def publishable(self, partner: str) -> Iterator[Draft]:
        """The same for everyone to read: what is not public is a place to fill."""
        record = self._dataset.partners[partner].record
        for each in self.cooperation(partner):
            view = views.publishable(record, each.caf, each.convention, each.template)
            yield from self._cooperation(each, view, partner, _annexes(), public=True)
        for folder, subject in self.accounts(partner, public=True):
            yield from self._access(folder, subject, partner)

    def blank(self, caf: str | None, template: str) -> Iterator[Draft]:
        """The blank documents of `template`, below a folder of its name."""
        folder = f"{caf}/{template}" if caf else template
        model = self._dataset.templates[template]
        if isinstance(model, MonComptePartenaireTemplate):
            yield from self._access(folder, self.unknown(caf, model), "")
            return
        model = pinned(self._dataset.templates, template, CooperationTemplate)
        record = self._dataset.cafs[caf].record if caf else None
        author = record.nom if record else ""
        view = views.blank(model, record)
        yield from self._drafts(folder, model, view, author=author, forms=_annexes())

    def unknown(self, caf: str | None, template: MonComptePartenaireTemplate) -> Subject:
        """The subject of the blank documents of `template`."""
        return Subject(template, self._dataset.cafs[caf].record if caf else None, public=True)

    def cooperation(self, partner: str) -> Iterator[Cooperation]:
        """The partner's conventions of that family; the second one is in `<family>-2`."""
        record = self._dataset.partners[partner].record
        for rank, (_, convention) in enumerate(record.cooperation, 1):
            template = pinned(self._dataset.templates, convention.modele, CooperationTemplate)
            yield Cooperation(
                f"{partner}/{_folder(convention.famille, rank)}", convention, template,
                self._dataset.cafs[record.caf].record, self._annexe_1(partner, convention),
            )  # fmt: skip

    def accounts(self, partner: str, *, public: bool) -> Iterator[tuple[str, Subject]]:
        """Folder and subject of each « Mon Compte Partenaire » convention of the partner."""
        record = self._dataset.partners[partner].record
        caf = self._dataset.cafs[record.caf].record
        for rank, (_, convention) in enumerate(record.mon_compte_partenaire, 1):
            template = pinned(
                self._dataset.templates, convention.modele, MonComptePartenaireTemplate
            )
            folder = f"{partner}/{_folder(convention.famille, rank)}"
            yield folder, Subject(template, caf, record, convention, public)

    def services(self, folder: str, subject: Subject, partner: str) -> Iterator[Joined]:
        """The services that the convention reaches; all there are when there is no convention yet."""
        names = tuple(_per("service", _wanted(subject)))
        bulletins = subject.convention.bulletins if subject.convention else []
        keys = (
            [each.service for each in bulletins] if subject.convention else self._dataset.services
        )
        for key in keys:
            service = self._dataset.services[key].record
            yield Joined(
                f"{folder}/{key}", key, service, names, self._listed(partner, subject, key)
            )

    def _cooperation(
        self,
        each: Cooperation,
        view: Mapping[str, Any],
        partner: str,
        forms: Mapping[str, tuple[Form, str]],
        *,
        public: bool = False,
    ) -> Iterator[Draft]:
        record = self._dataset.partners[partner].record
        return self._drafts(
            each.folder, each.template, view, author=each.caf.nom, partner=partner, forms=forms,
            signed=signed_by.acts(view, record, each.caf, each.convention, public=public),
        )  # fmt: skip

    def _access(self, folder: str, subject: Subject, partner: str) -> Iterator[Draft]:
        """The documents of a convention, and below a folder of its name those of each service."""
        template, author = subject.template, subject.caf.nom if subject.caf else ""
        view = accounts.context(subject)
        names = _per("convention", _wanted(subject))
        signed: Acts = {}
        if subject.partner and subject.caf and subject.convention:
            signed = signed_by.acts(view, subject.partner, subject.caf, subject.convention, public=subject.public)  # fmt: skip
        yield from self._drafts(
            folder, template, view, author=author, partner=partner, names=names, signed=signed
        )
        for each in self.services(folder, subject, partner):
            shown = pieces.context(subject, each.key, each.service, each.listed)
            former = pieces.former(view, subject, each.key, each.listed)
            yield from self._drafts(
                each.folder, template, {**view, **shown}, author=author, partner=partner,
                forms=_pieces(each), names=each.names,
                signed={
                    **{name.removeprefix(f"{each.key}/"): said for name, said in signed.items() if name.startswith(f"{each.key}/")},
                    **{name: former[piece] for name, piece in PIECES.items() if piece in former},
                },
            )  # fmt: skip

    def _drafts(
        self,
        folder: str,
        template: DocumentTemplate,
        view: Mapping[str, Any],
        *,
        author: str,
        partner: str = "",
        forms: Mapping[str, tuple[Form, str]] = _NO_FORM,
        names: Iterable[str] | None = None,
        signed: Acts = _NO_ACT,
    ) -> Iterator[Draft]:
        """The documents `names` of `template`.

        `forms` are, by document, those that come home, with the fingerprint of what they were made from;
        `signed` what the view of an act says otherwise once it is signed.
        """
        texts = self._dataset.texts[template.id]
        if template.id not in self._fingerprints:
            self._fingerprints[template.id] = fingerprint(template, texts)
        for name in template.documents if names is None else names:
            form, base = forms.get(name, (None, ""))
            yield Draft(
                f"{folder}/{name}",
                self._render(template, texts, name, {**view, **signed.get(name, {})}, author=author),
                Identity(
                    form.id if form else "", partner, template.id, base,
                    f"{folder}/{name}".removeprefix(f"{partner}/"),
                    template.version, self._fingerprints[template.id],
                ),
                form,
            )  # fmt: skip

    def _annexe_1(self, partner: str, convention: CooperationConvention) -> Annexe1 | None:
        """The annexe 1 in hand, if it is that of `convention`: the last one signed, else the last one."""
        conventions = [each for _, each in self._dataset.partners[partner].record.cooperation]
        signed = [each for each in conventions if each.signature] or conventions
        held = self._dataset.annexes_1.get(partner)
        return held.record if held and convention is signed[-1] else None

    def _listed(self, partner: str, subject: Subject, key: str) -> tuple[int, UserList] | None:
        """The PJ3 in hand for the service `key`, after its rank, if it is that of this convention."""
        held, record = self._dataset.users.get(partner), subject.partner
        index = record.convention_des_pieces if record else None
        if held is None or record is None or index is None or subject.public:
            return None
        if record.conventions[index] is not subject.convention:
            return None
        lists = enumerate(held.record.services)
        return next((each for each in lists if each[1].service == key), None)


def convention_folder(partner: Partner, index: int) -> str:
    """The folder of the convention at `index`, below that of its partner."""
    family = partner.conventions[index].famille
    before = [each for each in partner.conventions[: index + 1] if each.famille == family]
    return _folder(family, len(before))


def _folder(family: str, rank: int) -> str:
    """A family's second convention is in `<family>-2`."""
    return family if rank == 1 else f"{family}-{rank}"


def _annexes(annexe_1: Annexe1 | None = None) -> dict[str, tuple[Form, str]]:
    base = {ANNEXE_1.id: fingerprints.annexe_1(annexe_1) if annexe_1 else ""}
    return {form.document: (form, base.get(form.id, "")) for form in FORMS.values()}


def _pieces(joined: Joined) -> dict[str, tuple[Form, str]]:
    key, service = joined.key, joined.service
    users = pj3(key, service), fingerprints.users(joined.listed[1]) if joined.listed else ""
    return {PJ1: (pj1(key, service), ""), PJ3: users, PJ3_BY_PLACE: users}


def _wanted(subject: Subject) -> dict[str, TemplateDocument]:
    """The documents of the template that the mode of the convention asks for."""
    return {
        name: document
        for name, document in subject.template.documents.items()
        if subject.mode is None or document.mode in (None, subject.mode)
    }


def _per(
    what: Literal["convention", "service"], documents: Mapping[str, TemplateDocument]
) -> list[str]:
    return [name for name, document in documents.items() if document.par == what]
