-- One measurement of one domain. facts: DomainFacts as JSON, from which it can be judged again by other rules. standing:
-- what is known of each check by then, and what became worse (watch/standing.h), as JSON. web and mail: internet.nl's score
-- by the rules of that moment, NULL when nothing counted.
CREATE TABLE scan_measurement (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  id TEXT NOT NULL,
  domain TEXT NOT NULL,
  name TEXT NOT NULL,
  measured_at TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  rules TEXT NOT NULL,
  web INTEGER,
  mail INTEGER,
  fails INTEGER NOT NULL,
  warns INTEGER NOT NULL,
  unknown INTEGER NOT NULL,
  standing TEXT NOT NULL,
  facts TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
) STRICT;
CREATE INDEX scan_measurement_domain ON scan_measurement (organisation_id, domain, id);

-- How often an organisation measures by itself. last_begun: of the last time that it did.
CREATE TABLE scan_schedule (
  organisation_id TEXT PRIMARY KEY REFERENCES organisation (id),
  every TEXT NOT NULL,
  last_begun TEXT
) STRICT;

CREATE TABLE register_domain (
  organisation_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  use TEXT NOT NULL,
  protection TEXT NOT NULL,
  reason TEXT NOT NULL,
  owner TEXT NOT NULL,
  site TEXT NOT NULL,
  system TEXT NOT NULL,
  supplier TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
) STRICT;
CREATE INDEX register_domain_name ON register_domain (organisation_id, name, id);
CREATE INDEX register_domain_sorted ON register_domain (organisation_id, lower(name), id);
