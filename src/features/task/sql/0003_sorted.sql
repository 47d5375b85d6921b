-- Sorted by title: holds what the list filters by, as occurrence_listed does for the order of days.
CREATE INDEX occurrence_titled ON occurrence
  (organisation_id, lower(title), id, due, performed_on, window_to, grace_to, owner_person) WHERE withdrawn_at IS NULL;
