"""`greffe template`: freeze published templates, compare them."""

from argparse import Namespace

from generator import outputs
from generator.checks.rules.across import x12
from generator.checks.words import count
from generator.cli import comparison, doubtful, official
from generator.errors import GreffeError, UsageError
from generator.store import templates
from generator.store.locations import template_folder
from generator.store.parameters import DocumentTemplate, Template
from generator.store.templates import Texts


def run(options: Namespace) -> int:
    """Run the action of the command; returns its exit code."""
    return _ACTIONS[options.action](options)


def _pin(options: Namespace) -> int:
    """Write the fingerprints of the named templates into templates/empreintes.yml."""
    folder = template_folder(options.root)
    known, texts, _ = templates.read_all(folder, folder.name)
    unknown = sorted(set(options.templates) - known.keys())
    if unknown:
        raise UsageError(f"modèle inconnu : {', '.join(unknown)}. Modèles lisibles : {', '.join(known)}.")  # fmt: skip
    for name in options.templates:
        _refuse_unsettled(known[name], texts[name])
        doubtful.say_unchecked(folder / name / templates.MANIFEST)
        doubtful.say_around(folder / name)
    pins = templates.read_pins(folder, folder.name)
    pins |= {name: templates.fingerprint(known[name], texts[name]) for name in options.templates}
    outputs.write_file(folder / templates.PINS, templates.pins_text(pins).encode())
    print(f"{folder / templates.PINS} : {len(pins)} modèles figés.")
    return 0


def _refuse_unsettled(template: DocumentTemplate, texts: Texts) -> None:
    """Raise GreffeError for a model whose text waits for decisions, or contradicts its delays: it could no more change."""
    if waiting := sum(len(found) for _, found in x12.undecided(texts)):
        raise GreffeError(
            f"Le modèle « {template.id} » a encore {count(waiting, 'place')} à décider : une fois figé, son texte ne changerait plus. Remplissez {templates.DECISIONS}, lancez « greffe template decide {template.id} », puis recommencez."
        )
    stated = x12.contradictions(template, texts) if isinstance(template, Template) else ()
    for _, _, said in stated:
        raise GreffeError(
            f"Le modèle « {template.id} » n'est pas figé : {said[0].lower()}{said[1:]}. Corrigez {templates.MANIFEST} d'après le texte, puis recommencez."
        )


_ACTIONS = {
    "pin": _pin,
    "adopt": official.adopting,
    "learn": official.learning,
    "decide": official.deciding,
    "diff": comparison.diff,
    "impact": comparison.impact,
}
