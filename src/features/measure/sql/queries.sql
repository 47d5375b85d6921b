-- name: measure_all
SELECT id, version, title, body FROM measure WHERE organisation_id = :organisation ORDER BY lower(title), id;

-- name: measure_some
SELECT id, version, title, body FROM measure
 WHERE organisation_id = :organisation AND id IN (SELECT value FROM jsonb_array_elements_text(CAST(:ids AS jsonb))) ORDER BY lower(title), id;

-- name: measure_get
SELECT id, version, title, body FROM measure WHERE organisation_id = :organisation AND id = :measure;

-- name: measure_insert
INSERT INTO measure (organisation_id, id, version, title, body, created_at)
VALUES (:organisation, :measure, 1, :title, :body, :at);

-- name: measure_update
UPDATE measure SET version = version + 1, title = :title, body = :body
 WHERE organisation_id = :organisation AND id = :measure AND version = :seen;

-- name: measure_delete
DELETE FROM measure WHERE organisation_id = :organisation AND id = :measure AND version = :seen;

-- name: measure_version_insert
INSERT INTO measure_version (organisation_id, measure_id, version, at, author, body)
VALUES (:organisation, :measure, :version, :at, :author, :body);

-- name: measure_versions_at
-- The version of each measure that stood at a moment; an empty body means that it was removed.
SELECT v.measure_id, v.version, '' AS title, v.body FROM measure_version v
 WHERE v.organisation_id = :organisation
   AND v.version = (SELECT max(w.version) FROM measure_version w
                     WHERE w.organisation_id = v.organisation_id AND w.measure_id = v.measure_id AND w.at <= :at)
   AND v.body <> ''
 ORDER BY v.measure_id;

-- name: measure_versions_of
SELECT measure_id, version, at, body FROM measure_version
 WHERE organisation_id = :organisation AND measure_id = :measure ORDER BY version;

-- name: measure_version_every
-- For verify.
SELECT measure_id, version, at, author, body FROM measure_version
 WHERE organisation_id = :organisation ORDER BY measure_id, version;

-- name: measure_version_stages
-- As measure_version_every, of one measure.
SELECT measure_id, version, at, author, body FROM measure_version
 WHERE organisation_id = :organisation AND measure_id = :measure ORDER BY version;

-- name: measure_versions_until
-- All versions of the measures that were changed by then; the many that never were have nothing to tell.
SELECT v.measure_id, v.version, v.at, v.body FROM measure_version v
 WHERE v.organisation_id = :organisation AND v.at <= :at
   AND v.measure_id IN (SELECT w.measure_id FROM measure_version w
                         WHERE w.organisation_id = :organisation AND w.version = 2 AND w.at <= :at)
 ORDER BY v.measure_id, v.version;

-- name: measure_titles
SELECT id, title FROM measure WHERE organisation_id = :organisation;

-- name: applicability_at
-- The decision per requirement that stood at a moment.
SELECT a.requirement, a.version, a.applies, a.reason, a.decided_by, a.decided_at FROM applicability a
 WHERE a.organisation_id = :organisation
   AND a.version = (SELECT max(b.version) FROM applicability b
                     WHERE b.organisation_id = a.organisation_id AND b.requirement = a.requirement
                       AND b.decided_at <= :at);

-- name: applicability_every
-- For verify.
SELECT requirement, version, applies, reason, decided_by, decided_at FROM applicability
 WHERE organisation_id = :organisation ORDER BY requirement, version;

-- name: applicability_get
SELECT requirement, version, applies, reason, decided_by, decided_at FROM applicability
 WHERE organisation_id = :organisation AND requirement = :requirement ORDER BY version DESC LIMIT 1;

-- name: applicability_insert
INSERT INTO applicability (organisation_id, requirement, version, applies, reason, decided_by, decided_at)
VALUES (:organisation, :requirement, :version, :applies, :reason, :decided_by, :at);

-- name: statement_all
SELECT number, framework, state, note, author_account, author, created_at, approver, decided_at, decision_note,
       applies, excluded, body
  FROM statement_version WHERE organisation_id = :organisation AND (:framework = '' OR framework = :framework)
 ORDER BY number DESC;

-- name: statement_get
SELECT number, framework, state, note, author_account, author, created_at, approver, decided_at, decision_note,
       applies, excluded, body
  FROM statement_version WHERE organisation_id = :organisation AND number = :number;

-- name: statement_submitted
SELECT number, framework, state, note, author_account, author, created_at, approver, decided_at, decision_note,
       applies, excluded, body
  FROM statement_version WHERE organisation_id = :organisation AND state = 'submitted' ORDER BY number;

-- name: statement_approved
-- The last approved version of each framework at a moment.
SELECT s.number, s.framework, s.state, s.note, s.author_account, s.author, s.created_at, s.approver, s.decided_at,
       s.decision_note, s.applies, s.excluded, s.body
  FROM statement_version s
 WHERE s.organisation_id = :organisation
   AND s.number = (SELECT max(t.number) FROM statement_version t
                    WHERE t.organisation_id = s.organisation_id AND t.framework = s.framework
                      AND t.state = 'approved' AND t.decided_at <= :at);

