-- places: "kind/id kind/id", days: "2026-01-02s 2026-01-03r"; see store.h.
CREATE TABLE evidence (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  aspect TEXT NOT NULL CHECK (aspect IN ('design', 'existence', 'operation')),
  measure TEXT NOT NULL,
  plan_item TEXT NOT NULL,
  occurrence TEXT NOT NULL,
  places TEXT NOT NULL,
  covers_from TEXT NOT NULL,
  covers_to TEXT NOT NULL,
  received_at TEXT NOT NULL,
  valid_until TEXT,
  result TEXT NOT NULL CHECK (result IN ('supports', 'refutes', 'partly')),
  source TEXT NOT NULL,
  query TEXT NOT NULL,
  link TEXT NOT NULL,
  note TEXT NOT NULL,
  author TEXT NOT NULL,
  approver TEXT NOT NULL,
  reviewed_on TEXT,
  collector_account TEXT NOT NULL,
  collector_token TEXT NOT NULL,
  collector TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  tool TEXT NOT NULL,
  days TEXT NOT NULL,
  report_sha256 TEXT NOT NULL,
  review TEXT NOT NULL CHECK (review IN ('pending', 'accepted', 'rejected')),
  reviewer_account TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  review_note TEXT NOT NULL,
  reviewed_at TEXT,
  withdrawn_at TEXT,
  withdraw_reason TEXT NOT NULL,
  trail_sequence INTEGER NOT NULL,
  PRIMARY KEY (organisation_id, id)
) STRICT;
CREATE INDEX evidence_measure ON evidence (organisation_id, measure, received_at, id);
CREATE INDEX evidence_received ON evidence (organisation_id, received_at, id);
CREATE INDEX evidence_review ON evidence (organisation_id, review, received_at, id);
CREATE INDEX evidence_valid ON evidence (organisation_id, valid_until);
-- Holds all that a filtered list counts by, so that counting never reads the wide rows.
CREATE INDEX evidence_counted ON evidence (organisation_id, withdrawn_at, review, aspect, kind, measure, title);
CREATE INDEX evidence_content ON evidence (organisation_id, sha256);
-- What a tool reported: long, and read for one piece of evidence at a time.
CREATE TABLE evidence_report (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  evidence_id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (organisation_id, evidence_id),
  FOREIGN KEY (organisation_id, evidence_id) REFERENCES evidence (organisation_id, id)
) STRICT;
CREATE TABLE evidence_submission (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  account TEXT NOT NULL,
  request_key TEXT NOT NULL,
  body_sha256 TEXT NOT NULL,
  evidence_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, account, request_key)
) STRICT;
-- The cases themselves stay in the file; the count and the hash freeze them.
CREATE TABLE population (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  measure TEXT NOT NULL,
  plan_item TEXT NOT NULL,
  place_kind TEXT NOT NULL,
  place_id TEXT NOT NULL,
  title TEXT NOT NULL,
  covers_from TEXT NOT NULL,
  covers_to TEXT NOT NULL,
  case_count INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  key_column TEXT NOT NULL,
  frozen_at TEXT NOT NULL,
  author_account TEXT NOT NULL,
  author TEXT NOT NULL,
  frequency TEXT NOT NULL,
  tolerated INTEGER NOT NULL,
  sample_size INTEGER NOT NULL,
  seed TEXT NOT NULL,
  algorithm TEXT NOT NULL,
  drawn_at TEXT,
  drawer TEXT NOT NULL,
  judged INTEGER NOT NULL,
  deviations INTEGER NOT NULL,
  reviewer_account TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  recorded_at TEXT,
  withdrawn_at TEXT,
  withdraw_reason TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
) STRICT;
CREATE INDEX population_measure ON population (organisation_id, measure, id);
CREATE TABLE population_case (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  population_id TEXT NOT NULL,
  case_key TEXT NOT NULL,
  description TEXT NOT NULL,
  draw_order INTEGER NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('', 'effective', 'deviation')),
  note TEXT NOT NULL,
  retest TEXT NOT NULL,
  judge TEXT NOT NULL,
  judged_at TEXT,
  PRIMARY KEY (organisation_id, population_id, case_key),
  FOREIGN KEY (organisation_id, population_id) REFERENCES population (organisation_id, id)
) STRICT;
