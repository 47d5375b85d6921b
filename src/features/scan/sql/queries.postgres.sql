-- name: run_free
SELECT number, name, port FROM scan_run_domain
 WHERE run = :run AND state = :state AND (lease_until IS NULL OR lease_until < :now) ORDER BY place LIMIT :most
   FOR UPDATE SKIP LOCKED;
