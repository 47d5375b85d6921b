// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/logged_states.h"

#include <algorithm>

namespace waarborg::trail {

bool LoggedStates::take(const std::string& kind, const std::string& id, const LoggedStage& entry) {
  if (!entry.state) {
    for (const Change& change : entry.changes) unstated_[{kind, id}][change.field] = change.after;
    return true;
  }
  const auto last = states_.find({kind, id});
  bool goes_on = true;
  if (entry.before && last != states_.end()) {
    goes_on = *entry.before == (last->second == "deleted" ? "none" : last->second);
  } else if (entry.before) {
    goes_on = *entry.before == "none" || unstated_.contains({kind, id});
  }
  states_[{kind, id}] = *entry.state;
  return goes_on;
}

std::optional<Discord> LoggedStates::discord_of(const std::string& kind, const std::string& id,
                                                std::string_view state) const {
  if (const auto known = states_.find({kind, id}); known != states_.end()) {
    return is_state(known->second, state) ? std::nullopt : std::optional(Discord::kDiffers);
  }
  const auto changed = unstated_.find({kind, id});
  if (changed == unstated_.end()) return Discord::kUnknown;
  return adds_up(changed->second, state) ? std::nullopt : std::optional(Discord::kDiffers);
}

std::optional<Discord> LoggedStates::discord_of_hashes(const std::string& kind, const std::string& id,
                                                       const std::vector<std::string>& hashes) const {
  if (const auto known = states_.find({kind, id}); known != states_.end()) {
    return std::ranges::count(hashes, known->second) > 0 ? std::nullopt : std::optional(Discord::kDiffers);
  }
  return unstated_.contains({kind, id}) ? std::nullopt : std::optional(Discord::kUnknown);
}

std::vector<std::string> LoggedStates::missing(const std::string& kind,
                                               const std::function<bool(const std::string& id)>& is_there) const {
  std::vector<std::string> out;
  for (auto at = states_.lower_bound({kind, ""}); at != states_.end() && at->first.first == kind; ++at) {
    if (at->second != "deleted" && !is_there(at->first.second)) out.push_back(at->first.second);
  }
  return out;
}

}  // namespace waarborg::trail
