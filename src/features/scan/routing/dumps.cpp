// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/routing/dumps.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <string>
#include <vector>

#include "base/text.h"
#include "features/scan/routing/vrps_json.h"

namespace waarborg::scan::routing {
namespace {

template <class Number>
std::optional<Number> read_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Fields without the spaces and quotes around them; none of these files has a separator within a field.
void split(std::string_view line, char separator, std::vector<std::string_view>& fields) {
  fields.clear();
  for (bool more = true; more;) {
    const std::size_t end = std::min(line.find(separator), line.size());
    std::string_view field = trimmed(line.substr(0, end));
    if (field.size() >= 2 && field.front() == '"' && field.back() == '"') field = field.substr(1, field.size() - 2);
    fields.push_back(field);
    more = end < line.size();
    line.remove_prefix(std::min(end + 1, line.size()));
  }
}

using ReadLine = std::function<Result<void>(std::string_view line, const std::string& where)>;

/// Each line that is not blank, until one is at fault.
Result<void> for_each_line(std::string_view text, const ReadLine& read) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    if (auto ok = read(line, "line " + std::to_string(number)); !ok) return ok;
  }
  return {};
}

std::optional<std::size_t> column_of(const std::vector<std::string_view>& header, std::string_view name) {
  const auto found = std::ranges::find_if(header, [&](std::string_view one) { return lower(one) == name; });
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

struct Columns {
  std::size_t asn, prefix, most;
};

std::optional<Columns> columns_of(const std::vector<std::string_view>& header) {
  const auto asn = column_of(header, "asn"), prefix = column_of(header, "ip prefix");
  const auto most = column_of(header, "max length");
  if (!asn || !prefix || !most) return std::nullopt;
  return Columns{*asn, *prefix, *most};
}

std::optional<Claim> vrp_in(const std::vector<std::string_view>& fields, const Columns& columns) {
  if (fields.size() <= std::max({columns.asn, columns.prefix, columns.most})) return std::nullopt;
  const std::string_view most = fields[columns.most];
  const auto length = read_number<std::int64_t>(most);
  if (!length && !most.empty()) return std::nullopt;
  return vrp_of(read_asn(fields[columns.asn]), fields[columns.prefix], length);
}

Result<VrpDump> read_vrps_csv(std::string_view text) {
  VrpDump out;
  std::optional<Columns> columns;
  std::vector<std::string_view> fields;
  const auto read = for_each_line(text, [&](std::string_view line, const std::string& where) -> Result<void> {
    split(line, ',', fields);
    if (!columns) {
      columns = columns_of(fields);
      if (!columns) return invalid("scan.routing.no_columns", where);
      return {};
    }
    const auto vrp = vrp_in(fields, *columns);
    if (!vrp) return invalid("scan.routing.vrp", where);
    if (out.vrps.size() == kMostClaims) return invalid("scan.routing.too_many", where);
    out.vrps.add(*vrp);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return out;
}

/// An AS, or 0 for a set of them in braces.
std::optional<std::uint32_t> read_origin(std::string_view text) {
  if (!text.starts_with('{')) return read_asn(text);
  if (!text.ends_with('}')) return std::nullopt;
  std::vector<std::string_view> members;
  split(text.substr(1, text.size() - 2), ',', members);
  if (!std::ranges::all_of(members, [](std::string_view one) { return read_asn(one).has_value(); }))
    return std::nullopt;
  return 0;
}

}  // namespace

std::optional<std::uint32_t> read_asn(std::string_view text) {
  if (text.starts_with("AS") || text.starts_with("as")) text.remove_prefix(2);
  return read_number<std::uint32_t>(text);
}

std::optional<Claim> vrp_of(std::optional<std::uint32_t> asn, std::string_view text, std::optional<std::int64_t> most) {
  const auto prefix = read_prefix(text);
  if (!asn || !prefix) return std::nullopt;
  const std::int64_t longest = most.value_or(prefix->length);
  if (longest < prefix->length || longest > bits_of(*prefix)) return std::nullopt;
  return Claim{*prefix, *asn, static_cast<std::uint8_t>(longest)};
}

Result<VrpDump> read_vrps(std::string_view text) {
  if (text.size() > kMostDumpBytes) return invalid("scan.routing.too_large");
  auto dump = trimmed(text.substr(0, 64)).starts_with('{') ? read_vrps_json(text) : read_vrps_csv(text);
  if (!dump) return dump;
  if (dump->vrps.size() == 0) return invalid("scan.routing.empty");
  dump->vrps.finish();
  return dump;
}

Result<PrefixIndex> read_routes(std::string_view text) {
  if (text.size() > kMostDumpBytes) return invalid("scan.routing.too_large");
  PrefixIndex routes;
  std::vector<std::string_view> fields;
  const auto read = for_each_line(text, [&](std::string_view line, const std::string& where) -> Result<void> {
    if (line.front() == '%') return {};
    split(line, '\t', fields);
    if (fields.size() != 3) return invalid("scan.routing.route", where);
    const auto origin = read_origin(fields[0]);
    const auto prefix = read_prefix(fields[1]);
    const auto peers = read_number<int>(fields[2]);
    if (!origin || !prefix || !peers || *peers < 0) return invalid("scan.routing.route", where);
    // A default route leads to whoever offers it, and says of no address where it is.
    if (*peers < kLeastPeers || prefix->length == 0) return {};
    if (routes.size() == kMostClaims) return invalid("scan.routing.too_many", where);
    routes.add({*prefix, *origin, prefix->length});
    return {};
  });
  if (!read) return std::unexpected(read.error());
  if (routes.size() == 0) return invalid("scan.routing.empty");
  routes.finish();
  return routes;
}

}  // namespace waarborg::scan::routing
