-- The retests of a case that were withdrawn and followed by another, which a verdict as known then still rests on: JSON,
-- or empty.
ALTER TABLE population_case ADD COLUMN earlier_retests TEXT NOT NULL DEFAULT '';
