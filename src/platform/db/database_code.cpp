// SPDX-License-Identifier: EUPL-1.2
#include "platform/db/database_code.h"

namespace waarborg::db {
namespace {

/// Ours is what our statements reach: what a name without a schema leads to. What is built in has a number below 16384
/// (FirstNormalObjectId). Whether an extension brought a table is not asked: ALTER EXTENSION says so of any table.
constexpr Statement<0> kDatabaseCode{"db.database_code",
                                     R"(
SELECT type, name, tbl_name FROM sqlite_master WHERE type = 'trigger'
UNION ALL SELECT type, name, tbl_name FROM sqlite_temp_master WHERE type = 'trigger' ORDER BY 1, 2, 3)",
                                     R"(
WITH ours AS MATERIALIZED (
  SELECT c.oid, c.relname, c.relkind FROM pg_class c
   WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND pg_table_is_visible(c.oid)),
called AS (
  SELECT refclassid, refobjid, COALESCE(
         (SELECT c.conrelid FROM pg_constraint c WHERE classid = CAST('pg_constraint' AS regclass) AND c.oid = objid),
         (SELECT a.adrelid FROM pg_attrdef a WHERE classid = CAST('pg_attrdef' AS regclass) AND a.oid = objid),
         (SELECT i.indrelid FROM pg_index i WHERE classid = CAST('pg_class' AS regclass) AND i.indexrelid = objid))
         AS owner
    FROM pg_depend
   WHERE refobjid >= 16384 AND refclassid IN (CAST('pg_proc' AS regclass), CAST('pg_operator' AS regclass),
                                              CAST('pg_opclass' AS regclass), CAST('pg_opfamily' AS regclass)))
SELECT 'trigger', CAST(t.tgname AS text), CAST(o.relname AS text)
  FROM pg_trigger t JOIN ours o ON o.oid = t.tgrelid WHERE NOT t.tgisinternal
UNION ALL
SELECT 'rule', CAST(r.rulename AS text), CAST(o.relname AS text)
  FROM pg_rewrite r JOIN ours o ON o.oid = r.ev_class WHERE r.rulename <> '_RETURN'
UNION ALL
SELECT 'policy', CAST(p.polname AS text), CAST(o.relname AS text) FROM pg_policy p JOIN ours o ON o.oid = p.polrelid
UNION ALL
SELECT 'function', COALESCE(
         (SELECT CAST(p.proname AS text) FROM pg_proc p
           WHERE c.refclassid = CAST('pg_proc' AS regclass) AND p.oid = c.refobjid),
         (SELECT CAST(p.oprname AS text) FROM pg_operator p
           WHERE c.refclassid = CAST('pg_operator' AS regclass) AND p.oid = c.refobjid),
         (SELECT CAST(p.opcname AS text) FROM pg_opclass p
           WHERE c.refclassid = CAST('pg_opclass' AS regclass) AND p.oid = c.refobjid),
         CAST(c.refobjid AS text)), CAST(o.relname AS text)
  FROM called c JOIN ours o ON o.oid = c.owner
UNION ALL
SELECT 'type', CAST(t.typname AS text), CAST(o.relname AS text)
  FROM pg_attribute a JOIN ours o ON o.oid = a.attrelid AND o.relkind IN ('r', 'p') JOIN pg_type t ON t.oid = a.atttypid
 WHERE a.attnum > 0 AND t.oid >= 16384
UNION ALL
SELECT 'foreign key', CAST(k.conname AS text), CAST(o.relname AS text)
  FROM pg_constraint k JOIN ours o ON o.oid = k.conrelid
 WHERE k.contype = 'f' AND (k.confupdtype NOT IN ('a', 'r') OR k.confdeltype NOT IN ('a', 'r'))
UNION ALL
SELECT 'schema', CAST(n.nspname AS text), CAST(c.relname AS text)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relname = 'schema_migration' AND NOT pg_table_is_visible(c.oid) AND n.nspname = ANY (current_schemas(false))
UNION ALL
SELECT 'event trigger', CAST(e.evtname AS text), '' FROM pg_event_trigger e WHERE e.evtevent = 'login'
ORDER BY 1, 2, 3)",
                                     {}};

/// Whole catalogs, without asking whose: a few of their pages. Who shares the database with others pays for the long
/// question.
constexpr Statement<0> kMayHaveCode{"db.may_have_code",
                                    R"(
SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'trigger') +
       EXISTS (SELECT 1 FROM sqlite_temp_master WHERE type = 'trigger'))",
                                    R"(
SELECT CAST(CASE WHEN
  EXISTS (SELECT 1 FROM pg_trigger WHERE NOT tgisinternal)
  OR EXISTS (SELECT 1 FROM pg_rewrite WHERE rulename <> '_RETURN' AND ev_class >= 16384)
  OR EXISTS (SELECT 1 FROM pg_policy)
  OR EXISTS (SELECT 1 FROM pg_depend
              WHERE refobjid >= 16384
                AND refclassid IN (CAST('pg_proc' AS regclass), CAST('pg_operator' AS regclass),
                                   CAST('pg_opclass' AS regclass), CAST('pg_opfamily' AS regclass))
                AND classid IN (CAST('pg_constraint' AS regclass), CAST('pg_attrdef' AS regclass),
                                CAST('pg_class' AS regclass)))
  OR EXISTS (SELECT 1 FROM pg_attribute WHERE atttypid >= 16384 AND attnum > 0 AND attrelid >= 16384)
  OR EXISTS (SELECT 1 FROM pg_constraint
              WHERE contype = 'f' AND (confupdtype NOT IN ('a', 'r') OR confdeltype NOT IN ('a', 'r')))
  THEN 1 ELSE 0 END AS bigint))",
                                    {}};

}  // namespace

bool may_have_code(Transaction& tx) { return tx.number(kMayHaveCode) != 0; }

std::vector<DatabaseCode> database_code(Transaction& tx) { return tx.rows<DatabaseCode>(kDatabaseCode); }

}  // namespace waarborg::db
