-- By which frameworks an organisation works. No row means that it does: a norm that everyone has, or one that was
-- imported. A framework that Waarborg only offers begins with a row that says no.
CREATE TABLE framework_use (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  urn TEXT NOT NULL,
  version INTEGER NOT NULL,
  used INTEGER NOT NULL,
  place INTEGER NOT NULL,
  reason TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, urn)
) STRICT;
-- What people said of a mapping, with the mapping as it then was. Rows are never changed: a verdict "as known on
-- date D" asks what was confirmed by then. The state of now is the row with the version of the mapping.
CREATE TABLE mapping_review (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  mapping_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  library_urn TEXT NOT NULL,
  source_urn TEXT NOT NULL,
  target_urn TEXT NOT NULL,
  relation TEXT NOT NULL,
  strength INTEGER,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  reviewed_at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, mapping_id, version)
) STRICT;
CREATE INDEX mapping_review_library ON mapping_review (organisation_id, library_urn);
