// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/histories.h"

#include <algorithm>

#include "base/json_decode.h"
#include "base/json_encode.h"

namespace waarborg::trail {
namespace {

/// An entry of the log holds at most kMaxEntryBytes; what is not the changes takes less than the difference. Unit:
/// bytes.
constexpr std::size_t kLongestText = 2000;
constexpr std::size_t kLongestChanges = 50'000;  ///< As they are written: a control character takes six.

std::string shortened(std::string text) {
  return text.size() > kLongestText ? "sha256:" + crypto::sha256_hex(text) : std::move(text);
}

std::string text_of(const json::Value& value) {
  if (value.is_null()) return {};
  return value.is_string() ? std::string(value.as_string()) : json::canonical(value);
}

constexpr char kEither = '\x1e';  ///< Canonical JSON holds no control character.

std::string_view form_of_now(std::string_view state) {
  if (!state.starts_with(kEither)) return state;
  return state.substr(1, state.find(kEither, 1) - 1);
}

bool is_empty(std::string_view text) { return text.empty() || text == "0" || text == "false"; }

bool fits(const LoggedStage& entry, const Stage& stage) {
  if (entry.at != stage.at || entry.actor != stage.actor) return false;
  if (!stage.account.empty() && entry.account != stage.account) return false;
  if (entry.state) return is_state(*entry.state, stage.state);
  return json::encode(entry.changes) == json::encode(as_logged(stage.changes));
}

bool leaves_nothing(const LoggedStage& entry) {
  return std::ranges::all_of(entry.changes, [](const Change& change) { return change.after.empty(); });
}

}  // namespace

const char* phrase_of(Discord discord) {
  switch (discord) {
    case Discord::kUnknown:
      return "record_unknown";
    case Discord::kMissing:
      return "record_missing";
    case Discord::kDiffers:
      break;
  }
  return "record_differs";
}

LoggedStage logged_stage(const json::Object& body) {
  const auto text = [&](const char* member) {
    const json::Value* value = body.if_contains(member);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
  };
  LoggedStage out{text("at"), text("account"), text("actor"), std::nullopt, {}, std::nullopt};
  if (body.contains("before")) out.before = text("before");
  if (body.contains("state")) {
    out.state = text("state");
  } else if (const json::Value* changes = body.if_contains("changes"); changes != nullptr) {
    out.changes = json::decode<std::vector<Change>>(*changes).value_or(std::vector<Change>{});
  }
  return out;
}

std::vector<Change> as_logged(std::vector<Change> changes) {
  for (Change& change : changes) {
    change.before = shortened(std::move(change.before));
    change.after = shortened(std::move(change.after));
  }
  constexpr std::size_t kLongestOfOne = 2 * 6 * kLongestText + 100;
  if (changes.size() * kLongestOfOne > kLongestChanges) {
    const std::string all = json::canonical(json::encode(changes));
    if (all.size() > kLongestChanges) changes = {{"*", "", "sha256:" + crypto::sha256_hex(all)}};
  }
  return changes;
}

std::string either_state(std::string_view now, std::string_view before) {
  return kEither + std::string(now) + kEither + std::string(before);
}

std::vector<std::string_view> forms_of(std::string_view state) {
  if (!state.starts_with(kEither)) return {state};
  return {form_of_now(state), state.substr(state.rfind(kEither) + 1)};
}

bool is_state(std::string_view hash, std::string_view state) {
  if (state == "deleted" || hash == "deleted") return state == hash;
  return std::ranges::any_of(forms_of(state), [&](std::string_view form) { return crypto::sha256_hex(form) == hash; });
}

std::string without_empty(const json::Object& record) {
  json::Object out;
  for (const auto& member : record) {
    if (!is_empty(text_of(member.value()))) out[member.key()] = member.value();
  }
  return json::canonical(out);
}

bool adds_up(const std::map<std::string, std::string>& last, std::string_view state) {
  const auto record = json::parse(form_of_now(state));
  if (!record || !record->is_object()) return false;
  const json::Object& fields = record->as_object();
  const auto same = [&](const std::string& field, const std::string& logged) {
    const json::Value* value = fields.if_contains(field);
    const std::string now = value == nullptr ? std::string() : text_of(*value);
    return is_empty(now) ? is_empty(logged) : shortened(now) == logged;
  };
  for (const auto& [field, logged] : last) {
    if (!same(field, logged)) return false;
  }
  return std::ranges::all_of(fields, [&](const auto& member) {  // the number of a version is no change
    return member.key() == "version" || is_empty(text_of(member.value())) || last.contains(std::string(member.key()));
  });
}

std::optional<Discord> discord_of(const std::vector<LoggedStage>& entries, const std::vector<Stage>& stages) {
  auto entry = entries.rbegin();
  for (auto stage = stages.rbegin(); stage != stages.rend(); ++stage, ++entry) {
    if (entry == entries.rend()) return entries.empty() ? Discord::kUnknown : Discord::kDiffers;
    if (!fits(*entry, *stage)) return Discord::kDiffers;
  }
  if (entry == entries.rend()) return std::nullopt;
  if (std::any_of(entry, entries.rend(), [](const LoggedStage& left) { return left.state.has_value(); })) {
    return Discord::kMissing;
  }
  if (stages.empty() && !leaves_nothing(entries.back())) return Discord::kMissing;
  return std::nullopt;
}

std::vector<std::pair<Discord, std::string>> discords_of(const std::map<std::string, std::vector<LoggedStage>>& entries,
                                                         const Stages& stages) {
  std::vector<std::pair<Discord, std::string>> out;
  const auto look = [&](const std::string& id, const std::vector<LoggedStage>& logged,
                        const std::vector<Stage>& stored) {
    if (const auto found = discord_of(logged, stored)) out.emplace_back(*found, id);
  };
  for (const auto& [id, stored] : stages) {
    const auto logged = entries.find(id);
    look(id, logged == entries.end() ? std::vector<LoggedStage>{} : logged->second, stored);
  }
  for (const auto& [id, logged] : entries) {
    if (!stages.contains(id)) look(id, logged, {});
  }
  return out;
}

}  // namespace waarborg::trail
