-- name: occurrence_get
SELECT id, version, measure, plan_item, place_kind, place_id, title, owner_person, due, window_to, grace_to,
       performed_on, outcome, note, evidence, deviation, performer_account, performer, recorded_at,
       withdrawn_at, withdraw_reason, retired, created_at
  FROM occurrence WHERE organisation_id = :organisation AND id = :id;

-- name: occurrence_of_measure
-- Every one that counts now.
SELECT id, version, measure, plan_item, place_kind, place_id, title, owner_person, due, window_to, grace_to,
       performed_on, outcome, note, evidence, deviation, performer_account, performer, recorded_at,
       withdrawn_at, withdraw_reason, retired, created_at
  FROM occurrence WHERE organisation_id = :organisation AND measure = :measure AND withdrawn_at IS NULL
 ORDER BY due, id;

-- name: occurrence_page
-- The state is the same as task::state_of; a test compares them. The page is found in an index that holds all filters;
-- CROSS JOIN keeps SQLite from looking at every row instead. An empty first day is before every day. What is searched for is in the title, or in the name of a
-- measure, person or place: a JSON list of their ids.
-- order: due
-- order: title = lower(title)
SELECT o.id, o.version, o.measure, o.plan_item, o.place_kind, o.place_id, o.title, o.owner_person, o.due, o.window_to,
       o.grace_to, o.performed_on, o.outcome, o.note, o.evidence, o.deviation, o.performer_account, o.performer,
       o.recorded_at, o.withdrawn_at, o.withdraw_reason, o.retired, o.created_at, p.sort_key
  FROM (SELECT id, {key} AS sort_key FROM occurrence
 WHERE organisation_id = :organisation AND withdrawn_at IS NULL AND (:measure = '' OR measure = :measure)
   AND due >= :first AND (:last = '' OR due <= :last)
   AND (:state = '' OR :state = CASE WHEN performed_on IS NULL THEN CASE WHEN due > :today THEN 'planned' WHEN grace_to >= :today THEN 'open'
                                                ELSE 'missed' END
             WHEN performed_on <= window_to THEN 'on_time' WHEN performed_on <= grace_to THEN 'late' ELSE 'missed' END)
   AND (:owners = '*' OR (owner_person <> '' AND strpos(:owners, owner_person) > 0))
   AND (:search = '' OR strpos(lower(title), :search) > 0 OR measure IN (SELECT value FROM jsonb_array_elements_text(CAST(:measures AS jsonb)))
        OR (owner_person <> '' AND owner_person IN (SELECT value FROM jsonb_array_elements_text(CAST(:people AS jsonb))))
        OR (place_id <> '' AND place_id IN (SELECT value FROM jsonb_array_elements_text(CAST(:places AS jsonb)))))
   {beyond}
 ORDER BY {key} {direction}, id {direction} LIMIT :limit) AS p
 CROSS JOIN occurrence AS o
 WHERE o.organisation_id = :organisation AND o.id = p.id
 ORDER BY p.sort_key {direction}, p.id {direction};

-- name: occurrence_page_to_do
-- What waits to be done is little of much, and stands in the index of what is expected. Sorted by a key that is no index,
-- and with withdrawn_at asked so that no index of what stands fits: either would lead SQLite through all that ever was due.
-- order: due = due || ''
-- order: title = lower(title) || ''
SELECT o.id, o.version, o.measure, o.plan_item, o.place_kind, o.place_id, o.title, o.owner_person, o.due, o.window_to,
       o.grace_to, o.performed_on, o.outcome, o.note, o.evidence, o.deviation, o.performer_account, o.performer,
       o.recorded_at, o.withdrawn_at, o.withdraw_reason, o.retired, o.created_at, p.sort_key
  FROM (SELECT id, {key} AS sort_key FROM occurrence
 WHERE organisation_id = :organisation AND coalesce(withdrawn_at, '') = '' AND performed_on IS NULL AND grace_to >= :late_since AND due <= :today
   AND (:measure = '' OR measure = :measure) AND (:first = '' OR due >= :first) AND (:last = '' OR due <= :last)
   AND (:owners = '*' OR (owner_person <> '' AND strpos(:owners, owner_person) > 0))
   AND (:search = '' OR strpos(lower(title), :search) > 0 OR measure IN (SELECT value FROM jsonb_array_elements_text(CAST(:measures AS jsonb)))
        OR (owner_person <> '' AND owner_person IN (SELECT value FROM jsonb_array_elements_text(CAST(:people AS jsonb))))
        OR (place_id <> '' AND place_id IN (SELECT value FROM jsonb_array_elements_text(CAST(:places AS jsonb)))))
   {beyond}
 ORDER BY {key} {direction}, id {direction} LIMIT :limit) AS p
 CROSS JOIN occurrence AS o
 WHERE o.organisation_id = :organisation AND o.id = p.id
 ORDER BY p.sort_key {direction}, p.id {direction};

