-- Narrow: a list is counted in it, and nothing else is read.
CREATE INDEX evidence_counted ON evidence (organisation_id, review, aspect, kind, withdrawn_at) WHERE withdrawn_at IS NULL;
