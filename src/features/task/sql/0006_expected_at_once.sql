-- What is still to be done is searched and counted without looking at each row: there is a year of it.
DROP INDEX occurrence_expected;
CREATE INDEX occurrence_expected ON occurrence
  (organisation_id, performed_on, grace_to, due, id, withdrawn_at, owner_person, measure, place_id, lower(title), title);
