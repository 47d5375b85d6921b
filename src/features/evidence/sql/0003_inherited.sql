-- The proof of a supplier that evidence rests on, as it stood when the evidence was handed in: JSON, or empty.
ALTER TABLE evidence ADD COLUMN inherited TEXT NOT NULL DEFAULT '';
