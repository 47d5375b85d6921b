-- The body of a measure is one JSON document, because it is always read and written whole; every version is kept,
-- so that a verdict "as known on D" uses the plan, places and links of D (proof model, rule 9).
CREATE TABLE measure (
  organisation_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
) STRICT;

CREATE TABLE measure_version (
  organisation_id TEXT NOT NULL,
  measure_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (organisation_id, measure_id, version)
) STRICT;

CREATE TABLE applicability (
  organisation_id TEXT NOT NULL,
  requirement TEXT NOT NULL,
  version INTEGER NOT NULL,
  applies INTEGER NOT NULL,
  reason TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, requirement, version)
) STRICT;

CREATE TABLE statement_version (
  organisation_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  framework TEXT NOT NULL,
  state TEXT NOT NULL,
  note TEXT NOT NULL,
  author_account TEXT NOT NULL,
  author TEXT NOT NULL,
  created_at TEXT NOT NULL,
  approver TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  decision_note TEXT NOT NULL,
  applies INTEGER NOT NULL,
  excluded INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (organisation_id, number)
) STRICT;

CREATE TABLE verdict_override (
  organisation_id TEXT NOT NULL,
  id TEXT NOT NULL,
  measure_id TEXT NOT NULL,
  aspect TEXT NOT NULL,
  place_kind TEXT NOT NULL,
  place_id TEXT NOT NULL,
  value TEXT NOT NULL,
  reason TEXT NOT NULL,
  author_account TEXT NOT NULL,
  author TEXT NOT NULL,
  second_account TEXT NOT NULL,
  second_person TEXT NOT NULL,
  confirmed_at TEXT NOT NULL,
  until TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, measure_id) REFERENCES measure (organisation_id, id)
) STRICT;

CREATE TABLE complete_together (
  organisation_id TEXT NOT NULL,
  requirement TEXT NOT NULL,
  person TEXT NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, requirement)
) STRICT;

-- The verdict that was last seen per measure and aspect, and each change of it: for "what changed" and its tasks.
CREATE TABLE verdict_memory (
  organisation_id TEXT NOT NULL,
  measure_id TEXT NOT NULL,
  aspect TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (organisation_id, measure_id, aspect)
) STRICT;

CREATE TABLE verdict_change (
  organisation_id TEXT NOT NULL,
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  measure_id TEXT NOT NULL,
  aspect TEXT NOT NULL,
  before_value TEXT NOT NULL,
  after_value TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
) STRICT;
CREATE INDEX verdict_change_at ON verdict_change (organisation_id, at);
