// SPDX-License-Identifier: EUPL-1.2
//
// The test suite of RFC 7208, whole. Origin and licence: fixtures/SOURCE.md.
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/text.h"
#include "features/scan/checks/spf/check_host.h"
#include "features/scan/checks/spf/macro.h"

namespace waarborg::scan::spf {
namespace {

/// The zone of one scenario, which answers as a resolver would.
class Zone {
 public:
  explicit Zone(const YAML::Node& data) {
    for (const auto& entry : data) {
      const std::string name = lower(entry.first.as<std::string>());
      for (const YAML::Node& record : entry.second) add(name, record);
    }
    // Records of type SPF stand for TXT where a name has no TXT of its own.
    for (auto& [name, records] : records_) {
      if (!records.contains("TXT") && records.contains("SPF")) records["TXT"] = records["SPF"];
    }
  }

  DnsAnswer answer(const DnsQuestion& question) const {
    DnsAnswer made;
    made.name = question.name;
    made.type = question.type;
    made.security = DnsSecurity::kInsecure;
    std::string name = question.name;
    for (int hops = 0; hops < 8; ++hops) {
      const auto at = records_.find(name);
      if (at == records_.end()) {
        made.outcome = DnsOutcome::kNoName;
        return made;
      }
      const auto found = at->second.find(question.type);
      if (found != at->second.end() && !found->second.empty()) {
        made.records = found->second;
        made.outcome = DnsOutcome::kAnswer;
        return made;
      }
      const auto alias = at->second.find("CNAME");
      if (alias == at->second.end()) {
        made.outcome = silent_.contains(name) ? DnsOutcome::kTimeout : DnsOutcome::kNoData;
        return made;
      }
      name = target_name(alias->second.front());
    }
    made.outcome = DnsOutcome::kFailed;
    return made;
  }

 private:
  void add(const std::string& name, const YAML::Node& record) {
    records_[name];
    if (record.IsScalar()) {
      ASSERT_EQ("TIMEOUT", record.as<std::string>());
      silent_[name] = true;
      return;
    }
    for (const auto& field : record) {
      auto& records = records_[name][field.first.as<std::string>()];
      const YAML::Node& value = field.second;
      if (value.IsScalar() && value.as<std::string>() == "NONE") continue;
      std::string text;
      if (value.IsScalar()) text = value.as<std::string>();
      const bool is_mx = field.first.as<std::string>() == "MX";
      for (std::size_t i = 0; value.IsSequence() && i < value.size(); ++i) {
        text += (is_mx && i > 0 ? " " : "") + value[i].as<std::string>();
      }
      records.push_back(text);
    }
  }

  std::map<std::string, std::map<std::string, std::vector<std::string>>> records_;
  std::map<std::string, bool> silent_;
};

std::string word(SpfResult result) {
  switch (result) {
    case SpfResult::kNone:
      return "none";
    case SpfResult::kNeutral:
      return "neutral";
    case SpfResult::kPass:
      return "pass";
    case SpfResult::kFail:
      return "fail";
    case SpfResult::kSoftFail:
      return "softfail";
    case SpfResult::kTempError:
      return "temperror";
    default:
      return "permerror";
  }
}

SpfVerdict run(const Envelope& envelope, const Zone& zone) {
  DnsAnswers answers;
  for (int round = 0; round < 300; ++round) {
    const auto outcome = check_host(envelope, answers);
    if (const auto* verdict = std::get_if<SpfVerdict>(&outcome)) return *verdict;
    const auto& questions = std::get<std::vector<DnsQuestion>>(outcome);
    EXPECT_FALSE(questions.empty());
    for (const DnsQuestion& question : questions) answers.push_back(zone.answer(question));
    EXPECT_GT(260U, answers.size());
  }
  ADD_FAILURE() << "it does not end";
  return {};
}

Envelope envelope_of(const YAML::Node& test) {
  Envelope envelope;
  envelope.address = test["host"].as<std::string>();
  envelope.helo = test["helo"].as<std::string>();
  envelope.sender = test["mailfrom"].as<std::string>();
  envelope.domain = envelope.sender.empty() ? envelope.helo : envelope.sender.substr(envelope.sender.rfind('@') + 1);
  return envelope;
}

std::vector<std::string> results_of(const YAML::Node& node) {
  return node.IsSequence() ? node.as<std::vector<std::string>>() : std::vector{node.as<std::string>()};
}

TEST(Rfc7208, every_case_of_every_scenario_gives_the_result_and_the_explanation_that_it_asks_for) {
  const auto path = std::filesystem::path(__FILE__).parent_path() / "fixtures/rfc7208-tests.yml";
  std::size_t scenarios = 0, cases = 0;
  for (const YAML::Node& scenario : YAML::LoadAllFromFile(path.string())) {
    ++scenarios;
    const Zone zone(scenario["zonedata"]);
    for (const auto& entry : scenario["tests"]) {
      ++cases;
      const YAML::Node& test = entry.second;
      SCOPED_TRACE(scenario["description"].as<std::string>() + ": " + entry.first.as<std::string>());
      const SpfVerdict verdict = run(envelope_of(test), zone);
      const auto wanted = results_of(test["result"]);
      EXPECT_NE(wanted.end(), std::ranges::find(wanted, word(verdict.result))) << word(verdict.result);
      if (!test["explanation"]) continue;
      const std::string words = test["explanation"].as<std::string>();
      EXPECT_EQ(words == "DEFAULT" ? "" : words, verdict.explanation);
    }
  }
  EXPECT_EQ(16U, scenarios);
  EXPECT_EQ(203U, cases);
}

}  // namespace
}  // namespace waarborg::scan::spf
