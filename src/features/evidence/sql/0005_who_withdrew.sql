-- Who withdrew it (bad news does not go at the wish of who it speaks against), and a sample of another size than the
-- table asks, with the reason. Empty in rows of before.
ALTER TABLE evidence ADD COLUMN withdrawer_account TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN withdrawer TEXT NOT NULL DEFAULT '';
ALTER TABLE population ADD COLUMN withdrawer_account TEXT NOT NULL DEFAULT '';
ALTER TABLE population ADD COLUMN withdrawer TEXT NOT NULL DEFAULT '';
ALTER TABLE population ADD COLUMN drawer_account TEXT NOT NULL DEFAULT '';
ALTER TABLE population ADD COLUMN size_reason TEXT NOT NULL DEFAULT '';
