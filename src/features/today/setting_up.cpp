// SPDX-License-Identifier: EUPL-1.2
#include "features/today/setting_up.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/phrasebook.h"
#include "features/today/today.h"

namespace waarborg::today {
namespace {

constexpr std::int64_t kMinutesPerDecision = 1;  ///< Many are decided together; a reason takes longer.

class Lines {
 public:
  explicit Lines(const auth::Actor& who) : who_(who) {}

  void add(const Message& title, const Message& detail, std::string link, const char* action, std::int64_t minutes) {
    add(say(who_.language, title), say(who_.language, detail), std::move(link), action, minutes);
  }
  void add(std::string title, std::string detail, std::string link, const char* action, std::int64_t minutes) {
    TodayItem& item = out_.emplace_back();
    item.kind = "setup";
    item.title = std::move(title);
    item.detail = std::move(detail);
    item.state = "open";
    item.link = std::move(link);
    item.action = say(who_.language, std::string("today.action.") + action);
    item.minutes = minutes;
  }

  /// Who administers invites; who works with the content can only ask for it.
  void second_person() {
    const bool invites = std::ranges::find(who_.roles, "administrator") != who_.roles.end();
    if (!invites && !who_.may("evidence.add")) return;
    add(Message{invites ? "today.second" : "today.second_ask", {}}, Message{"today.second.detail", {}},
        invites ? "/accounts" : "/evidence?review=pending", invites ? "invite" : "look", invites ? 10 : 0);
  }

  void step(const SetUpFacts& facts) {
    const auto steps = road(facts.road, who_.language);
    const auto current = std::ranges::find_if(steps, [](const RoadStep& one) { return one.state == "current"; });
    if (current == steps.end() || current->key == "operation" || current->key == "certificate") return;
    const bool asked = facts.road.decided < facts.road.requirements || facts.statement_waits;
    if (current->key == "applicability" && asked) return;
    const Message title{"today.step", {{"step", std::to_string(current->step)}, {"title", current->title}}};
    add(say(who_.language, title), current->detail, current->link, "go_on", 0);
  }

  void undecided(const Message& title, std::string link, std::int64_t count) {
    add(title, Message{"today.undecided.detail", {}}, std::move(link), "decide", count * kMinutesPerDecision);
  }

  std::vector<TodayItem> take() { return std::move(out_); }

 private:
  const auth::Actor& who_;
  std::vector<TodayItem> out_;
};

}  // namespace

std::vector<TodayItem> setting_up(const auth::Actor& who, const measure::Assessed& assessed, const SetUpFacts& facts) {
  Lines lines(who);
  const bool decides = who.may("applicability.decide");
  if (assessed.measures.empty()) {
    if (who.may("measure.edit")) {
      lines.add(Message{"today.no_measures", {}}, Message{"today.no_measures.detail", {}}, "/setup?step=4", "choose",
                20);
    }
  } else {
    if (!facts.others_review) lines.second_person();
    if (decides) lines.step(facts);
    const std::int64_t open = facts.road.requirements - facts.road.decided;
    if (decides && open > 0) {
      lines.undecided({"today.undecided", {{"count", std::to_string(open)}}}, "/applicability", open);
    }
  }
  if (!decides) return lines.take();
  for (const Standing& other : standings(assessed, who.language)) {
    if (other.undecided == 0) continue;
    lines.undecided({"today.undecided_of", {{"count", std::to_string(other.undecided)}, {"framework", other.name}}},
                    "/applicability?framework=" + other.framework, other.undecided);
  }
  return lines.take();
}

}  // namespace waarborg::today
