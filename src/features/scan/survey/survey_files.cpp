// SPDX-License-Identifier: EUPL-1.2
//
// The picture of a sector as a table and as JSON.
#include "base/csv.h"
#include "base/json_encode.h"
#include "features/scan/survey/survey.h"

namespace waarborg::scan {
namespace {

std::string number(const std::optional<int>& value) { return value ? std::to_string(*value) : std::string(); }
std::string number(const std::optional<std::size_t>& value) { return value ? std::to_string(*value) : std::string(); }

json::Value as_json(const SurveyLine& line) {
  json::Object outcomes;
  for (const auto& [check, outcome] : line.outcomes) outcomes[check] = json::word_of(outcome);
  return json::Object{{"name", line.name},
                      {"organisation", line.organisation},
                      {"sub_sector", line.sub_sector},
                      {"web_score", json::encode(line.web_score)},
                      {"mail_score", json::encode(line.mail_score)},
                      {"web_rank", json::encode(line.web_rank)},
                      {"mail_rank", json::encode(line.mail_rank)},
                      {"outcomes", outcomes}};
}

}  // namespace

std::string as_csv(const Survey& survey, Language language) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> head;
  for (const char* column :
       {"name", "organisation", "sub_sector", "web_score", "web_rank", "mail_score", "mail_rank"}) {
    head.push_back(say(language, std::string("scan.survey.column.") + column));
  }
  const auto& checks = survey.groups.front().checks;
  for (const CheckShare& check : checks) head.push_back(check.check);
  rows.push_back(std::move(head));
  for (const SurveyLine& line : survey.lines) {
    std::vector<std::string> row = {line.name,
                                    line.organisation,
                                    line.sub_sector,
                                    number(line.web_score),
                                    number(line.web_rank),
                                    number(line.mail_score),
                                    number(line.mail_rank)};
    for (const CheckShare& check : checks) {
      const auto found = line.outcomes.find(check.check);
      row.push_back(found == line.outcomes.end()
                        ? std::string()
                        : say(language, "scan.outcome." + std::string(json::word_of(found->second))));
    }
    rows.push_back(std::move(row));
  }
  return write_csv(rows, {.delimiter = ';', .disarm_formulas = true, .byte_order_mark = true});
}

json::Value as_json(const Survey& survey) {
  json::Array lines;
  for (const SurveyLine& line : survey.lines) lines.push_back(as_json(line));
  return json::Object{{"run", survey.run},
                      {"rules", survey.rules},
                      {"groups", json::encode(survey.groups)},
                      {"lifts", json::encode(survey.lifts)},
                      {"changes", json::encode(survey.changes)},
                      {"hidden", survey.hidden},
                      {"lines", lines}};
}

}  // namespace waarborg::scan
