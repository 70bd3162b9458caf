"""The person who said it in the view `who_said`: one key for all spellings of a full name.

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BEFORE = """
CREATE VIEW who_said AS
SELECT q.key AS quotation_key,                 -- the statement, the same in all its carriers
       q.text,                                 -- its words in the earliest known carrier
       q.speaker_name AS speaker,              -- who said it, by the carrier that names him best; null where nobody is named
       q.speaker_mention,                      -- the words that name him there
       q.speaker_role AS office,               -- his office as stated
       q.speaker_affiliation AS affiliation,   -- and for whom he speaks, as stated
       q.speaker_agreement,                    -- agreed, one_names, none_names, disagreed, judged (by a person)
       q.occasion,                             -- where or to whom it was said, in a carrier's words
       q.carriers,                             -- how many held articles carry it
       q.outlets,                              -- of how many outlets
       f.key AS first_article_key,             -- the earliest known carrier
       f.url AS first_url,
       fr.outlet_slug AS first_outlet,
       fr.published_not_before AS first_published_not_before,   -- its claimed publication, earliest moment in UTC
       fr.published_not_after AS first_published_not_after,     -- and latest
       q.first_by,                             -- only, chain, time, sighting or undetermined: why it is first
       q.first_basis,                          -- the same in words; never "originally said" without it
       c.position,                             -- 0 for the earliest known carrier, then by date
       a.key AS article_key,                   -- the carrier of this row
       a.url,
       r.outlet_slug AS outlet,
       r.title,
       r.published_not_before,
       r.published_not_after,
       c.relation,                             -- verbatim, truncated, extended or altered, against the earliest
       c.text AS carrier_text,                 -- the words in this carrier
       c.diff,                                 -- what it changed: [{"removed": ..., "added": ...}]
       c.speaker_name AS carrier_speaker,      -- the name this carrier gives him
       c.speaker_mention AS carrier_mention,   -- in these words
       c.attribution,                          -- first, kept, dropped, changed or unclear
       c.credited                              -- whom it credits for its text, names with "; " between; null for nobody
FROM quotations q
JOIN quotation_carriers c ON c.quotation_key = q.key
JOIN articles a ON a.id = c.article_id
JOIN readings r ON r.article_id = a.id AND r.is_current
LEFT JOIN articles f ON f.key = q.first_article_key
LEFT JOIN readings fr ON fr.article_id = f.id AND fr.is_current
"""

# One row for a statement and each article that carries it, the earliest known carrier at position 0.
WHO_SAID = """
CREATE VIEW who_said AS
SELECT q.key AS quotation_key,                 -- the statement, the same in all its carriers
       q.text,                                 -- its words in the earliest known carrier
       q.speaker_name AS speaker,              -- who said it, by the carrier that names him best; null where nobody is named
       q.speaker_person AS person,             -- equal for all spellings of his full name; join it with statements.person
       q.speaker_mention,                      -- the words that name him there
       q.speaker_role AS office,               -- his office as stated
       q.speaker_affiliation AS affiliation,   -- and for whom he speaks, as stated
       q.speaker_agreement,                    -- agreed, one_names, none_names, disagreed, judged (by a person)
       q.occasion,                             -- where or to whom it was said, in a carrier's words
       q.carriers,                             -- how many held articles carry it
       q.outlets,                              -- of how many outlets
       f.key AS first_article_key,             -- the earliest known carrier
       f.url AS first_url,
       fr.outlet_slug AS first_outlet,
       fr.published_not_before AS first_published_not_before,   -- its claimed publication, earliest moment in UTC
       fr.published_not_after AS first_published_not_after,     -- and latest
       q.first_by,                             -- only, chain, time, sighting or undetermined: why it is first
       q.first_basis,                          -- the same in words; never "originally said" without it
       c.position,                             -- 0 for the earliest known carrier, then by date
       a.key AS article_key,                   -- the carrier of this row
       a.url,
       r.outlet_slug AS outlet,
       r.title,
       r.published_not_before,
       r.published_not_after,
       c.relation,                             -- verbatim, truncated, extended or altered, against the earliest
       c.text AS carrier_text,                 -- the words in this carrier
       c.diff,                                 -- what it changed: [{"removed": ..., "added": ...}]
       c.speaker_name AS carrier_speaker,      -- the name this carrier gives him
       c.speaker_mention AS carrier_mention,   -- in these words
       c.attribution,                          -- first, kept, dropped, changed or unclear
       c.credited                              -- whom it credits for its text, names with "; " between; null for nobody
FROM quotations q
JOIN quotation_carriers c ON c.quotation_key = q.key
JOIN articles a ON a.id = c.article_id
JOIN readings r ON r.article_id = a.id AND r.is_current
LEFT JOIN articles f ON f.key = q.first_article_key
LEFT JOIN readings fr ON fr.article_id = f.id AND fr.is_current
"""

# What is kept already: as the statements of the same name have it.
KNOWN = """
UPDATE quotations SET speaker_person = (
    SELECT min(s.person) FROM statements s WHERE s.quotation = quotations.key AND s.speaker_name = quotations.speaker_name
)
"""


def upgrade() -> None:
    op.execute("DROP VIEW who_said")
    op.add_column("quotations", sa.Column("speaker_person", sa.Text()))
    op.execute(KNOWN)
    op.execute(WHO_SAID)


def downgrade() -> None:
    op.execute("DROP VIEW who_said")
    op.drop_column("quotations", "speaker_person")
    op.execute(BEFORE)
