"""Whether a form of a verb of saying says here that somebody says something."""

from __future__ import annotations

from provenance.quote.profile import Cue
from provenance.quote.sentence import Sentence


def is_verb(s: Sentence, at: int, cue: Cue) -> bool:
    """Whether the word is used as a verb with a speaker: no noun, infinitive or passive."""
    before = s.low(at - 1)
    if _begins_phrase(s, at) or (s.low(at) in s.p["light_ends"] and light_start(s, at) == at):
        return False
    if (before in s.p["determiners"] and before not in s.p["pronouns"]) or (
        before.endswith(("’s", "'s")) and before[:-2] not in s.p["pronouns"]
    ):
        return False
    if cue.form == "participle":
        return before not in s.p["prepositions"] or before in s.p["passives"] or _before_quotation(s, at, cue)
    if before in s.p["infinitive"]:
        return _after_phrase(s, at) or _before_quotation(s, at, cue)
    if s.toks[at].cap and at > s.begin:
        return False
    if (
        _word_noun(s, at)
        or (_denied(s, at) and not _used_to(s, at, cue))
        or (cue.form == "bare" and not _plural_subject(s, at))
    ):
        return False
    if cue.form == "finite" and not s.p.verb_second:
        return not (_passive(s, at) or _unhelped(s, at))
    return True


def light_start(s: Sentence, at: int) -> int:
    """Where a cue of several words begins that ends at `at`: ha reso noto, dio a conocer; `at` where it is one word."""
    for words in s.p.phrases["light"]:
        if all(s.low(at - len(words) + 1 + i) == w for i, w in enumerate(words)):
            return at - len(words) + 1
    return at


def _unhelped(s: Sentence, at: int) -> bool:
    """Whether a past participle stands without the verb that makes it one of saying: the plan announced on Monday."""
    if not s.low(at).endswith(tuple(s.p["past_participles"])):
        return False
    i = at - 1
    while s.adverb(i) or s.low(i) in s.p["pronouns"]:
        i -= 1
    return s.low(i) not in s.p["auxiliaries"]


def _before_quotation(s: Sentence, at: int, cue: Cue) -> bool:
    """Whether a form that is no finite verb has its quotation right after it: by saying, "..."; to say: "..."."""
    after = at + 1 + (cue.addressee and s.low(at + 1) in s.p["whom"])
    after += s.sign(after, ",:")
    return (cue.use == "speech" or cue.addressee) and s.quoted(after) and s.toks[after].kind == "q"


def _word_noun(s: Sentence, at: int) -> bool:
    """Whether a form that is a noun as well ("reports", "calls") is one here."""
    if s.low(at) not in s.p["nouns"]:
        return False
    before, after = s.toks[at - 1] if at > s.begin else None, at + 1
    if before is not None and before.low in s.p["reflexives"]:
        return False
    spoken = (
        (s.low(after) in s.p["that"] and s.low(after) not in s.p["relatives"]) or s.quoted(after) or s.sign(after, ":")
    )
    if spoken or s.low(after) in s.p["plain_that"] | s.p["determiners"] | s.p["pronouns"]:
        plain = before is not None and before.kind == "w" and not before.cap and before.low not in s.p["pronouns"]
        return plain and not spoken and not _names_speaker(s, at - 1)
    if before is not None and before.low in s.p["masculine"] | s.p["feminine"] and s.quoted(after + s.sign(after, ",")):
        return False
    return not (s.quoted(at - 1) or s.sign(at - 1, ",") or (after >= s.end and s.sign(at - 2, ",")))


def _names_speaker(s: Sentence, at: int) -> bool:
    word = s.low(at)
    return any(word in s.p[k] for k in ("roles", "documents", "collective", "anonymous", "relatives"))


def _denied(s: Sentence, at: int) -> bool:
    """Whether it is not said but might be, will be or is not: would say, did not say."""
    i = at - 1
    while s.adverb(i) and s.low(i) not in s.p["negations"]:
        i -= 1
    return s.low(i) in s.p["modals"] or s.low(i) in s.p["negations"]


def _used_to(s: Sentence, at: int, cue: Cue) -> bool:
    """Whether what somebody would say is told in his words: he would say, "Go on"."""
    return s.low(at - 1) in s.p["modals"] and s.low(at - 2) not in s.p["negations"] and _before_quotation(s, at, cue)


def _plural_subject(s: Sentence, at: int) -> bool:
    """Whether a bare form can be a finite verb: they say, officials say, did say; not: the trade report."""
    i = at - 1
    while s.adverb(i):
        i -= 1
    word = s.low(i)
    if not word:
        return s.sign(i, frozenset(",—–-―)%"))
    if word in s.p["auxiliaries"]:
        return True
    after = s.low(at + 1)
    if after in s.p["that"] or after in s.p["pronouns"] or after in s.p["determiners"] or s.quoted(at + 1):
        for k in range(i, max(s.begin, i - 7) - 1, -1):
            near = s.low(k)
            if not near or s.verb(k):
                break
            if _several(s, near) or near[0].isdigit() or near in s.p["collective"] or near in s.p["of_several"]:
                return True
    several = word in s.p["pronouns"] and word not in s.p["pronouns_singular"]
    return (
        several
        or word in s.p["relatives"]
        or word in s.p["collective"]
        or _several(s, word)
        or word[0].isdigit()
        or s.low(i - 1) in s.p["joining"] - s.p["alternatives"]
    )


def _several(s: Sentence, word: str) -> bool:
    return word.endswith(tuple(s.p["plural_endings"]))


def _after_phrase(s: Sentence, at: int) -> bool:
    return any(
        all(s.low(at - len(words) + i) == w for i, w in enumerate(words)) for words in s.p.phrases["infinitive_cues"]
    )


def _begins_phrase(s: Sentence, at: int) -> bool:
    """Whether the verb only carries another: began to chant."""
    return any(
        len(words) > 1 and all(s.low(at + i) == w for i, w in enumerate(words))
        for words in s.p.phrases["infinitive_cues"]
    )


def _passive(s: Sentence, at: int) -> bool:
    i = at - 1
    while s.adverb(i):
        i -= 1
    himself = s.low(i - 1) in s.p["reflexives"]
    return s.low(i) in s.p["passives"] and s.low(at) not in s.p["never_passive"] and not himself
