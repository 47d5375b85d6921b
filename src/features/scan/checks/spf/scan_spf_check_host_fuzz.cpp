// SPDX-License-Identifier: EUPL-1.2
//
// A zone, as lines of a name, a type and a record: every mail comes to a verdict after a bounded number of questions,
// and so does the walk through all includes.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string_view>

#include "features/scan/checks/spf/check_host.h"
#include "features/scan/checks/spf/internet_nl.h"
#include "features/scan/checks/spf/tree.h"

namespace {

using namespace waarborg::scan;
using Zone = std::map<std::pair<std::string, std::string>, std::vector<std::string>>;

Zone read_zone(std::string_view text) {
  Zone zone;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t first = line.find(' ');
    const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (second == std::string_view::npos) continue;
    zone[{std::string(line.substr(0, first)), std::string(line.substr(first + 1, second - first - 1))}].emplace_back(
        line.substr(second + 1));
  }
  return zone;
}

DnsAnswer answer(const Zone& zone, const DnsQuestion& question) {
  DnsAnswer made;
  made.name = question.name;
  made.type = question.type;
  made.security = DnsSecurity::kInsecure;
  const auto found = zone.find({question.name, question.type});
  made.outcome = found == zone.end() ? DnsOutcome::kNoName : DnsOutcome::kAnswer;
  if (found != zone.end()) made.records = found->second;
  if (made.records == std::vector<std::string>{"?"}) made.outcome = DnsOutcome::kTimeout;
  return made;
}

void judge_mail(const Zone& zone, const std::string& address) {
  const spf::Envelope envelope{address, "a.nl", "x-y@a.nl", "h.a.nl", "r.nl", 0};
  DnsAnswers answers;
  for (int round = 0; round < 300; ++round) {
    const auto outcome = spf::check_host(envelope, answers);
    if (const auto* verdict = std::get_if<spf::SpfVerdict>(&outcome)) {
      if (verdict->lookups > spf::kMostLookups + 1) std::abort();
      return;
    }
    const auto& questions = std::get<std::vector<DnsQuestion>>(outcome);
    if (questions.empty()) std::abort();
    for (const DnsQuestion& question : questions) answers.push_back(answer(zone, question));
    if (answers.size() > 260) std::abort();
  }
  std::abort();
}

void walk_all(const Zone& zone) {
  const auto record = zone.find({"a.nl", "TXT"});
  if (record == zone.end()) return;
  DnsAnswers answers;
  for (int round = 0; round < 40; ++round) {
    const spf::Tree tree = spf::walk(answers, "a.nl", record->second.front());
    spf::internet_nl_policy(answers, "a.nl", record->second.front());
    if (tree.lookups > spf::kMostCounted + 1) std::abort();
    if (tree.questions.empty()) return;
    for (const DnsQuestion& question : tree.questions) answers.push_back(answer(zone, question));
    if (answers.size() > 80) std::abort();
  }
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Zone zone = read_zone({reinterpret_cast<const char*>(data), size});
  judge_mail(zone, "192.0.2.1");
  judge_mail(zone, "2001:db8::1");
  walk_all(zone);
  return 0;
}
