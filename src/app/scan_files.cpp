// SPDX-License-Identifier: EUPL-1.2
#include "app/scan_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <utility>

#include "features/scan/routing/dumps.h"

namespace waarborg::app {
namespace {

struct File {
  std::string text;
  Moment at{};  ///< Of its last change.
};

Result<File> read(const std::string& path) {
  struct stat found{};
  std::ifstream in(path, std::ios::binary);
  if (!in || ::stat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return invalid("app.file_unreadable", path);
  if (static_cast<std::size_t>(found.st_size) > scan::routing::kMostDumpBytes) {
    return invalid("scan.routing.too_large", path);
  }
  File file{std::string(static_cast<std::size_t>(found.st_size), '\0'), Moment(std::chrono::seconds(found.st_mtime))};
  in.read(file.text.data(), static_cast<std::streamsize>(file.text.size()));
  if (!in) return invalid("app.file_unreadable", path);
  return file;
}

std::unexpected<Fault> in_file(const std::string& path, const Fault& fault) {
  return fail(fault.kind, fault.what.key, fault.where.empty() ? path : path + ": " + fault.where);
}

}  // namespace

Result<std::shared_ptr<const scan::RoutingTable>> read_routing(const std::string& vrps, const std::string& routes) {
  if (vrps.empty() && routes.empty()) return std::shared_ptr<const scan::RoutingTable>();
  if (vrps.empty()) return invalid("scan.routing.routes_alone", routes);
  auto file = read(vrps);
  if (!file) return std::unexpected(file.error());
  auto allowed = scan::routing::read_vrps(file->text);
  if (!allowed) return in_file(vrps, allowed.error());
  Moment at = allowed->at.value_or(file->at);
  std::optional<scan::routing::PrefixIndex> announced;
  if (!routes.empty()) {
    file = read(routes);
    if (!file) return std::unexpected(file.error());
    auto index = scan::routing::read_routes(file->text);
    if (!index) return in_file(routes, index.error());
    announced = std::move(*index);
    at = std::min(at, file->at);
  }
  return std::make_shared<const scan::RoutingTable>(std::move(allowed->vrps), std::move(announced), at);
}

Result<std::shared_ptr<const scan::OptOut>> read_opt_out(const std::string& path) {
  if (path.empty()) return std::make_shared<const scan::OptOut>();
  const auto file = read(path);
  if (!file) return std::unexpected(file.error());
  auto list = scan::OptOut::read(file->text);
  if (!list) return in_file(path, list.error());
  return std::make_shared<const scan::OptOut>(std::move(*list));
}

Result<ScanFiles> read_scan_files(const std::string& vrps, const std::string& routes, const std::string& opt_out) {
  auto routing = read_routing(vrps, routes);
  if (!routing) return std::unexpected(routing.error());
  auto out = read_opt_out(opt_out);
  if (!out) return std::unexpected(out.error());
  return ScanFiles{std::move(*routing), std::move(*out)};
}

}  // namespace waarborg::app
