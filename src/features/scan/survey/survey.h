// SPDX-License-Identifier: EUPL-1.2
//
// The picture of a sector from one run, and what changed since an earlier one.
#pragma once

#include <boost/describe.hpp>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/phrasebook.h"
#include "features/scan/judge.h"
#include "features/scan/names/domain_list.h"
#include "features/scan/survey/statistics.h"

namespace waarborg::scan {

/// One domain of the list. What is not measured yet has no outcomes.
struct SurveyLine {
  std::string name, organisation, sub_sector;
  std::optional<int> web_score, mail_score;        ///< As internet.nl computes them.
  std::map<std::string, Outcome> outcomes;         ///< By "web.hsts": our own reading.
  std::optional<std::size_t> web_rank, mail_rank;  ///< In the whole list; ties share a place.
};

SurveyLine line_of(const ListedDomain& listed, const DomainFacts& facts, const DomainVerdict& verdict);

/// Outcomes of one check in a group. `good` is of those of which it is known: passed or not.
struct CheckShare {
  std::string check;  ///< "web.hsts"
  Share good;
  std::size_t unknown = 0;         ///< Inconclusive: never counted as wrong.
  std::size_t not_applicable = 0;  ///< Information that is no judgement is counted here too.
};
BOOST_DESCRIBE_STRUCT(CheckShare, (), (check, good, unknown, not_applicable))

struct GroupPicture {
  std::string sub_sector;  ///< Empty: all together.
  std::size_t domains = 0;
  std::size_t measured = 0;
  Share offers;                            ///< Of the sites that answered: https at all.
  Share enforces;                          ///< Of those: who comes without it is sent there.
  std::optional<Spread> web, mail;         ///< Of the scores.
  std::vector<std::size_t> web_histogram;  ///< Scores 0-9, 10-19 … 90-100.
  std::vector<std::size_t> mail_histogram;
  std::vector<CheckShare> checks;
};
BOOST_DESCRIBE_STRUCT(GroupPicture, (),
                      (sub_sector, domains, measured, offers, enforces, web, mail, web_histogram, mail_histogram,
                       checks))

/// What the best tenth by web score have more often than all.
struct Lift {
  std::string check;
  double lift = 0;
  Share best, all;
};
BOOST_DESCRIBE_STRUCT(Lift, (), (check, lift, best, all))

/// One check on the domains of both runs of which it is known in both.
struct Change {
  std::string check;
  std::size_t domains = 0, better = 0, worse = 0;
  double by_chance = 1;  ///< p-value, two-sided (McNemar).
};
BOOST_DESCRIBE_STRUCT(Change, (), (check, domains, better, worse, by_chance))

struct Survey {
  std::string run, rules;
  std::vector<GroupPicture> groups;  ///< All together first, then by name of the sub-sector.
  std::vector<Lift> lifts;           ///< The highest first.
  std::vector<Change> changes;       ///< Since the earlier run; empty without one.
  std::vector<SurveyLine> lines;     ///< By rank of the web score, those without one last. Empty names when hidden.
  std::size_t hidden = 0;            ///< Domains of groups too small to name.
};

struct SurveyOptions {
  /// Groups with fewer domains are put together as one ("*"), and their domains are not named; 0: all are.
  std::size_t least_group = 0;
};

/// Pure. `earlier` is the same list measured before; may be empty.
Survey survey(std::string run, const RuleSet& rules, std::vector<SurveyLine> lines,
              const std::vector<SurveyLine>& earlier, const SurveyOptions& options);

std::string as_csv(const Survey& survey, Language language);  ///< One row for each domain; RFC 4180, semicolons.
json::Value as_json(const Survey& survey);
std::string as_html(const Survey& survey, Language language);  ///< One page without scripts that prints.

}  // namespace waarborg::scan
