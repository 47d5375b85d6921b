// SPDX-License-Identifier: EUPL-1.2
//
// What happens in the year of the demo organisation, read from content/demo/. The files ship with the program and are
// tested with it, so a mistake in them is ours: std::logic_error naming file and entry.
#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "features/catalog/catalog.h"

namespace waarborg::app::demo {

/// Days of the story: 0 or more counts from the first day, below 0 counts back from the last one.
struct Calendar {
  Day first{};
  Day last{};

  Day at(int day) const { return (day < 0 ? last : first) + std::chrono::days(day); }
  /// {dag 12} becomes "4 november 2025", {datum 12} becomes 2025-11-04.
  std::string fill(std::string_view text) const;
};

/// A document or an observation.
struct Piece {
  int day = 0;
  std::string title, note, by;
  std::string kind = "inspection";  ///< Words of evidence::EvidenceKind and EvidenceResult.
  std::string result = "supports";
  std::string state = "accept";        ///< accept reject wait
  std::string reason;                  ///< Of a rejection.
  std::string author, approver, text;  ///< Of a document.
  std::optional<int> until;            ///< Last day on which it holds: days after today, below 0 before.
  std::vector<std::string> places;
};

struct DeviationStory {
  std::string place, what, cause, correction;
  int correction_days = 7;  ///< From the deviation to finding cause and correction.
  std::string retest_title, retest_note;
  std::optional<int> retest_day;  ///< None: it stays open.
};

/// What became of the expected occurrences.
struct Work {
  std::string title, by, file;
  std::string plural;  ///< What the plan calls them: "hersteltests".
  std::string kind = "inspection";
  std::vector<std::string> notes;
  std::map<std::string, std::string> fate;  ///< By place; "" for every place. A letter for each occurrence.
  std::optional<DeviationStory> deviation;
};

struct OverrideStory {
  std::string aspect, value, by, reason, confirm_by;
  int day = 0, until = 0, confirm_day = 0;  ///< `until`: days after today.
};

struct PopulationStory {
  std::string title, by, file, seed, judge_by, note;
  int from = 0, to = 0, day = 0;
  std::string deviation, deviation_note;  ///< Key of the case that deviates, when there is one.
  std::string retest_title, retest_by, retest_note;
  int retest_day = 0;
};

struct MeasureStory {
  std::string card, owner, rrule;
  std::vector<std::string> places;  ///< Empty: as the card proposes.
  std::vector<std::string> drop;    ///< Kinds of plan items that were taken out.
  std::optional<Piece> design;
  std::vector<Piece> seen;
  std::optional<Work> work;
  std::optional<OverrideStory> doubt;
  std::optional<PopulationStory> population;
};

struct PersonStory {
  std::string key, name, function, phone, deputy;
  std::vector<std::string> roles;
};
/// A record of a register; references hold keys, dates hold days of the story.
struct Entry {
  std::string reg, key;
  json::Object fields;
};
struct RegisterChange {
  int day = 0;
  std::string by, reg, key, field, value;
  bool reference = false;
};
/// What a domain shows to the outside from this day on.
struct Shown {
  int day = 0;
  std::string domain, facts;  ///< Key, and a file of content/demo/domains without its end.
};
struct Decision {
  int day = 0;
  std::string ref, reason;
  bool applies = true;
};
struct StatementStory {
  int day = 0;
  std::string by, note, decided_by, decision_note;
  std::optional<int> decided_day;
};
struct Adoption {
  int day = 0;
  std::string by;
  std::vector<std::string> cards;
};

struct Story {
  std::string name, sub_sector, board_member, security_officer, health_information;  ///< People by key.
  std::int64_t people = 0;
  std::vector<PersonStory> persons;
  std::vector<Entry> entries;
  std::vector<RegisterChange> changes;
  std::vector<Shown> shown;  ///< Of each domain in order of time.
  std::string decider;
  int decided_on = 0;
  std::map<std::string, std::string> reasons;  ///< Why a requirement applies, by chapter; "management" for 4 to 10.
  std::vector<Decision> decisions;             ///< Exclusions, and what changed later.
  std::vector<StatementStory> statements;
  std::vector<Adoption> adoptions;
  std::vector<MeasureStory> measures;
  std::map<std::string, std::string> files;  ///< Other files by name: "populations/vertrekkers.csv".

  const PersonStory& person(const std::string& key) const;
};

Story read_story(const std::vector<catalog::ContentFile>& files, const Calendar& calendar);

}  // namespace waarborg::app::demo
