-- Lists look at an index that holds all they filter by, and read the wide rows of one page only.
DROP INDEX occurrence_due;
CREATE INDEX occurrence_listed ON occurrence
  (organisation_id, due, id, performed_on, window_to, grace_to, owner_person, measure) WHERE withdrawn_at IS NULL;
CREATE INDEX occurrence_measure ON occurrence (organisation_id, measure, due, id);
