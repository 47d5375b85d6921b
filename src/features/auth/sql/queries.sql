-- Statements on members of an organisation take the organisation first. The others are about one account, found by
-- what only that account holds: its login, cookie, token or invitation.

-- name: account_insert
INSERT INTO auth_account (id, version, login, name, locale, password_hash, totp_secret, totp_pending, totp_last_step,
                          may_create_organisations, disabled, last_organisation_id, created_at)
VALUES (:account, 1, :login, :name, :locale, :password_hash, '', '', 0, :may_create, 0, '', :created_at);

-- name: account_by_login
SELECT id, login, name, locale, password_hash, totp_secret, totp_pending, totp_last_step, may_create_organisations,
       disabled, last_organisation_id, email
  FROM auth_account WHERE login = :login;

-- name: account_by_email
SELECT id, login, name, locale, password_hash, totp_secret, totp_pending, totp_last_step, may_create_organisations,
       disabled, last_organisation_id, email
  FROM auth_account WHERE lower(email) = :email;

-- name: account_by_id
SELECT id, login, name, locale, password_hash, totp_secret, totp_pending, totp_last_step, may_create_organisations,
       disabled, last_organisation_id, email
  FROM auth_account WHERE id = :account;

-- name: account_name
SELECT id, name FROM auth_account WHERE id = :account;

-- name: account_names
SELECT id, name FROM auth_account WHERE id IN (SELECT value FROM jsonb_array_elements_text(CAST(:ids AS jsonb)));

-- name: account_all
-- For the command line only.
SELECT id, login, name, may_create_organisations, disabled,
       CASE WHEN totp_secret <> '' THEN 1 ELSE 0 END,
       (SELECT count(*) FROM auth_passkey p WHERE p.account_id = auth_account.id), last_seen_at
  FROM auth_account ORDER BY login;

-- name: account_administrators
-- across organisations: whoever signed in once, or can administer any of them, for the start of the server only.
SELECT count(*) FROM auth_account a
 WHERE a.last_seen_at IS NOT NULL
    OR (a.disabled = 0 AND (a.may_create_organisations = 1 OR EXISTS (
          SELECT 1 FROM auth_membership m
           WHERE m.account_id = a.id AND ' ' || m.roles || ' ' LIKE '% administrator %'
             AND (m.until IS NULL OR m.until >= :today))));

-- name: account_set_locale
UPDATE auth_account SET locale = :locale, version = version + 1 WHERE id = :account;

-- name: account_set_name
UPDATE auth_account SET name = :name, version = version + 1 WHERE id = :account;

-- name: account_set_password
UPDATE auth_account SET password_hash = :password_hash, version = version + 1 WHERE id = :account;

-- name: account_set_email
UPDATE auth_account SET email = :email, version = version + 1 WHERE id = :account;

-- name: account_set_disabled
UPDATE auth_account SET disabled = :disabled, version = version + 1 WHERE id = :account;

-- name: account_allow_creating
UPDATE auth_account SET may_create_organisations = 1, version = version + 1 WHERE id = :account;

-- name: account_set_organisation
UPDATE auth_account SET last_organisation_id = :organisation WHERE id = :account;

-- name: account_seen
-- On PostgreSQL not while another holds it, as session_touch and token_touch.
UPDATE auth_account SET last_seen_at = :at WHERE id = :account;

-- name: totp_offer
UPDATE auth_account SET totp_pending = :secret WHERE id = :account;

-- name: totp_confirm
-- Changes nothing when the offer was taken or replaced meanwhile.
UPDATE auth_account SET totp_secret = totp_pending, totp_pending = '', totp_last_step = :step, version = version + 1
 WHERE id = :account AND totp_pending = :secret AND totp_pending <> '';

-- name: totp_use
-- A code counts once (RFC 6238 section 5.2), also when two requests bring it at the same time. The window is one step
-- to each side: a last step more than two ahead is from a clock that ran ahead.
UPDATE auth_account SET totp_last_step = :step
 WHERE id = :account AND (totp_last_step < :step OR totp_last_step > :step + 2);

-- name: totp_remove
UPDATE auth_account SET totp_secret = '', totp_pending = '', version = version + 1 WHERE id = :account;

-- name: recovery_insert
INSERT INTO auth_recovery_code (account_id, hash) VALUES (:account, :hash);

-- name: recovery_use
DELETE FROM auth_recovery_code WHERE account_id = :account AND hash = :hash;

