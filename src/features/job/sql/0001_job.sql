-- Long work. organisation_id is empty for recurring work of the installation itself, so it refers to nothing.
-- slot: what there is only one of at a time; the own id once a job of a person has ended; the period of recurring work.
-- runner: which process works on it (node/start), attempt: how often it was begun, beat: goes up while it lives.
-- rights: those of who asked, with a space between. title, error: a message as JSON. total_count 0: unknown.
CREATE TABLE job (
  organisation_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  slot TEXT NOT NULL,
  account_id TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  rights TEXT NOT NULL,
  locale TEXT NOT NULL,
  title TEXT NOT NULL,
  request TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  done_count INTEGER NOT NULL,
  total_count INTEGER NOT NULL,
  step TEXT NOT NULL,
  created_at TEXT NOT NULL,
  started_at TEXT,
  finished_at TEXT,
  expires_at TEXT,
  runner TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  beat INTEGER NOT NULL,
  cancel_asked INTEGER NOT NULL,
  error TEXT NOT NULL,
  result_sha256 TEXT NOT NULL,
  result_name TEXT NOT NULL,
  result_type TEXT NOT NULL,
  result_size INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (organisation_id, kind, slot)
) STRICT;
CREATE INDEX job_of_account ON job (organisation_id, account_id, created_at);
CREATE INDEX job_by_state ON job (state, created_at, id);
