// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/survey/survey.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "base/json_words.h"

namespace waarborg::scan {
namespace {

constexpr const char* kSmallGroups = "*";
constexpr std::size_t kBestPart = 10;  // one in so many
constexpr std::size_t kBins = 10;

bool is_known(Outcome outcome) {
  return outcome == Outcome::kPass || outcome == Outcome::kWarn || outcome == Outcome::kFail;
}

std::optional<Outcome> outcome_of(const SurveyLine& line, const std::string& check) {
  const auto found = line.outcomes.find(check);
  return found == line.outcomes.end() ? std::nullopt : std::optional(found->second);
}

std::set<std::string> checks_in(const std::vector<const SurveyLine*>& lines) {
  std::set<std::string> out;
  for (const SurveyLine* line : lines) {
    for (const auto& [check, outcome] : line->outcomes) out.insert(check);
  }
  return out;
}

CheckShare share_of(const std::vector<const SurveyLine*>& lines, const std::string& check) {
  CheckShare out{check, {}, 0, 0};
  std::size_t good = 0, known = 0;
  for (const SurveyLine* line : lines) {
    const auto outcome = outcome_of(*line, check);
    if (!outcome) continue;
    good += *outcome == Outcome::kPass;
    known += is_known(*outcome);
    out.unknown += *outcome == Outcome::kInconclusive;
    out.not_applicable += *outcome == Outcome::kNotApplicable || *outcome == Outcome::kInfo;
  }
  out.good = share(good, known);
  return out;
}

std::vector<std::size_t> histogram(const std::vector<int>& scores) {
  std::vector<std::size_t> bins(kBins);
  for (const int score : scores) ++bins[std::min(static_cast<std::size_t>(std::max(score, 0)) / 10, kBins - 1)];
  return bins;
}

std::vector<int> scores_of(const std::vector<const SurveyLine*>& lines, std::optional<int> SurveyLine::* score) {
  std::vector<int> out;
  for (const SurveyLine* line : lines) {
    if (line->*score) out.push_back(*(line->*score));
  }
  return out;
}

GroupPicture picture(std::string sub_sector, const std::vector<const SurveyLine*>& lines) {
  GroupPicture out;
  out.sub_sector = std::move(sub_sector);
  out.domains = lines.size();
  out.measured =
      static_cast<std::size_t>(std::ranges::count_if(lines, [](const auto* line) { return !line->outcomes.empty(); }));
  out.offers = share_of(lines, "web.https_offered").good;
  out.enforces = share_of(lines, "web.https_enforced").good;
  const auto web = scores_of(lines, &SurveyLine::web_score), mail = scores_of(lines, &SurveyLine::mail_score);
  out.web = spread(web);
  out.mail = spread(mail);
  out.web_histogram = histogram(web);
  out.mail_histogram = histogram(mail);
  for (const std::string& check : checks_in(lines)) out.checks.push_back(share_of(lines, check));
  return out;
}

void rank(std::vector<SurveyLine>& lines, std::optional<int> SurveyLine::* score,
          std::optional<std::size_t> SurveyLine::* place) {
  std::vector<std::optional<int>> values;
  for (const SurveyLine& line : lines) values.push_back(line.*score);
  const auto places = ranks(values);
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i].*place = places[i];
}

std::vector<Lift> lifts_of(const std::vector<const SurveyLine*>& lines) {
  std::vector<const SurveyLine*> ranked;
  for (const SurveyLine* line : lines) {
    if (line->web_rank) ranked.push_back(line);
  }
  const std::size_t most = std::max<std::size_t>(ranked.size() / kBestPart, 1);
  std::vector<const SurveyLine*> best;
  for (const SurveyLine* line : ranked) {
    if (*line->web_rank <= most) best.push_back(line);
  }
  std::vector<Lift> out;
  for (const std::string& check : checks_in(ranked)) {
    if (!check.starts_with("web.")) continue;
    const Share of_best = share_of(best, check).good, of_all = share_of(ranked, check).good;
    if (const auto found = lift(of_best.count, of_best.of, of_all.count, of_all.of); found && *found > 1) {
      out.push_back({check, *found, of_best, of_all});
    }
  }
  std::ranges::stable_sort(out, std::ranges::greater(), &Lift::lift);
  return out;
}

std::vector<Change> changes_of(const std::vector<SurveyLine>& lines, const std::vector<SurveyLine>& earlier) {
  std::map<std::string, const SurveyLine*> before;
  for (const SurveyLine& line : earlier) before.emplace(line.name, &line);
  std::map<std::string, Change> out;
  for (const SurveyLine& line : lines) {
    const auto then = before.find(line.name);
    if (then == before.end()) continue;
    for (const auto& [check, now] : line.outcomes) {
      const auto was = outcome_of(*then->second, check);
      if (!was || !is_known(*was) || !is_known(now)) continue;
      Change& change = out[check];
      ++change.domains;
      change.better += *was != Outcome::kPass && now == Outcome::kPass;
      change.worse += *was == Outcome::kPass && now != Outcome::kPass;
    }
  }
  std::vector<Change> list;
  for (auto& [check, change] : out) {
    change.check = check;
    change.by_chance = changed_by_chance(change.worse, change.better);
    list.push_back(std::move(change));
  }
  return list;
}

}  // namespace

SurveyLine line_of(const ListedDomain& listed, const DomainFacts& facts, const DomainVerdict& verdict) {
  SurveyLine line;
  line.name = facts.name;
  line.organisation = listed.organisation;
  line.sub_sector = listed.sub_sector;
  line.web_score = verdict.web.total;
  line.mail_score = verdict.mail.total;
  for (const CheckResult& result : verdict.results) {
    const std::string key = std::string(json::word_of(result.subject)) + "." + std::string(result.check->id);
    line.outcomes.emplace(key, result.judged.own.outcome);
  }
  return line;
}

Survey survey(std::string run, const RuleSet& rules, std::vector<SurveyLine> lines,
              const std::vector<SurveyLine>& earlier, const SurveyOptions& options) {
  Survey out;
  out.run = std::move(run);
  out.rules = rules.name;
  rank(lines, &SurveyLine::web_score, &SurveyLine::web_rank);
  rank(lines, &SurveyLine::mail_score, &SurveyLine::mail_rank);
  std::map<std::string, std::size_t> sizes;
  for (const SurveyLine& line : lines) ++sizes[line.sub_sector];
  for (SurveyLine& line : lines) {
    if (sizes[line.sub_sector] < options.least_group) line.sub_sector = kSmallGroups;
  }
  std::map<std::string, std::vector<const SurveyLine*>> groups;
  std::vector<const SurveyLine*> all;
  for (const SurveyLine& line : lines) {
    all.push_back(&line);
    groups[line.sub_sector].push_back(&line);
  }
  out.groups.push_back(picture("", all));
  for (const auto& [name, members] : groups) {
    if (groups.size() > 1 || !name.empty()) out.groups.push_back(picture(name, members));
  }
  out.lifts = lifts_of(all);
  out.changes = changes_of(lines, earlier);
  for (SurveyLine& line : lines) {
    if (line.sub_sector != kSmallGroups) continue;
    ++out.hidden;
    line.name = line.organisation = "";
  }
  std::ranges::stable_sort(lines, {}, [](const SurveyLine& line) {
    return std::tuple(!line.web_rank, line.web_rank.value_or(0), line.name);
  });
  out.lines = std::move(lines);
  return out;
}

}  // namespace waarborg::scan
