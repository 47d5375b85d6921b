// SPDX-License-Identifier: EUPL-1.2
#include "app/demo_year.h"

namespace waarborg::app {
namespace {

/// A month to set things up, then the twelve months that are judged.
constexpr int kMonths = 13;

setup::SetupInput input_of(const demo::Story& story) {
  setup::SetupInput input;
  input.name = story.name;
  input.sub_sector = story.sub_sector;
  input.people = story.people;
  input.board_member = story.person(story.board_member).name;
  input.security_officer = story.person(story.security_officer).name;
  input.health_information = story.person(story.health_information).name;
  for (const demo::Entry& entry : story.entries) {
    if (entry.reg != "site") continue;
    input.sites.push_back(
        {std::string(entry.fields.at("name").as_string()), std::string(entry.fields.at("city").as_string())});
  }
  return input;
}

}  // namespace

Result<OrganisationId> make_demo(Installation& installation, const AccountId& account, const std::string& name) {
  const Moment end = installation.clock().now();
  const demo::Calendar calendar{add_months(day_of(end), -kMonths), day_of(end)};
  ManualClock clock{Moment(calendar.first) + std::chrono::hours(8)};
  // Beside the one that serves: the same database, files and keys, on the clock of the story.
  auto past = Installation::open(installation.options(), clock, true);
  if (!past) return std::unexpected(past.error());
  demo::Story story = demo::read_story(content(), calendar);
  const auto organisation = (*past)->setup.create(account, name, input_of(story), true);
  if (!organisation) return std::unexpected(organisation.error());
  demo::Year(**past, clock, organisation->id, std::move(story), calendar, end).live();
  // On the real clock again: what is expected in the coming year, as the recurring work would do.
  installation.bring_up_to_date(organisation->id);
  return organisation->id;
}

}  // namespace waarborg::app
