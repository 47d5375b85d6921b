// SPDX-License-Identifier: EUPL-1.2
//
// What asks something of me. All of it follows from the state, so an item goes when what it asks is done.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <tuple>

#include "base/names.h"
#include "base/text.h"
#include "base/written.h"
#include "features/auth/colleagues.h"
#include "features/auth/people.h"
#include "features/today/awaited.h"
#include "features/today/ending.h"
#include "features/today/fallen.h"
#include "features/today/order.h"
#include "features/today/setting_up.h"
#include "features/today/today.h"
#include "features/today/undelivered.h"

namespace waarborg::today {
namespace {

constexpr int kDaysAhead = 31;
constexpr std::int64_t kMostOfAKind = 40;
constexpr std::size_t kMostItems = 40;
constexpr std::size_t kMostProof = 10;  ///< Measures whose first proof is asked by name; the rest is one line.

std::string place_words(const measure::Assessed& assessed, const task::Occurrence& occurrence, Language language) {
  if (!occurrence.place) return "";
  return assessed.place({occurrence.place->kind, occurrence.place->id}, language).name;
}

/// "hersteltests · Locatie Noord · Olga Visser", without what is not known.
std::string joined(std::initializer_list<std::string> parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (!part.empty()) out += (out.empty() ? "" : " · ") + part;
  }
  return out;
}

/// Builds the list for one person.
class ItemList {
 public:
  ItemList(const auth::Actor& who, std::string person, const measure::Assessed& assessed, Day today)
      : who_(who), person_(std::move(person)), assessed_(assessed), today_(today) {}

  void setup(const SetUpFacts& facts) {
    for (TodayItem& item : setting_up(who_, assessed_, facts)) items_.push_back(std::move(item));
  }

  /// An owner sees his own work; a security officer sees that of everyone.
  void occurrences(task::Tasks& tasks) {
    for (const char* state : {"to_do", "planned"}) {
      task::ListQuery query;
      query.state = state;
      query.mine = !who_.may("applicability.decide");
      query.to = today_ + std::chrono::days(kDaysAhead);
      query.limit = kMostOfAKind;
      const auto page = tasks.occurrences(who_, query);
      if (!page) return;
      const std::size_t before = items_.size();
      for (const auto& occurrence : page->items) add_occurrence(occurrence);
      if (items_.size() > before) items_.back().stands_for += page->total - std::ssize(page->items);
    }
  }

  void statements(const std::vector<measure::StatementRow>& waiting) {
    for (const measure::StatementRow& row : waiting) {
      const Message title{"today.statement", {{"version", std::to_string(row.number)}}};
      add("review", say(who_.language, title),
          say(who_.language,
              Message{"today.statement.detail", {{"who", row.author}, {"day", day_text(row.created_at)}}}),
          "/applicability?framework=" + row.framework, "approve", 20);
    }
  }

  void reviews(const evidence::WaitingEvidence& waiting) {
    if (waiting.count == 0) return;
    add("review", words("today.review", waiting.count),
        say(who_.language, Message{"today.review.detail", {{"title", waiting.oldest}}}), "/evidence?review=pending",
        "review", waiting.count * 3)
        .count = waiting.count;
  }

  void expiring(const std::vector<evidence::EvidenceRow>& rows) {
    for (const auto& row : rows) {
      listed_.insert(row.id);
      const auto found = assessed_.measure_at.find(row.measure);
      const bool past = row.expires_in_days.value_or(0) < 0;
      const bool mine = found == assessed_.measure_at.end() || is_mine(assessed_.measures[found->second]);
      if (!mine && !who_.may("applicability.decide")) continue;
      TodayItem& item = add(
          "expiring", say(who_.language, Message{past ? "today.expired" : "today.expiring", {{"title", row.title}}}),
          found == assessed_.measure_at.end() ? "" : assessed_.measures[found->second].body.title,
          "/evidence/" + row.id, "renew", 10);
      item.mine = mine;
      item.state = past ? "overdue" : "soon";
      if (row.valid_until) item.due = item.until = to_text(*row.valid_until);
    }
  }

