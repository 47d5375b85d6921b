// SPDX-License-Identifier: EUPL-1.2
#include "app/demo_year.h"

namespace waarborg::app::demo {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

/// Saturday becomes Monday, Sunday too; but nothing is put off past the last day.
Day working_day(Day day, Day last) {
  const unsigned weekday = std::chrono::weekday(day).c_encoding();
  const Day later = day + days(weekday == 6 ? 2 : weekday == 0 ? 1 : 0);
  return later < last ? later : std::min(day, last - days(1));
}

}  // namespace

Year::Year(Installation& installation, ManualClock& clock, const OrganisationId& organisation, Story story,
           Calendar calendar, Moment end)
    : installation_(installation),
      clock_(clock),
      organisation_(organisation),
      story_(std::move(story)),
      calendar_(calendar),
      end_(end) {}

auth::Actor Year::actor(const std::string& person) const {
  const PersonStory& found = story_.person(person);
  auth::Actor out = auth::system_actor(organisation_, found.name);
  // Nobody can log in as one of them: an account with this id does not exist.
  out.account = AccountId{"demo:" + person};
  out.roles = found.roles;
  out.rights = auth::rights_of(found.roles);
  return out;
}

void Year::at_moment(Moment moment, Action action) {
  const Moment soonest = clock_.now() + std::chrono::seconds(20);
  if (const Moment when = std::max(moment, soonest); when < end_) agenda_.emplace(when, std::move(action));
}

void Year::at(Day day, Action action) {
  const auto into_the_day = minutes(appointments_++ * 3 % 420);  // spread over seven hours
  at_moment(Moment(working_day(day, calendar_.last)) + hours(7) + into_the_day, std::move(action));
}

void Year::remember() { installation_.assessments.remember(organisation_); }

void Year::schedule_remembering() {
  const auto evening = [&](Day day) { at_moment(Moment(day) + hours(20), [this] { remember(); }); };
  for (Day day = calendar_.first + days(75); day < calendar_.last - days(45); day += days(60)) evening(day);
  // What the screen calls "changed in the last thirty days" must be about those days.
  for (int day = -31; day < 0; day += 3) evening(calendar_.last + days(day));
}

void Year::live() {
  make_registers();
  at(story_.decided_on, [this] { decide_all(); });
  schedule_statements();
  for (const RegisterChange& change : story_.changes) {
    at(change.day, [this, &change] { change_register(change); });
  }
  for (const Adoption& adoption : story_.adoptions) {
    at(adoption.day, [this, &adoption] { adopt(adoption); });
  }
  schedule_reviews();
  schedule_measurements();
  schedule_remembering();
  while (!agenda_.empty()) {
    auto next = agenda_.extract(agenda_.begin());
    clock_.set(std::max(next.key(), clock_.now()));
    next.mapped()();
  }
  clock_.set(end_);
  remember();
}

}  // namespace waarborg::app::demo
