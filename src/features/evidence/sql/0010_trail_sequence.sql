-- The trail itself says which of its entries is the last about a piece of evidence.
ALTER TABLE evidence DROP COLUMN trail_sequence;