-- name: recovery_clear
DELETE FROM auth_recovery_code WHERE account_id = :account;

-- name: passkey_insert
INSERT INTO auth_passkey (id, account_id, credential_id, algorithm, public_key, counter, name, created_at)
VALUES (:passkey, :account, :credential, :algorithm, :public_key, :counter, :name, :created_at);

-- name: passkey_list
SELECT id, credential_id, algorithm, public_key, counter, name, created_at, last_used_at
  FROM auth_passkey WHERE account_id = :account ORDER BY created_at, id;

-- name: passkey_use
UPDATE auth_passkey SET counter = :counter, last_used_at = :at WHERE account_id = :account AND id = :passkey
   AND counter = :seen;

-- name: passkey_remove
DELETE FROM auth_passkey WHERE account_id = :account AND id = :passkey;

-- name: passkey_clear
DELETE FROM auth_passkey WHERE account_id = :account;

-- name: membership_of
SELECT organisation_id, account_id, version, roles, until
  FROM auth_membership WHERE organisation_id = :organisation AND account_id = :account;

-- name: membership_lock
-- All members with whether their account works; on PostgreSQL with locks, so that two administrators cannot remove
-- each other at the same time.
SELECT m.organisation_id, m.account_id, m.version, m.roles, m.until, a.disabled
  FROM auth_membership m JOIN auth_account a ON a.id = m.account_id
 WHERE m.organisation_id = :organisation ORDER BY m.account_id;

-- name: membership_organisations
-- Organisations of one account, for the choice after signing in.
SELECT o.id, o.name, m.roles, m.until
  FROM auth_membership m JOIN organisation o ON o.id = m.organisation_id
 WHERE m.account_id = :account AND (m.until IS NULL OR m.until >= :today) ORDER BY o.name, o.id;

-- name: membership_insert
INSERT INTO auth_membership (organisation_id, account_id, version, roles, until)
VALUES (:organisation, :account, 1, :roles, :until);

-- name: membership_update
UPDATE auth_membership SET roles = :roles, until = :until, version = version + 1
 WHERE organisation_id = :organisation AND account_id = :account AND version = :seen;

-- name: membership_person
SELECT account_id, person FROM auth_membership WHERE organisation_id = :organisation AND account_id = :account;

-- name: membership_people
SELECT account_id, person FROM auth_membership WHERE organisation_id = :organisation AND person <> '';

-- name: membership_names
SELECT m.account_id, a.name FROM auth_membership m JOIN auth_account a ON a.id = m.account_id
 WHERE m.organisation_id = :organisation;

-- name: membership_set_person
UPDATE auth_membership SET person = :person, version = version + 1
 WHERE organisation_id = :organisation AND account_id = :account AND version = :seen;

-- name: membership_remove
DELETE FROM auth_membership WHERE organisation_id = :organisation AND account_id = :account;

-- name: member_list
SELECT m.account_id, m.version, a.login, a.name, m.roles, m.until, m.person,
       CASE WHEN a.totp_secret <> '' THEN 1 ELSE 0 END,
       (SELECT count(*) FROM auth_passkey p WHERE p.account_id = a.id), a.last_seen_at, a.email
  FROM auth_membership m JOIN auth_account a ON a.id = m.account_id
 WHERE m.organisation_id = :organisation AND (:search = '' OR strpos(a.login, :search) > 0 OR strpos(lower(a.name), :search) > 0)
 ORDER BY a.login;

-- name: session_insert
INSERT INTO auth_session (id, account_id, organisation_id, state, mode, csrf, challenge, created_at, last_seen_at,
                          address, agent)
VALUES (:session, :account, :organisation, :state, 'content', :csrf, '', :created_at, :last_seen_at, :address, :agent);

-- name: session_live
-- Who asks, in one statement. An account that is disabled has no session; an expired membership is judged in rules.
SELECT s.id, s.account_id, s.organisation_id, s.state, s.mode, s.csrf, s.challenge, s.created_at, s.last_seen_at,
       a.login, a.name, a.locale, a.may_create_organisations, CASE WHEN a.totp_secret <> '' THEN 1 ELSE 0 END,
       (SELECT count(*) FROM auth_passkey p WHERE p.account_id = a.id), o.id, m.roles, m.until, o.people,
       o.combined_roles_reason
  FROM auth_session s
  JOIN auth_account a ON a.id = s.account_id
  LEFT JOIN auth_membership m ON m.account_id = s.account_id AND m.organisation_id = s.organisation_id
  LEFT JOIN organisation o ON o.id = m.organisation_id
 WHERE s.id = :session AND a.disabled = 0;

