-- name: job_next
-- across organisations: the runner serves the whole installation
SELECT id FROM job WHERE state = 'queued'
   AND ((:recurring = 1 AND organisation_id = '') OR (:recurring = 0 AND organisation_id <> ''))
 ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED;
