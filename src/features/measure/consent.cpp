// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/consent.h"

#include "base/text.h"
#include "features/auth/people.h"
#include "features/auth/person.h"

namespace waarborg::measure {
namespace {

/// An account with who that is in the register of people, so far as known.
auth::Person someone(db::Transaction& tx, const record::Records& records, const OrganisationId& organisation,
                     const std::string& account, const std::string& name) {
  auth::Person out = auth::party(tx, organisation, account, name);
  if (out.person.empty()) return out;
  const auto found = records.find(tx, organisation, *record::find_register("person"), out.person);
  if (found) out.register_name = found->text("name");
  return out;
}

}  // namespace

Result<void> check_reason(const std::string& reason, bool needed) {
  if (reason.size() > kMaxReason) return invalid("measure.too_long", "reason", {{"max", std::to_string(kMaxReason)}});
  if (needed && is_blank(reason)) {
    return invalid("measure.reason_missing", "reason");
  }
  return {};
}

bool is_same_person(db::Transaction& tx, const record::Records& records, const auth::Actor& who,
                    const std::string& account, const std::string& name) {
  return auth::same_person(someone(tx, records, who.organisation, who.account.text, who.name),
                           someone(tx, records, who.organisation, account, name));
}

bool is_person(db::Transaction& tx, const record::Records& records, const auth::Actor& who, const std::string& person) {
  if (person.empty()) return false;
  const auto row = records.find(tx, who.organisation, *record::find_register("person"), person);
  return auth::same_person(
      someone(tx, records, who.organisation, who.account.text, who.name),
      {"", "", person, row ? row->text("name") : "", auth::signs_in(tx, who.organisation, person)});
}

bool is_owner(db::Transaction& tx, const record::Records& records, const auth::Actor& who,
              const std::optional<StoredMeasure>& measure) {
  return measure && is_person(tx, records, who, measure->body.owner);
}

}  // namespace waarborg::measure
