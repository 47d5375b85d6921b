-- A deviation that goes on because the retest that closed it was withdrawn: which one it was. It happened when that one
-- did, so the period of then is not right either.
ALTER TABLE deviation ADD COLUMN reopens TEXT NOT NULL DEFAULT '';
