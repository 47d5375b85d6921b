-- name: head_lock
-- PostgreSQL has many writers; the row lock makes sequence numbers and the tree grow one after another.
SELECT size, edge, checkpoint FROM trail_head WHERE organisation_id = :organisation FOR UPDATE;

-- name: subject_names
SELECT e.subject, e.subject_label
  FROM (SELECT max(sequence) AS sequence FROM trail_entry
         WHERE organisation_id = :organisation
           AND subject IN (SELECT value FROM jsonb_array_elements_text(CAST(:ids AS jsonb)))
         GROUP BY subject) AS newest
 CROSS JOIN trail_entry AS e
 WHERE e.organisation_id = :organisation AND e.sequence = newest.sequence;
