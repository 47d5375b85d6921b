-- Proof that a supplier delivered of itself: a certificate or report, what it is about and how long it holds.
CREATE TABLE register_supplier_proof (
  organisation_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  supplier TEXT NOT NULL,
  kind TEXT NOT NULL,
  issuer TEXT NOT NULL,
  scope TEXT NOT NULL,
  covers_design INTEGER NOT NULL,
  covers_existence INTEGER NOT NULL,
  covers_operation INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  remains TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
) STRICT;
CREATE INDEX register_supplier_proof_name ON register_supplier_proof (organisation_id, name, id);
