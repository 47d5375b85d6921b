-- name: library_hold
WITH sources AS MATERIALIZED (SELECT version FROM library WHERE organisation_id = :organisation AND urn = :library
                               ORDER BY version FOR UPDATE),
     frameworks AS MATERIALIZED (SELECT id FROM framework
                                  WHERE organisation_id = :organisation AND library_urn = :library
                                  ORDER BY id FOR UPDATE),
     requirements AS MATERIALIZED (SELECT r.urn FROM requirement r
                                     JOIN framework f ON f.organisation_id = :organisation AND f.id = r.framework_id
                                    WHERE r.organisation_id = :organisation AND f.library_urn = :library
                                    ORDER BY r.urn FOR UPDATE OF r),
     mappings AS MATERIALIZED (SELECT id FROM mapping WHERE organisation_id = :organisation AND library_urn = :library
                                ORDER BY id FOR UPDATE),
     reviews AS MATERIALIZED (SELECT mapping_id FROM mapping_review
                               WHERE organisation_id = :organisation AND library_urn = :library
                               ORDER BY mapping_id, version FOR UPDATE)
SELECT (SELECT count(*) FROM sources) + (SELECT count(*) FROM frameworks) + (SELECT count(*) FROM requirements) +
       (SELECT count(*) FROM mappings) + (SELECT count(*) FROM reviews);
