-- Narrow: a list is counted in it, and nothing else is read.
CREATE INDEX occurrence_counted ON occurrence
  (organisation_id, due, performed_on, window_to, grace_to, owner_person, withdrawn_at) WHERE withdrawn_at IS NULL;
