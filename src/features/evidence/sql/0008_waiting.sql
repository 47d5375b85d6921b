-- Narrow: what waits for review is counted for each asker in it, and nothing else is read.
CREATE INDEX evidence_waiting ON evidence
  (organisation_id, measure, collector_account, collector, author, received_at, id, withdrawn_at, review)
 WHERE withdrawn_at IS NULL AND review = 'pending';
