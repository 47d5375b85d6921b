// SPDX-License-Identifier: EUPL-1.2
//
// Lives the year of the demo organisation: an agenda of moments, worked off in order on a clock of its own, in which
// invented people use the services with no more rights than their role gives. So the history is one that users could
// have made, and every step of it is in the trail.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/demo_story.h"
#include "app/installation.h"

namespace waarborg::app::demo {

/// A refusal by a service means that the story breaks a rule of the program: our mistake.
template <class T>
T must(Result<T> result, const std::string& what) {
  if (!result) {
    throw std::logic_error("demo, " + what + ": " + result.error().what.key + " " + result.error().where);
  }
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class Year {
 public:
  /// @param installation  opened on `clock`, which this moves; both outlive the year.
  Year(Installation& installation, ManualClock& clock, const OrganisationId& organisation, Story story,
       Calendar calendar, Moment end);

  /// Everything from the first day to `end`.
  void live();

 private:
  using Action = std::function<void()>;

  // --- demo_year.cpp: agenda and people
  auth::Actor actor(const std::string& person) const;
  /// Does it on that day, or the next working day; never before the present moment of the story, and not at all when
  /// that is after the end.
  void at(Day day, Action action);
  void at(int day, Action action) { at(calendar_.at(day), std::move(action)); }
  void at_moment(Moment moment, Action action);
  Day today() const { return clock_.today(); }
  /// Verdicts that changed since last time.
  void remember();
  void schedule_remembering();

  // --- demo_registers.cpp: people, places, applicability, adoption
  void make_registers();
  std::map<std::string, std::string> known_records(std::string_view reg) const;  ///< Id by name.
  void make_record(const Entry& entry, const std::map<std::string, std::string>& known);
  void complete(const record::Register& reg, const std::string& id, const json::Object& more);
  std::string id_of(const std::string& reg, const std::string& key) const;
  json::Object resolved(const Entry& entry) const;
  void change_register(const RegisterChange& change);
  void decide_all();
  void schedule_statements();
  void adopt(const Adoption& adoption);
  void settle(const MeasureStory& story, const std::string& by);

  // --- demo_proof.cpp: evidence and its review
  struct Held {
    const MeasureStory* story = nullptr;
    std::string id;  ///< Of the measure.
    std::string owner_name;
  };
  org::PlaceRef place(const std::string& key) const;
  std::string place_name(const std::string& key) const;
  std::string add_piece(const Held& held, const Piece& piece, evidence::EvidenceAspect aspect);
  std::string add_evidence(const std::string& by, const evidence::EvidenceInput& input, const Piece& piece);
  void schedule_proof(const Held& held);
  void schedule_reviews();
  void review_round(const std::string& reviewer);
  /// First review round after this day, and a day to spare.
  Day after_review(Day day) const;

  // --- demo_work.cpp: expected occurrences and deviations
  void schedule_work(const Held& held);
  void schedule_occurrence(const Held& held, const task::Occurrence& occurrence, std::size_t number, char letter);
  void perform(const Held& held, const task::Occurrence& occurrence, std::size_t number, char letter);
  std::string show(const Held& held, const task::Occurrence& occurrence, const std::string& by, const std::string& note,
                   char letter);
  void follow_up(const Held& held, const DeviationStory& story, const std::string& deviation, const std::string& by);
  std::string performer(const Held& held, const std::string& place) const;
  std::string key_of(const std::string& kind, const std::string& id) const;

  // --- demo_tools.cpp: populations, overrides, reports of tools
  void schedule_population(const Held& held);
  void sample(const Held& held, const PopulationStory& story);
  void judge(const PopulationStory& story, const evidence::Population& drawn);
  void retest_case(const Held& held, const PopulationStory& story, const std::string& population);
  void schedule_override(const Held& held);
  void schedule_snapshots(const Held& held);
  void schedule_lynis(const Held& held);
  const measure::PlanItem* plan_item(const Held& held, std::string_view kind) const;

  // --- demo_domains.cpp: measurements of domains
  void schedule_measurements();
  scan::DomainFacts facts_of(const std::string& domain) const;

  Installation& installation_;
  ManualClock& clock_;
  OrganisationId organisation_;
  Story story_;
  Calendar calendar_;
  Moment end_;
  std::multimap<Moment, Action> agenda_;
  int appointments_ = 0;
  std::map<std::pair<std::string, std::string>, std::string> ids_;  ///< (register, key) → id.
  std::map<std::string, std::string> names_;                        ///< Key of a record → name.
  std::map<std::string, std::string> coordinators_;                 ///< Site key → person key, as it stands.
  std::map<std::string, measure::StoredMeasure> measures_;          ///< By id, as adopted and settled.
  std::set<std::string> waiting_;                                   ///< Evidence that nobody has reviewed yet.
  std::map<std::string, std::string> refused_;                      ///< Evidence → reason to send it back.
};

}  // namespace waarborg::app::demo
