-- name: membership_lock
SELECT m.organisation_id, m.account_id, m.version, m.roles, m.until, a.disabled
  FROM auth_membership m JOIN auth_account a ON a.id = m.account_id
 WHERE m.organisation_id = :organisation ORDER BY m.account_id FOR UPDATE OF m;

-- name: sign_in_lock
SELECT id, '' FROM auth_account WHERE id = :account FOR NO KEY UPDATE;

-- name: throttle_lock
SELECT failures, blocked_until FROM auth_throttle WHERE subject = :subject FOR UPDATE;
