"""`python -m bench`: measures everything and writes docs/developpement/banc-essai.md."""

import argparse
import sys
import tempfile
from pathlib import Path

from bench import checking, data, directory, documents, report, site

PAGE = data.PROJECT / "docs/developpement/banc-essai.md"
SIZE = 1000
SUBJECTS = {
    "lire": checking.reading,
    "verifier": checking.whole,
    "court": checking.single,
    "documents": documents.documents,
    "site": site.site,
    "annuaire": directory.directory,
}


def main() -> None:
    """Print the page; write it too when all subjects were measured at the size of the design."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--partners", type=int, default=SIZE)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--only", action="append", choices=tuple(SUBJECTS))
    options = parser.parse_args()
    sections = []
    with tempfile.TemporaryDirectory(prefix="greffe-banc-") as name:
        folder = Path(name)
        data.write(folder / f"root-{options.partners}", options.partners)
        for subject in options.only or SUBJECTS:
            print(f"Mesure : {subject}…", file=sys.stderr, flush=True)
            sections.append(SUBJECTS[subject](folder, options.partners, options.times))
    text = report.page(sections, partners=options.partners)
    if not options.only and options.partners == SIZE:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(text)


if __name__ == "__main__":
    main()
