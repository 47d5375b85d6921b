// SPDX-License-Identifier: EUPL-1.2
//
// What the checks of mail records share: how a finding is put together from foreign bytes, and what is known of the TXT
// records at a name.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "features/scan/check.h"
#include "features/scan/facts_dns.h"

namespace waarborg::scan::mail_dns {

/// Of a check of internet.nl (its scoring.py): all, part, none.
inline constexpr int kFullPoints = 10, kPartPoints = 2;
/// Of what a finding shows as it was.
inline constexpr std::size_t kMostShownBytes = 300, kMostShown = 20;

/// Bytes from elsewhere as one line in ASCII: others are "\xNN". At most kMostShownBytes.
std::string shown(std::string_view bytes);

using Arguments = std::vector<std::pair<std::string, std::string>>;

/// The key is "scan.<check>.<case>"; arguments and what was seen are made fit to show.
Finding finding(Outcome outcome, std::string key, int points = 0, Arguments arguments = {},
                std::vector<std::string> seen = {});

/// kInconclusive because nothing is known of that question: "scan.<check>.not_asked", ".bogus" (it does not validate)
/// or ".unanswered", with the argument {name}.
Finding not_known(std::string_view check, const DnsAnswers& answers, std::string_view name, std::string_view type);

/// The TXT records at a name.
struct TxtRecords {
  bool known = false;  ///< There was an answer that can be relied on, also when it is that there is none.
  std::vector<std::string> records;
};

TxtRecords txt_records(const DnsAnswers& answers, std::string_view name);

/// Whether a text begins with that, A to Z as a to z.
bool begins_with(std::string_view text, std::string_view lower_start);

/// Adds the question unless it was answered or is asked already.
void ask(std::vector<DnsQuestion>& questions, const DnsAnswers& answers, std::string name, std::string_view type);

}  // namespace waarborg::scan::mail_dns
