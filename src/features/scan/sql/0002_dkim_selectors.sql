-- Names of DKIM keys, apart by spaces or commas: nobody can find them out from the domain alone.
ALTER TABLE register_domain ADD COLUMN dkim_selectors TEXT NOT NULL DEFAULT '';
