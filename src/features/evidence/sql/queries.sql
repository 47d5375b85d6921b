-- name: evidence_get
SELECT id, version, title, kind, aspect, measure, plan_item, occurrence, places, covers_from, covers_to, received_at,
       valid_until, result, source, query, link, note, author, approver, reviewed_on, collector_account,
       collector_token, collector, file_name, sha256, size, media_type, tool, days, report_sha256, review,
       reviewer_account, reviewer, review_note, reviewed_at, withdrawn_at, withdraw_reason,
       inherited, withdrawer_account, withdrawer
  FROM evidence WHERE organisation_id = :organisation AND id = :id;

-- name: evidence_all
-- For verify.
SELECT id, version, title, kind, aspect, measure, plan_item, occurrence, places, covers_from, covers_to, received_at,
       valid_until, result, source, query, link, note, author, approver, reviewed_on, collector_account,
       collector_token, collector, file_name, sha256, size, media_type, tool, days, report_sha256, review,
       reviewer_account, reviewer, review_note, reviewed_at, withdrawn_at, withdraw_reason,
       inherited, withdrawer_account, withdrawer
  FROM evidence WHERE organisation_id = :organisation ORDER BY id;

-- name: evidence_insert
INSERT INTO evidence (organisation_id, id, version, title, kind, aspect, measure, plan_item, occurrence, places, covers_from,
                      covers_to, received_at, valid_until, result, source, query, link,
                      note, author, approver, reviewed_on, collector_account,
                      collector_token, collector, file_name, sha256, size, media_type,
                      tool, days, report_sha256, review, reviewer_account, reviewer,
                      review_note, reviewed_at, withdrawn_at, withdraw_reason,
                      inherited, withdrawer_account, withdrawer)
VALUES (:organisation, :id, :version, :title, :kind, :aspect, :measure, :plan_item, :occurrence, :places,
        :covers_from, :covers_to, :received_at, :valid_until, :result, :source, :query,
        :link, :note, :author, :approver, :reviewed_on, :collector_account,
        :collector_token, :collector, :file_name, :sha256, :size, :media_type, :tool,
        :days, :report_sha256, :review, :reviewer_account, :reviewer, :review_note,
        :reviewed_at, :withdrawn_at, :withdraw_reason, :inherited,
        :withdrawer_account, :withdrawer);

-- name: evidence_update
-- What was handed in never changes; only the file, the link with an occurrence, the review and the withdrawal do.
UPDATE evidence
   SET version = version + 1, occurrence = :occurrence, file_name = :file_name, sha256 = :sha256, size = :size,
       media_type = :media_type, review = :review, reviewer_account = :reviewer_account, reviewer = :reviewer,
       review_note = :review_note, reviewed_at = :reviewed_at, withdrawn_at = :withdrawn_at,
       withdraw_reason = :withdraw_reason, withdrawer_account = :withdrawer_account, withdrawer = :withdrawer
 WHERE organisation_id = :organisation AND id = :id AND version = :seen;

-- name: evidence_page
-- The page is found in an index that holds all filters; CROSS JOIN keeps SQLite from looking at every row instead.
-- What expires is listed without what has a successor, as evidence_expiring. What is searched for is in the title, or in
-- the name of a measure: a JSON list of their ids.
-- order: received_at
-- order: title = lower(title)
-- order: covers_to
-- order: valid_until = coalesce(valid_until, '9999-12-31')
SELECT e.id, e.title, e.kind, e.aspect, e.measure, '', e.covers_from, e.covers_to, e.received_at, e.valid_until,
       e.result, e.review, e.collector, e.file_name, e.sha256, NULL, e.occurrence, e.version, 0, e.collector_account, e.author,
       p.sort_key
  FROM (SELECT id, {key} AS sort_key FROM evidence AS e
         WHERE organisation_id = :organisation AND withdrawn_at IS NULL
           AND (:measure = '' OR measure = :measure) AND (:review = '' OR review = :review)
           AND (:aspect = '' OR aspect = :aspect) AND (:kind = '' OR kind = :kind)
           AND (:place = '' OR places = '' OR strpos(' ' || places || ' ', ' ' || :place || ' ') > 0)
           AND (:until = '' OR (valid_until <= :until AND valid_until >= :since AND review <> 'rejected' AND NOT EXISTS (
                  SELECT 1 FROM evidence AS n
                   WHERE n.organisation_id = :organisation AND n.measure = e.measure AND n.aspect = e.aspect
                     AND n.plan_item = e.plan_item AND n.places = e.places
                     AND (n.valid_until > e.valid_until OR (n.valid_until IS NULL AND n.covers_to >= e.covers_to
                                                            AND n.received_at > e.received_at))
                     AND n.withdrawn_at IS NULL AND n.review <> 'rejected'
                     AND (n.aspect <> 'design' OR n.title = e.title))))
           AND (:title = '' OR strpos(lower(title), :title) > 0)
           AND (:search = '' OR strpos(lower(title), :search) > 0
                OR measure IN (SELECT value FROM jsonb_array_elements_text(CAST(:measures AS jsonb))))
           {beyond}
         ORDER BY {key} {direction}, id {direction} LIMIT :limit) AS p
 CROSS JOIN evidence AS e
 WHERE e.organisation_id = :organisation AND e.id = p.id
 ORDER BY p.sort_key {direction}, p.id {direction};