-- name: occurrence_measures
SELECT DISTINCT measure FROM occurrence WHERE organisation_id = :organisation ORDER BY measure;

-- name: occurrence_every_of_measure
-- For verify: also what was taken back.
SELECT id, version, measure, plan_item, place_kind, place_id, title, owner_person, due, window_to, grace_to,
       performed_on, outcome, note, evidence, deviation, performer_account, performer, recorded_at,
       withdrawn_at, withdraw_reason, retired, created_at
  FROM occurrence WHERE organisation_id = :organisation AND measure = :measure ORDER BY due, id;

-- name: occurrence_recorded
-- For verify: what nobody performed is in no log, and is held against the plan (planned.h). Only together do these two
-- say "performed".
SELECT id, version, measure, plan_item, place_kind, place_id, title, owner_person, due, window_to, grace_to,
       performed_on, outcome, note, evidence, deviation, performer_account, performer, recorded_at,
       withdrawn_at, withdraw_reason, retired, created_at
  FROM occurrence WHERE organisation_id = :organisation AND (recorded_at IS NOT NULL OR performed_on IS NOT NULL) ORDER BY id;

-- name: occurrence_insert
INSERT INTO occurrence (organisation_id, id, version, measure, plan_item, place_kind, place_id, title, owner_person, due,
                        window_to, grace_to, performed_on, outcome, note, evidence,
                        deviation, performer_account, performer, recorded_at,
                        withdrawn_at, withdraw_reason, retired, created_at)
VALUES (:organisation, :id, 1, :measure, :plan_item, :place_kind, :place_id, :title, :owner_person, :due, :window_to,
        :grace_to, NULL, '', '', '', '', '', '', NULL, NULL, '', '', :created_at)
ON CONFLICT (organisation_id, measure, plan_item, place_kind, place_id, due, retired) DO NOTHING;

-- name: occurrence_refresh
UPDATE occurrence
   SET version = version + 1, title = :title, owner_person = :owner_person, window_to = :window_to, grace_to = :grace_to
 WHERE organisation_id = :organisation AND id = :id AND recorded_at IS NULL;

-- name: occurrence_remove
DELETE FROM occurrence WHERE organisation_id = :organisation AND id = :id AND recorded_at IS NULL;

-- name: occurrence_update
UPDATE occurrence
   SET version = version + 1, performed_on = :performed_on, outcome = :outcome, note = :note, evidence = :evidence,
       deviation = :deviation, performer_account = :performer_account, performer = :performer,
       recorded_at = :recorded_at, withdrawn_at = :withdrawn_at, withdraw_reason = :withdraw_reason, retired = :retired
 WHERE organisation_id = :organisation AND id = :id AND version = :seen;

-- name: performance_facts
SELECT id, measure, plan_item, place_kind, place_id, due, performed_on, outcome, evidence, deviation, recorded_at,
       withdrawn_at
  FROM occurrence
 WHERE organisation_id = :organisation AND performed_on IS NOT NULL AND recorded_at IS NOT NULL
 ORDER BY id;

-- name: performance_facts_of_measure
-- Not in the order of ids, which would lead SQLite past every occurrence that there is.
SELECT id, measure, plan_item, place_kind, place_id, due, performed_on, outcome, evidence, deviation, recorded_at,
       withdrawn_at
  FROM occurrence
 WHERE organisation_id = :organisation AND performed_on IS NOT NULL AND recorded_at IS NOT NULL AND measure = :measure
 ORDER BY due, id;

-- name: measures_of
SELECT measure FROM occurrence
 WHERE organisation_id = :organisation AND id IN (SELECT value FROM jsonb_array_elements_text(CAST(:ids AS jsonb)))
 UNION
SELECT measure FROM deviation
 WHERE organisation_id = :organisation AND id IN (SELECT value FROM jsonb_array_elements_text(CAST(:ids AS jsonb)));

-- name: next_due
-- Grouping by an expression keeps SQLite from walking the index of measures, which names every occurrence.
SELECT min(measure) AS measure, min(due) AS due FROM occurrence
 WHERE organisation_id = :organisation AND performed_on IS NULL AND grace_to >= :today GROUP BY measure || '';

