import pytest

from provenance.lineage.nodes import article_node
from provenance.lineage.terms import terms
from provenance.records.article import CopyrightLine, Notice, Reading
from provenance.records.lineage import Term
from tests.report.made import credit, outlet, quoted, reading, seed_trace, traced

TEXT = "A storm.\nFrom the Harbour Post.\n© 2020 Harbour Post. All rights reserved.\nReprinted with permission.\nYou may cross-post our articles.\n"
POST, PAPER = outlet("Harbour Post"), outlet("Paper", "paper.example")
LINE = quoted(TEXT, "© 2020 Harbour Post. All rights reserved.", "tail")
RESERVED = CopyrightLine(LINE.quote, "Harbour Post", POST, None, (2020,), True, "article", LINE)


def notice(kind: str, words: str) -> Notice:
    return Notice(kind, words, (), None, quoted(TEXT, words, "tail"))


def stated(read: Reading) -> dict[str, Term]:
    return {t.class_: t for t in traced(read).terms}


def test_the_given_page_permits_and_claims_fair_use_for_a_text_of_another_holder() -> None:
    told = {t.class_: t for t in seed_trace().terms}
    assert set(told) == {"copyright", "cross_posting_permission", "reuse_by_contact", "fair_use"}
    grant, fair = told["cross_posting_permission"], told["fair_use"]
    assert grant.by and grant.by.name == "Global Research" and grant.on == "articles of the site"
    assert grant.clashes and "another holder, RT" in grant.clashes and "not stated" in grant.clashes
    assert [e.quote for e in grant.evidence][1] == "Copyright © [RT](#), [RT](#), 2015"
    assert fair.clashes and "Fair use is claimed" in fair.clashes
    assert told["copyright"].by and told["copyright"].by.name == "RT" and told["copyright"].on == "this text"
    assert told["reuse_by_contact"].conditions == ("contact: publications@globalresearch.ca",)


def test_reserved_and_republished_without_a_permission_line() -> None:
    credits = (credit(quoted(TEXT, "From the Harbour Post.", "tail"), POST),)
    told = stated(reading(TEXT, by=PAPER, credits=credits, copyright=(RESERVED,)))
    assert "no line of the page states a permission" in (told["all_rights_reserved"].clashes or "")
    permitted = (notice("reprinted_with_permission", "Reprinted with permission."),)
    told = stated(reading(TEXT, by=PAPER, credits=credits, copyright=(RESERVED,), notices=permitted))
    assert told["all_rights_reserved"].clashes is None
    licensed = (credit(quoted(TEXT, "From the Harbour Post.", "tail"), POST, licence="CC BY 4.0"),)
    told = stated(reading(TEXT, by=PAPER, credits=licensed, copyright=(RESERVED,)))
    assert told["all_rights_reserved"].clashes is None and told["licence"].text == "CC BY 4.0"


@pytest.mark.parametrize("scope", ["site", "article"])
def test_own_rights_clash_with_nothing(scope: str) -> None:
    own = CopyrightLine(LINE.quote, "Harbour Post", POST, None, (), True, scope, LINE)  # type: ignore[arg-type]
    told = stated(
        reading(
            TEXT,
            by=POST,
            copyright=(own,),
            notices=(notice("cross_posting_permission", "You may cross-post our articles."),),
        )
    )
    assert all(t.clashes is None for t in told.values())


def test_pictures_and_disclaimers_are_no_terms_of_the_text() -> None:
    picture = CopyrightLine(LINE.quote, "Harbour Post", POST, None, (), True, "image", LINE)
    read = reading(TEXT, by=PAPER, copyright=(picture,), notices=(notice("views_disclaimer", "A storm."),))
    assert terms(read, article_node(read, held=True).outlet) == ()


def test_without_an_identity_nothing_is_said_to_clash() -> None:
    read = reading(
        TEXT,
        by=None,
        copyright=(RESERVED,),
        notices=(notice("cross_posting_permission", "You may cross-post our articles."),),
    )
    assert all(t.clashes is None for t in terms(read, None))
