// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <set>

#include "base/json_encode.h"
#include "base/text.h"
#include "features/auth/people.h"
#include "features/task/expected.h"
#include "features/task/heading.h"
#include "features/task/icalendar.h"
#include "features/task/queries.h"
#include "features/task/row_names.h"
#include "features/task/rules.h"
#include "features/task/store.h"
#include "platform/db/listing.h"

namespace waarborg::task {
namespace {

constexpr int kCalendarDays = 400;
constexpr std::size_t kCalendarItems = 2000;  // calendar programs choke on more

StoredOccurrence row_of(const std::string& measure, const Expected& one) {
  StoredOccurrence row;
  row.measure = measure;
  row.plan_item = one.schedule->plan_item;
  row.place_kind = one.place->kind;
  row.place_id = one.place->id;
  row.title = one.schedule->title;
  row.owner_person = one.schedule->owner_person;
  row.due = one.due;
  row.window_to = one.window_to;
  row.grace_to = one.grace_to;
  return row;
}

bool same_terms(const StoredOccurrence& a, const StoredOccurrence& b) {
  return a.title == b.title && a.owner_person == b.owner_person && a.window_to == b.window_to &&
         a.grace_to == b.grace_to;
}

OccurrenceState state_on(const StoredOccurrence& o, Day today) {
  return state_of(o.due, static_cast<int>((o.window_to - o.due).count()),
                  static_cast<int>((o.grace_to - o.window_to).count()), o.performed_on, today);
}

std::string text_of(const std::optional<Day>& day) { return day ? waarborg::to_text(*day) : std::string(); }

}  // namespace

std::vector<std::string> occurrence_orders() { return db::order_words(sql::kOccurrencePage); }
std::vector<std::string> deviation_orders() { return db::order_words(sql::kDeviationPage); }

Tasks::Tasks(db::Database& database, trail::Trail& trail, const Clock& clock)
    : database_(database), trail_(trail), clock_(clock) {}

Result<std::int64_t> Tasks::sync(db::Transaction& tx, const auth::Actor& who, const std::string& measure,
                                 const std::vector<Schedule>& schedules, Day from, Day horizon) {
  const auto listed = expected_in(schedules, {from, horizon});
  if (!listed) return std::unexpected(listed.error());
  std::map<ExpectedKey, const Expected*> expected;
  for (const Expected& one : *listed) expected.emplace(one.key(), &one);
  const Moment now = clock_.now();
  const Day today = day_of(now);
  std::int64_t touched = 0;
  std::set<ExpectedKey> present;
  for (const auto& row : tx.rows<StoredOccurrence>(sql::kOccurrenceOfMeasure, who.organisation, measure)) {
    present.insert(key_of(row));
    if (row.recorded_at) continue;
    const auto wanted = expected.find(key_of(row));
    if (wanted == expected.end()) {
      // What was due stays, so that missed stays visible; a slip of the pen that was mended the same day was never due.
      if (row.due >= today || day_of(row.created_at) == today)
        touched += tx.execute(sql::kOccurrenceRemove, who.organisation, row.id);
      continue;
    }
    const Expected& terms = *wanted->second;
    StoredOccurrence after = row;
    after.owner_person = terms.schedule->owner_person;  // what is late is work of whoever owns it now
    if (row.due >= today) {
      after.title = terms.schedule->title;
      after.window_to = terms.window_to;
      after.grace_to = terms.grace_to;
    }
    if (same_terms(row, after)) continue;
    touched += tx.execute(sql::kOccurrenceRefresh, after.title, after.owner_person, after.window_to, after.grace_to,
                          who.organisation, row.id);
  }
  for (const auto& [key, one] : expected) {
    if (present.contains(key)) continue;
    StoredOccurrence fresh = row_of(measure, *one);
    fresh.id = crypto::new_id(now);
    fresh.created_at = now;
    touched += insert(tx, who.organisation, fresh) ? 1 : 0;
  }
  return touched;
}

std::map<std::string, std::string> Tasks::titles(db::Transaction& tx, const OrganisationId& organisation,
                                                 const std::vector<std::string>& measures) const {
  if (!names_.measures || measures.empty()) return {};
  return names_.measures(tx, organisation, measures);
}

std::vector<Occurrence> Tasks::shown(db::Transaction& tx, const OrganisationId& organisation,
                                     const std::vector<StoredOccurrence>& rows) const {
  const RowNames names = names_of(tx, organisation, names_, rows);
  auto person = names_.people && !rows.empty() ? names_.people(tx, organisation) : std::map<std::string, std::string>{};
  const Day today = clock_.today();
  std::vector<std::string> proof;
  for (const auto& row : rows) std::ranges::copy(unpack_ids(row.evidence), std::back_inserter(proof));
  const auto states =
      proof_.states && !proof.empty() ? proof_.states(tx, organisation, proof) : std::map<std::string, ProofState>{};
  std::vector<Occurrence> out;
  for (const auto& row : rows) {
    Occurrence o{row.id,
                 row.measure,
                 names.measure(row.measure),
                 row.plan_item,
                 row.title,
                 row.due,
                 row.window_to,
                 row.grace_to,
                 state_on(row, today),
                 row.performed_on,
                 json::from_word<Outcome>(row.outcome),
                 row.note,
                 person[row.owner_person],
                 row.performer,
                 row.deviation,
                 unpack_ids(row.evidence),
                 row.version,
                 {},
                 row.withdrawn_at,
                 row.withdraw_reason};
    for (const std::string& id : o.evidence) {
      const auto state = states.find(id);
      o.evidence_waiting += state != states.end() && state->second == ProofState::kWaits ? 1 : 0;
      o.evidence_counting += state != states.end() && state->second == ProofState::kCounts ? 1 : 0;
    }
    o.place = names.place(row);
    out.push_back(std::move(o));
  }
  return out;
}

/// The asker in the register of people. As long as the account is not tied to it: everyone of that name, with spaces
/// between.
std::string Tasks::people_named(db::Transaction& tx, const auth::Actor& who) const {
  const std::string tied = auth::person_of(tx, who.organisation, who.account);
  if (!tied.empty()) return tied;
  std::vector<std::string> ids;
  if (names_.people) {
    for (const auto& [id, name] : names_.people(tx, who.organisation)) {
      if (same_name(name, who.name)) ids.push_back(id);
    }
  }
  return pack_ids(ids);
}

Found Tasks::named(db::Transaction& tx, const auth::Actor& who, const ListQuery& query) const {
  const bool wanted = names_.named && !query.search.empty() && !query.by_title;
  const Named named = wanted ? names_.named(tx, who.organisation, query.search) : Named{};
  const auto list = [](const std::vector<std::string>& ids) { return json::print(json::encode(ids)); };
  return {list(named.measures), list(named.people), list(named.places)};
}

Result<auth::Page<Occurrence>> Tasks::occurrences(const auth::Actor& who, const ListQuery& query) {
  if (auto ok = auth::require(who, "task.read"); !ok) return std::unexpected(ok.error());
  const auto choice = json::from_word<OccurrenceChoice>(query.state);
  if (!query.state.empty() && !choice) {
    return invalid("base.json.not_choice", "state");
  }
  db::Transaction tx = database_.read();
  const std::string owners = query.mine ? people_named(tx, who) : "*";
  const Day today = clock_.today();
  std::string first = text_of(query.from);
  // What is planned begins tomorrow: the list starts there, and is not led past all that ever was.
  if (choice == OccurrenceChoice::kPlanned) first = std::max(first, waarborg::to_text(today + std::chrono::days(1)));
  const std::string last = query.to ? waarborg::to_text(*query.to) : "";
  const std::string& measure = query.measure;
  const std::string search = lower(query.search);
  const Found found = named(tx, who, query);
  const db::PageWish wish{query.sort.empty() ? "due" : query.sort, query.after, query.limit,
                          search.empty() || query.by_title ? 0 : db::kSearchLook};
  const bool waits = choice == OccurrenceChoice::kOpen || choice == OccurrenceChoice::kToDo;
  const Day late_since = choice == OccurrenceChoice::kToDo ? today - std::chrono::days(kLateDays) : today;
  auto listed = waits ? db::page_of<StoredOccurrence>(tx, sql::kOccurrencePageToDo, wish, who.organisation, late_since,
                                                      today, measure, first, last, owners, search, found.measures,
                                                      found.people, found.places)
                      : db::page_of<StoredOccurrence>(tx, sql::kOccurrencePage, wish, who.organisation, measure, first,
                                                      last, query.state, today, owners, search, found.measures,
                                                      found.people, found.places);
  if (!listed) return std::unexpected(listed.error());
  auth::Page<Occurrence> page;
  page.total = listed->total([&] {
    if (query.by_title) return std::ssize(listed->rows);  // for the search over everything, which shows no number
    if (waits) {
      return tx.number(sql::kOccurrenceCountToDo, who.organisation, late_since, today, measure, first, last, owners,
                       search, found.measures, found.people, found.places);
    }
    return tx.number(sql::kOccurrenceCount, who.organisation, measure, first, last, query.state, today, owners, search,
                     found.measures, found.people, found.places);
  });
  page.next = listed->next(page.total);
  page.items = shown(tx, who.organisation, listed->rows);
  return page;
}

Result<auth::Page<Occurrence>> Tasks::occurrences_of(const auth::Actor& who, const ListQuery& query) {
  if (auto ok = auth::require(who, "task.read"); !ok) return std::unexpected(ok.error());
  {
    db::Transaction tx = database_.read();
    if (!titles(tx, who.organisation, {query.measure}).contains(query.measure)) {
      return fail(FaultKind::kNotFound, "task.measure_unknown");
    }
  }
  return occurrences(who, query);
}

Result<auth::Items<Occurrence>> Tasks::occurrences_of(const auth::Actor& who, const std::string& measure,
                                                      std::optional<Day> from, std::optional<Day> to) {
  if (auto ok = auth::require(who, "task.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  if (!titles(tx, who.organisation, {measure}).contains(measure)) {
    return fail(FaultKind::kNotFound, "task.measure_unknown");
  }
  auto rows = tx.rows<StoredOccurrence>(sql::kOccurrenceOfMeasure, who.organisation, measure);
  std::erase_if(rows, [&](const StoredOccurrence& row) { return (from && row.due < *from) || (to && row.due > *to); });
  return auth::Items<Occurrence>{shown(tx, who.organisation, rows)};
}

Result<Occurrence> Tasks::occurrence(const auth::Actor& who, const std::string& id) {
  if (auto ok = auth::require(who, "task.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  const auto found = find_occurrence(tx, who.organisation, id);
  if (!found) return fail(FaultKind::kNotFound, "task.not_found");
  return shown(tx, who.organisation, std::vector{*found}).front();
}

void Tasks::record(db::Transaction& tx, const auth::Actor& who, const char* action, const StoredOccurrence& before,
                   const StoredOccurrence& after, Moment now) {
  const json::Value state = json::encode(after);
  trail_.add(tx, who.author(),
             {action, "occurrence", after.id, after.title + " " + waarborg::to_text(after.due),
              trail::changes_between(json::encode(before).as_object(), state.as_object()), json::canonical(state),
              before.recorded_at ? json::canonical(json::encode(before)) : ""},
             now);
}

Result<Occurrence> Tasks::perform(const auth::Actor& who, const std::string& id, const PerformInput& given,
                                  std::int64_t seen) {
  if (auto ok = auth::require(who, "task.perform"); !ok) return std::unexpected(ok.error());
  PerformInput input = given;
  const Moment now = clock_.now();
  db::Transaction tx = database_.write();
  auto found = find_occurrence(tx, who.organisation, id);
  if (!found) return fail(FaultKind::kNotFound, "task.not_found");
  if (found->recorded_at) return fail(FaultKind::kConflict, "task.performed");
  if (auto ok = check(input, found->due, day_of(now)); !ok) return std::unexpected(ok.error());
  if (names_.hold_planned) names_.hold_planned(tx, who.organisation, found->measure, id);
  const StoredOccurrence before = *found;
  if (seen >= 0) found->version = seen;
  found->performed_on = input.performed_on;
  found->outcome = json::word_of(input.outcome);
  found->note = *input.note;
  found->evidence = pack_ids(input.evidence);
  found->performer_account = who.account.text;
  found->performer = who.name;
  found->recorded_at = now;
  if (!input.evidence.empty()) {
    if (!proof_.link) return invalid("task.evidence_unknown", "evidence");
    const auto is_taken_back = [&](const std::string& other) {
      const auto old = find_occurrence(tx, who.organisation, other);
      return old && old->withdrawn_at;
    };
    const Performed performed{id, input.performed_on, {found->place_kind, found->place_id}, is_taken_back};
    if (auto ok = proof_.link(tx, who, found->measure, input.evidence, performed); !ok) {
      return std::unexpected(ok.error());
    }
  }
  if (input.deviation) {
    input.deviation->place.reset();  // it is about the place of the occurrence
    const auto deviation = make_deviation(tx, who, found->measure, *input.deviation, &*found, now);
    if (!deviation) return std::unexpected(deviation.error());
    found->deviation = deviation->id;
  }
  if (!update(tx, who.organisation, *found)) return fail(FaultKind::kConflict, "task.changed");
  found->version += 1;
  record(tx, who, "task.perform", before, *found, now);
  Occurrence answer = shown(tx, who.organisation, std::vector{*found}).front();
  tx.commit();
  return answer;
}

Result<Occurrence> Tasks::withdraw(const auth::Actor& who, const std::string& id, const std::string& reason) {
  if (auto ok = auth::require(who, "task.perform"); !ok) return std::unexpected(ok.error());
  if (is_blank(reason)) return invalid("task.withdraw.reason_missing", "reason");
  if (reason.size() > 4000) return invalid("task.too_long", "reason", {{"most", "4000"}});
  const Moment now = clock_.now();
  db::Transaction tx = database_.write();
  auto found = find_occurrence(tx, who.organisation, id);
  if (!found) return fail(FaultKind::kNotFound, "task.not_found");
  if (!found->recorded_at || found->withdrawn_at) return fail(FaultKind::kConflict, "task.withdraw.not_performed");
  if (found->performer_account != who.account.text) {
    if (!is_security_officer(who)) return fail(FaultKind::kForbidden, "task.withdraw.not_yours");
    for (const std::string& one : unpack_ids(found->evidence)) {
      const auto proof = proof_.find ? proof_.find(tx, who.organisation, one) : std::nullopt;
      if (proof && proof->accepted) return fail(FaultKind::kConflict, "task.withdraw.proven");
    }
  }
  // What went wrong does not disappear by taking back the report of it.
  if (!found->deviation.empty()) return fail(FaultKind::kConflict, "task.withdraw.deviation");
  const StoredOccurrence before = *found;
  found->withdrawn_at = now;
  found->withdraw_reason = reason;
  found->retired = found->id;
  if (!update(tx, who.organisation, *found)) return fail(FaultKind::kConflict, "task.changed");
  found->version += 1;
  record(tx, who, "task.withdraw", before, *found, now);
  StoredOccurrence again;
  again = before;
  again.id = crypto::new_id(now);
  again.created_at = now;
  insert(tx, who.organisation, again);
  const auto expected = find_occurrence(tx, who.organisation, again.id);
  Occurrence answer = shown(tx, who.organisation, std::vector{*expected}).front();
  tx.commit();
  return answer;
}

std::string Tasks::calendar(const auth::Actor& who, bool everyone, const std::string& address) {
  db::Transaction tx = database_.read();
  const Day today = clock_.today();
  auto rows = tx.rows<StoredOccurrence>(
      sql::kOccurrenceExpected, who.organisation, today, today + std::chrono::days(kCalendarDays),
      everyone ? std::string("*") : people_named(tx, who), static_cast<std::int64_t>(kCalendarItems) + 1);
  Message about{"task.calendar.about", {{"days", std::to_string(kCalendarDays)}}};
  if (rows.size() > kCalendarItems) {
    rows.resize(kCalendarItems);
    about = {"task.calendar.about_nearest",
             {{"most", std::to_string(kCalendarItems)}, {"day", waarborg::to_text(rows.back().due)}}};
  }
  std::vector<CalendarItem> items;
  for (const Occurrence& o : shown(tx, who.organisation, rows)) {
    Heading heading = heading_of(o);
    if (o.place && !o.place->name.empty()) heading.detail += (heading.detail.empty() ? "" : "\n") + o.place->name;
    items.push_back({o.id, std::move(heading.title), std::move(heading.detail), o.due, o.window_to,
                     address.empty() ? std::string() : address + "/occurrences/" + o.id});
  }
  return to_icalendar(items, about, who.language, clock_.now());
}

}  // namespace waarborg::task
