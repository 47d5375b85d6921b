-- A deviation of evidence that showed that the measure did not work: which piece. Empty: someone recorded it of his own
-- accord, or it is of an occurrence.
ALTER TABLE deviation ADD COLUMN evidence TEXT NOT NULL DEFAULT '';
