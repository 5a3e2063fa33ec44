"""A PDF opened in a process of its own, for a time and no more."""

import logging
import multiprocessing
from multiprocessing.connection import Connection

from generator.archives.pdf import reading
from generator.archives.pdf.found import Pdf
from generator.archives.refusals import refused, too_big

MAGIC = b"%PDF-"
MAX_FILE = 60_000_000
"""Bytes: a hundred pages scanned in colour."""
PATIENCE = 40.0
"""Seconds; a dossier of forty pages takes two."""


def open_pdf(name: str, raw: bytes, patience: float = PATIENCE) -> Pdf:
    """The PDF of these bytes. Raises GreffeError, one French sentence, for one that cannot be read safely.

    Waits `patience` seconds at most: a file made to keep its reader busy is given up.
    """
    if len(raw) > MAX_FILE:
        raise too_big(name, f"plus de {MAX_FILE // 1_000_000} Mo")
    if not raw.startswith(MAGIC):
        raise refused(name, "pdf-other")
    found = _asked(raw, patience)
    if isinstance(found, str):
        raise refused(name, found)
    return found


def _asked(raw: bytes, patience: float) -> Pdf | str:
    """What the other process answers; a cause of refusal when it does not."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_answer, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        ours.send_bytes(raw)
        if not ours.poll(patience):
            return "pdf-slow"
        answer: Pdf | str = ours.recv()
    except (EOFError, OSError):  # it died: of its memory, or of a fault in what decodes images
        return "pdf-damaged"
    else:
        return answer
    finally:
        process.kill()
        process.join()
        ours.close()


def _answer(pipe: Connection) -> None:
    logging.disable()  # what pypdf says of a file, in English, on the user's screen
    pipe.send(reading.read(pipe.recv_bytes()))
