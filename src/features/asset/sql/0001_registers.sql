-- One table per register; its columns are the fields of registers/<name>.toml.
CREATE TABLE register_person (
  organisation_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  function TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  deputy TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
) STRICT;
CREATE INDEX register_person_name ON register_person (organisation_id, name, id);

CREATE TABLE register_site (
  organisation_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  city TEXT NOT NULL,
  address TEXT NOT NULL,
  contact TEXT NOT NULL,
  emergency_power INTEGER NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
) STRICT;
CREATE INDEX register_site_name ON register_site (organisation_id, name, id);

CREATE TABLE register_department (
  organisation_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  site TEXT NOT NULL,
  head TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
) STRICT;
CREATE INDEX register_department_name ON register_department (organisation_id, name, id);

CREATE TABLE register_system (
  organisation_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  health_information INTEGER NOT NULL,
  criticality TEXT NOT NULL,
  owner TEXT NOT NULL,
  supplier TEXT NOT NULL,
  site TEXT NOT NULL,
  address TEXT NOT NULL,
  version_in_use TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
) STRICT;
CREATE INDEX register_system_name ON register_system (organisation_id, name, id);

CREATE TABLE register_supplier (
  organisation_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  service TEXT NOT NULL,
  criticality TEXT NOT NULL,
  processor_agreement INTEGER NOT NULL,
  certificate TEXT NOT NULL,
  certificate_until TEXT NOT NULL,
  contact TEXT NOT NULL,
  email TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
) STRICT;
CREATE INDEX register_supplier_name ON register_supplier (organisation_id, name, id);
