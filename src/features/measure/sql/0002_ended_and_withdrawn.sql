-- An override that was rejected before its confirmation, or ended early after it.
ALTER TABLE verdict_override ADD COLUMN ended_account TEXT NOT NULL DEFAULT '';
ALTER TABLE verdict_override ADD COLUMN ended_by TEXT NOT NULL DEFAULT '';
ALTER TABLE verdict_override ADD COLUMN ended_at TEXT NOT NULL DEFAULT '';
ALTER TABLE verdict_override ADD COLUMN end_reason TEXT NOT NULL DEFAULT '';

-- Every declaration that measures are complete together stays, and so does its withdrawal: "as known on D" uses what
-- stood on D (proof model, rule 9).
CREATE TABLE completion (
  organisation_id TEXT NOT NULL,
  requirement TEXT NOT NULL,
  version INTEGER NOT NULL,
  person TEXT NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  withdrawn INTEGER NOT NULL,
  PRIMARY KEY (organisation_id, requirement, version)
) STRICT;

INSERT INTO completion (organisation_id, requirement, version, person, reason, at, withdrawn)
SELECT organisation_id, requirement, 1, person, reason, at, 0 FROM complete_together;

DROP TABLE complete_together;
