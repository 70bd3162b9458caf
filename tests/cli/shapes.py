"""The contract's JSON objects, field by field."""

from typing import Any


def words(text: str) -> set[str]:
    return set(text.split())


OUTLET = {"slug", "name", "domain", "provisional"}
EVIDENCE = {"quote", "where", "locator", "start", "end", "rule", "version"}
DATE = {"value", "not_before", "not_after", "precision", "kind", "source", "evidence"}
READING = words(
    "schema id key status reason detail page document article origin credits copyright notices statements own_voice registry extractor"
)
PAGE = {"url", "host", "outlet", "identity_basis", "sha256", "charset", "archived_from"}
ARTICLE = words("title subtitle language words text spans bylines published modified dates")
BYLINE = {"name", "kind", "outlet", "evidence"}
ORIGIN = {"kind", "basis", "name", "outlet", "url", "confidence"}
CREDIT = words("key relation direction name outlet url authors date licence item_id partial strength evidence")
COPYRIGHT = words("text holder outlet author years reserved scope evidence")
NOTICE = {"class", "text", "conditions", "contact", "evidence"}
ADDED = words("schema id article row capture text status reading reason")
TRACE = words("schema article reading origin nodes edges matches conflicts terms blame searched story")
NODE = words("key name host outlet url title published held state_links")
EDGE = words(
    "key child parent relation state confidence found_by direction_basis credit credit_outlet kept overlap words title_changed hours_later reviewed evidence"
)

STATUSES = {"ok", "partial", "failed"}
BASES = {"fetched", "archived", "given", "claimed", "unknown"}
KINDS = words("original republication wire excerpt translation mixed press_release co_published unknown")
RELATIONS = words(
    "republished_from wire contributed translated_from adapted_from excerpt_from co_published syndicated_by press_release self_origin republished_to hat_tip"
)
WHERE = {"body", "byline", "head", "tail", "footer", "meta", "json-ld", "canonical", "link", "pixel", "header"}
REASONS: set[str | None] = {None} | words(
    "not_found empty not_a_page unsupported_type robots consent_wall paywall login bot_challenge js_shell too_large too_deep too_slow bad_charset truncated http_error network_error refused_address parser_failed masked"
)


def has(value: Any, fields: set[str]) -> None:
    """All the fields are there; more are allowed."""
    assert isinstance(value, dict) and fields <= set(value), (fields - set(value), value)


def outlet(value: Any) -> None:
    if value is not None:
        has(value, OUTLET)
        assert isinstance(value["slug"], str) and isinstance(value["provisional"], bool)


def evidence(value: Any, document: str) -> None:
    has(value, EVIDENCE)
    assert value["where"] in WHERE and value["rule"] and value["version"]
    if value["start"] is None:
        assert value["end"] is None and value["locator"]
    else:
        assert document[value["start"] : value["end"]] == value["quote"]


def date(value: Any, document: str) -> None:
    if value is None:
        return
    has(value, DATE)
    assert value["not_before"] <= value["not_after"] and value["not_before"].endswith("Z")
    assert value["precision"] in {"second", "minute", "hour", "day", "month", "year"}
    assert value["kind"] in {"published", "modified", "origin", "observed"} and value["source"]
    if value["evidence"] is not None:
        evidence(value["evidence"], document)


def reading(value: Any) -> None:
    """A whole `provenance.reading/1`."""
    has(value, READING)
    assert value["schema"] == "provenance.reading/1"
    assert (
        value["status"] in STATUSES
        and value["reason"] in REASONS
        and (value["status"] == "ok") == (not value["reason"])
    )
    assert value["key"].startswith("rdg_") and value["extractor"]
    if value["document"] is None:
        assert value["status"] == "failed" and value["credits"] == value["copyright"] == value["notices"] == []
        return
    has(value["document"], {"text", "version"})
    text = value["document"]["text"]
    has(value["page"], PAGE)
    outlet(value["page"]["outlet"])
    assert value["page"]["identity_basis"] in BASES and len(value["page"]["sha256"]) == 64
    _article(value["article"], text)
    has(value["origin"], ORIGIN)
    assert value["origin"]["kind"] in KINDS and value["origin"]["basis"] in {"stated", "silence", "conflict"}
    for credit in value["credits"]:
        _credit(credit, text)
    for line in value["copyright"]:
        has(line, COPYRIGHT)
        outlet(line["outlet"])
        assert line["scope"] in {"article", "site", "image"} and all(isinstance(y, int) for y in line["years"])
        evidence(line["evidence"], text)
    for notice in value["notices"]:
        has(notice, NOTICE)
        evidence(notice["evidence"], text)


def _article(value: Any, text: str) -> None:
    has(value, ARTICLE)
    assert value["text"] == "\n".join(text[a:b] for a, b in value["spans"]) or value["text"] == "".join(
        text[a:b] for a, b in value["spans"]
    )
    assert isinstance(value["words"], int)
    for byline in value["bylines"]:
        has(byline, BYLINE)
        assert byline["kind"] in {"person", "agency", "outlet", "collective"}
        outlet(byline["outlet"])
        evidence(byline["evidence"], text)
    for one in (value["published"], value["modified"], *value["dates"]):
        date(one, text)


def _credit(value: Any, text: str) -> None:
    has(value, CREDIT)
    assert (
        value["key"].startswith("crd_")
        and value["relation"] in RELATIONS
        and value["direction"] in {"in", "out", "self"}
    )
    assert 0 <= value["strength"] <= 1 and isinstance(value["partial"], bool) and isinstance(value["authors"], list)
    outlet(value["outlet"])
    date(value["date"], text)
    evidence(value["evidence"], text)


def added(value: Any) -> None:
    """A whole `provenance.added/1`."""
    assert set(value) >= ADDED and value["schema"] == "provenance.added/1"
    assert value["status"] in {"new", "known", "revised", "failed"} and value["reading"] in STATUSES
    if value["status"] == "failed":
        assert value["article"] is None and value["row"] is None and value["reason"]
    else:
        assert value["article"].startswith("art_") and value["capture"].startswith("cap_") and len(value["text"]) == 64
        assert isinstance(value["row"], int)


def trace(value: Any) -> None:
    """A whole `provenance.trace/1`."""
    has(value, TRACE)
    assert value["schema"] == "provenance.trace/1"
    reading(value["reading"])
    for node in (value["article"], *value["nodes"]):
        has(node, NODE)
        outlet(node["outlet"])
        assert isinstance(node["held"], bool)
        for link in node["state_links"]:
            has(link, {"source", "code", "value", "as_of"})
    text, keys = value["reading"]["document"]["text"], {node["key"] for node in value["nodes"]}
    for edge in value["edges"]:
        has(edge, EDGE)
        assert edge["child"] in keys and edge["parent"] in keys
        assert edge["evidence"] or edge["found_by"] == "person"  # a person's word is in `judgements`
        assert edge["state"] in {"declared", "matched", "confirmed", "rejected"} and edge["found_by"] in {
            "credit",
            "text",
            "both",
            "person",
        }
        assert edge["credit"] in {"linked", "named", "byline", "tag", "none"}
        for proof in edge["evidence"]:
            evidence(proof, text)
    has(value["origin"], {"kind", "basis", "nodes", "confidence", "state"})
    assert value["origin"]["state"] in {"declared", "matched", "confirmed", "undetermined", "none_stated"}
    assert set(value["origin"]["nodes"]) <= keys
    has(value["searched"], {"articles", "outlets", "from", "to"})
    has(value["story"], {"articles", "outlets", "origins_at_most"})
    if value["spread"] is not None:
        has(value["spread"], {"articles", "outlets"})
