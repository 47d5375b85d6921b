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
SELECT sequence, at, account, actor, action, subject_kind, subject, subject_label, body, leaf
  FROM trail_entry
 WHERE organisation_id = :organisation AND (:subject = '' OR subject = :subject)
   AND (:actor = '' OR lower(actor) LIKE :actor) AND (:action = '' OR action LIKE :action)
   AND (:before < 0 OR sequence < :before)
 ORDER BY sequence DESC LIMIT :limit;

-- name: entry_count
SELECT count(*) FROM trail_entry
 WHERE organisation_id = :organisation AND (:subject = '' OR subject = :subject)
   AND (:actor = '' OR lower(actor) LIKE :actor) AND (:action = '' OR action LIKE :action);

-- name: entry_range
SELECT sequence, at, account, actor, action, subject_kind, subject, subject_label, body, leaf
  FROM trail_entry WHERE organisation_id = :organisation AND sequence >= :from ORDER BY sequence LIMIT :limit;
