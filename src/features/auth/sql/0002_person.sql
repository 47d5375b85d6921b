-- Which person in the register of people this is: an id of that register, or empty. Two accounts may be one person.
ALTER TABLE auth_membership ADD COLUMN person TEXT NOT NULL DEFAULT '';
ALTER TABLE auth_invitation ADD COLUMN person TEXT NOT NULL DEFAULT '';
