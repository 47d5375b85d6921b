-- name: job_insert
INSERT INTO job (organisation_id, id, kind, slot, account_id, asked_by, rights, locale, title, request, state,
                 done_count, total_count, step, created_at, runner, attempt, beat, cancel_asked, error,
                 result_sha256, result_name, result_type, result_size)
VALUES (:organisation, :id, :kind, :slot, :account, :asked_by, :rights, :locale, :title, :request, 'queued',
        0, 0, '', :created_at, '', 0, 0, 0, '', '', '', '', 0)
ON CONFLICT DO NOTHING;

-- name: job_in_slot
SELECT organisation_id, id, kind, account_id, asked_by, rights, locale, title, request, state, done_count, total_count,
       step, created_at, started_at, finished_at, expires_at, runner, attempt, beat, cancel_asked, error,
       result_sha256, result_name, result_type, result_size
  FROM job WHERE organisation_id = :organisation AND kind = :kind AND slot = :slot;

-- name: job_list
SELECT organisation_id, id, kind, account_id, asked_by, rights, locale, title, request, state, done_count, total_count,
       step, created_at, started_at, finished_at, expires_at, runner, attempt, beat, cancel_asked, error,
       result_sha256, result_name, result_type, result_size
  FROM job WHERE organisation_id = :organisation AND account_id = :account
 ORDER BY created_at DESC, id DESC LIMIT 100;

-- name: job_get
SELECT organisation_id, id, kind, account_id, asked_by, rights, locale, title, request, state, done_count, total_count,
       step, created_at, started_at, finished_at, expires_at, runner, attempt, beat, cancel_asked, error,
       result_sha256, result_name, result_type, result_size
  FROM job WHERE organisation_id = :organisation AND account_id = :account AND id = :id;

-- name: job_open_count
SELECT COUNT(*) FROM job
 WHERE organisation_id = :organisation AND account_id = :account AND state IN ('queued', 'running');

-- name: job_cancel_queued
UPDATE job SET state = 'cancelled', slot = id, cancel_asked = 1, finished_at = :now, expires_at = :expires_at
 WHERE organisation_id = :organisation AND account_id = :account AND id = :id AND state = 'queued';

-- name: job_cancel_running
UPDATE job SET cancel_asked = 1
 WHERE organisation_id = :organisation AND account_id = :account AND id = :id AND state = 'running';

-- name: job_remove
DELETE FROM job WHERE organisation_id = :organisation AND account_id = :account AND id = :id
   AND state IN ('done', 'failed', 'cancelled');

-- name: job_waiting
-- across organisations: the runner serves the whole installation
SELECT COUNT(*) FROM job WHERE state = 'queued'
   AND ((:recurring = 1 AND organisation_id = '') OR (:recurring = 0 AND organisation_id <> ''));

-- name: job_next
-- across organisations: the runner serves the whole installation. On PostgreSQL with a lock that others step over.
SELECT id FROM job WHERE state = 'queued'
   AND ((:recurring = 1 AND organisation_id = '') OR (:recurring = 0 AND organisation_id <> ''))
 ORDER BY created_at, id LIMIT 1;

-- name: job_begin
-- across organisations: the runner serves the whole installation
UPDATE job SET state = 'running', runner = :runner, attempt = attempt + 1, beat = 0, started_at = :now,
       done_count = 0, total_count = 0, step = ''
 WHERE id = :id AND state = 'queued';

-- name: job_by_id
-- across organisations: the runner serves the whole installation
SELECT organisation_id, id, kind, account_id, asked_by, rights, locale, title, request, state, done_count, total_count,
       step, created_at, started_at, finished_at, expires_at, runner, attempt, beat, cancel_asked, error,
       result_sha256, result_name, result_type, result_size
  FROM job WHERE id = :id;

-- name: job_beat
-- across organisations: the runner serves the whole installation
UPDATE job SET beat = beat + 1, done_count = :done, total_count = :total, step = :step
 WHERE id = :id AND runner = :runner AND attempt = :attempt AND state = 'running';

-- name: job_end
-- across organisations: the runner serves the whole installation. Only who works on a job ends it. A period of
-- recurring work keeps its slot.
UPDATE job SET state = :state, slot = CASE WHEN organisation_id = '' THEN slot ELSE id END, done_count = :done,
       total_count = :total, step = :step, finished_at = :now, expires_at = :expires_at, error = :error,
       result_sha256 = :sha256, result_name = :name, result_type = :type, result_size = :size
 WHERE id = :id AND runner = :runner AND attempt = :attempt AND state = 'running';

-- name: job_requeue
-- across organisations: the runner serves the whole installation. The beat tells that nobody works on it since we saw it.
UPDATE job SET state = 'queued', runner = ''
 WHERE id = :id AND runner = :runner AND attempt = :attempt AND beat = :beat AND state = 'running';

-- name: job_give_back
-- across organisations: the runner serves the whole installation. A start that was broken off on purpose does not count.
UPDATE job SET state = 'queued', runner = '', attempt = attempt - 1
 WHERE id = :id AND runner = :runner AND attempt = :attempt AND state = 'running';

-- name: job_running
-- across organisations: the runner serves the whole installation
SELECT organisation_id, id, kind, account_id, asked_by, rights, locale, title, request, state, done_count, total_count,
       step, created_at, started_at, finished_at, expires_at, runner, attempt, beat, cancel_asked, error,
       result_sha256, result_name, result_type, result_size
  FROM job WHERE state = 'running';

-- name: job_open_of_kind
-- across organisations: recurring work belongs to the installation
SELECT COUNT(*) FROM job WHERE organisation_id = '' AND kind = :kind AND state IN ('queued', 'running');

-- name: job_expire
-- across organisations: the installation cleans up
DELETE FROM job WHERE state IN ('done', 'failed', 'cancelled') AND expires_at <= :now;

-- name: job_results
-- across organisations: the installation cleans up
SELECT DISTINCT result_sha256 FROM job WHERE result_sha256 <> '';

-- name: job_turns
-- across organisations: how many turns of recurring work are remembered
SELECT COUNT(*) FROM job WHERE organisation_id = '';