-- name: evidence_expiring
-- Without what has a successor: proof of the same, valid for longer, or newer and without an end of its own (the plan
-- then says until when). A document is replaced by one of the same title.
SELECT id, title, kind, aspect, measure, '', covers_from, covers_to, received_at, valid_until, result, review,
       collector, file_name, sha256, NULL, occurrence, version, 0, collector_account, author
  FROM evidence AS e
 WHERE organisation_id = :organisation AND valid_until <= :until AND valid_until >= :since
   AND withdrawn_at IS NULL AND review <> 'rejected' AND (:measure = '' OR measure = :measure)
   AND NOT EXISTS (SELECT 1 FROM evidence AS n
                    WHERE n.organisation_id = :organisation AND n.measure = e.measure AND n.aspect = e.aspect
                      AND n.plan_item = e.plan_item AND n.places = e.places
                      AND (n.valid_until > e.valid_until OR (n.valid_until IS NULL AND n.covers_to >= e.covers_to
                                                             AND n.received_at > e.received_at))
                      AND n.withdrawn_at IS NULL AND n.review <> 'rejected'
                      AND (n.aspect <> 'design' OR n.title = e.title))
 ORDER BY valid_until, id LIMIT :limit;

-- name: evidence_waiting
-- In groups that the same people may judge, with the moment since which the first of each waits.
SELECT measure, collector_account, collector, author, count(*) AS pieces, min(received_at) AS since
  FROM evidence WHERE organisation_id = :organisation AND withdrawn_at IS NULL AND review = 'pending'
 GROUP BY measure, collector_account, collector, author;

-- name: evidence_waiting_since
SELECT title FROM evidence
 WHERE organisation_id = :organisation AND withdrawn_at IS NULL AND review = 'pending' AND measure = :measure
   AND received_at = :since AND collector_account = :collector_account AND collector = :collector AND author = :author
 ORDER BY id LIMIT 1;

-- name: evidence_judged
SELECT id, CASE WHEN withdrawn_at IS NULL THEN review ELSE 'rejected' END AS review FROM evidence
 WHERE organisation_id = :organisation AND id IN (SELECT value FROM jsonb_array_elements_text(CAST(:ids AS jsonb)));

-- name: evidence_same
-- The same report for the same purpose, read in the same way.
SELECT id, version FROM evidence
 WHERE organisation_id = :organisation AND sha256 = :sha256 AND measure = :measure AND plan_item = :plan_item
   AND aspect = :aspect AND places = :places AND query = :query AND tool <> '' AND withdrawn_at IS NULL AND review <> 'rejected'
 ORDER BY id LIMIT 1;

-- name: evidence_facts
SELECT id, measure, plan_item, aspect, result, review, places, covers_from, covers_to, received_at, withdrawn_at,
       valid_until, reviewed_at, reviewer_account, reviewer, collector_account, collector, author, approver, title,
       reviewed_on, occurrence, days, inherited, collector_token, withdrawer_account, withdrawer, kind
  FROM evidence WHERE organisation_id = :organisation ORDER BY id;

-- name: evidence_facts_of_measure
SELECT id, measure, plan_item, aspect, result, review, places, covers_from, covers_to, received_at, withdrawn_at,
       valid_until, reviewed_at, reviewer_account, reviewer, collector_account, collector, author, approver, title,
       reviewed_on, occurrence, days, inherited, collector_token, withdrawer_account, withdrawer, kind
  FROM evidence WHERE organisation_id = :organisation AND measure = :measure ORDER BY received_at, id;

