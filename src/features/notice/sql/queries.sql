-- name: letter_insert
INSERT INTO notice_letter (organisation_id, id, account_id, kind, dedup, recipient, content, state, attempts, next_at,
                           expires_at, created_at, fault, fault_code)
VALUES (:organisation, :id, :account, :kind, :dedup, :recipient, :content, 'queued', 0, :now, :expires_at, :now, '', '')
ON CONFLICT (dedup) DO NOTHING;

-- name: letter_due
-- across organisations: one server carries the letters of all.
SELECT organisation_id, id, account_id, kind, recipient, content, attempts, expires_at, created_at, fault, fault_code
  FROM notice_letter WHERE state = 'queued' AND next_at <= :now ORDER BY next_at, id LIMIT 50;

-- name: letter_claim
-- Counted before it is tried, so that a letter that brings the program down is not tried for ever.
UPDATE notice_letter SET attempts = attempts + 1, next_at = :again
 WHERE organisation_id = :organisation AND id = :id AND state = 'queued' AND attempts = :seen;

-- name: letter_settle
UPDATE notice_letter SET state = :state, settled_at = :at, content = '', fault = :fault, fault_code = :fault_code
 WHERE organisation_id = :organisation AND id = :id AND state = 'queued';

-- name: letter_delayed
UPDATE notice_letter SET fault = :fault, fault_code = :fault_code, next_at = :again
 WHERE organisation_id = :organisation AND id = :id AND state = 'queued';

-- name: letter_page
SELECT id, account_id, kind, recipient, state, attempts, next_at, created_at, settled_at, fault, fault_code
  FROM notice_letter
 WHERE organisation_id = :organisation AND (:state = '' OR state = :state) AND (:before = '' OR id < :before)
 ORDER BY id DESC LIMIT :limit;

-- name: letter_count
SELECT count(*) FROM notice_letter WHERE organisation_id = :organisation AND (:state = '' OR state = :state);

-- name: letter_count_all
-- across organisations: for the figures of the machine.
SELECT count(*) FROM notice_letter WHERE state = :state;

-- name: letter_purge
-- across organisations: old mail is nobody's.
DELETE FROM notice_letter WHERE state <> 'queued' AND settled_at < :before;

-- name: preference_list
SELECT account_id, weekly, overdue, worsened FROM notice_preference
 WHERE organisation_id = :organisation AND (:account = '' OR account_id = :account);

-- name: preference_save
INSERT INTO notice_preference (organisation_id, account_id, weekly, overdue, worsened)
VALUES (:organisation, :account, :weekly, :overdue, :worsened)
ON CONFLICT (organisation_id, account_id)
DO UPDATE SET weekly = excluded.weekly, overdue = excluded.overdue, worsened = excluded.worsened;

-- name: told
SELECT count(*) FROM notice_told
 WHERE organisation_id = :organisation AND account_id = :account AND kind = :kind AND subject = :subject;

-- name: tell
INSERT INTO notice_told (organisation_id, account_id, kind, subject, told_at)
VALUES (:organisation, :account, :kind, :subject, :now)
ON CONFLICT (organisation_id, account_id, kind, subject) DO NOTHING;

-- name: told_purge
-- across organisations: what was told more than a year ago is not told again.
DELETE FROM notice_told WHERE told_at < :before;

-- name: calendar_of
SELECT organisation_id, account_id, created_at, last_used_at FROM notice_calendar
 WHERE organisation_id = :organisation AND account_id = :account;

-- name: calendar_by_hash
-- across organisations: found by what only its holder has.
SELECT organisation_id, account_id, created_at, last_used_at FROM notice_calendar WHERE hash = :hash;

-- name: calendar_save
INSERT INTO notice_calendar (organisation_id, account_id, hash, created_at) VALUES (:organisation, :account, :hash, :now)
ON CONFLICT (organisation_id, account_id)
DO UPDATE SET hash = excluded.hash, created_at = excluded.created_at, last_used_at = NULL;

-- name: calendar_touch
UPDATE notice_calendar SET last_used_at = :now WHERE organisation_id = :organisation AND account_id = :account;

-- name: calendar_remove_all
-- across organisations: of one account, everywhere.
DELETE FROM notice_calendar WHERE account_id = :account;

-- name: calendar_remove
DELETE FROM notice_calendar WHERE organisation_id = :organisation AND account_id = :account;
