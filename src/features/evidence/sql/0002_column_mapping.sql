-- How the columns of a table are to be read: named once, used by every next import. settings: JSON object of texts.
CREATE TABLE column_mapping (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  settings TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, name)
) STRICT;
