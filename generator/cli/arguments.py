"""argparse in French: its sentences, its refusals, and what options are read as."""

import argparse
import difflib
from collections.abc import Sequence
from datetime import date
from typing import Any, NoReturn

from generator.store.years import YEARS

LAST_PORT = 65535
# argparse's own sentences, as its gettext catalogue would give them.
_FRENCH = {
    "usage: ": "Utilisation : ",
    "options": "options",
    "positional arguments": "arguments",
    "show this help message and exit": "montre cette aide",
    "the following arguments are required: %s": "il manque %s",
    "expected one argument": "donnez une valeur après cette option",
    "expected at least one argument": "donnez au moins une valeur après cette option",
    "ignored explicit argument %r": "cette option ne prend pas de valeur (%s)",
    "ambiguous option: %(option)s could match %(matches)s": "« %(option)s » peut être %(matches)s : écrivez l'option en entier",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
}
# What is missing, by the name that argparse gives it.
_MISSING = {
    "COMMANDE": "une commande, par exemple « greffe check »",
    "ACTION": "l'action, par exemple « greffe template pin »",
    "MODÈLE": "un modèle : le nom d'un dossier de templates/",
    "FICHIER": "un fichier",
    "PARTENAIRE": "un partenaire : le nom de son fichier",
}


def gettext(message: str) -> str:
    """argparse's sentence in French, or as it is when it is never shown."""
    return _FRENCH.get(message, message)


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one French sentence, with the nearest word that would have been right."""

    def error(self, message: str) -> NoReturn:
        """End with code 2 on `message`."""
        for name, words in _MISSING.items():
            message = message.replace(f"il manque {name}", f"il manque {words}")
        end = "" if message.endswith(("?", ".")) else "."
        self.exit(2, f"greffe : {message}{end} L'aide : {self.prog} --help\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a value that is none of the choices of `action`; argparse calls it for each value."""
        if action.choices is not None and value not in action.choices:
            known = list(action.choices)
            if isinstance(action, argparse._SubParsersAction):
                self.error(f"« {value} » n'est pas une commande. {_hint(value, known)}")
            raise argparse.ArgumentError(action, f"« {value} » n'est pas possible. {_hint(value, known)}")  # fmt: skip

    def unknown(self, words: Sequence[str]) -> NoReturn:
        """End on `words` that nothing expects."""
        word = words[0].partition("=")[0]
        if word.startswith("-"):
            options = [each for each in self._option_string_actions if each.startswith("--")]
            self.error(f"« {word} » n'est pas une option de « {self.prog} ». {_hint(word, options)}")  # fmt: skip
        self.error(f"« {word} » est de trop : « {self.prog} » n'attend rien ici")


def _hint(word: str, choices: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.5)
    return f"Vouliez-vous écrire « {near[0]} » ?" if near else f"Au choix : {', '.join(choices)}."


def day(text: str) -> date:
    """A civil day; its refusals are those of the files."""
    try:
        chosen = date.fromisoformat(text)
    except ValueError:
        chosen = None
    if chosen is None or chosen.year not in YEARS:
        # Slow to load, and needed only to say what is wrong with a date: the words are those of the files.
        from pydantic import TypeAdapter, ValidationError

        from generator.store.schema.base import Day

        try:
            return TypeAdapter(Day).validate_python(text)
        except ValidationError as error:
            said = error.errors()[0]["ctx"]
            raise argparse.ArgumentTypeError(f"{said['message']} {said['remedy']}") from None
    return chosen


def port(text: str) -> int:
    """A number of port of this computer."""
    if text.isdecimal() and int(text) <= LAST_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(
        f"« {text} » n'est pas un port ; donnez un nombre de 1024 à {LAST_PORT}, par exemple 8000"
    )


def choice(text: str) -> int | str:
    """What `--accept` names: the number of a proposal, or a word for several."""
    if text in ("all", "conflit"):
        return text
    if text.isdecimal():
        return int(text)
    raise argparse.ArgumentTypeError(
        f"« {text} » n'est pas un numéro de proposition, ni « all », ni « conflit » ; les fichiers s'écrivent avant"
    )
