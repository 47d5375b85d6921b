-- Hashes of complete subtrees of 256, 65536 … entries (level 1, 2 …), so that a proof reads a few hundred hashes
-- instead of the whole log. They follow from the entries; `verify` compares them.
CREATE TABLE trail_tile (
  organisation_id TEXT NOT NULL,
  level INTEGER NOT NULL,
  position INTEGER NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (organisation_id, level, position)
) STRICT;
-- Holds all that a filtered list looks at, so that looking never reads the bodies.
CREATE INDEX trail_entry_listed ON trail_entry (organisation_id, sequence, action, actor);
