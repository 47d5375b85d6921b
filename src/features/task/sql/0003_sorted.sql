-- One index for each order of the list; each holds all that the list filters by and searches in, so that only the rows
-- of one page are read whole. withdrawn_at is always empty in them, but SQLite goes to the row for what is not there.
DROP INDEX occurrence_listed;
CREATE INDEX occurrence_listed ON occurrence
  (organisation_id, due, id, performed_on, window_to, grace_to, owner_person, measure, place_id, title, withdrawn_at)
 WHERE withdrawn_at IS NULL;
CREATE INDEX occurrence_titled ON occurrence
  (organisation_id, lower(title), id, due, performed_on, window_to, grace_to, owner_person, measure, place_id, title,
   withdrawn_at)
 WHERE withdrawn_at IS NULL;
DROP INDEX occurrence_measure;
CREATE INDEX occurrence_measure ON occurrence
  (organisation_id, measure, due, id, performed_on, window_to, grace_to, owner_person, place_id, title, withdrawn_at);
