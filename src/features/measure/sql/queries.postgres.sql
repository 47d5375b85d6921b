-- name: measure_some
SELECT id, version, title, body FROM measure
 WHERE organisation_id = :organisation
   AND id IN (SELECT value FROM jsonb_array_elements_text(CAST(:ids AS jsonb))) ORDER BY lower(title), id;
