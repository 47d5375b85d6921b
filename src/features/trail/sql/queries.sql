-- name: head_get
SELECT size, edge, checkpoint FROM trail_head WHERE organisation_id = :organisation;

-- name: head_lock
SELECT size, edge, checkpoint FROM trail_head WHERE organisation_id = :organisation;

-- name: head_insert
INSERT INTO trail_head (organisation_id, size, edge, checkpoint) VALUES (:organisation, 0, :edge, '')
ON CONFLICT (organisation_id) DO NOTHING;

-- name: head_update
UPDATE trail_head SET size = :size, edge = :edge, checkpoint = :checkpoint WHERE organisation_id = :organisation;

-- name: entry_insert
INSERT INTO trail_entry (organisation_id, sequence, at, account, actor, action, subject_kind, subject, subject_label,
                         body, leaf)
VALUES (:organisation, :sequence, :at, :account, :actor, :action, :subject_kind, :subject, :subject_label, :body, :leaf);

-- name: entry_page
-- The page is found in an index that holds all filters; CROSS JOIN keeps SQLite from looking at every row instead.
SELECT e.sequence, e.at, e.account, e.actor, e.action, e.subject_kind, e.subject, e.subject_label, e.body, e.leaf
  FROM (SELECT sequence FROM trail_entry
         WHERE organisation_id = :organisation AND sequence < :before AND (:actor = '' OR strpos(lower(actor), :actor) > 0)
           AND (:text = '' OR strpos(lower(subject_label), :text) > 0 OR strpos(lower(actor), :text) > 0)
           AND (:action = '' OR action = :action OR strpos(action, :below) = 1)
         ORDER BY sequence DESC LIMIT :limit) AS p
 CROSS JOIN trail_entry AS e
 WHERE e.organisation_id = :organisation AND e.sequence = p.sequence
 ORDER BY e.sequence DESC;

-- name: entry_subjects
SELECT DISTINCT subject_kind, subject FROM trail_entry
 WHERE organisation_id = :organisation AND sequence >= :sequence;

-- name: entry_last_states
-- The member "state" of the body itself: a quote inside of a text stands behind a backslash.
SELECT e.subject_kind, e.subject, e.body
  FROM (SELECT max(sequence) AS sequence FROM trail_entry
         WHERE organisation_id = :organisation AND subject IN (SELECT value FROM jsonb_array_elements_text(CAST(:ids AS jsonb)))
           AND strpos(body, '"state":"') > 0
         GROUP BY subject_kind, subject) AS newest
 CROSS JOIN trail_entry AS e
 WHERE e.organisation_id = :organisation AND e.sequence = newest.sequence;

-- name: entry_bodies
SELECT body FROM trail_entry
 WHERE organisation_id = :organisation AND subject = :subject AND subject_kind = :subject_kind
 ORDER BY sequence;

-- name: entry_page_of_action
SELECT sequence, at, account, actor, action, subject_kind, subject, subject_label, body, leaf
  FROM trail_entry
 WHERE organisation_id = :organisation AND action = :action AND sequence < :before
 ORDER BY sequence DESC LIMIT :limit;

-- name: entry_page_of_actor
SELECT sequence, at, account, actor, action, subject_kind, subject, subject_label, body, leaf
  FROM trail_entry
 WHERE organisation_id = :organisation AND actor = :actor AND sequence < :before
 ORDER BY sequence DESC LIMIT :limit;

-- name: entry_page_of_subject
SELECT sequence, at, account, actor, action, subject_kind, subject, subject_label, body, leaf
  FROM trail_entry
 WHERE organisation_id = :organisation AND subject = :subject AND sequence < :before
   AND (:actor = '' OR strpos(lower(actor), :actor) > 0)
   AND (:text = '' OR strpos(lower(subject_label), :text) > 0 OR strpos(lower(actor), :text) > 0)
   AND (:action = '' OR action = :action OR strpos(action, :below) = 1)
 ORDER BY sequence DESC LIMIT :limit;

-- name: entry_count
SELECT count(*) FROM trail_entry
 WHERE organisation_id = :organisation AND (:actor = '' OR strpos(lower(actor), :actor) > 0)
   AND (:text = '' OR strpos(lower(subject_label), :text) > 0 OR strpos(lower(actor), :text) > 0)
   AND (:action = '' OR action = :action OR strpos(action, :below) = 1);

-- name: entry_count_of_subject
SELECT count(*) FROM trail_entry
 WHERE organisation_id = :organisation AND subject = :subject
   AND (:actor = '' OR strpos(lower(actor), :actor) > 0)
   AND (:text = '' OR strpos(lower(subject_label), :text) > 0 OR strpos(lower(actor), :text) > 0)
   AND (:action = '' OR action = :action OR strpos(action, :below) = 1);

-- name: count_add
INSERT INTO trail_count (organisation_id, value_of, value, entries) VALUES (:organisation, :value_of, :value, :entries)
ON CONFLICT (organisation_id, value_of, value) DO UPDATE SET entries = trail_count.entries + :entries;

-- name: count_sum
SELECT coalesce(sum(entries), 0) FROM trail_count WHERE organisation_id = :organisation AND value_of = :value_of;

-- name: count_clear
DELETE FROM trail_count WHERE organisation_id = :organisation;

-- name: count_again
INSERT INTO trail_count (organisation_id, value_of, value, entries)
SELECT organisation_id, 'action', action, count(*) FROM trail_entry WHERE organisation_id = :organisation
 GROUP BY organisation_id, action
 UNION ALL
SELECT organisation_id, 'actor', actor, count(*) FROM trail_entry WHERE organisation_id = :organisation
 GROUP BY organisation_id, actor;

-- name: count_list
SELECT value, entries FROM trail_count WHERE organisation_id = :organisation AND value_of = :value_of;

-- name: subject_names
-- The newest name of each record, from the index by subject.
SELECT e.subject, e.subject_label
  FROM (SELECT max(sequence) AS sequence FROM trail_entry
         WHERE organisation_id = :organisation AND subject IN (SELECT value FROM jsonb_array_elements_text(CAST(:ids AS jsonb)))
         GROUP BY subject) AS newest
 CROSS JOIN trail_entry AS e
 WHERE e.organisation_id = :organisation AND e.sequence = newest.sequence;

-- name: entry_range
SELECT sequence, at, account, actor, action, subject_kind, subject, subject_label, body, leaf
  FROM trail_entry WHERE organisation_id = :organisation AND sequence >= :from ORDER BY sequence LIMIT :limit;

-- name: leaf_range
SELECT leaf FROM trail_entry WHERE organisation_id = :organisation AND sequence >= :from ORDER BY sequence LIMIT :limit;

-- name: tile_range
SELECT position, hash FROM trail_tile
 WHERE organisation_id = :organisation AND level = :level AND position >= :from ORDER BY position LIMIT :limit;

-- name: tile_put
INSERT INTO trail_tile (organisation_id, level, position, hash) VALUES (:organisation, :level, :position, :hash)
ON CONFLICT (organisation_id, level, position) DO NOTHING;

-- name: tile_all
-- For verify.
SELECT level, position, hash FROM trail_tile WHERE organisation_id = :organisation ORDER BY level, position;
