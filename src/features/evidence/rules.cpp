// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/rules.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "features/evidence/import/report.h"

namespace waarborg::evidence {
namespace {

constexpr Day kFirstDay = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1};
constexpr std::size_t kMaxPlaces = 500;

Result<void> check_text(std::optional<std::string>& text, const char* field, std::size_t most) {
  if (!text) return {};
  text = std::string(trimmed(*text));
  if (text->size() > most) return invalid("evidence.too_long", field, {{"most", std::to_string(most)}});
  return {};
}

Result<void> check_title(std::string& title) {
  title = std::string(trimmed(title));
  if (title.empty()) return invalid("evidence.title_missing", "title");
  if (title.size() > 200) return invalid("evidence.too_long", "title", {{"most", "200"}});
  return {};
}

Result<void> check_period(Day from, Day to, Day today, const char* from_field, const char* to_field) {
  if (from < kFirstDay) return invalid("evidence.covers_too_old", from_field);
  if (to < from) return invalid("evidence.covers_reversed", to_field);
  if (to > today) return invalid("evidence.covers_future", to_field);
  return {};
}

Result<void> check_link(const std::optional<std::string>& link) {
  if (!link || link->empty() || is_web_address(*link)) return {};
  return invalid("evidence.link_scheme", "link");
}

}  // namespace

