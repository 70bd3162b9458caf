"""The little language of the phrase files, turned into regular expressions.

`(a|b)` one of these, `[x]` optional, `[a|b]` one of these or none, `{name}` a word list or a slot, `...` anything up to 120
characters, `..` up to 40, `^` and `$` the ends; a space is white space, also behind a comma, or nothing
where a word ends anyway.
The patterns hold no nested repetition, so matching is linear in practice and bounded by
`MAX_LINE` in any case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from provenance.errors import DataFileError
from provenance.times import MONTH_NAMES

MAX_LINE = 2000
"""Lines are matched on their first and last so many characters at the most."""

_TOKEN = re.compile(r"\{[a-z_]+\}|\.{2,3}|[()\[\]|^$]|[ ]+|[^(){}\[\]|^$ .]+|\.")
_PLAIN = re.compile(r"[^(){}\[\]|^$ .]+|\.")
_TELLING = 3
_Branch = tuple[str, tuple[frozenset[str], ...]]
_SPACE = r"(?:[,،]?\s+|(?<!\w))"
_DATE = (
    r"(?:(?:on )?(?:[^\W\d_]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{1,2}(?:st|nd|rd|th|er|\.|º|°)? (?:of |de )?[^\W\d_]{3,11}\.?,?(?: del?)? \d{4}(?: (?:года|г\.|року|р\.))?|\d{4}年\d{1,2}月\d{1,2}日"
    rf"|(?:{MONTH_NAMES}) \d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:mon|tues|wednes|thurs|fri|satur|sun)day))"
)
_GAPS = {"...": ".{0,120}?", "..": ".{0,40}?"}
_BIG = r"(?![a-zß-öø-ÿа-џґ])[^\W_][^\s,;:()«»„“”\"|]{0,30}"
_OPEN = (
    r"(?:[^\W\d_A-Z]\S{0,20}\s+){0,4}?"
    rf"(?:[«„“\"‹»][^«»„“”\"‹›]{{1,60}}[»“”\"›«]|{_BIG}(?:[ -](?:[^\W\d_A-Z]{{1,5}} ){{0,2}}{_BIG}){{0,5}})"
)
"""An outlet before a gap: a name in marks or a run of words that begin with capitals, articles before it."""
_WRITER = rf"(?-i:{_BIG}(?:[ -](?:[^\W\d_A-Z]{{1,5}} ){{0,2}}{_BIG}){{1,3}})"
"""A person by two to four words that begin with capitals: `{person}` may be any words."""
_RUN = r"[«「『《“\"]?[^\s,、。;:()«»「」『』《》“”\"]{2,40}[»」』》”\"]?"
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_ARABIC = re.compile("[\u0590-\u06ff]")
_SLOTS = {"outlet": ".{1,120}?", "person": r"[^.;:()]{2,60}?", "writer": _WRITER, "date": _DATE}


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its pattern, and sets of words; one of each set must occur for it to match at all.

    The most telling set comes first. The pattern is compiled when it is first needed: most forms of
    a language never are.
    """

    source: str
    regex: str
    flags: int
    needs: tuple[frozenset[str], ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return _compiled(self.regex, self.flags)

    def may_match(self, present: frozenset[str]) -> bool:
        """Whether a text that holds these words of all that forms need may match: saves most pattern runs."""
        return not any(present.isdisjoint(words) for words in self.needs)


class _Compiler:
    def __init__(self, source: str, words: Mapping[str, Sequence[str]]) -> None:
        self.source = source
        self.words = words
        self.tokens: list[str] = _TOKEN.findall(source)
        self.at = 0
        self.slots: dict[str, int] = {}
        self.needs: list[frozenset[str]] = []

    def fail(self, what: str) -> DataFileError:
        return DataFileError(f"in the form {self.source!r}: {what}")

    def branches(self, closing: str | None) -> list[_Branch]:
        outer, done, current = self.needs, [], ""
        self.needs = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token == closing or (token == "|" and closing is not None):
                done.append((current, _telling(self.needs)))
                current, self.needs = "", []
                if token == closing:
                    self.needs = outer
                    return done
            else:
                current += self.piece(token)
        if closing is not None:
            raise self.fail(f"a {closing!r} is missing")
        found, self.needs = _telling(self.needs), outer
        return [(current, found)]

    def piece(self, token: str) -> str:
        if token == "(":
            return self.group()
        if token == "[":
            return f"(?:{'|'.join(text for text, _ in self.branches(']'))})?"
        if token in (")", "]"):
            raise self.fail(f"a {token!r} too many")
        if token.startswith("{"):
            return self.slot(token[1:-1])
        if token in _GAPS:
            return _GAPS[token]
        if token in ("^", "$"):
            return r"^\W*" if token == "^" else r"\W*$"
        if token.isspace():
            return _SPACE
        while self.at < len(self.tokens) and _PLAIN.fullmatch(self.tokens[self.at]):
            token += self.tokens[self.at]
            self.at += 1
        self.needs.append(frozenset([_core(token)]))
        return _literal(token)

    def group(self) -> str:
        inner = self.branches(")")
        if all(found for _, found in inner):
            self.needs.append(frozenset().union(*(found[0] for _, found in inner)))
        return f"(?:{'|'.join(text for text, _ in inner)})"

    def slot(self, name: str) -> str:
        if name in self.words:
            listed = sorted(self.words[name], key=len, reverse=True)
            self.needs.append(frozenset(map(_core, listed)))
            return f"(?:{'|'.join(map(_literal, listed))})"
        if name not in _SLOTS:
            raise self.fail(f"there is neither a word list nor a slot {{{name}}}")
        if name != "outlet":
            return _SLOTS[name]
        number = self.slots[name] = self.slots.get(name, 0) + 1
        inner = self._open() if self._gap_next() else _SLOTS[name]
        return f"(?P<outlet{number if number > 1 else ''}>{inner})"

    def _gap_next(self) -> bool:
        """Whether nothing but a gap follows, so that the form cannot say where a name ends; its capitals must."""
        rest = (t for t in self.tokens[self.at :] if not t.isspace())
        return next(rest, "") in _GAPS

    def _open(self) -> str:
        """An outlet before a gap in the script of the form."""
        if _UNSPACED.search(self.source):
            return _RUN
        return _SLOTS["outlet"] if _ARABIC.search(self.source) else f"(?-i:{_OPEN})"


def _literal(text: str) -> str:
    """The text as a pattern; an apostrophe may be bent."""
    return re.escape(text).replace("'", "['’]")


def compile_form(source: str, words: Mapping[str, Sequence[str]], *, anchored: bool, case: bool = False) -> Form:
    """Compile one form.

    An `anchored` form must begin where the text begins; its last slot, when nothing follows it,
    takes the rest. Raises DataFileError that quotes the form and says what is wrong with it.
    """
    compiler = _Compiler(unicodedata.normalize("NFKC", source.replace("…", "")), words)
    [(text, needs)] = compiler.branches(None)
    if anchored and source.rstrip().endswith("{outlet}"):
        text = text.removesuffix("{1,120}?)") + "{1,240})"
    return Form(source, text, 0 if case else re.IGNORECASE, needs)


@cache
def _compiled(regex: str, flags: int) -> re.Pattern[str]:
    return re.compile(regex, flags)


def _core(literal: str) -> str:
    """The longest word of a literal, in lower case; words are cut at an apostrophe too (it may be bent)."""
    return max(re.split(r"[\s'’]+", literal), key=len).lower()


def _telling(needs: Sequence[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Those sets of words that tell something, the most telling first.

    Two characters tell enough where they are not of the Latin alphabet; letters that lower case
    splits or merges (`İ`, `ı`) cannot serve.
    """
    least = {words: min(map(_weight, words)) for words in needs}
    return tuple(sorted((w for w in least if least[w] >= _TELLING), key=lambda w: (-least[w], len(w), sorted(w))))


def _weight(word: str) -> int:
    return 0 if re.search("[ı\u0307]", word) else len(word) if word.isascii() else len(word) + 1
