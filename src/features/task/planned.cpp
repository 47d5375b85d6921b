// SPDX-License-Identifier: EUPL-1.2
#include "features/task/planned.h"

#include <algorithm>
#include <map>

#include "features/task/expected.h"
#include "features/task/queries.h"
#include "features/task/store.h"
#include "platform/db/texts.h"

namespace waarborg::task {
namespace {

using Terms = std::pair<Day, Day>;  // end of the window, end of the grace
using Expectations = std::map<ExpectedKey, Terms>;

Terms terms_of(const StoredOccurrence& row) { return {row.window_to, row.grace_to}; }

/// Nothing when it is too much to look at, or a rule cannot be read: then a row may be missing here, and prove nothing.
std::optional<Expectations> expected_of(const std::vector<Schedule>& schedules, Period period) {
  const auto listed = expected_in(schedules, period);
  if (!listed) return std::nullopt;
  Expectations out;
  for (const Expected& one : *listed) out.emplace(one.key(), Terms{one.window_to, one.grace_to});
  return out;
}

/// As it was made, and no more: what somebody said of it stands in the log.
bool is_untouched(const StoredOccurrence& row) {
  return !row.withdrawn_at && row.outcome.empty() && row.note.empty() && row.evidence.empty() &&
         row.deviation.empty() && row.performer_account.empty() && row.performer.empty() &&
         row.withdraw_reason.empty() && row.retired.empty();
}

/// The rows of one measure against its plan.
class Comparing {
 public:
  Comparing(const std::string& measure, const std::vector<StoredOccurrence>& rows, const Planned& plan, Day today,
            std::vector<Message>& problems)
      : measure_(measure), rows_(rows), plan_(plan), today_(today), problems_(problems) {
    looked_at_ = {plan.made.from, today};
    for (const StoredOccurrence& row : rows) {
      looked_at_ = {std::min(looked_at_.from, row.due), std::max(looked_at_.to, row.due)};
      if (row.recorded_at && row.withdrawn_at) taken_back_[key_of(row)].push_back(terms_of(row));
    }
  }

  void run() {
    const auto expected = expected_of(plan_.schedules, looked_at_);
    if (!expected) return;
    Period made = plan_.made;
    std::set<ExpectedKey> present;
    for (const StoredOccurrence& row : rows_) {
      const ExpectedKey key = key_of(row);
      if (!row.recorded_at || !row.withdrawn_at) present.insert(key);
      if (!row.recorded_at && row.performed_on) continue;  // unknown to the log
      if (!row.recorded_at && !is_untouched(row)) {
        problem("touched", row.title, row.due, row.id);
      } else if (!follows(row, key, *expected)) {
        problem("unplanned", row.title, row.due, row.id);
      }
      // That sync made it says that sync made all that it expected then.
      if (!row.recorded_at && !taken_back_.contains(key) && made.from <= made.to)
        made.to = std::max(made.to, day_of(row.created_at) + std::chrono::days(plan_.ahead));
    }
    made.to = std::min(made.to, today_);
    for (const auto& [key, terms] : *expected) {
      const Day due = std::get<Day>(key);
      if (made.contains(due) && !present.contains(key)) problem("gone", title_of(std::get<0>(key)), due, measure_);
    }
  }

 private:
  void problem(const char* what, const std::string& title, Day due, const std::string& id) {
    problems_.push_back(
        {std::string("task.verify.") + what, {{"what", title + " " + waarborg::to_text(due) + " (" + id + ")"}}});
  }

  std::string title_of(const std::string& item) const {
    const auto found = std::ranges::find(plan_.schedules, item, &Schedule::plan_item);
    return found == plan_.schedules.end() ? item : found->title;
  }

