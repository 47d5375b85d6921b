-- name: population_hold
-- FOR UPDATE of the population keeps cases from being added to it, too: they name it by a foreign key.
WITH held AS MATERIALIZED (SELECT id FROM population WHERE organisation_id = :organisation AND id = :id FOR UPDATE),
     cases AS MATERIALIZED (SELECT case_key FROM population_case
                             WHERE organisation_id = :organisation AND population_id = :id ORDER BY case_key FOR UPDATE)
SELECT (SELECT count(*) FROM held) + (SELECT count(*) FROM cases);
