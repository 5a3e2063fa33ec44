"""What the duties of conventions have in common, whatever their family: how a date is judged, what comes back every year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.obligations import civil
from generator.obligations.mcp_term import McpTerm
from generator.obligations.obligation import Code, Obligation, dated, incomputable
from generator.obligations.term import Term
from generator.store.parameters import (
    CooperationParameters,
    Duration,
    MonComptePartenaireParameters,
)
from generator.store.source import Path


@dataclass(frozen=True)
class Duties:
    """The duties of a convention that runs, with the delays of its text, as they stand on `today`."""

    parameters: CooperationParameters | MonComptePartenaireParameters
    term: Term | McpTerm
    today: date

    def dated(
        self,
        code: Code,
        article: str,
        path: Path,
        trigger: date | None,
        due: date | None,
        *,
        settled_by: Path | None = None,
        needs: tuple[Path, ...] = (),
    ) -> Obligation:
        """An obligation whose state follows from `due`; without it, `needs` are what its computation lacks."""
        if due is None:
            return incomputable(code, article, path, needs, trigger=trigger, settled_by=settled_by)
        return dated(
            code, article, path, due,
            today=self.today, announced=self.parameters.annonce, trigger=trigger, settled_by=settled_by,
        )  # fmt: skip

    def repeated(
        self,
        code: Code,
        article: str,
        path: Path,
        since: Iterable[date | None],
        delay: Duration,
        *,
        settled_by: Path,
        needs: tuple[Path, ...] = (),
    ) -> Iterator[Obligation]:
        """A duty to be done within `delay` of the last of `since`, unless the convention ends before."""
        trigger = max((day for day in since if day), default=None)
        due = civil.after(trigger, delay) if trigger else None
        if not (due and self.term.end and self.term.end < due):
            yield self.dated(code, article, path, trigger, due, settled_by=settled_by, needs=needs)
