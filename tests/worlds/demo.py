"""`make demo-report`: a made world and the given page are kept, and every report is written about them.

python -m tests.worlds.demo OUT [--articles 20000]
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from pathlib import Path
from zlib import crc32

from provenance.cli import main as provenance
from provenance.store.library import Library
from tests.demos import asked
from tests.worlds.made import World, made
from tests.worlds.writing import COLLECTION, write

GIVEN = Path(__file__).parents[2] / "seeds" / "000_adc5d54549af04e3.txt"
RATER = "A made rater"
STORY = 40
"""Articles that the story shown has at most, so that its picture can be read."""


def main() -> int:
    """Make the world and write the reports; returns the exit code of the first command that failed."""
    out, articles = asked(__doc__, "articles", 20_000)
    for name in ("world.db", "given.db"):
        for old in out.glob(f"{name}*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    shutil.rmtree(out / "reports", ignore_errors=True)
    world = made(1, 40, articles)
    with Library.open(str(out / "world.db")) as library:
        write(library, world)
    return _world(out, world) or _given(out)


def _world(out: Path, world: World) -> int:
    paper = max((o for o in world.outlets if o.kind != "agency"), key=lambda o: (o.rates.copying, o.slug))
    listed = next(o for o in world.outlets if o.listed)
    others = [o.slug for o in world.outlets if o.kind != "agency"][:8]
    calls = [
        ("outlet", paper.slug),
        ("origin", listed.slug),
        ("compare", *others),
        ("speaker", world.said[0].speaker or ""),
        ("edits", paper.slug),
        ("selection", _main_source(world, paper.slug), paper.slug),
        ("coverage",),
    ]
    for name, *rest in calls:
        if code := _report(out, "world.db", name, *rest, "--in", COLLECTION):
            return code
    story = _story(world)
    return (
        _report(out, "world.db", "story", story)
        or _report(out, "world.db", "terms", story)
        or _report(out, "world.db", "new", listed.slug, "--since", "2023-11-15")
        or _rated(out, world)
    )


def _main_source(world: World, slug: str) -> str:
    """Whom an outlet copies most."""
    places = world.places()
    counts = Counter(places[a.parent].outlet for a in world.arrows if places[a.child].outlet == slug)
    return max(counts, key=lambda source: (counts[source], source))


def _rated(out: Path, world: World) -> int:
    """Made ratings, imported and set beside a figure: a number that follows from the name, so that nothing goes together."""
    rows = "".join(f"{o.slug}.example,{crc32(o.slug.encode()) % 100}\n" for o in world.outlets)
    (out / "ratings.csv").write_text(f"domain,score\n{rows}", encoding="utf-8")
    kept = (
        "ratings",
        "import",
        str(out / "ratings.csv"),
        "--source",
        RATER,
        "--licence-note",
        "made up, free for any use",
    )
    return int(provenance(["--db", str(out / "world.db"), *kept])) or _report(
        out, "world.db", "ratings", RATER, "--in", COLLECTION
    )


def _given(out: Path) -> int:
    """The given page: its story, packed so that anybody can check it."""
    bundle = out / "reports" / "given.zip"
    db = ("--db", str(out / "given.db"))
    return int(
        provenance([*db, "add", str(GIVEN)])
        or provenance([*db, "report", "story", "1", "--out", str(out / "reports" / "given")])
        or provenance([*db, "report", "story", "1", "--bundle", str(bundle)])
        or provenance(["verify", str(bundle)])
    )


def _report(out: Path, db: str, name: str, *rest: str) -> int:
    return int(provenance(["--db", str(out / db), "report", name, *rest, "--out", str(out / "reports")]))


def _story(world: World) -> str:
    """An article of the largest story that can still be drawn whole."""
    parent = {a.child: a.parent for a in world.arrows}

    def root(key: str) -> str:
        while key in parent:
            key = parent[key]
        return key

    sizes = Counter(root(key) for key in parent)
    return max((key for key in sizes if sizes[key] < STORY), key=lambda k: (sizes[k], k))


if __name__ == "__main__":
    sys.exit(main())
