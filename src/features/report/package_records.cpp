// SPDX-License-Identifier: EUPL-1.2
#include "features/report/package_records.h"

#include <algorithm>

#include "base/json_encode.h"
#include "features/report/package_log.h"
#include "features/trail/histories.h"

namespace waarborg::report {

std::string records_path(const std::string& kind) { return "records/" + kind + ".jsonl"; }

bool may_leave(const std::string& kind) {
  // A library tells of its texts by their hashes only.
  static constexpr std::string_view kOpen[] = {
      "account",    "applicability", "column_mapping", "department", "deviation",        "domain",
      "evidence",   "framework_use", "library",        "measure",    "occurrence",       "organisation",
      "population", "site",          "scan_schedule",  "system",     "scan_measurement", "supplier_proof"};
  return std::ranges::count(kOpen, kind) > 0;
}

std::string record_lines(const std::string& kind, const std::map<std::string, std::string>& records) {
  std::string out;
  for (const auto& [id, state] : records) {
    const auto forms = trail::forms_of(state);
    json::Object line{{"id", id}};
    if (may_leave(kind)) {
      line["state"] = forms.front();
      if (forms.back() != forms.front()) line["older"] = forms.back();
    } else {
      std::vector<std::string> hashes;
      hashes.reserve(forms.size());
      for (const std::string_view form : forms) hashes.push_back(crypto::sha256_hex(form));
      line["sha256"] = json::encode(hashes);
    }
    out += json::canonical(line) + "\n";
  }
  return out;
}

RecordLine read_record(const std::string& kind, const json::Object& line) {
  RecordLine out{text_of(line, "id"), text_of(line, "state"), {}};
  if (std::ranges::count(kAlwaysKinds, kind) > 0) return out;
  if (line.contains("older")) out.state = trail::either_state(out.state, text_of(line, "older"));
  const json::Value* hashes = line.if_contains("sha256");
  if (may_leave(kind) || hashes == nullptr || !hashes->is_array()) return out;
  for (const json::Value& one : hashes->as_array()) {
    if (one.is_string()) out.hashes.emplace_back(one.as_string());
  }
  return out;
}

}  // namespace waarborg::report