-- name: occurrence_expected
-- What can still be done, the nearest first, for the calendar.
SELECT id, version, measure, plan_item, place_kind, place_id, title, owner_person, due, window_to, grace_to,
       performed_on, outcome, note, evidence, deviation, performer_account, performer, recorded_at,
       withdrawn_at, withdraw_reason, retired, created_at
  FROM occurrence
 WHERE organisation_id = :organisation AND performed_on IS NULL AND grace_to >= :today AND due <= :horizon
   AND (:owners = '*' OR (owner_person <> '' AND strpos(:owners, owner_person) > 0))
 ORDER BY due, id LIMIT :limit;

-- name: deviation_get
SELECT id, version, measure, occurrence, place_kind, place_id, what, cause, correction, opened_at, opener_account,
       opener, retest_evidence, retest_result, retest_on, closed_at, closer, reopens, evidence
  FROM deviation WHERE organisation_id = :organisation AND id = :id;

-- name: deviation_of_measure
SELECT id, version, measure, occurrence, place_kind, place_id, what, cause, correction, opened_at, opener_account,
       opener, retest_evidence, retest_result, retest_on, closed_at, closer, reopens, evidence
  FROM deviation WHERE organisation_id = :organisation AND measure = :measure ORDER BY opened_at DESC, id DESC;

-- name: deviation_all
SELECT id, version, measure, occurrence, place_kind, place_id, what, cause, correction, opened_at, opener_account,
       opener, retest_evidence, retest_result, retest_on, closed_at, closer, reopens, evidence
  FROM deviation WHERE organisation_id = :organisation ORDER BY id;

-- name: deviation_closed_by
SELECT id, version, measure, occurrence, place_kind, place_id, what, cause, correction, opened_at, opener_account,
       opener, retest_evidence, retest_result, retest_on, closed_at, closer, reopens, evidence
  FROM deviation
 WHERE organisation_id = :organisation AND retest_evidence = :evidence AND retest_result = 'supports'
   AND closed_at IS NOT NULL ORDER BY id;

-- name: deviation_of_evidence
SELECT id, version, measure, occurrence, place_kind, place_id, what, cause, correction, opened_at, opener_account,
       opener, retest_evidence, retest_result, retest_on, closed_at, closer, reopens, evidence
  FROM deviation WHERE organisation_id = :organisation AND measure = :measure AND evidence = :evidence ORDER BY id;

-- name: deviation_page
-- order: opened_at
-- order: what = lower(substr(what, 1, 200))
SELECT id, version, measure, occurrence, place_kind, place_id, what, cause, correction, opened_at, opener_account,
       opener, retest_evidence, retest_result, retest_on, closed_at, closer, reopens, evidence,
       {key}
  FROM deviation
 WHERE organisation_id = :organisation AND (:measure = '' OR measure = :measure)
   AND (:state = '' OR :state = CASE WHEN closed_at IS NOT NULL THEN CASE WHEN retest_result = 'supports' THEN 'closed' ELSE 'withdrawn' END
                                 WHEN correction <> '' AND retest_result <> 'refutes' THEN 'corrected' ELSE 'open' END)
   AND (:search = '' OR strpos(lower(what), :search) > 0 OR strpos(lower(opener), :search) > 0
        OR measure IN (SELECT value FROM jsonb_array_elements_text(CAST(:measures AS jsonb))) OR (place_id <> '' AND place_id IN (SELECT value FROM jsonb_array_elements_text(CAST(:places AS jsonb)))))
   {beyond}
 ORDER BY {key} {direction}, id {direction} LIMIT :limit;

-- name: deviation_insert
INSERT INTO deviation (organisation_id, id, version, measure, occurrence, place_kind, place_id, what, cause, correction,
                       opened_at, opener_account, opener, retest_evidence, retest_result,
                       retest_on, closed_at, closer, reopens, evidence)
VALUES (:organisation, :id, :version, :measure, :occurrence, :place_kind, :place_id, :what, :cause, :correction,
        :opened_at, :opener_account, :opener, :retest_evidence, :retest_result,
        :retest_on, :closed_at, :closer, :reopens, :evidence);

-- name: deviation_update
UPDATE deviation
   SET version = version + 1, what = :what, cause = :cause, correction = :correction,
       retest_evidence = :retest_evidence, retest_result = :retest_result, retest_on = :retest_on,
       closed_at = :closed_at, closer = :closer
 WHERE organisation_id = :organisation AND id = :id AND version = :seen;

-- name: deviation_facts
SELECT d.id, d.measure, d.occurrence, d.place_kind, d.place_id, d.opened_at, d.retest_on, d.closed_at,
       d.retest_evidence, d.retest_result, d.reopens, d.evidence, o.performed_on
  FROM deviation d LEFT JOIN occurrence o ON o.organisation_id = :organisation AND o.id = d.occurrence
 WHERE d.organisation_id = :organisation AND (:measure = '' OR d.measure = :measure) ORDER BY d.id;
