-- One installation holds several organisations, hard-separated: every table of a feature carries organisation_id.
CREATE TABLE organisation (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  sub_sector TEXT NOT NULL,
  people INTEGER NOT NULL CHECK (people >= 0),
  board_member TEXT NOT NULL,
  security_officer TEXT NOT NULL,
  health_information TEXT NOT NULL,
  set_up INTEGER NOT NULL,
  demo INTEGER NOT NULL,
  combined_roles_reason TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
