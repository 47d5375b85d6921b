-- An account belongs to the installation; what it may do stands per organisation in auth_membership.
CREATE TABLE auth_account (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  locale TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  totp_secret TEXT NOT NULL,
  totp_pending TEXT NOT NULL,
  totp_last_step INTEGER NOT NULL,
  may_create_organisations INTEGER NOT NULL,
  disabled INTEGER NOT NULL,
  last_organisation_id TEXT NOT NULL,
  last_seen_at TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE TABLE auth_membership (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  account_id TEXT NOT NULL REFERENCES auth_account (id),
  version INTEGER NOT NULL,
  roles TEXT NOT NULL,
  until TEXT,
  PRIMARY KEY (organisation_id, account_id)
) STRICT;
CREATE INDEX auth_membership_account ON auth_membership (account_id);
CREATE TABLE auth_recovery_code (
  account_id TEXT NOT NULL REFERENCES auth_account (id),
  hash TEXT NOT NULL,
  PRIMARY KEY (account_id, hash)
) STRICT;
CREATE TABLE auth_passkey (
  id TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES auth_account (id),
  credential_id TEXT NOT NULL UNIQUE,
  algorithm INTEGER NOT NULL,
  public_key TEXT NOT NULL,
  counter INTEGER NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  last_used_at TEXT
) STRICT;
CREATE INDEX auth_passkey_account ON auth_passkey (account_id);
-- id is the SHA-256 of the cookie, so that a copy of the database opens no session.
CREATE TABLE auth_session (
  id TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES auth_account (id),
  organisation_id TEXT NOT NULL,
  state TEXT NOT NULL,
  mode TEXT NOT NULL,
  csrf TEXT NOT NULL,
  challenge TEXT NOT NULL,
  created_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL
) STRICT;
CREATE INDEX auth_session_account ON auth_session (account_id);
CREATE INDEX auth_session_last_seen ON auth_session (last_seen_at);
CREATE TABLE auth_invitation (
  hash TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  roles TEXT NOT NULL,
  until TEXT,
  may_create_organisations INTEGER NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT;
CREATE TABLE auth_token (
  id TEXT NOT NULL PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES auth_account (id),
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  name TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('personal', 'collector')),
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  last_used_at TEXT
) STRICT;
CREATE INDEX auth_token_account ON auth_token (account_id);
CREATE TABLE auth_throttle (
  subject TEXT NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL,
  blocked_until TEXT NOT NULL
) STRICT;
