-- name: library_latest
SELECT urn, version, builtin, sha256, source, imported_at FROM library
 WHERE organisation_id = :organisation AND urn = :urn ORDER BY version DESC LIMIT 1;

-- name: library_known
SELECT count(*) FROM library WHERE organisation_id = :organisation AND sha256 = :sha256;

-- name: library_urns
SELECT DISTINCT urn FROM library WHERE organisation_id = :organisation;

-- name: library_insert
INSERT INTO library (organisation_id, urn, version, builtin, sha256, source, imported_at)
VALUES (:organisation, :urn, :version, :builtin, :sha256, :source, :imported_at);

-- name: library_all
-- Every kept version, for the trail: a changed source shows.
SELECT urn, version, builtin, sha256, source, imported_at FROM library
 WHERE organisation_id = :organisation AND (:urn = '' OR urn = :urn) ORDER BY urn, version;

-- name: library_hold
-- Of how many rows its state is made. On PostgreSQL with locks: that state is read before and after a change, and nobody
-- is to come between, also not who writes in the database without asking us.
SELECT (SELECT count(*) FROM library WHERE organisation_id = :organisation AND urn = :library) +
       (SELECT count(*) FROM framework WHERE organisation_id = :organisation AND library_urn = :library) +
       (SELECT count(*) FROM requirement r
          JOIN framework f ON f.organisation_id = :organisation AND f.id = r.framework_id
         WHERE r.organisation_id = :organisation AND f.library_urn = :library) +
       (SELECT count(*) FROM mapping WHERE organisation_id = :organisation AND library_urn = :library) +
       (SELECT count(*) FROM mapping_review WHERE organisation_id = :organisation AND library_urn = :library);

-- name: framework_list
-- Those that the organisation works by, the first one first.
SELECT f.id, f.library_urn, f.urn, f.ref_id, f.name_nl, f.name_en, f.version, f.locale, f.copyright, f.provider,
       f.builtin, f.sha256, f.imported_at,
       (SELECT count(*) FROM requirement r
         WHERE r.organisation_id = :organisation AND r.framework_id = f.id AND r.assessable = 1 AND r.removed = 0)
  FROM framework f
  LEFT JOIN framework_use u ON u.organisation_id = :organisation AND u.urn = f.urn
 WHERE f.organisation_id = :organisation AND COALESCE(u.used, 1) = 1
 ORDER BY COALESCE(u.place, 0), f.builtin DESC, f.name_nl, f.id;

-- name: framework_every
SELECT f.id, f.library_urn, f.urn, f.ref_id, f.name_nl, f.name_en, f.version, f.locale, f.copyright, f.provider,
       f.builtin, f.sha256, f.imported_at,
       (SELECT count(*) FROM requirement r
         WHERE r.organisation_id = :organisation AND r.framework_id = f.id AND r.assessable = 1 AND r.removed = 0)
  FROM framework f WHERE f.organisation_id = :organisation
 ORDER BY f.builtin DESC, f.name_nl, f.id;

-- name: framework_use_all
SELECT urn, version, used, place, reason, decided_by, decided_at FROM framework_use
 WHERE organisation_id = :organisation ORDER BY urn;

-- name: framework_use_get
SELECT urn, version, used, place, reason, decided_by, decided_at FROM framework_use
 WHERE organisation_id = :organisation AND urn = :urn;

-- name: framework_use_put
INSERT INTO framework_use (organisation_id, urn, version, used, place, reason, decided_by, decided_at)
VALUES (:organisation, :urn, :version, :used, :place, :reason, :decided_by, :decided_at)
ON CONFLICT (organisation_id, urn) DO UPDATE
   SET version = excluded.version, used = excluded.used, place = excluded.place, reason = excluded.reason,
       decided_by = excluded.decided_by, decided_at = excluded.decided_at;

-- name: framework_insert
INSERT INTO framework (organisation_id, id, library_urn, urn, ref_id, name_nl, name_en, version, locale, copyright,
                       provider, builtin, sha256, imported_at)
VALUES (:organisation, :id, :library_urn, :urn, :ref_id, :name_nl, :name_en, :version, :locale, :copyright, :provider,
        :builtin, :sha256, :imported_at)
ON CONFLICT (organisation_id, urn) DO UPDATE
   SET library_urn = excluded.library_urn, ref_id = excluded.ref_id, name_nl = excluded.name_nl,
       name_en = excluded.name_en, version = excluded.version, locale = excluded.locale,
       copyright = excluded.copyright, provider = excluded.provider, builtin = excluded.builtin,
       sha256 = excluded.sha256, imported_at = excluded.imported_at;