  static bool name(const std::vector<Schedule>& schedules, const StoredOccurrence& row) {
    return std::ranges::any_of(
        schedules, [&](const Schedule& one) { return one.plan_item == row.plan_item && one.title == row.title; });
  }
  static bool assign(const std::vector<Schedule>& schedules, const StoredOccurrence& row) {
    return std::ranges::any_of(schedules, [&](const Schedule& one) {
      return one.plan_item == row.plan_item && one.owner_person == row.owner_person;
    });
  }
  static bool expect(const Expectations& expected, const ExpectedKey& key, const Terms& terms) {
    const auto found = expected.find(key);
    return found != expected.end() && found->second == terms;
  }

  bool follows(const StoredOccurrence& row, const ExpectedKey& key, const Expectations& expected) {
    const Terms terms = terms_of(row);
    bool due = expect(expected, key, terms);
    // What is late goes to another owner and keeps its name, so the two need not come from one version.
    bool named = name(plan_.schedules, row);
    bool assigned = assign(plan_.schedules, row);
    if (due && named && assigned) return true;
    // Expected once more because a performance was taken back: as it was then.
    const auto before = taken_back_.find(key);
    const std::ptrdiff_t itself = row.recorded_at && row.withdrawn_at ? 1 : 0;
    due = due || (before != taken_back_.end() && std::ranges::count(before->second, terms) > itself);
    look_back();
    due = due || unread_;
    for (const auto& [schedules, then] : earlier_) {
      due = due || expect(then, key, terms);
      named = named || name(schedules, row);
      assigned = assigned || assign(schedules, row);
    }
    return due && named && assigned;
  }

  void look_back() {
    if (looked_back_ || !plan_.earlier) return;
    looked_back_ = true;
    for (auto& schedules : plan_.earlier()) {
      auto expected = expected_of(schedules, looked_at_);
      unread_ = unread_ || !expected;
      earlier_.emplace_back(std::move(schedules), std::move(expected).value_or(Expectations{}));
    }
  }

  const std::string& measure_;
  const std::vector<StoredOccurrence>& rows_;
  const Planned& plan_;
  Day today_;
  std::vector<Message>& problems_;
  Period looked_at_{};
  std::map<ExpectedKey, std::vector<Terms>> taken_back_;
  std::vector<std::pair<std::vector<Schedule>, Expectations>> earlier_;
  bool looked_back_ = false;
  bool unread_ = false;  ///< Of an earlier plan it cannot be said what it expected.
};

}  // namespace

std::vector<Message> against_plans(db::Transaction& tx, const OrganisationId& organisation,
                                   std::set<std::string> measures, const PlanReader& plan_of, Day today) {
  std::vector<Message> problems;
  for (std::string& id : db::texts(tx, sql::kOccurrenceMeasures, organisation)) measures.insert(std::move(id));
  for (const std::string& measure : measures) {
    const auto rows = tx.rows<StoredOccurrence>(sql::kOccurrenceEveryOfMeasure, organisation, measure);
    const Planned plan = plan_of(measure).value_or(Planned{});
    Comparing(measure, rows, plan, today, problems).run();
  }
  return problems;
}

bool is_planned(db::Transaction& tx, const OrganisationId& organisation, const std::string& occurrence,
                const Planned& plan) {
  const auto row = find_occurrence(tx, organisation, occurrence);
  if (!row || row->recorded_at) return true;
  if (row->performed_on) return false;  // by nobody that the log knows
  Planned of_day = plan;
  of_day.made = {Day::max(), Day::min()};  // what else there should be is not asked
  const auto fits = [&](const std::vector<StoredOccurrence>& rows) {
    std::vector<Message> problems;
    Comparing(row->measure, rows, of_day, row->due, problems).run();
    return problems.empty();
  };
  if (fits({*row})) return true;
  // Perhaps expected once more because a performance was taken back.
  auto rows = tx.rows<StoredOccurrence>(sql::kOccurrenceEveryOfMeasure, organisation, row->measure);
  std::erase_if(rows, [&](const StoredOccurrence& one) {
    return key_of(one) != key_of(*row) || (one.id != row->id && !(one.recorded_at && one.withdrawn_at));
  });
  return fits(rows);
}

}  // namespace waarborg::task
