// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/nta7516/record.h"

#include <algorithm>

#include "base/text.h"
#include "features/scan/checks/mx/record.h"
#include "features/scan/checks/spf/macro.h"
#include "features/scan/mail_dns/finding.h"
#include "features/scan/mail_dns/tag_list.h"

namespace waarborg::scan::nta7516 {
namespace {

constexpr std::string_view kVersion = "NTA7516-1";

std::unexpected<Fault> bad(const char* key, std::string_view part) {
  return invalid(key, {}, {{"part", std::string(part)}});
}

/// YYYY-MM.
std::optional<std::chrono::year_month> read_month(const mail_dns::Tag* tag) {
  if (tag == nullptr || tag->value.size() != 7) return std::nullopt;
  const auto day = parse_day(std::string(tag->value) + "-01");
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date(*day);
  return date.year() / date.month();
}

}  // namespace

bool is_nta7516(std::string_view txt) { return mail_dns::begins_with(txt, "v=nta7516"); }

Result<Record> read_record(std::string_view txt) {
  const auto tags = mail_dns::read_tags(txt);
  if (tags.empty() || tags[0].value != kVersion)
    return bad("scan.nta7516.bad_version", tags.empty() ? "" : tags[0].value);
  Record record;
  std::vector<mx::Server> servers;
  for (const mail_dns::Tag& tag : tags) {
    if (!tag.has_equals) return bad("scan.nta7516.bad_part", tag.name);
    if (lower(tag.name) != "ntamx") continue;
    const auto server = mx::read_record(tag.value);
    if (!server || !spf::is_name(server->host)) return bad("scan.nta7516.bad_server", tag.value);
    servers.push_back(*server);
  }
  const auto from = read_month(mail_dns::find_tag(tags, "startdate"));
  const auto to = read_month(mail_dns::find_tag(tags, "enddate"));
  if (!from || !to || *to < *from) return invalid("scan.nta7516.bad_dates");
  record.validity = {Day(*from / 1), Day(*to / std::chrono::last)};
  const mail_dns::Tag* provider = mail_dns::find_tag(tags, "provider");
  if (provider == nullptr || provider->value.empty()) return invalid("scan.nta7516.no_provider");
  record.provider = provider->value;
  std::ranges::stable_sort(servers, {}, &mx::Server::preference);
  for (mx::Server& server : servers) record.servers.push_back(std::move(server.host));
  return record;
}

}  // namespace waarborg::scan::nta7516
