"""The pages by role: for a thing to ask, who at the Caf answers for it."""

from generator.website.public.published import Caf, Contact, Site
from generator.website.public.rendering import page
from generator.website.public.role_names import CENTRE, ESCALADE, HABILITATIONS, PROBLEMES

FOLDER = "roles"


def pages(site: Site) -> dict[str, bytes]:
    """The pages by role, by their path below the pages' folder."""
    return {
        f"{FOLDER}/{name}.md": page(
            f"role-{name}.md",
            plusieurs_cafs=len(site.cafs) > 1,
            regimes=site.regimes,
            acces=site.regimes_acces,
            services=site.services,
            cafs=site.cafs,
            telephone=site.mentions.editeur.telephone if len(site.cafs) == 1 else None,
            habilitations=_holders(site, HABILITATIONS),
            problemes=_holders(site, PROBLEMES),
            centre=_holders(site, CENTRE),
            escalade=_holders(site, ESCALADE),
            mis_a_jour=max((caf.mis_a_jour for caf in site.cafs if caf.mis_a_jour), default=None),
        )
        for name in ("habilitations", "problemes-techniques", "securite", "services")
    }


def _holders(site: Site, title: str) -> list[tuple[Caf, tuple[Contact, ...]]]:
    """The published contacts of each Caf for the role `title`; nothing of a Caf that has none."""
    return [(caf, role.contacts) for caf in site.cafs for role in caf.roles if role.titre == title]
