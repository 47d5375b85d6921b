-- What one person did is found without reading what everyone did.
CREATE INDEX trail_entry_actor ON trail_entry (organisation_id, actor, sequence);
