-- What norms ask, per organisation. Answers of other features hang on the URN of a requirement, so a requirement is
-- never deleted: a version of the norm that drops it marks it as removed.
CREATE TABLE library (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  urn TEXT NOT NULL,
  version INTEGER NOT NULL,
  builtin INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  source TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, urn, version)
) STRICT;
CREATE TABLE framework (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  id TEXT NOT NULL,
  library_urn TEXT NOT NULL,
  urn TEXT NOT NULL,
  ref_id TEXT NOT NULL,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  copyright TEXT NOT NULL,
  provider TEXT NOT NULL,
  builtin INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, urn)
) STRICT;
CREATE TABLE requirement (
  organisation_id TEXT NOT NULL,
  framework_id TEXT NOT NULL,
  urn TEXT NOT NULL,
  ref TEXT NOT NULL,
  parent_urn TEXT NOT NULL,
  chapter TEXT NOT NULL,
  depth INTEGER NOT NULL,
  sort_order INTEGER NOT NULL,
  assessable INTEGER NOT NULL,
  title_nl TEXT NOT NULL,
  title_en TEXT NOT NULL,
  texts TEXT NOT NULL,
  cadence TEXT NOT NULL,
  instrument TEXT NOT NULL,
  health INTEGER NOT NULL,
  control_type TEXT NOT NULL,
  cia TEXT NOT NULL,
  removed INTEGER NOT NULL,
  PRIMARY KEY (organisation_id, urn),
  FOREIGN KEY (organisation_id, framework_id) REFERENCES framework (organisation_id, id)
) STRICT;
CREATE INDEX requirement_framework ON requirement (organisation_id, framework_id, sort_order);
-- Norm text that an organisation with a licence of its own typed in. Never leaves in a report or package.
CREATE TABLE requirement_own_text (
  organisation_id TEXT NOT NULL,
  urn TEXT NOT NULL,
  version INTEGER NOT NULL,
  own_text TEXT NOT NULL,
  PRIMARY KEY (organisation_id, urn),
  FOREIGN KEY (organisation_id, urn) REFERENCES requirement (organisation_id, urn)
) STRICT;
-- The ends of a mapping are URNs without a foreign key: a mapping may come before the framework that it points into.
CREATE TABLE mapping (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  library_urn TEXT NOT NULL,
  source_urn TEXT NOT NULL,
  target_urn TEXT NOT NULL,
  relation TEXT NOT NULL,
  strength INTEGER,
  rationale_nl TEXT NOT NULL,
  rationale_en TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  reviewed_at TEXT,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, library_urn, source_urn, target_urn)
) STRICT;
CREATE INDEX mapping_source ON mapping (organisation_id, source_urn);
CREATE INDEX mapping_target ON mapping (organisation_id, target_urn);