-- name: session_rotate
-- The cross-site token stays: answers without a session in them (recovery codes) could not tell the new one.
UPDATE auth_session SET id = :fresh, state = :state, organisation_id = :organisation, mode = :mode,
                        challenge = '', created_at = :created_at, last_seen_at = :last_seen_at
 WHERE id = :session;

-- name: session_touch
UPDATE auth_session SET last_seen_at = :at WHERE id = :session AND last_seen_at < :at;

-- name: session_challenge
UPDATE auth_session SET challenge = :challenge WHERE id = :session;

-- name: session_take_challenge
-- A challenge serves one answer, right or wrong.
UPDATE auth_session SET challenge = '' WHERE id = :session AND challenge = :challenge;

-- name: session_list
SELECT id, created_at, last_seen_at, address, agent
  FROM auth_session WHERE account_id = :account AND state = 'ready' AND last_seen_at > :idle AND created_at > :oldest
 ORDER BY last_seen_at DESC, id;

-- name: session_remove
DELETE FROM auth_session WHERE account_id = :account AND id = :session;

-- name: session_remove_others
DELETE FROM auth_session WHERE account_id = :account AND id <> :session;

-- name: session_remove_here
DELETE FROM auth_session WHERE organisation_id = :organisation AND account_id = :account;

-- name: session_purge
DELETE FROM auth_session WHERE last_seen_at < :idle OR created_at < :oldest;

-- name: invitation_insert
INSERT INTO auth_invitation (hash, organisation_id, login, name, roles, until, person, may_create_organisations, expires_at,
                             email, invited_by)
VALUES (:hash, :organisation, :login, :name, :roles, :until, :person, :may_create, :expires_at, :email, :by);

-- name: invitation_get
SELECT i.hash, i.organisation_id, i.login, i.name, i.roles, i.until, i.person, i.may_create_organisations, i.expires_at,
       i.used_at, o.name, (SELECT count(*) FROM auth_account a WHERE a.login = i.login), i.email, i.printed,
       i.withdrawn_at
  FROM auth_invitation i LEFT JOIN organisation o ON o.id = i.organisation_id WHERE i.hash = :hash;

-- name: invitation_use
UPDATE auth_invitation SET used_at = :at WHERE hash = :hash AND used_at IS NULL AND withdrawn_at IS NULL;

-- name: invitation_open
SELECT i.hash, i.login, i.name, i.email, i.roles, i.until, COALESCE(a.name, ''), i.expires_at
  FROM auth_invitation i LEFT JOIN auth_account a ON a.id = i.invited_by
 WHERE i.organisation_id = :organisation AND i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > :now
 ORDER BY i.expires_at DESC, i.hash;

-- name: invitation_take_back
-- The row stays, so that whoever opens the link reads why it does not work.
UPDATE auth_invitation SET withdrawn_at = :now
 WHERE organisation_id = :organisation AND hash = :hash AND used_at IS NULL AND withdrawn_at IS NULL
   AND expires_at > :now;

-- name: invitation_withdraw
-- A newer invitation replaces the older ones, and a removed member cannot come back by an old link.
DELETE FROM auth_invitation WHERE organisation_id = :organisation AND login = :login AND used_at IS NULL;

-- name: invitation_printed
UPDATE auth_invitation SET printed = 1 WHERE hash = :hash;

-- name: invitation_withdraw_printed
-- across organisations: of the installation, which prints it.
DELETE FROM auth_invitation WHERE printed = 1 AND used_at IS NULL;

-- name: invitation_purge
DELETE FROM auth_invitation WHERE expires_at < :before;

-- name: reset_insert
INSERT INTO auth_reset (hash, account_id, organisation_id, created_at, expires_at)
VALUES (:hash, :account, :organisation, :created_at, :expires_at);

-- name: reset_get
SELECT hash, account_id, organisation_id, expires_at, used_at FROM auth_reset WHERE hash = :hash;

-- name: reset_use
UPDATE auth_reset SET used_at = :at WHERE hash = :hash AND used_at IS NULL;

-- name: reset_withdraw
-- A newer link replaces the older ones.
DELETE FROM auth_reset WHERE account_id = :account AND used_at IS NULL;

-- name: reset_recent
SELECT count(*) FROM auth_reset WHERE account_id = :account AND created_at > :since;

