-- name: measurement_insert
INSERT INTO scan_measurement (organisation_id, id, domain, name, measured_at, asked_by, rules, web, mail, fails, warns,
                              unknown, standing, facts)
VALUES (:organisation, :id, :domain, :name, :measured_at, :asked_by, :rules, :web, :mail, :fails, :warns, :unknown,
        :standing, :facts);

-- name: measurement_latest
-- The last one of each domain, without its facts.
SELECT m.id, m.domain, m.name, m.measured_at, m.asked_by, m.rules, m.web, m.mail, m.fails, m.warns, m.unknown, m.standing
  FROM (SELECT domain, max(id) AS id FROM scan_measurement WHERE organisation_id = :organisation GROUP BY domain) AS l
 CROSS JOIN scan_measurement AS m
 WHERE m.organisation_id = :organisation AND m.id = l.id
 ORDER BY m.name, m.id;

-- name: measurement_history
-- Of one domain, newest first.
SELECT id, domain, name, measured_at, asked_by, rules, web, mail, fails, warns, unknown, standing
  FROM scan_measurement WHERE organisation_id = :organisation AND domain = :domain ORDER BY id DESC LIMIT :most;

-- name: measurement_facts
SELECT facts FROM scan_measurement WHERE organisation_id = :organisation AND id = :id;

-- name: measurement_get
SELECT id, domain, name, measured_at, asked_by, rules, web, mail, fails, warns, unknown, standing
  FROM scan_measurement WHERE organisation_id = :organisation AND id = :id;

-- name: measurement_all
-- For verify.
SELECT id, domain, name, measured_at, asked_by, rules, web, mail, fails, warns, unknown, standing, facts
  FROM scan_measurement WHERE organisation_id = :organisation ORDER BY id;

-- name: schedule_get
SELECT every, last_begun FROM scan_schedule WHERE organisation_id = :organisation;

-- name: schedule_set
INSERT INTO scan_schedule (organisation_id, every, last_begun) VALUES (:organisation, :every, NULL)
ON CONFLICT (organisation_id) DO UPDATE SET every = excluded.every;

-- name: schedule_begin
UPDATE scan_schedule SET last_begun = :now WHERE organisation_id = :organisation;

-- name: run_get
SELECT name, list_sha256, opt_out FROM scan_run WHERE name = :name;

-- name: run_insert
INSERT INTO scan_run (name, list_sha256, opt_out, created_at) VALUES (:name, :list_sha256, :opt_out, :now);

-- name: run_domain_insert
INSERT INTO scan_run_domain (run, number, name, port, organisation, sub_sector, place, state, worker, lease_until, facts)
VALUES (:run, :number, :name, :port, :organisation, :sub_sector, :place, :state, '', NULL, '');

-- name: run_counts
SELECT count(*) AS total, coalesce(sum(CASE WHEN state = 'done' THEN 1 ELSE 0 END), 0) AS done
  FROM scan_run_domain WHERE run = :run AND state <> 'opted_out';

-- name: run_free
-- What nobody has, or nobody has any longer. PostgreSQL: and nobody takes at this moment.
SELECT number, name, port FROM scan_run_domain
 WHERE run = :run AND state = :state AND (lease_until IS NULL OR lease_until < :now) ORDER BY place LIMIT :most;

-- name: run_take
UPDATE scan_run_domain SET worker = :worker, lease_until = :until WHERE run = :run AND number = :number;

-- name: run_hold
-- All that this worker has and has not done.
UPDATE scan_run_domain SET lease_until = :until WHERE run = :run AND worker = :worker AND state IN ('open', 'silent');

-- name: run_give_back
UPDATE scan_run_domain SET worker = '', lease_until = NULL
 WHERE run = :run AND number = :number AND worker = :worker AND state IN ('open', 'silent');

-- name: run_put
-- Who is first counts.
UPDATE scan_run_domain SET state = :state, facts = :facts, worker = '', lease_until = NULL
 WHERE run = :run AND number = :number AND state = :from;

-- name: run_put_again
-- What is silent still counts only when it was the second look: not the first one of a machine that was thought dead.
UPDATE scan_run_domain SET state = 'done', facts = :facts, worker = '', lease_until = NULL
 WHERE run = :run AND number = :number AND state = 'silent' AND worker = :worker;

-- name: run_facts
SELECT number, facts FROM scan_run_domain WHERE run = :run AND number > :after AND facts <> '' ORDER BY number LIMIT :most;

-- name: run_list
SELECT name, port, organisation, sub_sector FROM scan_run_domain WHERE run = :run ORDER BY number;
