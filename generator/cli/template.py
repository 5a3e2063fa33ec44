"""`greffe template`: freeze published templates, compare them."""

from argparse import Namespace

from generator import outputs
from generator.cli import comparison, official
from generator.errors import UsageError
from generator.store import templates
from generator.store.locations import template_folder


def run(options: Namespace) -> int:
    """Run the action of the command; returns its exit code."""
    return _ACTIONS[options.action](options)


def _pin(options: Namespace) -> int:
    """Write the fingerprints of the named templates into templates/empreintes.yml."""
    folder = template_folder(options.root)
    known, texts, _ = templates.read(folder, folder.name)
    unknown = sorted(set(options.templates) - known.keys())
    if unknown:
        raise UsageError(f"modèle inconnu : {', '.join(unknown)}. Modèles lisibles : {', '.join(known)}.")  # fmt: skip
    pins = templates.read_pins(folder, folder.name)
    pins |= {name: templates.fingerprint(known[name], texts[name]) for name in options.templates}
    outputs.write_file(folder / templates.PINS, templates.pins_text(pins).encode())
    print(f"{folder / templates.PINS} : {len(pins)} modèles figés.")
    return 0


_ACTIONS = {
    "pin": _pin,
    "adopt": official.adopting,
    "learn": official.learning,
    "decide": official.deciding,
    "diff": comparison.diff,
    "impact": comparison.impact,
}