-- name: requirement_list
SELECT urn, framework_id, ref, parent_urn, chapter, depth, sort_order, assessable, title_nl, title_en, cadence,
       instrument, health, control_type, cia, removed
  FROM requirement WHERE organisation_id = :organisation AND framework_id = :framework ORDER BY sort_order, urn;

-- name: requirement_all
-- Of the frameworks that the organisation works by.
SELECT r.urn, r.framework_id, r.ref, r.parent_urn, r.chapter, r.depth, r.sort_order, r.assessable, r.title_nl,
       r.title_en, r.cadence, r.instrument, r.health, r.control_type, r.cia, r.removed
  FROM requirement r
  JOIN framework f ON f.organisation_id = :organisation AND f.id = r.framework_id
  LEFT JOIN framework_use u ON u.organisation_id = :organisation AND u.urn = f.urn
 WHERE r.organisation_id = :organisation AND COALESCE(u.used, 1) = 1
 ORDER BY r.framework_id, r.sort_order, r.urn;

-- name: requirement_every
SELECT urn, framework_id, ref, parent_urn, chapter, depth, sort_order, assessable, title_nl, title_en, cadence,
       instrument, health, control_type, cia, removed
  FROM requirement WHERE organisation_id = :organisation ORDER BY framework_id, sort_order, urn;

-- name: requirement_get
SELECT urn, framework_id, ref, parent_urn, chapter, depth, sort_order, assessable, title_nl, title_en, cadence,
       instrument, health, control_type, cia, removed
  FROM requirement WHERE organisation_id = :organisation AND urn = :urn;

-- name: requirement_known
SELECT urn FROM requirement
 WHERE organisation_id = :organisation AND urn IN (SELECT value FROM jsonb_array_elements_text(CAST(:urns AS jsonb)));

-- name: requirement_texts
SELECT r.texts, COALESCE(o.own_text, ''), COALESCE(o.version, 0), f.name_nl, f.name_en, f.locale
  FROM requirement r
  JOIN framework f ON f.organisation_id = r.organisation_id AND f.id = r.framework_id
  LEFT JOIN requirement_own_text o ON o.organisation_id = r.organisation_id AND o.urn = r.urn
 WHERE r.organisation_id = :organisation AND r.urn = :urn;

-- name: requirement_state
-- Everything of a requirement, for the trail.
SELECT f.library_urn, r.framework_id, r.urn, r.ref, r.parent_urn, r.chapter, r.depth, r.sort_order, r.assessable,
       r.title_nl, r.title_en, r.texts, r.cadence, r.instrument, r.health, r.control_type, r.cia, r.removed
  FROM requirement r
  JOIN framework f ON f.organisation_id = r.organisation_id AND f.id = r.framework_id
 WHERE r.organisation_id = :organisation AND (:library = '' OR f.library_urn = :library)
 ORDER BY f.library_urn, r.urn;

-- name: requirement_put
INSERT INTO requirement (organisation_id, framework_id, urn, ref, parent_urn, chapter, depth, sort_order, assessable,
                         title_nl, title_en, texts, cadence, instrument, health, control_type, cia, removed)
VALUES (:organisation, :framework, :urn, :ref, :parent_urn, :chapter, :depth, :sort_order, :assessable, :title_nl,
        :title_en, :texts, :cadence, :instrument, :health, :control_type, :cia, 0)
ON CONFLICT (organisation_id, urn) DO UPDATE
   SET framework_id = excluded.framework_id, ref = excluded.ref, parent_urn = excluded.parent_urn,
       chapter = excluded.chapter, depth = excluded.depth, sort_order = excluded.sort_order,
       assessable = excluded.assessable, title_nl = excluded.title_nl, title_en = excluded.title_en,
       texts = excluded.texts, cadence = excluded.cadence, instrument = excluded.instrument,
       health = excluded.health, control_type = excluded.control_type, cia = excluded.cia, removed = 0;

-- name: requirement_mark_removed
UPDATE requirement SET removed = 1 WHERE organisation_id = :organisation AND urn = :urn;

-- name: own_text_all
SELECT urn, version, own_text FROM requirement_own_text WHERE organisation_id = :organisation;

-- name: own_text_put
INSERT INTO requirement_own_text (organisation_id, urn, version, own_text)
VALUES (:organisation, :urn, :version, :own_text)
ON CONFLICT (organisation_id, urn) DO UPDATE SET version = excluded.version, own_text = excluded.own_text;

