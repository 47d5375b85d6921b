-- An address for letters, and one-time links for a new password. Without an address the login serves when it is one.
ALTER TABLE auth_account ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE auth_invitation ADD COLUMN email TEXT NOT NULL DEFAULT '';
-- organisation_id: of the administrator who made the link; empty when the person asked for it.
CREATE TABLE auth_reset (
  hash TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES auth_account (id),
  organisation_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT;
CREATE INDEX auth_reset_account ON auth_reset (account_id);
-- What was typed at "forgotten password", until the scheduler answers it: asking takes as long for an unknown login.
CREATE TABLE auth_forgotten (
  login TEXT NOT NULL PRIMARY KEY,
  asked_at TEXT NOT NULL
) STRICT;
