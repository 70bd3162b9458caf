"""Text as we compare it: one Unicode form, one kind of white space, and the way back.

Everything here is a function of its arguments. `aligned` is the important one: whatever is
matched on folded text is traced back to the characters it came from.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_PLAIN_RUN = re.compile(r"[!-~]+(?: [!-~]+)*|.", re.DOTALL)
"""A run of characters that fold to themselves, or one of any."""
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SQUASH = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^(?:the|la|le|les|el|los|il|der|die|das|de)\s+", re.I)
# A character of these scripts counts as a word of its own: they are written without spaces.
_SCRIPTS = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0e7f"
_UNSPACED = re.compile(f"[{_SCRIPTS}]")
_PIECE = re.compile(f"[{_SCRIPTS}]|[^{_SCRIPTS}]+")


def sha256_text(text: str) -> str:
    """Hex SHA-256 of the text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def word_changes(old: str, new: str) -> tuple[int, int]:
    """How many words came and went from one text to the next: added, removed.

    Words are counted, wherever they stand: what was only moved is no change.
    """
    before, after = Counter(old.split()), Counter(new.split())
    return (after - before).total(), (before - after).total()


def storable(text: str) -> str:
    """The text with NUL and lone surrogates as U+FFFD, one character for one: offsets stay."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _UNSTORABLE.sub("\ufffd", text)
    return text.replace("\0", "\ufffd")  # without surrogates NUL alone is left: 20 times as fast


def aligned(text: str, start: int = 0) -> tuple[str, tuple[int, ...]]:
    """Fold `text` for matching and keep the way back.

    NFKC character by character, white space folded to single spaces and trimmed, invisible and
    direction characters dropped. Returns the folded text and, for each of its characters, the
    position in the original (plus `start`), with the original's end appended.
    """
    out: list[str] = []
    offsets: list[int] = []
    pending: int | None = None
    last = 0
    for match in _PLAIN_RUN.finditer(text):
        position, char = match.start(), match.group()
        if len(char) > 1:
            if pending is not None and out:
                out.append(" ")
                offsets.append(start + pending)
            pending = None
            out.append(char)
            offsets.extend(range(start + position, start + match.end()))
            last = match.end()
            continue
        if char in _INVISIBLE:
            continue
        folded = char if char.isascii() else unicodedata.normalize("NFKC", char)
        if char.isspace() or not folded.strip():
            pending = position if pending is None else pending
            continue
        if " " in folded:
            folded = char  # a lone accent stays what it is
        if pending is not None and out:
            out.append(" ")
            offsets.append(start + pending)
        pending = None
        out.extend(folded)
        offsets.extend([start + position] * len(folded))
        last = position + 1
    offsets.append(start + last)
    return "".join(out), tuple(offsets)


def fold(text: str) -> str:
    """The text in the form of `aligned`, without the way back: five times as fast."""
    if text.isascii():
        return " ".join(text.split())
    others = {char: unicodedata.normalize("NFKC", char) for char in set(text) if not char.isascii()}
    gone: dict[str, str | int | None] = {
        char: "" if char in _INVISIBLE else " "
        for char, folded in others.items()
        if char in _INVISIBLE or not folded.strip()
    }
    shown: dict[str, str | int | None] = {char: folded for char, folded in others.items() if " " not in folded}
    spaced = " ".join(text.translate(str.maketrans(gone)).split())
    return spaced.translate(str.maketrans(shown))


def words(text: str) -> list[str]:
    """The words of a text, lower case; each character of an unspaced script is one."""
    if text.isascii():
        return _WORD.findall(text.lower())
    plain = [word.casefold() for word in _WORD.findall(text)]
    if not _UNSPACED.search(text):
        return plain
    return [piece for word in plain for piece in ((word,) if word.isascii() else _PIECE.findall(word))]


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """The words of `words` with the span of each in the text."""
    found: list[tuple[str, int, int]] = []
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        if _UNSPACED.search(word):
            found.extend((p[0].casefold(), start + p.start(), start + p.end()) for p in _PIECE.finditer(word))
        else:
            found.append((word.casefold(), start, match.end()))
    return found


def is_unspaced(char: str) -> bool:
    """Whether a character is of a script written without spaces, and so counts as a word of its own."""
    return _UNSPACED.match(char) is not None


def count_words(text: str) -> int:
    """How many words `words` finds."""
    return len(words(text))


def name_key(name: str) -> str:
    """A name for comparing: NFKC, no case, no leading article, letters and digits only."""
    plain = unicodedata.normalize("NFKC", name).casefold().strip()
    return _SQUASH.sub("", _ARTICLE.sub("", plain) or plain)


def unaccented(text: str) -> str:
    """The text without accents, for comparing with host names."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def abbreviates(label: str, name: str) -> bool:
    """Whether a label is made of the beginnings of all words of a name: `latimes` of "LA Times".

    At least two words, in order, each giving one letter or more; "of", "the" and "and" may be left out.
    """
    parts = [w for w in words(fold(name)) if w not in ("of", "the", "and")]
    reached = {0}
    for part in parts:
        reached = {at + n for at in reached for n in range(1, len(part) + 1) if label[at : at + n] == part[:n]}
    return len(parts) >= 2 and len(label) >= 3 and len(label) in reached


def slug(name: str) -> str:
    """A readable identifier: ASCII letters, digits and hyphens; other scripts by digest."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return plain or "x-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def text_class(text: str) -> str:
    """Digest of the words of a text: equal for copies that differ in marks, case and spacing only."""
    return sha256_text(" ".join(words(fold(text))))


_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sen",
        "rep",
        "gov",
        "gen",
        "col",
        "lt",
        "sgt",
        "st",
        "jr",
        "sr",
        "inc",
        "ltd",
        "co",
        "corp",
        "no",
        "vol",
        "vs",
        "etc",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "u.s",
        "u.k",
        "u.n",
        "e.g",
        "i.e",
        "a.m",
        "p.m",
    ]
)
_GERMAN_MONTH = re.compile(r" (?:Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)")
_NEXT = re.compile(r"\s*(\S?)")
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[^\W\d_]|\s+[\"'“‘«(\[]?\d|\s*$)|[。！？][」』”]?")


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of one folded line.

    A full stop after an abbreviation, an initial or before a lower-case letter ends nothing.
    """
    spans: list[tuple[int, int]] = []
    begin = 0
    for stop in _STOP.finditer(text):
        if _no_end(text, stop):
            continue
        spans.append((begin, stop.end()))
        begin = stop.end()
        while begin < len(text) and text[begin] == " ":
            begin += 1
    if begin < len(text):
        spans.append((begin, len(text)))
    return spans


def _no_end(text: str, stop: re.Match[str]) -> bool:
    if text[stop.start()] != ".":
        return False
    before = text[text.rfind(" ", 0, stop.start()) + 1 : stop.start()].lstrip("(\"'“‘").casefold()
    after = _NEXT.match(text, stop.end())[1]  # type: ignore[index]
    if before.isdigit() and len(before) <= 2 and _GERMAN_MONTH.match(text, stop.end()):
        return True
    short = len(before) == 1 and before.isalpha()
    return (before in _ABBREVIATIONS or short or after.islower()) and bool(after)


def join_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The slices of the text put together."""
    return "".join(text[start:end] for start, end in spans)


def counted(count: int, what: str, many: str | None = None) -> str:
    """`1 article`, `2,000 articles`; `many` where the plural is not made with an s."""
    return f"{count:,} {what if count == 1 else many or what + 's'}"
