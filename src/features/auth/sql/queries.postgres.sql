-- name: membership_lock
SELECT m.organisation_id, m.account_id, m.version, m.roles, m.until, a.disabled
  FROM auth_membership m JOIN auth_account a ON a.id = m.account_id
 WHERE m.organisation_id = :organisation ORDER BY m.account_id FOR UPDATE OF m;

-- name: sign_in_lock
-- With the rows that belong to it: what was read before a change is, but for the change, what is read and logged after
-- it, also beside somebody who writes in the database without asking us. New rows: see SignIn::keep_sign_in. Joined to
-- the account, because that is to be held before them.
WITH account AS MATERIALIZED (SELECT id FROM auth_account WHERE id = :account FOR NO KEY UPDATE),
     passkeys AS MATERIALIZED (SELECT p.id FROM account a JOIN auth_passkey p ON p.account_id = a.id ORDER BY p.id
                                FOR NO KEY UPDATE OF p),
     codes AS MATERIALIZED (SELECT c.hash FROM account a JOIN auth_recovery_code c ON c.account_id = a.id
                             ORDER BY c.hash FOR NO KEY UPDATE OF c),
     tokens AS MATERIALIZED (SELECT t.id FROM account a JOIN auth_token t ON t.account_id = a.id ORDER BY t.id
                              FOR NO KEY UPDATE OF t)
SELECT id, '' FROM account
 WHERE (SELECT count(*) FROM passkeys) + (SELECT count(*) FROM codes) + (SELECT count(*) FROM tokens) >= 0;

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
