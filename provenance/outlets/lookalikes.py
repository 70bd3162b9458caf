"""Hosts that look like a known outlet's and are not.

Says why, decides nothing. A host that is listed itself is never flagged, and only our own tables
(and a user's) count as known: the public lists hold too many small sites with ordinary names.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from provenance.outlets.registry import Registry
from provenance.urls import registered_domain


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Letters drawn alike, after the confusables of Unicode UTS 39; only those that stand for a-z.
_CONFUSABLE = str.maketrans(
    "аеорсухіјѕԁԛԝһӏѵьпгτοαενικρυχγωɑɡıℓ01359",
    "aeopcyxijsdqwhlvbnrtoaevikpuxywagil" + "olesg",
)
_DIGRAPHS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_PROXIES = ("ampproject.org", "translate.goog")
_LEGACY = _words("com edu gov mil int arpa")
# Country suffixes sold to everybody, and often met under cloned outlets.
_OPEN_CC = _words("ag ai cc cf co cx ga gg gq io la me ml nu pm pw re sh st su tf tk vc wf ws yt")
_PLAIN_WORDS = _words(
    "time fortune focus metro standard mirror independent express nation people slate salon wired vice mint tempo index stuff dawn"
    " reveal reason stern expresso observador reforma politika sabah medium facebook reddit yahoo line note basta fool space"
    " elmundo elpais vesti"
)
_TWO_PART = _words("co.com com.co com.de de.com eu.com us.com uk.com ru.com gb.net")
_FILLER = re.compile(r"news|times|post|24|18|^the|-")
_SHORTEST_EDITED = 6
_SHORTEST_SAME = 4
_SHORTEST_ON_COM = 8
_SHORTEST_ON_ORG = 10


@dataclass(frozen=True, slots=True)
class _Known:
    by_label: dict[str, tuple[str, ...]]
    domains: frozenset[str]


@lru_cache(maxsize=4)
def _known(registry: Registry) -> _Known:
    hosts = [d.host for o in registry.outlets(curated_only=True) if o.kind != "platform" for d in o.domains]
    by_label: dict[str, tuple[str, ...]] = {}
    for host in hosts:
        if registered_domain(host) == host:
            label = host.partition(".")[0]
            by_label[label] = (*by_label.get(label, ()), host)
    return _Known(by_label, frozenset(hosts))


def check(host: str, registry: Registry) -> str | None:
    """Why the host looks like a known outlet's and is not; None where it does not, or is listed.

    `host` may be written in Unicode or in punycode, the answer shows both.
    """
    host = host.strip().rstrip(".").lower()
    shown = _decoded(host)
    if not host or len(host) > 253 or registry.by_host(host) or registry.by_host(_encoded(host)):
        return None
    known = _known(registry)
    return _mixed(host, shown, known) or _nested(host, known) or _resembling(host, shown, known)


def _decoded(host: str) -> str:
    parts = []
    for label in host.split("."):
        try:
            parts.append(label[4:].encode().decode("punycode") if label.startswith("xn--") else label)
        except (UnicodeError, ValueError):
            parts.append(label)
    return ".".join(parts)


def _encoded(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host


def _scripts(label: str) -> set[str]:
    return {unicodedata.name(c, "?").partition(" ")[0] for c in label if c.isalpha()} & {"LATIN", "CYRILLIC", "GREEK"}


def _skeleton(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label).translate(_CONFUSABLE)
    return "".join(c for c in plain if not unicodedata.combining(c))


def _name(host: str, shown: str) -> str:
    return host if host == shown else f"{_encoded(host)} (shown as {shown!r})"


def _mixed(host: str, shown: str, known: _Known) -> str | None:
    """Letters of other scripts: spelling a known outlet, or mixed within one label."""
    if shown.isascii():
        return None
    labels = shown.split(".")[:-1]
    for label in labels:
        if not label.isascii():
            model = _model(_skeleton(label), known, near=True)
            if model:
                return f"{_name(host, shown)} spells {model} with letters that only look alike"
    if any(len(_scripts(label)) > 1 for label in labels):
        return f"{_name(host, shown)} mixes letters of several scripts in one word"
    return None


def _nested(host: str, known: _Known) -> str | None:
    """A known domain in front of somebody else's: `reuters.com.evil.example`, `rt.com.co`.

    `forbes.com.mx` is passed over: under a country's `com` live editions and namesakes.
    """
    owner = registered_domain(host) or host
    if owner.endswith(_PROXIES):
        return None
    labels = host.split(".")
    for i in range(len(labels) - 1):
        for j in range(i + 2, min(i + 5, len(labels))):
            inner, rest = ".".join(labels[i:j]), ".".join(labels[i:])
            if inner in known.domains and (rest != owner or owner.partition(".")[2] in _TWO_PART):
                return f"{host} belongs to whoever registered {owner}; {inner} only stands in front"
    for label in labels[:-1]:
        dotted = label.replace("-", ".").removeprefix("www.")
        if "-" in label and len(label) > 2 * _SHORTEST_SAME and dotted in known.domains:
            return f"{host} belongs to whoever registered {owner}; {label} only spells {dotted}"
    return None


def _resembling(host: str, shown: str, known: _Known) -> str | None:
    """The name of a known outlet under another suffix, or one letter away from it."""
    owner = registered_domain(host) or host
    label, _, suffix = owner.partition(".")
    same = known.by_label.get(label, ())
    if same:
        if len(label) >= _SHORTEST_SAME and label not in _PLAIN_WORDS and _sold_to_all(suffix, len(label)):
            return f"{host} has the name of {same[0]} under another suffix"
        return None
    model = _model(_skeleton(label), known, near=False) or _model(label, known, near=True)
    if model is None:
        return None
    on_com = suffix == "com" and len(label) >= _SHORTEST_ON_COM
    if suffix == model.partition(".")[2] or on_com or _sold_to_all(suffix, len(label)):
        return f"{host} is one letter from {model}"
    return None


def _sold_to_all(suffix: str, length: int) -> bool:
    """Whether anybody may register there; `org` and `net` have many namesakes and count for long names only."""
    last = suffix.rpartition(".")[2]
    if "." in suffix:
        return suffix in _TWO_PART
    if last in ("org", "net"):
        return length >= _SHORTEST_ON_ORG
    return last in _OPEN_CC or (len(last) > 2 and last not in _LEGACY)


def _model(label: str, known: _Known, *, near: bool) -> str | None:
    """The known domain whose name the label is, letters written as two folded; `near` allows one edit."""
    spellings = {label, *(label.replace(pair, letter) for pair, letter in _DIGRAPHS)}
    for spelling in spellings:
        if len(spelling) >= _SHORTEST_SAME and spelling in known.by_label:
            return known.by_label[spelling][0]
    if not near or len(label) < _SHORTEST_EDITED - 1:
        return None
    for model, hosts in known.by_label.items():
        if _distinctive(model) and _one_edit(label, model):
            return hosts[0]
    return None


def _distinctive(label: str) -> bool:
    """Whether one letter is not all that tells a name from others: `abcnews` and `cbsnews` are no pair."""
    return len(label) >= _SHORTEST_EDITED and len(_FILLER.sub("", label)) >= _SHORTEST_SAME


def _one_edit(a: str, b: str) -> bool:
    """Whether one letter added, dropped, changed or two neighbours swapped turn one into the other."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    short, long = sorted((a, b), key=len)
    i = 0
    while i < len(short) and short[i] == long[i]:
        i += 1
    if len(short) < len(long):
        return short[i:] == long[i + 1 :]
    return a[i + 1 :] == b[i + 1 :] or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])
