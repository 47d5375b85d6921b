-- Lists look at an index that holds all they filter by, and read the wide rows of one page only.
DROP INDEX evidence_received;
DROP INDEX evidence_counted;
DROP INDEX evidence_valid;
CREATE INDEX evidence_listed ON evidence (organisation_id, received_at, id, review, aspect, kind, measure, title)
 WHERE withdrawn_at IS NULL;
CREATE INDEX evidence_expiring ON evidence (organisation_id, valid_until, id) WHERE withdrawn_at IS NULL;
-- Finds what replaces a piece of evidence that expires.
CREATE INDEX evidence_successor ON evidence (organisation_id, measure, aspect, plan_item, places, valid_until)
 WHERE withdrawn_at IS NULL;