  /// What the plan lets end, also when the evidence has no end of its own. What ended a while ago and took the verdict
  /// along stands there already.
  /// @pre after expiring() and worsened()
  void ending_by_plan() {
    using std::chrono::days;
    const Period soon{today_, today_ + days(kDaysAhead)};
    const Period lately{today_ - days(evidence::kExpiredShownDays), today_ - days(1)};
    for (std::uint32_t at = 0; at < assessed_.measures.size(); ++at) {
      const auto& measure = assessed_.measures[at];
      if (!who_.may("applicability.decide") && !is_mine(measure)) continue;
      for (const auto aspect : {measure::Aspect::kDesign, measure::Aspect::kExistence}) {
        const bool told = fallen_.contains({measure.id.text, std::string(measure::to_text(aspect))});
        if (const auto past = told ? std::nullopt : ending(assessed_, at, aspect, lately, listed_)) {
          add_ending(measure, aspect, *past);
        }
        if (const auto next = ending(assessed_, at, aspect, soon, listed_)) add_ending(measure, aspect, *next);
      }
    }
  }

  void deviations(task::Tasks& tasks) {
    // What is repaired still asks for its retest: only that closes it.
    for (const auto& [state, key, weight] :
         {std::tuple{"open", "today.deviations", 10}, std::tuple{"corrected", "today.deviations_corrected", 9}}) {
      task::ListQuery unsolved;
      unsolved.state = state;
      unsolved.limit = 1;
      const auto found = tasks.deviations(who_, unsolved);
      if (!found || found->total == 0) continue;
      add("deviation", words(key, found->total), words("today.deviations.detail"),
          std::string("/deviations?state=") + state, "look", weight)
          .count = found->total;
    }
  }

  /// A verdict that worsened opens a task for the owner; one that came back closes it (proof model, "What follows").
  void worsened(const std::vector<FallenMeasure>& all) {
    for (const FallenMeasure& one : all) {
      const auto& measure = assessed_.measures[one.measure];
      if (!answers_for(measure)) continue;
      std::string detail;
      for (const auto& [aspect, now] : one.aspects) {
        const std::string name(measure::to_text(aspect));
        fallen_.insert({measure.id.text, name});
        detail += (detail.empty() ? "" : " ") + words("today.worsened." + name + "." + std::string(to_text(now)));
      }
      const Message title{one.aspects.size() == 1 ? "today.worsened" : "today.worsened_some",
                          {{"count", std::to_string(one.aspects.size())}, {"title", measure.body.title}}};
      TodayItem& item =
          add("verdict", say(who_.language, title), std::move(detail), "/measures/" + measure.id.text, "look", 10);
      item.mine = is_mine(measure);
      item.count = std::ssize(one.aspects);
    }
  }

  /// What the plans ask of design and existence and nobody ever handed in: a line per measure, and one for the rest.
  void proof() {
    if (!who_.may("evidence.add")) return;
    std::vector<std::pair<const measure::StoredMeasure*, Undelivered>> all;
    for (std::uint32_t at = 0; at < assessed_.measures.size(); ++at) {
      const auto& measure = assessed_.measures[at];
      if (!answers_for(measure)) continue;
      if (Undelivered found = undelivered(assessed_, at); found.any()) all.emplace_back(&measure, std::move(found));
    }
    std::ranges::stable_partition(all, [&](const auto& one) { return is_mine(*one.first); });
    const std::size_t named = std::min(all.size(), kMostProof);
    for (const auto& [measure, found] : std::span(all).first(named)) add_proof(*measure, found);
    if (named == all.size()) return;
    const auto more = static_cast<std::int64_t>(all.size() - named);
    TodayItem& rest = add("task", words("today.proof_more", more), words("today.proof_more.detail"),
                          "/measures?verdict=not_shown", "look", 0);
    rest.mine = is_mine(*all[named].first);
    rest.stands_for = more;
  }

  /// @pre after worsened()
  void operation() {
    const auto places = [this](const std::vector<measure::PlaceRef>& at) { return places_words(at); };
    for (TodayItem& item : awaited_lines(assessed_, {who_, person_, today_, fallen_, places})) {
      items_.push_back(std::move(item));
    }
  }

  /// For who watches over everyone's work: what went while it was not in order.
  void taken_out(const std::vector<measure::TakenOut>& taken) {
    if (!who_.may("applicability.decide")) return;
    for (const measure::TakenOut& one : taken) {
      const Message detail{one.what.empty() ? "today.taken_out.detail" : "today.taken_out.detail_part",
                           {{"what", one.what}, {"who", one.by}, {"day", day_text(one.at)}, {"reason", one.reason}}};
      add("verdict", one_line(say(who_.language, Message{"today.taken_out", {{"title", one.title}}})),
          one_line(say(who_.language, detail)), "/trail?subject=" + one.measure, "look", 10)
          .mine = false;
    }
  }

