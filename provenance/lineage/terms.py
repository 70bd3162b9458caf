"""The stated terms of a text: who states what, and which statements do not fit together.

Only what is written is told. Whether a use was allowed is a question of law, and not asked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from provenance.records.article import CopyrightLine, Notice, Reading
from provenance.records.evidence import Evidence
from provenance.records.lineage import Node, Term
from provenance.records.outlet import OutletRef
from provenance.text import name_key

THIS_TEXT = "this text"
THE_SITE = "the site"

GRANTS = frozenset({"cross_posting_permission", "licence", "reuse_with_link", "public_domain"})
"""Classes that permit others to use a text."""
_ON = {
    "cross_posting_permission": "articles of the site",
    "reuse_by_contact": "articles of the site",
    "reuse_with_link": "articles of the site",
    "fair_use": "material on the site",
    "third_party_content": THE_SITE,
    "tdm_reservation": THE_SITE,
    "no_republication": "material on the site",
}
_RIGHTS = GRANTS | frozenset(_ON) | {"all_rights_reserved", "reprinted_with_permission"}


def terms(reading: Reading, article_outlet: OutletRef | None, origin: Node | None = None) -> tuple[Term, ...]:
    """Copyright lines and rights notices of the page as terms, with clashes between them.

    `article_outlet` is who publishes the page, `origin` the end of the chain where it is known.
    Disclaimers that concern no rights are not terms (they stay in `reading.notices`).
    """
    lines = tuple(c for c in reading.copyright if c.scope != "image")
    notices = tuple(n for n in reading.notices if n.class_ in _RIGHTS)
    view = _View(article_outlet, origin, lines, notices, any(c.licence for c in reading.credits))
    return (
        *(view.of_line(line) for line in lines),
        *view.of_credits(reading),
        *(view.of_notice(notice) for notice in notices),
    )


class _View:
    """One page's terms looked at together."""

    def __init__(self, outlet: OutletRef | None, origin: Node | None, lines: tuple[CopyrightLine, ...],
                 notices: tuple[Notice, ...], licensed: bool) -> None:  # fmt: skip
        self.outlet, self.origin, self.notices = outlet, origin, notices
        self.other = next((c for c in lines if c.scope == "article" and self._other_holder(c)), None)
        self.permitted = licensed or any(n.class_ == "reprinted_with_permission" for n in notices)

    def _other_holder(self, line: CopyrightLine) -> bool:
        """Whether the line names a holder that is surely not the page's outlet."""
        mine = self.outlet
        if mine is None or not (line.outlet or line.holder):
            return False
        if line.outlet and line.outlet.slug == mine.slug:
            return False
        return name_key(line.holder or "") != name_key(mine.name)

    @property
    def site(self) -> str:
        """The page's outlet, as we call it."""
        return self.outlet.name if self.outlet else "The page"

    @property
    def elsewhere(self) -> bool:
        """Whether the chain ends at another outlet than the page's."""
        mine, origin = self.outlet, self.origin
        return bool(mine and origin and origin.outlet and origin.outlet.slug != mine.slug)

    def of_line(self, line: CopyrightLine) -> Term:
        """A copyright line: whose text, and whether rights are reserved."""
        kind = "all_rights_reserved" if line.reserved else "copyright"
        on = THIS_TEXT if line.scope == "article" else THE_SITE
        term = Term(kind, line.outlet, on, line.text, (), None, (line.evidence,))
        if line is self.other and line.reserved and self.elsewhere and not self.permitted:
            text = (
                f"All rights are stated as reserved for {_holder(line)}; {self.site} republished the text, "
                "and no line of the page states a permission."
            )
            return replace(term, clashes=text)
        return term

    def of_credits(self, reading: Reading) -> Iterator[Term]:
        """Licences that a credit names are the source's terms."""
        seen: dict[tuple[str, str], Evidence] = {}
        for credit in reading.credits:
            if credit.licence and (credit.licence, credit.name or "") not in seen:
                seen[credit.licence, credit.name or ""] = credit.evidence
                yield Term("licence", credit.outlet, THIS_TEXT, credit.licence, (), None, (credit.evidence,))

    def of_notice(self, notice: Notice) -> Term:
        """A rights notice of the page, stated by its outlet."""
        beside_text = notice.evidence.where in ("head", "body", "tail", "byline")
        on = _ON.get(notice.class_, THIS_TEXT if beside_text else THE_SITE)
        clash, more = self._clash(notice)
        conditions = notice.conditions + ((f"contact: {notice.contact}",) if notice.contact else ())
        return Term(notice.class_, self.outlet, on, notice.text, conditions, clash, (notice.evidence, *more))

    def _clash(self, notice: Notice) -> tuple[str | None, tuple[Evidence, ...]]:
        if self.other is not None and notice.class_ in GRANTS:
            return (
                f"{self.site} permits others to use its articles; the copyright line of this text names another holder, {_holder(self.other)}. "
                "Whether the permission covers this text is not stated.",
                (self.other.evidence,),
            )
        grant = next((n for n in self.notices if n.class_ in GRANTS), None)
        first = next((n for n in self.notices if n.class_ == "fair_use"), None)
        if notice is first and grant and (self.other or self.elsewhere):
            return self._fair_use_and(grant)
        return None, ()

    def _fair_use_and(self, grant: Notice) -> tuple[str, tuple[Evidence, ...]]:
        """Said once, at the first sentence that claims fair use."""
        holder = f"; the copyright line of this text names {_holder(self.other)}" if self.other else ""
        text = (
            f"Fair use is claimed for material of other holders, and cross-posting of articles is permitted to others{holder}. "
            "Which of the statements covers this text is not stated."
        )
        return text, (grant.evidence, *((self.other.evidence,) if self.other else ()))


def _holder(line: CopyrightLine) -> str:
    years = f" ({min(line.years)})" if line.years else ""
    return f"{line.outlet.name if line.outlet else line.holder}{years}"
