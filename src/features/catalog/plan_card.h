// SPDX-License-Identifier: EUPL-1.2
//
// Plan cards: a measure that is ready to take over, with what to show for design, existence and operation. Data in
// content/plans/<card>/: card.toml for the rules, nl.md and en.md for the words.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace waarborg::catalog {

/// Which requirement of which framework the card answers, and whether it does so alone.
struct PlanAnswer {
  std::string ref;        ///< As in the framework: "8.13".
  std::string framework;  ///< URN; empty means NEN 7510:2024.
  bool full = false;
  bool operator==(const PlanAnswer&) const = default;
};

enum class PlanKind { kOccurrences, kSample, kAutomated };

/// One way in which the card shows operation. Only the fields of its kind are set.
struct PlanOperation {
  PlanKind kind = PlanKind::kOccurrences;
  std::string rrule;       ///< Occurrences: RFC 5545, "FREQ=MONTHLY;INTERVAL=3". Its parts are checked by task/rrule.
  int window_days = 0;     ///< Occurrences: days in which it counts as on time; 1 to 366.
  int grace_days = 0;      ///< Occurrences: days after that in which it still counts, as late; 0 to 366.
  std::string frequency;   ///< Sample: yearly, quarterly, monthly, weekly, daily, many_times_a_day.
  int tolerated = 0;       ///< Sample: deviations that are accepted; 0 to 25.
  std::string source;      ///< Automated: kind of importer or feature: "restic", "scan".
  int freshness_days = 0;  ///< Automated: days that one result counts; 1 to 366.
  bool operator==(const PlanOperation&) const = default;
};

/// The words of a card in one language, as Markdown without headings.
struct PlanText {
  std::string title, summary, design, existence, operation;
  bool operator==(const PlanText&) const = default;
};

struct PlanCard {
  std::string id;                        ///< Folder name.
  int version = 0;                       ///< From 1.
  std::string owner;                     ///< Role that usually owns it: "it", "board", "care_manager".
  std::vector<std::string> sub_sectors;  ///< Empty means all.
  int min_people = 0;                    ///< From this size of organisation on.
  std::optional<int> max_people;         ///< Up to and including this size.
  std::string places;                    ///< organisation, sites, departments, systems or suppliers.
  std::vector<PlanAnswer> requirements;
  int review_months = 0;  ///< Design: 1 to 120.
  bool is_policy = false;
  int valid_months = 0;  ///< Existence: 1 to 120.
  std::vector<PlanOperation> operations;
  std::map<std::string, PlanText> texts;  ///< "nl" and "en".
  bool operator==(const PlanCard&) const = default;
};

struct PlanCardTexts {
  std::string_view card_toml, nl_md, en_md;
};

/// Reads one card. An unknown key is a fault: a slip of the pen must not silently change what is asked.
/// Faults are kInvalid with `where` "card.toml line N" or "nl.md line N": catalog.own.toml, catalog.card.missing,
/// .bad_value, .unknown_key, .no_operation, .no_heading, .empty_section, .folder (the id is not `folder`).
Result<PlanCard> read_plan_card(const PlanCardTexts& texts, std::string_view folder);

}  // namespace waarborg::catalog
