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
