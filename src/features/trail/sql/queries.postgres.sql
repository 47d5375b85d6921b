-- name: head_lock
-- PostgreSQL has many writers; the row lock makes sequence numbers and the tree grow one after another.
SELECT size, edge, checkpoint FROM trail_head WHERE organisation_id = :organisation FOR UPDATE;
