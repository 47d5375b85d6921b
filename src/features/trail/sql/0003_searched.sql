-- The list of entries is searched by what they are about and found by what was done.
DROP INDEX trail_entry_listed;
CREATE INDEX trail_entry_listed ON trail_entry (organisation_id, sequence, action, actor, subject_label);
CREATE INDEX trail_entry_action ON trail_entry (organisation_id, action, sequence);