-- name: measures_of
SELECT measure FROM evidence
 WHERE organisation_id = :organisation AND id IN (SELECT value FROM jsonb_array_elements_text(CAST(:ids AS jsonb)))
 UNION
SELECT measure FROM population
 WHERE organisation_id = :organisation AND id IN (SELECT value FROM jsonb_array_elements_text(CAST(:ids AS jsonb)));

-- name: report_insert
INSERT INTO evidence_report (organisation_id, evidence_id, body) VALUES (:organisation, :evidence, :body);

-- name: report_get
SELECT body FROM evidence_report WHERE organisation_id = :organisation AND evidence_id = :evidence;

-- name: report_all
SELECT evidence_id, body FROM evidence_report WHERE organisation_id = :organisation;

-- name: submission_insert
INSERT INTO evidence_submission (organisation_id, account, request_key, body_sha256, evidence_id, created_at)
VALUES (:organisation, :account, :request_key, :body_sha256, :evidence, :created_at)
ON CONFLICT (organisation_id, account, request_key) DO NOTHING;

-- name: submission_get
SELECT body_sha256, evidence_id FROM evidence_submission
 WHERE organisation_id = :organisation AND account = :account AND request_key = :request_key;

-- name: submission_forget
DELETE FROM evidence_submission WHERE organisation_id = :organisation AND created_at < :before;

-- name: population_get
SELECT id, version, measure, plan_item, place_kind, place_id, title, covers_from, covers_to, case_count, sha256,
       file_sha256, key_column, frozen_at, author_account, author, frequency, tolerated, sample_size, seed,
       algorithm, drawn_at, drawer, judged, deviations, reviewer_account, reviewer, recorded_at, withdrawn_at,
       withdraw_reason, withdrawer_account, withdrawer, drawer_account, size_reason
  FROM population WHERE organisation_id = :organisation AND id = :id;

-- name: population_of_measure
SELECT id, version, measure, plan_item, place_kind, place_id, title, covers_from, covers_to, case_count, sha256,
       file_sha256, key_column, frozen_at, author_account, author, frequency, tolerated, sample_size, seed,
       algorithm, drawn_at, drawer, judged, deviations, reviewer_account, reviewer, recorded_at, withdrawn_at,
       withdraw_reason, withdrawer_account, withdrawer, drawer_account, size_reason
  FROM population WHERE organisation_id = :organisation AND measure = :measure AND withdrawn_at IS NULL
 ORDER BY covers_to DESC, id DESC;

-- name: population_all
SELECT id, version, measure, plan_item, place_kind, place_id, title, covers_from, covers_to, case_count, sha256,
       file_sha256, key_column, frozen_at, author_account, author, frequency, tolerated, sample_size, seed,
       algorithm, drawn_at, drawer, judged, deviations, reviewer_account, reviewer, recorded_at, withdrawn_at,
       withdraw_reason, withdrawer_account, withdrawer, drawer_account, size_reason
  FROM population WHERE organisation_id = :organisation ORDER BY id;

-- name: population_insert
INSERT INTO population (organisation_id, id, version, measure, plan_item, place_kind, place_id, title, covers_from, covers_to,
                        case_count, sha256, file_sha256, key_column, frozen_at,
                        author_account, author, frequency, tolerated, sample_size, seed,
                        algorithm, drawn_at, drawer, judged, deviations, reviewer_account,
                        reviewer, recorded_at, withdrawn_at, withdraw_reason, withdrawer_account, withdrawer,
                        drawer_account, size_reason)
VALUES (:organisation, :id, :version, :measure, :plan_item, :place_kind, :place_id, :title, :covers_from,
        :covers_to, :case_count, :sha256, :file_sha256, :key_column, :frozen_at,
        :author_account, :author, :frequency, :tolerated, :sample_size, :seed, :algorithm,
        :drawn_at, :drawer, :judged, :deviations, :reviewer_account, :reviewer,
        :recorded_at, :withdrawn_at, :withdraw_reason, :withdrawer_account, :withdrawer,
        :drawer_account, :size_reason);

