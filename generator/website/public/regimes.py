"""What a page says of the conventions of each platform: once for those that ask the same."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.documents.french.typography import NBSP
from generator.website.public.published import AccessRegime, Regime
from generator.website.public.rendering import page


@dataclass(frozen=True)
class Section:
    """`titre` names the platforms, between their guillemets; `texte` is what is said of them."""

    titre: str
    texte: Markup


def sections(template: str, regimes: Sequence[Regime | AccessRegime]) -> tuple[Section, ...]:
    """What `template` says of each of `regimes`; those of which it says the same are together.

    The version tells apart two sections of the same platform.
    """
    same: dict[str, list[Regime | AccessRegime]] = {}
    for regime in regimes:
        same.setdefault(page(template, regime=regime).decode(), []).append(regime)
    names = [dict.fromkeys(each.plateforme for each in group) for group in same.values()]
    met = Counter(name for found in names for name in found)

    def named(regime: Regime | AccessRegime) -> str:
        version = f", version{NBSP}{regime.version}" if met[regime.plateforme] > 1 else ""
        return f"«{NBSP}{regime.plateforme}{NBSP}»{version}"

    return tuple(
        Section(" et ".join(dict.fromkeys(map(named, group))), Markup(text))  # noqa: S704 - made by a template
        for text, group in same.items()
    )
