-- name: membership_lock
SELECT m.organisation_id, m.account_id, m.version, m.roles, m.until, a.disabled
  FROM auth_membership m JOIN auth_account a ON a.id = m.account_id
 WHERE m.organisation_id = :organisation ORDER BY m.account_id FOR UPDATE OF m;

-- name: sign_in_lock
SELECT id, '' FROM auth_account WHERE id = :account FOR NO KEY UPDATE;

-- name: throttle_lock
SELECT failures, blocked_until FROM auth_throttle WHERE subject = :subject FOR UPDATE;

-- name: account_seen
-- Who only reads does not wait for who writes: a row that another holds is skipped. Who signs in holds it himself.
UPDATE auth_account SET last_seen_at = :at
 WHERE id = (SELECT id FROM auth_account WHERE id = :account FOR NO KEY UPDATE SKIP LOCKED);

-- name: session_touch
UPDATE auth_session SET last_seen_at = :at
 WHERE id = (SELECT id FROM auth_session WHERE id = :session AND last_seen_at < :at FOR NO KEY UPDATE SKIP LOCKED);

-- name: token_touch
UPDATE auth_token SET last_used_at = :at
 WHERE id = (SELECT id FROM auth_token WHERE id = :token FOR NO KEY UPDATE SKIP LOCKED);
