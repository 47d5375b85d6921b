-- A run that several machines work on (run/run_shared.h). Lists of a sector belong to the installation, not to one of
-- its organisations. list_sha256: of the list as it was given. opt_out: names, addresses
-- and networks that asked not to be measured, for every machine.
CREATE TABLE scan_run (
  name TEXT PRIMARY KEY,
  list_sha256 TEXT NOT NULL,
  opt_out TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- number: place on the list. place: in which order they are measured, far from the order of the list. state: open,
-- silent (to be measured once more), opted_out or done. worker and lease_until: who has it, and until when it is his.
-- facts: DomainFacts as JSON, empty until it was measured.
CREATE TABLE scan_run_domain (
  run TEXT NOT NULL REFERENCES scan_run (name),
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  port INTEGER NOT NULL,
  organisation TEXT NOT NULL,
  sub_sector TEXT NOT NULL,
  place INTEGER NOT NULL,
  state TEXT NOT NULL,
  worker TEXT NOT NULL,
  lease_until TEXT,
  facts TEXT NOT NULL,
  PRIMARY KEY (run, number)
) STRICT;
CREATE INDEX scan_run_domain_place ON scan_run_domain (run, state, place);
CREATE INDEX scan_run_domain_worker ON scan_run_domain (run, worker, state);
