-- evidence: ids with a space between. retired: empty, or the own id when the performance was withdrawn, so that the
-- same occurrence can be expected once more.
CREATE TABLE occurrence (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  measure TEXT NOT NULL,
  plan_item TEXT NOT NULL,
  place_kind TEXT NOT NULL,
  place_id TEXT NOT NULL,
  title TEXT NOT NULL,
  owner_person TEXT NOT NULL,
  due TEXT NOT NULL,
  window_to TEXT NOT NULL,
  grace_to TEXT NOT NULL,
  performed_on TEXT,
  outcome TEXT NOT NULL CHECK (outcome IN ('', 'effective', 'deviation')),
  note TEXT NOT NULL,
  evidence TEXT NOT NULL,
  deviation TEXT NOT NULL,
  performer_account TEXT NOT NULL,
  performer TEXT NOT NULL,
  recorded_at TEXT,
  withdrawn_at TEXT,
  withdraw_reason TEXT NOT NULL,
  retired TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, measure, plan_item, place_kind, place_id, due, retired)
) STRICT;
CREATE INDEX occurrence_due ON occurrence (organisation_id, due, id);
CREATE INDEX occurrence_expected ON occurrence (organisation_id, performed_on, grace_to);
CREATE TABLE deviation (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  measure TEXT NOT NULL,
  occurrence TEXT NOT NULL,
  place_kind TEXT NOT NULL,
  place_id TEXT NOT NULL,
  what TEXT NOT NULL,
  cause TEXT NOT NULL,
  correction TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  opener_account TEXT NOT NULL,
  opener TEXT NOT NULL,
  retest_evidence TEXT NOT NULL,
  retest_result TEXT NOT NULL CHECK (retest_result IN ('', 'supports', 'refutes')),
  retest_on TEXT,
  closed_at TEXT,
  closer TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
) STRICT;
CREATE INDEX deviation_measure ON deviation (organisation_id, measure, id);
CREATE INDEX deviation_opened ON deviation (organisation_id, opened_at, id);