-- name: reset_purge
DELETE FROM auth_reset WHERE expires_at < :before;

-- name: forgotten_ask
INSERT INTO auth_forgotten (login, asked_at) VALUES (:login, :at) ON CONFLICT (login) DO NOTHING;

-- name: forgotten_all
SELECT login, asked_at FROM auth_forgotten ORDER BY asked_at, login LIMIT 100;

-- name: forgotten_done
DELETE FROM auth_forgotten WHERE login = :login;

-- name: recipient_list
-- Members with a working account, or one of them: who they are when nobody is asking.
SELECT m.account_id, a.login, a.name, a.locale, a.email, m.roles, m.until, a.created_at
  FROM auth_membership m JOIN auth_account a ON a.id = m.account_id
 WHERE m.organisation_id = :organisation AND a.disabled = 0 AND (:account = '' OR m.account_id = :account)
 ORDER BY m.account_id;

-- name: organisation_hold
-- Names an organisation, or the installation, so that on PostgreSQL who writes about it waits for its turn.
SELECT count(*) FROM organisation WHERE id = :organisation;

-- name: sign_in_lock
-- On PostgreSQL with a lock, so that of two changes at the same time the second sees what the first left.
SELECT id, '' FROM auth_account WHERE id = :account;

-- name: sign_in_accounts
SELECT id, login, name, email, password_hash, totp_secret, may_create_organisations, disabled
  FROM auth_account WHERE :account = '' OR id = :account ORDER BY id;

-- name: sign_in_passkeys
SELECT account_id, id, credential_id, name, public_key, algorithm, created_at
  FROM auth_passkey WHERE :account = '' OR account_id = :account ORDER BY account_id, id;

-- name: sign_in_recovery
SELECT account_id, hash FROM auth_recovery_code WHERE :account = '' OR account_id = :account ORDER BY account_id, hash;

-- name: sign_in_tokens
-- across organisations: an account has its tokens everywhere, and the record is of the installation.
SELECT account_id, id, hash, organisation_id, name, scope, created_at, expires_at
  FROM auth_token WHERE :account = '' OR account_id = :account ORDER BY account_id, id;

-- name: token_insert
INSERT INTO auth_token (id, hash, account_id, organisation_id, name, scope, created_at, expires_at)
VALUES (:token, :hash, :account, :organisation, :name, :scope, :created_at, :expires_at);

-- name: token_live
SELECT t.id, t.account_id, t.organisation_id, t.name, t.scope, t.expires_at, t.last_used_at, a.name, a.locale, m.roles,
       m.until
  FROM auth_token t
  JOIN auth_account a ON a.id = t.account_id
  JOIN auth_membership m ON m.account_id = t.account_id AND m.organisation_id = t.organisation_id
 WHERE t.hash = :hash AND a.disabled = 0;

-- name: token_list
SELECT id, name, scope, created_at, last_used_at, expires_at
  FROM auth_token WHERE organisation_id = :organisation AND account_id = :account ORDER BY created_at, id;

-- name: token_touch
UPDATE auth_token SET last_used_at = :at WHERE id = :token;

-- name: token_remove
DELETE FROM auth_token WHERE organisation_id = :organisation AND account_id = :account AND id = :token;

-- name: token_remove_all
-- across organisations: of one account, everywhere.
DELETE FROM auth_token WHERE account_id = :account;

-- name: token_remove_personal
-- across organisations: of one account, everywhere.
DELETE FROM auth_token WHERE account_id = :account AND scope = 'personal';

-- name: token_remove_here
DELETE FROM auth_token WHERE organisation_id = :organisation AND account_id = :account;

-- name: throttle_lock
SELECT failures, blocked_until FROM auth_throttle WHERE subject = :subject;

-- name: throttle_get
SELECT failures, blocked_until FROM auth_throttle WHERE subject = :subject;

-- name: throttle_start
INSERT INTO auth_throttle (subject, failures, blocked_until) VALUES (:subject, 0, :blocked_until)
ON CONFLICT (subject) DO NOTHING;

-- name: throttle_save
UPDATE auth_throttle SET failures = :failures, blocked_until = :blocked_until WHERE subject = :subject;

-- name: throttle_clear
DELETE FROM auth_throttle WHERE subject = :subject;

-- name: throttle_forgive
UPDATE auth_throttle SET failures = failures - 1, blocked_until = :at WHERE subject = :subject AND failures > 0;

-- name: throttle_purge
DELETE FROM auth_throttle WHERE blocked_until < :before;
