-- Which measures were said to be complete together: ids, as a JSON list. Empty in a withdrawal, and in declarations of
-- before: of those the versions of the measures still tell which answered in part when it was said, so the row, and with
-- it its entry in the log, stays what it was.
ALTER TABLE completion ADD COLUMN measures TEXT NOT NULL DEFAULT '';
