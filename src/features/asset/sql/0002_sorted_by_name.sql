-- Lists are sorted without regard to capitals and continue where the page before ended.
CREATE INDEX register_person_sorted ON register_person (organisation_id, lower(name), id);
CREATE INDEX register_site_sorted ON register_site (organisation_id, lower(name), id);
CREATE INDEX register_department_sorted ON register_department (organisation_id, lower(name), id);
CREATE INDEX register_system_sorted ON register_system (organisation_id, lower(name), id);
CREATE INDEX register_supplier_sorted ON register_supplier (organisation_id, lower(name), id);
