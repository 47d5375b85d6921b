-- 1: the server printed this link at its start, for the first administrator. It goes once somebody has signed in.
ALTER TABLE auth_invitation ADD COLUMN printed INTEGER NOT NULL DEFAULT 0;
-- Those of before are known by the login that the server invents.
UPDATE auth_invitation SET printed = 1 WHERE login = 'beheerder' AND may_create_organisations = 1;
