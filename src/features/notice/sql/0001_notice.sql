-- Letters on their way and what became of them. content is sealed, and empty once the letter is settled.
-- organisation_id is empty for a letter about an account without an organisation.
CREATE TABLE notice_letter (
  organisation_id TEXT NOT NULL,
  id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  dedup TEXT NOT NULL UNIQUE,
  recipient TEXT NOT NULL,
  content TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
  attempts INTEGER NOT NULL,
  next_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  settled_at TEXT,
  fault TEXT NOT NULL,
  fault_code TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
) STRICT;
CREATE INDEX notice_letter_due ON notice_letter (state, next_at);
CREATE TABLE notice_preference (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  account_id TEXT NOT NULL REFERENCES auth_account (id),
  weekly INTEGER NOT NULL,
  overdue INTEGER NOT NULL,
  worsened INTEGER NOT NULL,
  PRIMARY KEY (organisation_id, account_id)
) STRICT;
-- What someone was told already, or what was looked at and found empty.
CREATE TABLE notice_told (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  account_id TEXT NOT NULL REFERENCES auth_account (id),
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  told_at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, account_id, kind, subject)
) STRICT;
-- hash: SHA-256 of the token in the address, so that a copy of the database opens no calendar.
CREATE TABLE notice_calendar (
  organisation_id TEXT NOT NULL REFERENCES organisation (id),
  account_id TEXT NOT NULL REFERENCES auth_account (id),
  hash TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  last_used_at TEXT,
  PRIMARY KEY (organisation_id, account_id)
) STRICT;
