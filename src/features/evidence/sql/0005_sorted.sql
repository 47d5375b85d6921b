-- One index for each order of the list; like evidence_listed each holds all that the list filters by.
CREATE INDEX evidence_titled ON evidence (organisation_id, lower(title), id, review, aspect, kind, measure)
 WHERE withdrawn_at IS NULL;
CREATE INDEX evidence_covering ON evidence (organisation_id, covers_to, id, review, aspect, kind, measure, title)
 WHERE withdrawn_at IS NULL;
CREATE INDEX evidence_valid ON evidence
  (organisation_id, coalesce(valid_until, '9999-12-31'), id, review, aspect, kind, measure, title)
 WHERE withdrawn_at IS NULL;
