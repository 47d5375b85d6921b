// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/mail_dns/finding.h"

#include <algorithm>

#include "base/text.h"

namespace waarborg::scan::mail_dns {

std::string shown(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= 0x20 && byte < 0x7F;
    if (out.size() + (plain ? 1 : 4) > kMostShownBytes) break;
    if (plain) {
      out += c;
    } else {
      out += {'\\', 'x', kDigits[byte >> 4U], kDigits[byte & 0xFU]};
    }
  }
  return out;
}

Finding finding(Outcome outcome, std::string key, int points, Arguments arguments, std::vector<std::string> seen) {
  for (auto& [name, value] : arguments) value = shown(value);
  if (seen.size() > kMostShown) seen.resize(kMostShown);
  for (std::string& line : seen) line = shown(line);
  return {outcome, Message{std::move(key), std::move(arguments)}, std::move(seen), points};
}

Finding not_known(std::string_view check, const DnsAnswers& answers, std::string_view name, std::string_view type) {
  const DnsAnswer* answer = find(answers, name, type);
  const std::string start = "scan." + std::string(check);
  if (answer == nullptr) return finding(Outcome::kInconclusive, start + ".not_asked", 0, {{"name", std::string(name)}});
  std::vector<std::string> seen;
  if (!answer->reason.empty()) seen.push_back(answer->reason);
  const bool bogus = answer->security == DnsSecurity::kBogus;
  return finding(Outcome::kInconclusive, start + (bogus ? ".bogus" : ".unanswered"), 0, {{"name", std::string(name)}},
                 std::move(seen));
}

TxtRecords txt_records(const DnsAnswers& answers, std::string_view name) {
  const DnsAnswer* answer = find(answers, name, "TXT");
  if (answer == nullptr || is_unknown(*answer)) return {};
  return {true, is_absent(*answer) ? std::vector<std::string>() : answer->records};
}

bool begins_with(std::string_view text, std::string_view lower_start) {
  return text.size() >= lower_start.size() && lower(text.substr(0, lower_start.size())) == lower_start;
}

void ask(std::vector<DnsQuestion>& questions, const DnsAnswers& answers, std::string name, std::string_view type) {
  if (name.empty() || find(answers, name, type) != nullptr) return;
  DnsQuestion question{std::move(name), std::string(type)};
  if (std::ranges::find(questions, question) == questions.end()) questions.push_back(std::move(question));
}

}  // namespace waarborg::scan::mail_dns
