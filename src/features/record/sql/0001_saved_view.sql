-- How one person likes to see a list: filters, sorting and columns, as one JSON document under a name.
CREATE TABLE saved_view (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  id TEXT NOT NULL,
  account TEXT NOT NULL,
  list_name TEXT NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, account, list_name, name)
) STRICT;
