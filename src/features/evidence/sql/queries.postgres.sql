-- name: population_lock
SELECT id FROM population
 WHERE organisation_id = :organisation AND measure = :measure AND plan_item = :plan_item ORDER BY id FOR UPDATE;
