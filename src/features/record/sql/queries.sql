-- name: view_list
SELECT id, name, body FROM saved_view
 WHERE organisation_id = :organisation AND account = :account AND list_name = :list ORDER BY lower(name), id;

-- name: view_count
SELECT count(*) FROM saved_view WHERE organisation_id = :organisation AND account = :account AND list_name = :list;

-- name: view_save
-- A view that is saved under a name that it already has replaces the older one.
INSERT INTO saved_view (organisation_id, id, account, list_name, name, body, saved_at)
VALUES (:organisation, :id, :account, :list, :name, :body, :at)
ON CONFLICT (organisation_id, account, list_name, name) DO UPDATE SET body = :body, saved_at = :at;

-- name: view_by_name
SELECT id, name, body FROM saved_view
 WHERE organisation_id = :organisation AND account = :account AND list_name = :list AND name = :name;

-- name: view_remove
DELETE FROM saved_view
 WHERE organisation_id = :organisation AND account = :account AND list_name = :list AND id = :id;