  /// A check of a domain that became worse asks its owner, and who watches over everything, until it is back.
  void domains(const std::vector<std::pair<scan::WatchedDomain, std::vector<scan::Worsened>>>& worsened) {
    for (const auto& [domain, checks] : worsened) {
      const bool mine =
          domain.owner.empty() || domain.owner == person_ || folded_name(domain.owner_name) == folded_name(who_.name);
      if (!mine && !who_.may("applicability.decide")) continue;
      const Message title{"today.domain", {{"domain", domain.name}, {"count", std::to_string(checks.size())}}};
      TodayItem& item =
          add("verdict", say(who_.language, title), checks.front().title, "/domains/" + domain.id, "look", 15);
      item.mine = mine;
    }
  }

  std::vector<TodayItem> take() {
    put_in_order(items_);
    // Of each kind apart: many late tasks must not hide what waits for review.
    std::map<std::string, std::size_t> shown;
    std::map<std::pair<std::string, bool>, std::size_t> last;  // by kind, and whether it is still to come
    std::vector<TodayItem> out;
    for (TodayItem& item : items_) {
      const std::pair key{std::string(item.kind), item.state == "soon"};
      if (++shown[key.first] <= kMostItems) {
        last[key] = out.size();
        out.push_back(std::move(item));
      } else if (const auto found = last.find(key); found != last.end()) {
        out[found->second].stands_for += item.stands_for;
      }
    }
    return out;
  }

 private:
  bool is_mine(const measure::StoredMeasure& measure) const {
    return today::is_mine(assessed_, measure, who_, person_);
  }
  /// Its owner, or who watches over everyone's work: what nobody owns is asked of nobody else.
  bool answers_for(const measure::StoredMeasure& measure) const {
    return who_.may("applicability.decide") || (!measure.body.owner.empty() && is_mine(measure));
  }

  /// The reader need not be told his own name.
  std::string other_owner(const measure::StoredMeasure& measure) const {
    return is_mine(measure) ? std::string() : assessed_.owner_name(measure);
  }

  std::string words(const std::string& key) const { return say(who_.language, Message{key, {}}); }
  std::string words(const std::string& key, std::int64_t count) const {
    return say(who_.language, Message{key, {{"count", std::to_string(count)}}});
  }

  TodayItem& add(std::string kind, std::string title, std::string detail, std::string link, const std::string& action,
                 std::int64_t minutes) {
    return items_.emplace_back(TodayItem{std::move(kind),
                                         std::move(title),
                                         std::move(detail),
                                         {},
                                         {},
                                         "open",
                                         std::move(link),
                                         words("today.action." + action),
                                         minutes});
  }

  void add_occurrence(const task::Occurrence& occurrence) {
    const auto found = assessed_.measure_at.find(occurrence.measure);
    if (found == assessed_.measure_at.end()) return;
    const auto& measure = assessed_.measures[found->second];
    TodayItem& item =
        add("occurrence", measure.body.title,
            joined({occurrence.title, place_words(assessed_, occurrence, who_.language), other_owner(measure)}),
            "/occurrences/" + occurrence.id, "perform", 15);
    item.mine = is_mine(measure);
    item.due = to_text(occurrence.due);
    item.until = to_text(occurrence.window_to);
    item.state = occurrence.window_to < today_ ? "overdue" : occurrence.due <= today_ ? "open" : "soon";
  }

  void add_ending(const measure::StoredMeasure& measure, measure::Aspect aspect, const Ending& ending) {
    const bool past = ending.first < today_;
    const std::string name(measure::to_text(aspect)), day = to_text(ending.first);
    TodayItem& item =
        add("expiring",
            say(who_.language, Message{past ? "today.expired" : "today.expiring", {{"title", measure.body.title}}}),
            joined({say(who_.language, Message{(past ? "today.ended." : "today.ends.") + name, {{"day", day}}}),
                    places_words(ending.places)}),
            new_evidence(measure, aspect, ending.places), "renew", 10);
    item.mine = is_mine(measure);
    item.state = past ? "overdue" : "soon";
    item.due = item.until = day;
    item.count = std::ssize(ending.pieces);
  }

