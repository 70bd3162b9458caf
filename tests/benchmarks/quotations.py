"""The same statement across articles, on a made set: `python -m tests.benchmarks.quotations [--statements 100000] [--held 1000000]`.

1. 500 statements in 2,000 carriers that shorten, lengthen and alter them, beside as many statements of
   other people on the same things in the same stock phrases: precision and recall of pairs, wanted
   >= 0.95 and >= 0.90.
2. Relations the carriers were made with, found again.
3. Many statements joined; wanted: 100,000 in under 60 CPU seconds. Beside it, as a peer in the same run, the
   time Python takes to put the same statements together where their words are exactly the same.
4. One look-up among many statements in an SQLite file; wanted: under 50 ms among 1,000,000. Peer: the
   same words looked for with LIKE.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from provenance.lineage.differences import compared
from provenance.lineage.quotations import Said, joined
from provenance.records.statement import Speaker
from provenance.wording import wordings
from tests.benchmarks import recorded

STATEMENTS, CARRIERS = 500, 2_000
NOUNS = """harbour board ministry command government company rebel teacher bank party investigator union brigade council ship refugee station farmer
opposition exporter commission bridge vehicle reserve wheat agreement lake road list radar budget school prisoner pipeline price bread report
accident corridor hospital recording ceasefire machine dam shipment medicine border month help sanction storm year observer request president
room meeting law advice engineer consent village night neighbour talk interest region election court judge newspaper camera witness factory
miner copper railway airport pilot drone missile convoy embassy visa treaty parliament senator minister mayor doctor nurse vaccine river
flood forest fire harvest tractor grain oil gas turbine island fisherman coast guard island patrol weapon militia colonel hostage ransom"""  # fmt: skip
ADJECTIVES = """western armed old new last open northern southern foreign private public secret wooden heavy quiet empty broken cheap costly long
short honest dangerous illegal legal local regional national temporary permanent early late modern ancient poor rich young wounded missing
stolen lost hidden famous unknown independent joint military civil medical rural urban frozen burning"""  # fmt: skip
VERBS = """close rebuild destroy defend explain request pay accept repair find warn promise deliver lose count inspect hide sell answer move
bury attack protect visit build sign reject publish investigate release evacuate supply train arrest buy rent measure survey cancel postpone
finance shell occupy liberate share support abandon replace remember forget"""  # fmt: skip
STOCK = "we will do everything we can|the next president of the united states|at the end of the day|this is a matter of national security|the international community must act|there is no military solution to this conflict|our thoughts are with the families of the victims|let me be very clear about this|we do not negotiate with terrorists|all options are on the table"  # fmt: skip
FIRST = "Anna Boris Carla Dmitri Elena Farid Greta Hassan Irma Jonas Karim Lena Marko Nadia Oleg Petra Rashid Sonja Tomas Vera".split()  # fmt: skip  # noqa: SIM905
LAST = "Albrecht Bondar Castellan Dragov Eskelin Fontaine Grabowski Hartwell Ivanenko Jovanov Kowal Lindqvist Moretti Nazarov Okafor Petrenko Quist Rahimi Sokolov Tanaka Ulrich Vasquez Weiland Yilmaz Zelenka".split()  # fmt: skip  # noqa: SIM905
FILLER = ["however", "indeed", "clearly", "probably", "once again", "in the end", "so to speak", "of course"]


@dataclass(frozen=True, slots=True)
class Made:
    """One carrier: which statement it carries, in which words, how it was made, who is named."""

    statement: int
    text: str
    relation: str
    speaker: Speaker | None


def thing(rnd: random.Random) -> str:
    noun = rnd.choice(NOUNS.split())
    about = f"{rnd.choice(ADJECTIVES.split())} {noun}" if rnd.random() < 0.5 else noun
    return rnd.choice(
        (f"the {about}", f"our {about}", f"this {about}", f"{rnd.randrange(2, 900)} {about}s", f"every {about}")
    )


def sentence(rnd: random.Random) -> str:
    verb = rnd.choice(VERBS.split())
    how = rnd.choice(("will", "did not", "has to", "wants to", "cannot", "is going to", "never agreed to"))
    parts = [
        thing(rnd),
        how,
        verb,
        thing(rnd),
        rnd.choice(("near", "without", "because of", "in spite of", "together with")),
        thing(rnd),
    ]
    if rnd.random() < 0.3:
        parts.insert(rnd.choice((0, len(parts))), rnd.choice(STOCK.split("|")))
    if rnd.random() < 0.4:
        parts += [rnd.choice(("before", "after", "since", "during")), thing(rnd)]
    text = " ".join(parts)
    return text[0].upper() + text[1:]


def saying(rnd: random.Random) -> str:
    """Something said: a piece of a sentence to four sentences."""
    kind = rnd.random()
    if kind < 0.15:
        words = sentence(rnd).split()
        return " ".join(words[: rnd.randrange(8, 12)])
    return ". ".join(sentence(rnd) for _ in range(rnd.choice((1, 1, 2, 2, 3, 4))))


def person(rnd: random.Random) -> str:
    return f"{rnd.choice(FIRST)} {rnd.choice(LAST)}"


def named(name: str, rnd: random.Random) -> Speaker | None:
    """How one carrier names somebody: fully, by surname, by a pronoun it could not resolve, or not at all."""
    kind = rnd.random()
    if kind < 0.5:
        return Speaker(0, 9, name, name, "person", None, None, "full_name", 0.95)
    if kind < 0.75:
        last = name.split()[-1]
        return Speaker(0, 9, last, last, "person", None, None, "surname", 0.8)
    return Speaker(0, 2, "he", None, "unknown", None, None, "unresolved", 0.0) if kind < 0.9 else None


def truncated(text: str, rnd: random.Random) -> str:
    words = text.split()
    least = min(len(words), 8)
    keep = max(least, int(len(words) * rnd.uniform(0.35, 0.8)))
    at = rnd.choice((0, len(words) - keep))
    return " ".join(words[at : at + keep])


def extended(text: str, rnd: random.Random) -> str:
    return f"{text}. {sentence(rnd)}" if rnd.random() < 0.5 else f"{sentence(rnd)}. {text}"


def altered(text: str, rnd: random.Random) -> str:
    """Words changed, dropped, put in, bracketed: about one in eight."""
    words = text.split()
    for at in rnd.sample(range(1, len(words) - 1), max(1, (len(words) - 2) // 8)):
        how = rnd.random()
        if how < 0.4:
            words[at] = rnd.choice(NOUNS.split())
        elif how < 0.6:
            words[at] = f"{rnd.choice(FILLER)} {words[at]}"
        elif how < 0.8:
            words[at] = f"[{rnd.choice(LAST)}] {words[at]}"
        else:
            words[at] = ""
    return " ".join(w for w in words if w)


def dressed(text: str, rnd: random.Random) -> str:
    """The same words as another house prints them: case, dashes, apostrophes, an ellipsis at the end."""
    if rnd.random() < 0.3:
        text = text.replace(". ", "; ")
    return text.lower() if rnd.random() < 0.1 else text + rnd.choice(("", ",", "...", "!"))


MAKE: dict[str, Callable[[str, random.Random], str]] = {
    "verbatim": lambda text, rnd: text,
    "truncated": truncated,
    "extended": extended,
    "altered": altered,
}


def made_set(seed: int, statements: int = STATEMENTS, carriers: int = CARRIERS) -> tuple[list[str], list[Made]]:
    """Statements and their carriers; half as many statements again stand alone, in the same stock phrases."""
    rnd = random.Random(seed)
    texts = [saying(rnd) for _ in range(statements + statements // 2)]
    people = [person(rnd) for _ in texts]
    found = []
    for n in range(statements, len(texts)):
        found.append(Made(n, dressed(texts[n], rnd), "verbatim", named(people[n], rnd)))
    for n in range(carriers):
        which = n % statements
        relation = (
            "verbatim" if n < statements else rnd.choice(("verbatim", "truncated", "extended", "altered", "altered"))
        )
        text = dressed(MAKE[relation](texts[which], rnd), rnd)
        found.append(Made(which, text, relation, named(people[which], rnd)))
    rnd.shuffle(found)
    return texts, found


def said_of(made: Iterable[Made]) -> list[Said]:
    listed = list(made)
    return [
        Said(str(n), w, m.speaker)
        for n, (m, w) in enumerate(zip(listed, wordings([m.text for m in listed]), strict=True))
    ]


def pairs_of(groups: Iterable[Iterable[int]]) -> set[tuple[int, int]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def quality(seed: int, errors: int) -> dict[str, float]:
    """Print precision and recall of the pairs of a made set, and what its carriers were found to be."""
    texts, made = made_set(seed)
    wanted: dict[int, list[int]] = defaultdict(list)
    for n, one in enumerate(made):
        wanted[one.statement].append(n)
    found, right = pairs_of(joined(said_of(made))), pairs_of(wanted.values())
    precision, recall = len(found & right) / max(1, len(found)), len(found & right) / len(right)
    print(
        f"seed {seed}: {len(texts):,} statements in {len(made):,} carriers: precision {precision:.3f}, recall {recall:.3f}"
    )
    for title, some in (("joined wrongly", found - right), ("not joined", right - found)):
        for a, b in sorted(some)[:errors]:
            print(f"  {title}:\n    {made[a].text} [{_name(made[a])}]\n    {made[b].text} [{_name(made[b])}]")
    _relations(texts, made)
    return {"quotations/precision": precision, "quotations/recall": recall}


def _name(one: Made) -> str | None:
    return one.speaker.name if one.speaker else None


def _relations(texts: Sequence[str], made: Sequence[Made]) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for one in made:
        seen[one.relation, compared([texts[one.statement]], [one.text])[0]] += 1
    for relation in MAKE:
        of_it = {told: n for (made_as, told), n in sorted(seen.items()) if made_as == relation}
        print(f"  {relation:10} found as {of_it}")


def speed(count: int) -> bool:
    """A library of statements of 8 to 40 words out of a vocabulary as skewed as news, a fifth carried four times."""
    texts = many(count)
    began = time.process_time()
    exact = defaultdict(list)
    for n, text in enumerate(texts):
        exact[" ".join(text.lower().split())].append(n)
    peer = time.process_time() - began
    began = time.process_time()
    said = [Said(str(n), words, None) for n, words in enumerate(wordings(texts))]
    groups = joined(said)
    mine = time.process_time() - began
    print(
        f"{count:,} statements joined into {len(groups):,} in {mine:.1f} CPU s ({mine / peer:.0f} x equal words by dict, {peer:.2f} s)"
    )
    return mine * 100_000 / count < 60


def many(count: int) -> list[str]:
    rnd = random.Random(7)
    words = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in ("a", "e", "i", "o", "u", "ai") for c in ("n", "r", "st", "ld", "m", "nker", "vel", "ton", "rish", "cken")]  # fmt: skip
    words += [f"{w}{tail}" for w in words for tail in ("s", "ed", "ing", "er", "ly")] + [
        f"{a}{b}" for a in words[:90] for b in words[:90]
    ]
    weights = [1 / (n + 8) for n in range(len(words))]
    function = "the of and to in a is that for it was on are as with they at be this from have or by not but what all were when we".split()  # noqa: SIM905
    pool = rnd.choices(words, weights, k=1 << 18)
    texts: list[str] = []
    while len(texts) < count:
        length, at = rnd.randrange(8, 40), rnd.randrange(len(pool) - 40)
        base = [w if rnd.random() < 0.55 else rnd.choice(function) for w in pool[at : at + length]]
        texts.append(" ".join(base))
        if rnd.random() < 0.2:
            for _ in range(3):
                other = [w if rnd.random() > 0.06 else rnd.choice(pool) for w in base]
                texts.append(" ".join(other[: max(8, int(len(other) * rnd.uniform(0.6, 1)))]))
    return texts[:count]


def lookup(count: int) -> bool:
    """Who said one of many statements, asked of a file: the median of twenty questions."""
    with tempfile.TemporaryDirectory() as folder:
        return _looked_up(Path(folder) / "said.db", many(count))


def _looked_up(file: Path, texts: Sequence[str]) -> bool:
    from provenance.store.library import Library
    from tests.benchmarks.bulk_statements import fill, like

    with Library.open(str(file)) as library:
        fill(library, texts)
        rnd = random.Random(3)
        asked = [" ".join(rnd.choice(texts).split()[1:7]) for _ in range(20)]
        took, peers = [], []
        for words in asked:
            began = time.perf_counter()
            assert library.sayings.find(words, 10)
            took.append(1000 * (time.perf_counter() - began))
        for words in asked[:3]:
            began = time.perf_counter()
            like(library, words)
            peers.append(1000 * (time.perf_counter() - began))
    middle, peer = statistics.median(took), statistics.median(peers)
    print(
        f"one look-up among {len(texts):,} statements: {middle:.1f} ms in the middle, {max(took):.1f} at most ({peer / middle:.0f} times as fast as LIKE)"
    )
    return middle < 50


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000, help="how many are joined")
    parser.add_argument("--held", type=int, default=100_000, help="among how many one is looked up; 0 for none")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", type=int, default=0, help="show so many of each kind")
    recorded.add_options(parser)
    options = parser.parse_args()
    found = quality(options.seed, options.errors)
    held = [found["quotations/precision"] >= 0.95, found["quotations/recall"] >= 0.9]
    held += [recorded.settle(found, options.record, options.reason) == 0] if options.seed == 1 else []
    held.append(speed(options.statements))
    if options.held:
        held.append(lookup(options.held))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
