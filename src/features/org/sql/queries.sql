-- name: organisation_get
SELECT id, version, name, sub_sector, people, board_member, security_officer, health_information, set_up, demo,
       combined_roles_reason
  FROM organisation WHERE id = :organisation;

-- name: organisation_all
-- For the program itself (scheduler, verify); never for a user.
SELECT id, version, name, sub_sector, people, board_member, security_officer, health_information, set_up, demo,
       combined_roles_reason
  FROM organisation ORDER BY id;

-- name: organisation_insert
INSERT INTO organisation (id, version, name, sub_sector, people, board_member, security_officer, health_information,
                          set_up, demo, combined_roles_reason, created_at)
VALUES (:organisation, 1, :name, :sub_sector, :people, :board_member, :security_officer, :health_information,
        :set_up, :demo, '', :created_at);

-- name: organisation_update
UPDATE organisation
   SET version = version + 1, name = :name, sub_sector = :sub_sector, people = :people, board_member = :board_member,
       security_officer = :security_officer, health_information = :health_information, set_up = :set_up,
       combined_roles_reason = :combined_roles_reason
 WHERE id = :organisation AND version = :seen;