bool is_place(const PlaceRef& place) {
  if (place.kind == "organisation") return place.id.empty();
  const std::string_view kind = place.kind;
  const bool is_word = !kind.empty() && kind.size() <= 64 && std::ranges::all_of(kind, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (!is_word) return false;
  return !place.id.empty() && place.id.size() <= 64 && std::ranges::all_of(place.id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

Result<void> check(EvidenceInput& input, Day today) {
  if (auto ok = check_title(input.title); !ok) return ok;
  if (auto ok = check_period(input.covers_from, input.covers_to, today, "covers_from", "covers_to"); !ok) return ok;
  if (input.valid_until && *input.valid_until < input.covers_to) {
    return invalid("evidence.valid_before_covers", "valid_until");
  }
  if (input.reviewed_on && *input.reviewed_on > today) return invalid("evidence.reviewed_future", "reviewed_on");
  struct Text {
    std::optional<std::string>& value;
    const char* field;
    std::size_t most;
  };
  for (const Text& text :
       {Text{input.source, "source", 500}, Text{input.query, "query", 4000}, Text{input.link, "link", 2000},
        Text{input.note, "note", 10'000}, Text{input.author, "author", 200}, Text{input.approver, "approver", 200},
        Text{input.plan_item, "plan_item", 64}}) {
    if (auto ok = check_text(text.value, text.field, text.most); !ok) return ok;
  }
  if (auto ok = check_link(input.link); !ok) return ok;
  if (input.aspect != EvidenceAspect::kOperation) input.plan_item.reset();
  if (input.places.size() > kMaxPlaces) return invalid("evidence.places_too_many", "places");
  if (!std::ranges::all_of(input.places, is_place)) return invalid("evidence.place_unknown", "places");
  std::ranges::sort(input.places);
  input.places.erase(std::ranges::unique(input.places).begin(), input.places.end());
  return {};
}

Result<void> check_independent(const Parties& parties) {
  const Person& reviewer = parties.reviewer;
  if (auth::same_person(reviewer, parties.collector))
    return fail(FaultKind::kForbidden, "evidence.review.own_collection");
  if (auth::same_person(reviewer, parties.author)) return fail(FaultKind::kForbidden, "evidence.review.own_document");
  if (auth::same_person(reviewer, parties.owner)) return fail(FaultKind::kForbidden, "evidence.review.own_measure");
  for (const Person& owner : parties.owners_since) {
    if (auth::same_person(reviewer, owner)) return fail(FaultKind::kForbidden, "evidence.review.owned_then");
  }
  return {};
}

Result<void> check_proof_of(const EvidenceFact& fact, const Occasion& occasion) {
  if (fact.review != ReviewState::kPending) return invalid("evidence.link.decided", "evidence");
  if (fact.aspect != EvidenceAspect::kOperation) return invalid("evidence.link.aspect", "evidence");
  if (occasion.performed_on < fact.covers_from || fact.covers_to < occasion.performed_on) {
    return invalid("evidence.link.days", "evidence",
                   {{"title", fact.title},
                    {"from", waarborg::to_text(fact.covers_from)},
                    {"to", waarborg::to_text(fact.covers_to)},
                    {"day", waarborg::to_text(occasion.performed_on)}});
  }
  const bool here = occasion.place.kind.empty() || fact.places.empty() ||
                    std::ranges::find(fact.places, occasion.place) != fact.places.end();
  if (!here) return invalid("evidence.link.place", "evidence", {{"title", fact.title}});
  return {};
}

Result<void> check(const DrawInput& input, std::int64_t table, std::int64_t population) {
  constexpr std::size_t kMaxSeed = 200;
  constexpr std::size_t kMaxReason = 1000;
  if (input.seed.value_or("").size() > kMaxSeed) {
    return invalid("evidence.too_long", "seed", {{"most", std::to_string(kMaxSeed)}});
  }
  const std::string reason = input.reason.value_or("");
  if (reason.size() > kMaxReason) return invalid("evidence.too_long", "reason", {{"most", std::to_string(kMaxReason)}});
  if (!input.size || *input.size == table) return {};
  constexpr std::int64_t kMostDrawn = 1000;  // each is judged by a person
  const std::int64_t most = std::min(population, std::max(table, kMostDrawn));
  if (*input.size < 1 || *input.size > most) {
    return invalid("evidence.population.size", "size", {{"most", std::to_string(most)}});
  }
  if (is_blank(reason)) {
    return invalid("evidence.population.size_reason", "reason", {{"table", std::to_string(table)}});
  }
  return {};
}

bool is_self_approved(EvidenceAspect aspect, const std::string& author, const std::string& approver) {
  if (aspect != EvidenceAspect::kDesign) return false;
  return author.empty() || approver.empty() || auth::same_person({"", author}, {"", approver});
}

Result<void> check(FreezeRequest& request, Day today) {
  if (auto ok = check_title(request.title); !ok) return ok;
  if (auto ok = check_period(request.from, request.to, today, "from", "to"); !ok) return ok;
  if (!request.place.kind.empty() && !is_place(request.place)) return invalid("evidence.place_unknown", "place");
  return {};
}

std::string pack_places(const std::vector<PlaceRef>& places) {
  std::string text;
  for (const PlaceRef& place : places) {
    if (!text.empty()) text += ' ';
    text += place.kind + "/" + place.id;
  }
  return text;
}

std::vector<PlaceRef> unpack_places(std::string_view text) {
  std::vector<PlaceRef> places;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(' '));
    const std::size_t slash = std::min(one.find('/'), one.size());
    places.push_back({std::string(one.substr(0, slash)), std::string(one.substr(std::min(slash + 1, one.size())))});
    text.remove_prefix(std::min(one.size() + 1, text.size()));
  }
  return places;
}

std::string pack_days(const std::vector<ObservedDay>& days) {
  std::string text;
  for (const ObservedDay& day : days) {
    if (!text.empty()) text += ' ';
    text += waarborg::to_text(day.day);
    text += day.result == EvidenceResult::kSupports ? 's' : day.result == EvidenceResult::kRefutes ? 'r' : 'p';
  }
  return text;
}

std::vector<ObservedDay> unpack_days(std::string_view text) {
  constexpr std::size_t kWidth = 11;
  std::vector<ObservedDay> days;
  days.reserve((text.size() + 1) / (kWidth + 1));
  for (; text.size() >= kWidth; text.remove_prefix(std::min(kWidth + 1, text.size()))) {
    const auto day = parse_day(text.substr(0, 10));
    if (!day) continue;
    const char mark = text[10];
    days.push_back({*day, mark == 's'   ? EvidenceResult::kSupports
                          : mark == 'r' ? EvidenceResult::kRefutes
                                        : EvidenceResult::kPartly});
  }
  return days;
}

EvidenceResult result_of(ObservationResult overall) {
  if (overall == ObservationResult::kSupports) return EvidenceResult::kSupports;
  return overall == ObservationResult::kRefutes ? EvidenceResult::kRefutes : EvidenceResult::kPartly;
}

std::string_view to_text(ObservationResult result) {
  switch (result) {
    case ObservationResult::kSupports:
      return "supports";
    case ObservationResult::kRefutes:
      return "refutes";
    case ObservationResult::kPartly:
      return "partly";
    case ObservationResult::kUnknown:
      return "unknown";
  }
  return "";
}

std::vector<ObservedDay> observed_days(const ImportedReport& report, Day today) {
  std::map<Day, std::vector<Observation>> seen_on;
  for (const Observation& seen : report.observations) {
    Day day = day_of(seen.at);
    // A clock that runs ahead proves nothing of days to come, but what it saw go wrong was seen.
    if (day > today && (seen.result == ObservationResult::kRefutes || seen.result == ObservationResult::kPartly)) {
      day = today;
    }
    if (day <= today) seen_on[day].push_back(seen);
  }
  std::vector<ObservedDay> days;
  for (const auto& [day, seen] : seen_on) {
    const ObservationResult of_day = overall_of(seen);
    if (of_day == ObservationResult::kUnknown) continue;
    // A report of one day is what its importer makes of the whole: Lynis weighs more than its observations.
    days.push_back({day, result_of(seen_on.size() == 1 ? report.overall : of_day)});
  }
  return days;
}

}  // namespace waarborg::evidence