-- name: statement_next
SELECT coalesce(max(number), 0) + 1 FROM statement_version WHERE organisation_id = :organisation;

-- name: statement_insert
INSERT INTO statement_version (organisation_id, number, framework, state, note, author_account, author, created_at,
                               approver, decided_at, decision_note, applies, excluded, body)
VALUES (:organisation, :number, :framework, 'submitted', :note, :author_account, :author, :at, '', '', '', :applies,
        :excluded, :body);

-- name: statement_decide
UPDATE statement_version SET state = :state, approver = :approver, decided_at = :at, decision_note = :note
 WHERE organisation_id = :organisation AND number = :number AND state = 'submitted';

-- name: override_all
SELECT id, measure_id, aspect, place_kind, place_id, value, reason, author_account, author, second_account,
       second_person, confirmed_at, until, created_at, ended_account, ended_by, ended_at, end_reason
  FROM verdict_override WHERE organisation_id = :organisation AND (:measure = '' OR measure_id = :measure)
 ORDER BY created_at, id;

-- name: override_get
SELECT id, measure_id, aspect, place_kind, place_id, value, reason, author_account, author, second_account,
       second_person, confirmed_at, until, created_at, ended_account, ended_by, ended_at, end_reason
  FROM verdict_override WHERE organisation_id = :organisation AND id = :id;

-- name: override_insert
INSERT INTO verdict_override (organisation_id, id, measure_id, aspect, place_kind, place_id, value, reason,
                              author_account, author, second_account, second_person, confirmed_at, until, created_at)
VALUES (:organisation, :id, :measure, :aspect, :place_kind, :place_id, :value, :reason, :author_account, :author, '',
        '', '', :until, :at);

-- name: override_confirm
UPDATE verdict_override SET second_account = :account, second_person = :name, confirmed_at = :at
 WHERE organisation_id = :organisation AND id = :id AND confirmed_at = '' AND ended_at = '';

-- name: override_end
-- Changes nothing when it was confirmed or ended meanwhile.
UPDATE verdict_override SET ended_account = :account, ended_by = :name, ended_at = :at, end_reason = :reason
 WHERE organisation_id = :organisation AND id = :id AND ended_at = '' AND confirmed_at = :confirmed;

-- name: completion_at
-- What was last said per requirement at a moment, where that was not a withdrawal.
SELECT c.requirement, c.version, c.person, c.reason, c.at, c.withdrawn, c.measures FROM completion c
 WHERE c.organisation_id = :organisation AND c.withdrawn = 0
   AND c.version = (SELECT max(d.version) FROM completion d
                     WHERE d.organisation_id = c.organisation_id AND d.requirement = c.requirement AND d.at <= :at);

-- name: completion_get
SELECT requirement, version, person, reason, at, withdrawn, measures FROM completion
 WHERE organisation_id = :organisation AND requirement = :requirement ORDER BY version DESC LIMIT 1;

-- name: completion_every
-- For verify.
SELECT requirement, version, person, reason, at, withdrawn, measures FROM completion
 WHERE organisation_id = :organisation ORDER BY requirement, version;

-- name: completion_insert
INSERT INTO completion (organisation_id, requirement, version, person, reason, at, withdrawn, measures)
VALUES (:organisation, :requirement, :version, :person, :reason, :at, :withdrawn, :measures);

-- name: memory_all
SELECT measure_id, aspect, value FROM verdict_memory WHERE organisation_id = :organisation;

-- name: memory_put
INSERT INTO verdict_memory (organisation_id, measure_id, aspect, value)
VALUES (:organisation, :measure, :aspect, :value)
ON CONFLICT (organisation_id, measure_id, aspect) DO UPDATE SET value = :value;

-- name: change_insert
INSERT INTO verdict_change (organisation_id, id, at, measure_id, aspect, before_value, after_value)
VALUES (:organisation, :id, :at, :measure, :aspect, :before, :after);

-- name: change_since
SELECT at, measure_id, aspect, before_value, after_value FROM verdict_change
 WHERE organisation_id = :organisation AND at >= :since ORDER BY at DESC LIMIT 200;

-- name: change_below
-- Every change of the verdicts that could be better now; oldest first.
SELECT at, measure_id, aspect, before_value, after_value FROM verdict_change
 WHERE organisation_id = :organisation
   AND (measure_id, aspect) IN (SELECT m.measure_id, m.aspect FROM verdict_memory m
                                 WHERE m.organisation_id = :organisation AND m.value NOT IN ('shown', 'not_applicable'))
 ORDER BY at, id;

-- name: change_between
SELECT at, measure_id, aspect, before_value, after_value FROM verdict_change
 WHERE organisation_id = :organisation AND at >= :since AND at <= :until ORDER BY at DESC LIMIT 200;
