-- The title as it is searched, so that a search computes nothing per row.
DROP INDEX occurrence_listed;
CREATE INDEX occurrence_listed ON occurrence
  (organisation_id, due, id, performed_on, window_to, grace_to, owner_person, measure, place_id, lower(title), title,
   withdrawn_at)
 WHERE withdrawn_at IS NULL;
DROP INDEX occurrence_measure;
CREATE INDEX occurrence_measure ON occurrence
  (organisation_id, measure, due, id, performed_on, window_to, grace_to, owner_person, place_id, lower(title), title,
   withdrawn_at);