-- name: mapping_of_requirement
-- Both directions; the columns from r.ref on describe the other end, when it is installed.
SELECT m.id, m.version, m.source_urn, m.target_urn, m.relation, m.strength, m.rationale_nl, m.rationale_en,
       COALESCE(v.state, 'proposed'), COALESCE(v.reviewer, ''), COALESCE(v.reason, ''),
       COALESCE(r.ref, ''), COALESCE(r.title_nl, ''), COALESCE(r.title_en, ''), COALESCE(f.name_nl, ''),
       COALESCE(f.name_en, ''), CASE WHEN f.id IS NULL THEN 0 ELSE COALESCE(u.used, 1) END
  FROM mapping m
  LEFT JOIN mapping_review v ON v.organisation_id = :organisation AND v.mapping_id = m.id AND v.version = m.version
  LEFT JOIN requirement r ON r.organisation_id = :organisation
   AND r.urn = CASE WHEN m.source_urn = :urn THEN m.target_urn ELSE m.source_urn END
  LEFT JOIN framework f ON f.organisation_id = :organisation AND f.id = r.framework_id
  LEFT JOIN framework_use u ON u.organisation_id = :organisation AND u.urn = f.urn
 WHERE m.organisation_id = :organisation AND (m.source_urn = :urn OR m.target_urn = :urn)
 ORDER BY COALESCE(f.name_nl, ''), COALESCE(r.sort_order, 0), m.id;

-- name: mapping_every
-- With what people said of it, and both ends when they are installed.
SELECT m.id, m.version, m.library_urn, m.source_urn, m.target_urn, m.relation, m.strength, m.rationale_nl,
       m.rationale_en, COALESCE(v.state, 'proposed'), COALESCE(v.reviewer, ''), COALESCE(v.reason, ''), v.reviewed_at,
       COALESCE(s.ref, ''), COALESCE(s.title_nl, ''), COALESCE(s.title_en, ''), COALESCE(s.framework_id, ''),
       COALESCE(t.ref, ''), COALESCE(t.title_nl, ''), COALESCE(t.title_en, ''), COALESCE(t.framework_id, '')
  FROM mapping m
  LEFT JOIN mapping_review v ON v.organisation_id = :organisation AND v.mapping_id = m.id AND v.version = m.version
  LEFT JOIN requirement s ON s.organisation_id = :organisation AND s.urn = m.source_urn
  LEFT JOIN requirement t ON t.organisation_id = :organisation AND t.urn = m.target_urn
 WHERE m.organisation_id = :organisation
 ORDER BY COALESCE(s.sort_order, 0), m.source_urn, COALESCE(t.sort_order, 0), m.target_urn, m.id;

-- name: mapping_get
SELECT id, version, library_urn, source_urn, target_urn, relation, strength, rationale_nl, rationale_en, reviewer,
       reviewed_at
  FROM mapping WHERE organisation_id = :organisation AND id = :id;

-- name: mapping_list
SELECT id, version, library_urn, source_urn, target_urn, relation, strength, rationale_nl, rationale_en, reviewer,
       reviewed_at
  FROM mapping WHERE organisation_id = :organisation AND (:library = '' OR library_urn = :library)
 ORDER BY library_urn, source_urn, target_urn;

-- name: mapping_put
INSERT INTO mapping (organisation_id, id, version, library_urn, source_urn, target_urn, relation, strength,
                     rationale_nl, rationale_en, reviewer, reviewed_at)
VALUES (:organisation, :id, :version, :library_urn, :source_urn, :target_urn, :relation, :strength, :rationale_nl,
        :rationale_en, :reviewer, :reviewed_at)
ON CONFLICT (organisation_id, id) DO UPDATE
   SET version = excluded.version, relation = excluded.relation, strength = excluded.strength,
       rationale_nl = excluded.rationale_nl, rationale_en = excluded.rationale_en, reviewer = excluded.reviewer,
       reviewed_at = excluded.reviewed_at;

-- name: mapping_remove
DELETE FROM mapping WHERE organisation_id = :organisation AND id = :id;

-- name: mapping_review_add
INSERT INTO mapping_review (organisation_id, mapping_id, version, library_urn, source_urn, target_urn, relation,
                            strength, state, reason, reviewer, reviewed_at)
VALUES (:organisation, :mapping, :version, :library_urn, :source_urn, :target_urn, :relation, :strength, :state,
        :reason, :reviewer, :reviewed_at);

-- name: mapping_review_list
SELECT mapping_id, version, library_urn, source_urn, target_urn, relation, strength, state, reason, reviewer,
       reviewed_at
  FROM mapping_review WHERE organisation_id = :organisation AND (:library = '' OR library_urn = :library)
 ORDER BY library_urn, mapping_id, version;

-- name: mapping_review_until
-- What was said up to a moment, oldest first per mapping.
SELECT mapping_id, version, library_urn, source_urn, target_urn, relation, strength, state, reason, reviewer,
       reviewed_at
  FROM mapping_review WHERE organisation_id = :organisation AND reviewed_at <= :known_at
 ORDER BY mapping_id, version;
