// SPDX-License-Identifier: EUPL-1.2
//
// An SPF record, read by the grammar of RFC 7208 section 12.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/scan/checks/spf/address.h"
#include "features/scan/checks/spf/macro.h"

namespace waarborg::scan::spf {

enum class Mechanism { kAll, kInclude, kA, kMx, kPtr, kIp4, kIp6, kExists };

struct Directive {
  char qualifier = '+';
  Mechanism mechanism = Mechanism::kAll;
  std::optional<MacroText> domain;  ///< Without: the domain that has the record.
  Address network;                  ///< Of ip4 and ip6.
  int bits4 = 32, bits6 = 128;      ///< Lengths after "/" and "//".
  std::string text;                 ///< As written.

  bool operator==(const Directive&) const = default;
};

struct Record {
  std::vector<Directive> directives;
  std::optional<MacroText> redirect, explanation;
  std::string redirect_text;       ///< As written.
  std::vector<std::string> terms;  ///< All, as written.

  bool operator==(const Record&) const = default;
};

/// Whether a TXT record is one of SPF: "v=spf1", A to Z as a to z, and then a space or nothing (section 4.5).
bool is_spf(std::string_view txt);

/// kInvalid scan.spf.bad_term with {term}, the first that the grammar does not allow; scan.spf.not_spf.
Result<Record> read_record(std::string_view txt);

/// Whether it costs one of the ten lookups (section 4.6.4).
bool looks_up(Mechanism mechanism);

}  // namespace waarborg::scan::spf