  void add_proof(const measure::StoredMeasure& measure, const Undelivered& found) {
    using enum measure::Aspect;
    const auto at = [&](const std::vector<std::uint32_t>& positions) {
      std::vector<measure::PlaceRef> places;
      for (const std::uint32_t position : positions) places.push_back(measure.body.places[position]);
      return places;
    };
    const auto design = at(found.design), existence = at(found.existence);
    const auto asked = [&](const char* key, const std::vector<measure::PlaceRef>& places, bool names_places) {
      if (places.empty()) return std::string();
      return words(key) + (names_places ? " (" + places_words(places) + ")" : "");
    };
    // A document is of the whole measure unless some places have one; what is seen is seen in a place.
    TodayItem& item =
        add("task", say(who_.language, Message{"today.proof", {{"title", measure.body.title}}}),
            joined({asked("today.proof.design", design, design.size() < measure.body.places.size()),
                    asked("today.proof.existence", existence, measure.body.places.size() > 1), other_owner(measure)}),
            design.empty() ? new_evidence(measure, kExistence, existence) + "&kind=inspection"
                           : new_evidence(measure, kDesign, design),
            "hand_in", 15);
    item.mine = is_mine(measure);
    item.count = std::ssize(design) + std::ssize(existence);
  }

  /// The form, filled in as far as it is known. Of several places, who saw them says which. A document is about the
  /// only place by itself, and then about those that join it.
  static std::string new_evidence(const measure::StoredMeasure& measure, measure::Aspect aspect,
                                  const std::vector<measure::PlaceRef>& places) {
    std::string out = "/evidence/new?measure=" + measure.id.text + "&aspect=" + std::string(to_text(aspect));
    const bool says_place = aspect == measure::Aspect::kExistence || measure.body.places.size() > 1;
    if (says_place && places.size() == 1 && !places[0].id.empty()) {
      out += "&place=" + places[0].kind + ":" + places[0].id;
    }
    return out;
  }

  /// By name, or how many when there are more than one reads.
  std::string places_words(const std::vector<measure::PlaceRef>& places) const {
    constexpr std::size_t kNamed = 3;
    if (places.size() > kNamed) return words("today.places", std::ssize(places));
    std::vector<std::string> names;
    names.reserve(places.size());
    for (const auto& place : places) names.push_back(assessed_.place(place, who_.language).name);
    std::ranges::sort(names);
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
  }

  const auth::Actor& who_;
  std::string person_;  // of the asker in the register; may be empty
  const measure::Assessed& assessed_;
  Day today_;
  std::vector<TodayItem> items_;
  std::set<std::string> listed_;                          // evidence that has a line
  std::set<std::pair<std::string, std::string>> fallen_;  // measure and aspect of the verdicts that have one
};

}  // namespace

bool is_mine(const measure::Assessed& assessed, const measure::StoredMeasure& measure, const auth::Actor& who,
             const std::string& person) {
  if (measure.body.owner.empty()) return true;
  if (!person.empty()) return measure.body.owner == person;
  return folded_name(assessed.owner_name(measure)) == folded_name(who.name);
}

std::vector<TodayItem> TodayView::items(db::Transaction& tx, const auth::Actor& who, const measure::Assessed& assessed,
                                        const RoadFacts& facts) {
  ItemList list(who, auth::person_of(tx, who.organisation, who.account), assessed, clock_.today());
  const auto statements = measures_.statements.to_approve(tx, who);
  list.setup({facts, auth::rights_of_others(tx, who, clock_.now()).contains("evidence.review"), !statements.empty()});
  list.occurrences(tasks_);
  list.statements(statements);
  list.reviews(evidence_.waiting(tx, who, [&](const std::string& id) {
    evidence::MeasureCard card;
    if (const auto found = assessed.measure_at.find(id); found != assessed.measure_at.end()) {
      const measure::StoredMeasure& measure = assessed.measures[found->second];
      card.owner_person = measure.body.owner;
      card.owner_name = assessed.owner_name(measure);
    }
    return card;
  }));
  list.expiring(evidence_.expiring(tx, who.organisation, kDaysAhead, 500));
  list.deviations(tasks_);
  list.worsened(fallen(assessed, measure::changes_below(tx, who.organisation)));
  list.ending_by_plan();
  list.proof();
  list.operation();
  list.domains(watch_.worsened(tx, who.organisation, who.language));
  list.taken_out(measures_.taken_out(tx, who.organisation, clock_.now()));
  return list.take();
}

}  // namespace waarborg::today
