CREATE TABLE trail_entry (
  organisation_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_label TEXT NOT NULL,
  body TEXT NOT NULL,
  leaf TEXT NOT NULL,
  PRIMARY KEY (organisation_id, sequence)
) STRICT;
CREATE INDEX trail_entry_subject ON trail_entry (organisation_id, subject, sequence);
CREATE TABLE trail_head (
  organisation_id TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL,
  edge TEXT NOT NULL,
  checkpoint TEXT NOT NULL
) STRICT;
