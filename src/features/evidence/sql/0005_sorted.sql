-- One index for each order of the list; each holds all that the list filters by and searches in, so that only the rows
-- of one page are read whole. withdrawn_at is always empty in them, but SQLite goes to the row for what is not there.
DROP INDEX evidence_listed;
CREATE INDEX evidence_listed ON evidence
  (organisation_id, received_at, id, review, aspect, kind, measure, title, withdrawn_at) WHERE withdrawn_at IS NULL;
CREATE INDEX evidence_titled ON evidence
  (organisation_id, lower(title), id, review, aspect, kind, measure, title, withdrawn_at) WHERE withdrawn_at IS NULL;
CREATE INDEX evidence_covering ON evidence
  (organisation_id, covers_to, id, review, aspect, kind, measure, title, withdrawn_at) WHERE withdrawn_at IS NULL;
CREATE INDEX evidence_valid ON evidence
  (organisation_id, coalesce(valid_until, '9999-12-31'), id, review, aspect, kind, measure, title, valid_until,
   withdrawn_at)
 WHERE withdrawn_at IS NULL;
DROP INDEX evidence_measure;
CREATE INDEX evidence_measure ON evidence
  (organisation_id, measure, received_at, id, review, aspect, kind, title, withdrawn_at);
DROP INDEX evidence_review;
CREATE INDEX evidence_review ON evidence
  (organisation_id, review, received_at, id, aspect, kind, measure, title, withdrawn_at);
