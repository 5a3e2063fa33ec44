"""How the directory is gone through: by kind, by Caf, by territory, by family of conventions, by published role."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.store.parameters import FAMILIES
from generator.store.partner_names import file_name
from generator.website.public.kinds import KINDS
from generator.website.public.published import Caf, Frame, Partner, Site


@dataclass(frozen=True)
class Choice:
    """What a filter may ask for: `cle` in the address of the page, `nom` for the reader."""

    cle: str
    nom: str


@dataclass(frozen=True)
class Filter:
    """A filter of the directory; `tous` asks for nothing."""

    cle: str
    titre: str
    tous: str
    choix: tuple[Choice, ...]


@dataclass(frozen=True)
class Row:
    """A partner of the directory, with the keys of the choices that find it."""

    partenaire: Partner
    territoires: tuple[str, ...]
    familles: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The partners of a kind, by name."""

    cle: str
    type: str
    pluriel: str
    sigles: str
    lignes: tuple[Row, ...]


@dataclass(frozen=True)
class Territory:
    """A frame (CTG or SDSF, `cadre`), or the département of a Caf, with its partners by name."""

    cle: str
    nom: str
    cadre: Frame | None
    partenaires: tuple[Partner, ...]


def groups(site: Site) -> list[Group]:
    """Partners by kind, in the directory's order, each group by name."""
    found = []
    for key, kind in KINDS.items():
        members = sorted((one for one in site.partenaires if one.type == kind), key=_name)
        if members:
            rows = tuple(map(_row, members))
            found.append(Group(key, kind.nom, kind.pluriel, kind.sigles, rows))
    return found


def filters(site: Site) -> list[Filter]:
    """The filters that leave a choice; one that would keep everybody is not offered."""
    rows = [row for group in groups(site) for row in group.lignes]
    places = [Choice(one.cle, one.nom) for one in (*departments(site), *frames(site))]
    every = (
        Filter("caf", "Caf", "Toutes", tuple(Choice(caf.id, caf.nom) for caf in site.cafs)),
        Filter("type", "Type", "Tous", tuple(Choice(each.cle, each.pluriel) for each in groups(site))),
        Filter("territoire", "Territoire", "Tous", tuple(places)),
        Filter("famille", "Convention", "Toutes", tuple(Choice(key, name) for key, name in FAMILIES.items() if any(key in row.familles for row in rows))),
        Filter("role", "Contact publié", "Indifférent", tuple(_roles(site.partenaires))),
    )  # fmt: skip
    return [one for one in every if len(one.choix) > 1 or (one.cle == "role" and one.choix)]


def frames(site: Site) -> list[Territory]:
    """The named CTG and SDSF of the partners' conventions, by name."""
    found: dict[str, tuple[Frame, dict[str, Partner]]] = {}
    for partner in sorted(site.partenaires, key=_name):
        for frame in _frames(partner):
            _, members = found.setdefault(file_name(frame.nom or ""), (frame, {}))
            members[partner.id] = partner
    return [
        Territory(key, frame.nom or "", frame, tuple(members.values()))
        for key, (frame, members) in sorted(found.items())
    ]


def departments(site: Site) -> list[Territory]:
    """The départements of the Cafs, when there are several, by name."""
    found: dict[str, list[Partner]] = {}
    for partner in sorted(site.partenaires, key=_name):
        found.setdefault(_department(partner.caf), []).append(partner)
    places = [
        Territory(key, members[0].caf.departement, None, tuple(members))
        for key, members in sorted(found.items())
    ]
    return places if len(places) > 1 else []


def elsewhere(site: Site) -> list[Partner]:
    """The partners whose conventions name no frame, by name."""
    return sorted((one for one in site.partenaires if not any(_frames(one))), key=_name)


def _row(partner: Partner) -> Row:
    held = {"cooperation": partner.conventions, "mon-compte-partenaire": partner.acces}
    return Row(
        partner,
        (_department(partner.caf), *dict.fromkeys(file_name(one.nom or "") for one in _frames(partner))),
        tuple(key for key in FAMILIES if held[key]),
        tuple(file_name(role.titre) for role in partner.roles),
    )  # fmt: skip


def _roles(partners: Iterable[Partner]) -> Iterator[Choice]:
    titles = dict.fromkeys(role.titre for partner in partners for role in partner.roles)
    yield from (Choice(file_name(title), title) for title in sorted(titles))


def _frames(partner: Partner) -> Iterator[Frame]:
    frames = (convention.cadre for convention in partner.conventions)
    yield from (frame for frame in frames if frame and frame.nom)


def _department(caf: Caf) -> str:
    return f"departement-{file_name(caf.departement)}"


def _name(partner: Partner) -> str:
    return file_name(partner.nom)
