-- How many entries there are of each action and of each person, so that a list of 200,000 need not be counted. It follows
-- from the entries; `verify` compares it.
CREATE TABLE trail_count (
  organisation_id TEXT NOT NULL,
  value_of TEXT NOT NULL,
  value TEXT NOT NULL,
  entries INTEGER NOT NULL,
  PRIMARY KEY (organisation_id, value_of, value)
) STRICT;
INSERT INTO trail_count (organisation_id, value_of, value, entries)
SELECT organisation_id, 'action', action, count(*) FROM trail_entry GROUP BY organisation_id, action;
INSERT INTO trail_count (organisation_id, value_of, value, entries)
SELECT organisation_id, 'actor', actor, count(*) FROM trail_entry GROUP BY organisation_id, actor;
