// SPDX-License-Identifier: EUPL-1.2
#include "features/report/package_histories.h"

#include "base/json_decode.h"
#include "base/json_encode.h"

namespace waarborg::report {
namespace {

constexpr std::size_t kMostLine = 16U << 20U;  ///< Unit: bytes.

struct Line {
  std::string id;
  std::string at;
  std::string account;
  std::string actor;
  std::string state;
  std::vector<trail::Change> changes;
};
BOOST_DESCRIBE_STRUCT(Line, (), (id, at, account, actor, state, changes))

bool take(std::string_view text, trail::Stages& out) {
  const auto value = json::parse(text);
  if (!value) return false;
  auto line = json::decode<Line>(*value);
  if (!line) return false;
  out[line->id].push_back({std::move(line->at), std::move(line->account), std::move(line->actor),
                           std::move(line->state), std::move(line->changes)});
  return true;
}

}  // namespace

std::string history_path(const std::string& kind) { return "history/" + kind + ".jsonl"; }

std::string history_lines(const trail::Stages& stages) {
  std::string out;
  for (const auto& [id, all] : stages) {
    for (const trail::Stage& one : all) {
      out += json::canonical(json::encode(Line{id, one.at, one.account, one.actor, one.state, one.changes})) + "\n";
    }
  }
  return out;
}

Result<trail::Stages> read_history(const archive::ZipReader& zip, const std::string& kind) {
  trail::Stages out;
  std::string line;
  bool sound = true;
  const auto read = zip.read(history_path(kind), [&](std::string_view part) {
    while (!part.empty() && sound) {
      const std::size_t end = part.find('\n');
      line += part.substr(0, end);
      sound = line.size() <= kMostLine;
      if (end == std::string_view::npos) return;
      part.remove_prefix(end + 1);
      sound = sound && take(line, out);
      line.clear();
    }
  });
  if (!read || !sound || !line.empty()) return invalid("report.check.file_differs", history_path(kind));
  return out;
}

}  // namespace waarborg::report
