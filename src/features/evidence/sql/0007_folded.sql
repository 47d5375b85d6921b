-- The title as it is searched, so that a search computes nothing per row.
DROP INDEX evidence_listed;
CREATE INDEX evidence_listed ON evidence
  (organisation_id, received_at, id, review, aspect, kind, measure, lower(title), title, withdrawn_at)
 WHERE withdrawn_at IS NULL;
DROP INDEX evidence_covering;
CREATE INDEX evidence_covering ON evidence
  (organisation_id, covers_to, id, review, aspect, kind, measure, lower(title), title, withdrawn_at)
 WHERE withdrawn_at IS NULL;
DROP INDEX evidence_valid;
CREATE INDEX evidence_valid ON evidence
  (organisation_id, coalesce(valid_until, '9999-12-31'), id, review, aspect, kind, measure, lower(title), title,
   valid_until, withdrawn_at)
 WHERE withdrawn_at IS NULL;
DROP INDEX evidence_measure;
CREATE INDEX evidence_measure ON evidence
  (organisation_id, measure, received_at, id, review, aspect, kind, lower(title), title, withdrawn_at);
DROP INDEX evidence_review;
CREATE INDEX evidence_review ON evidence
  (organisation_id, review, received_at, id, aspect, kind, measure, lower(title), title, withdrawn_at);
