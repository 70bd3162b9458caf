"""What kind of place an element is, by its tag and the words of its class and id."""

from __future__ import annotations

import re
from functools import lru_cache

from provenance.records.document import Context

Flags = frozenset[Context]
NONE: Flags = frozenset()

_INVISIBLE = """
    head script style template textarea noscript title meta link base svg iframe object embed audio video canvas map datalist
    noframes noembed param source track area col colgroup rp
"""
_BLOCKS = """
    html body address article aside blockquote button caption center dd details dialog dir div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section select summary table tbody
    td tfoot th thead tr ul
"""
INVISIBLE = frozenset(_INVISIBLE.split())
BLOCKS = frozenset(_BLOCKS.split())
_TAGS: dict[str, Flags] = {
    "nav": frozenset({"nav"}), "header": frozenset({"header"}), "footer": frozenset({"footer"}), "aside": frozenset({"aside"}),
    "figure": frozenset({"figure"}), "figcaption": frozenset({"caption"}), "form": frozenset({"form"}), "select": frozenset({"form"}),
    "button": frozenset({"form"}), "table": frozenset({"table"}), "caption": frozenset({"caption"}), "ul": frozenset({"list"}),
    "ol": frozenset({"list"}), "dl": frozenset({"list"}), "blockquote": frozenset({"quote"}), "article": frozenset({"article"}),
    **{f"h{n}": frozenset({"heading"}) for n in range(1, 7)},
}  # fmt: skip

_WORDS: tuple[tuple[Context, re.Pattern[str]], ...] = (
    ("nav", re.compile(r"(?:.*[-_])?(?:nav|navbar|navigation|breadcrumbs?|breadcrumb-list|menu|skip-link|pagination|pager)(?:[-_](?:bar|list|menu|item|items|links?|wrapper|container))?")),
    ("comment", re.compile(r"(?:(?:user|reader|article|post|js|fb|view|all)[-_]*)?comments?(?:[-_]*(?:list|area|body|content|section|container|wrapper|wrap|thread|block|box|text|author|holder|items?|inner|form|feed|respond))?|disqus(?:[-_]thread)?|respond|livefyre.{0,20}|leserkommentare?")),
    ("teaser", re.compile(r"(?:.*[-_])?(?:related|teasers?|recommended|recommendations?|recirc|recirculation|trending|outbrain|taboola|ob-widget|most-?(?:read|popular|viewed)|read-?(?:next|more)|more-?(?:stories|news|articles|from|on)|also-?(?:read|like)|you-?may-?(?:also)?-?like|promo|promoted|meistgelesen|similar|latest-?(?:news|posts|stories))(?:[-_](?:articles?|posts?|stories|story|news|links?|content|items?|list|box|block|wrapper|container|section|widget|title|headline|topics?)){0,2}|related(?:articles?|posts?|stories|content|links?|news)")),
    ("caption", re.compile(r"(?:.*[-_])?(?:captions?|image-?credits?|photo-?credits?|picture-?credits?|media-?credits?|bildunterschrift|bildquelle|legende)(?:[-_](?:text|credit|container|wrapper|inner|source|full|body))?|figcaption|imgcaption")),
    ("figure", re.compile(r"wp-caption|figure|gallery|slideshow|carousel|lightbox|(?:image|photo|media|picture)[-_](?:wrapper|container|gallery|box)")),
    ("byline", re.compile(r"(?:.*[-_])?(?:by-?lines?|authors?|authored-by|written-by|autor|autoren|auteur|reporter|journalist)(?:[-_](?:names?|links?|info|list|wrapper|meta|block|items?|container|box|line|text|details))?")),
    ("aside", re.compile(r"(?:.*[-_])?sidebar|sidebar[-_].{1,20}|right-?rail")),
    ("footer", re.compile(r"(?:site|page|global|main)[-_]?footer|footer|colophon")),
    ("header", re.compile(r"(?:site|page|global|main)[-_]?header|masthead")),
)  # fmt: skip
# A core of every word above: most class attributes hold none and need no closer look. Case would cost three times as much.
_ANY = re.compile(
    r"nav|crumb|menu|skip|pag(?:er|in)|comment|disqus|respond|livefyre|kommentare|relat|teaser|recommend|recirc|trending|brain|taboola"
    r"|ob-widget|most|read|more|also|like|promo|meistgelesen|similar|latest|caption|credit|bild|legende|figure|gallery|slideshow|carousel"
    r"|lightbox|image|photo|media|picture|line|autho|written|autor|auteur|reporter|journalist|sidebar|rail|foot|colophon|head"
)
_ROLES: dict[str, Flags] = {
    "navigation": frozenset({"nav"}), "banner": frozenset({"header"}), "contentinfo": frozenset({"footer"}),
    "complementary": frozenset({"aside"}), "form": frozenset({"form"}), "search": frozenset({"form"}), "article": frozenset({"article"}),
}  # fmt: skip
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|text-indent\s*:\s*-\d{3,}"
    r"|(?:^|[;\s])(?:left|right|top|bottom|margin-left|margin-top)\s*:\s*-\d{4,}px|clip(?:-path)?\s*:\s*(?:rect\(\s*[01](?:px)?[\s,]+[01]|inset\(\s*(?:50|100)%)",
    re.I,
)
_VEILED_STYLE = re.compile(
    r"(?:^|[;\s])(?:opacity|font-size|(?:max-)?height|width)\s*:\s*0(?:\.0+)?(?:px|em|rem|pt|%)?\s*(?:!\s*important\s*)?(?:;|$)",
    re.I,
)
_WORD_LIMIT = 60
_MANY_WORDS = 24


def tag_flags(tag: str) -> Flags:
    """The context an element's tag gives to the lines in it."""
    return _TAGS.get(tag, NONE)


def role_flags(role: str) -> Flags:
    """The context an ARIA role gives."""
    return _ROLES.get(role.strip().lower(), NONE)


def style_hides(style: str) -> bool:
    """Whether an inline style takes the element off the page."""
    return len(style) < 10_000 and _HIDDEN_STYLE.search(style) is not None


def style_veils(style: str) -> bool:
    """Whether an inline style leaves nothing to be seen of the element until a script changes it.

    Whole articles wait so to be faded in; a lone paragraph that does is hidden.
    """
    return len(style) < 10_000 and _VEILED_STYLE.search(style) is not None


@lru_cache(maxsize=8192)
def class_words(names: str) -> frozenset[str]:
    """The words of a class or id attribute, lower case; long ones cut, many dropped."""
    return frozenset(word[:_WORD_LIMIT].lower() for word in names.split()[:_MANY_WORDS])


@lru_cache(maxsize=8192)
def class_flags(names: str) -> Flags:
    """The context the words of class and id give."""
    flags = NONE
    for word in names.split()[:_MANY_WORDS]:
        if found := _word_flags(word[:_WORD_LIMIT].lower()):
            flags = flags | found
    return flags


@lru_cache(maxsize=16_384)
def _word_flags(word: str) -> Flags:
    """Words come back in ever new company, so they are kept one by one too."""
    if not _ANY.search(word):
        return NONE
    return frozenset(flag for flag, pattern in _WORDS if pattern.fullmatch(word))