-- name: population_update
UPDATE population
   SET version = version + 1, seed = :seed, algorithm = :algorithm, drawn_at = :drawn_at, drawer = :drawer,
       judged = :judged, deviations = :deviations, reviewer_account = :reviewer_account, reviewer = :reviewer,
       recorded_at = :recorded_at, withdrawn_at = :withdrawn_at, withdraw_reason = :withdraw_reason,
       withdrawer_account = :withdrawer_account, withdrawer = :withdrawer, drawer_account = :drawer_account,
       sample_size = :sample_size, size_reason = :size_reason
 WHERE organisation_id = :organisation AND id = :id AND version = :seen;

-- name: population_hold
-- On PostgreSQL with locks: its state is read before and after a change, and nobody is to come between, also not who
-- writes in the database without asking us.
SELECT count(*) FROM population WHERE organisation_id = :organisation AND id = :id;

-- name: population_drawn_besides
-- Another one about some of the same days that was drawn. One about every place is also about this place.
SELECT title FROM population
 WHERE organisation_id = :organisation AND measure = :measure AND plan_item = :plan_item AND id <> :id
   AND drawn_at IS NOT NULL AND withdrawn_at IS NULL AND covers_from <= :covers_to AND covers_to >= :covers_from
   AND (:place_kind = '' OR place_kind = '' OR (place_kind = :place_kind AND place_id = :place_id))
 ORDER BY drawn_at, id LIMIT 1;

-- name: case_insert
INSERT INTO population_case (organisation_id, population_id, case_key, description, draw_order, verdict, note, retest,
                             judge, judged_at)
VALUES (:organisation, :population, :case_key, :description, :draw_order, '', '', '', '', NULL);

-- name: case_update
UPDATE population_case SET verdict = :verdict, note = :note, retest = :retest, judge = :judge, judged_at = :judged_at,
                           earlier_retests = :earlier_retests
 WHERE organisation_id = :organisation AND population_id = :population AND case_key = :case_key;

-- name: case_all_of_population
SELECT population_id, case_key, description, draw_order, verdict, note, retest, judge, judged_at, earlier_retests
  FROM population_case WHERE organisation_id = :organisation AND population_id = :population ORDER BY draw_order;

-- name: case_all_of_measure
SELECT c.population_id, c.case_key, c.description, c.draw_order, c.verdict, c.note, c.retest, c.judge, c.judged_at,
       c.earlier_retests
  FROM population AS p JOIN population_case AS c ON c.organisation_id = p.organisation_id AND c.population_id = p.id
 WHERE p.organisation_id = :organisation AND p.measure = :measure AND p.withdrawn_at IS NULL
 ORDER BY c.population_id, c.draw_order;

-- name: case_all
SELECT population_id, case_key, description, draw_order, verdict, note, retest, judge, judged_at, earlier_retests
  FROM population_case WHERE organisation_id = :organisation ORDER BY population_id, draw_order;

-- name: sample_facts
SELECT id, measure, plan_item, place_kind, place_id, covers_from, covers_to, case_count, sample_size, deviations,
       tolerated, author_account, author, reviewer_account, reviewer, drawer_account, drawer, drawn_at, recorded_at,
       withdrawn_at, withdrawer_account, withdrawer, size_reason
  FROM population
 WHERE organisation_id = :organisation AND drawn_at IS NOT NULL AND (:measure = '' OR measure = :measure)
 ORDER BY id;

-- name: retests
SELECT population_id, retest, judged_at, earlier_retests FROM population_case
 WHERE organisation_id = :organisation AND (retest <> '' OR earlier_retests <> '')
 ORDER BY population_id, draw_order;

-- name: file_hashes
SELECT sha256 FROM evidence WHERE organisation_id = :organisation AND sha256 <> ''
 UNION SELECT file_sha256 FROM population WHERE organisation_id = :organisation ORDER BY 1;

-- name: column_mapping_all
SELECT id, version, name, settings FROM column_mapping WHERE organisation_id = :organisation ORDER BY name, id;

-- name: column_mapping_get
SELECT id, version, name, settings FROM column_mapping
 WHERE organisation_id = :organisation AND (id = :id OR name = :id);

-- name: column_mapping_insert
INSERT INTO column_mapping (organisation_id, id, version, name, settings)
VALUES (:organisation, :id, 1, :name, :settings);

-- name: column_mapping_update
UPDATE column_mapping SET version = version + 1, name = :name, settings = :settings
 WHERE organisation_id = :organisation AND id = :id AND version = :seen;

-- name: column_mapping_delete
DELETE FROM column_mapping WHERE organisation_id = :organisation AND id = :id AND version = :seen;
