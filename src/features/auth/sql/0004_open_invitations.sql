-- Who invited, and when the invitation was withdrawn: its link then says so until it would have expired anyway.
-- invited_by: an account; empty when the server or its operator made the link, and of those of before.
ALTER TABLE auth_invitation ADD COLUMN invited_by TEXT NOT NULL DEFAULT '';
ALTER TABLE auth_invitation ADD COLUMN withdrawn_at TEXT;
