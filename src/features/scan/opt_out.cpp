// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/opt_out.h"

#include <algorithm>

#include "base/text.h"
#include "features/scan/names/domain_name.h"

namespace waarborg::scan {

namespace ip = boost::asio::ip;

Result<OptOut> OptOut::read(std::string_view text) {
  OptOut out;
  for (int line = 1; !text.empty(); ++line) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view entry = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    entry = trimmed(entry.substr(0, std::min(entry.find('#'), entry.size())));
    if (entry.empty()) continue;
    const std::string written(entry);
    boost::system::error_code error;
    if (const auto address = ip::make_address(written, error); !error) {
      if (address.is_v4()) {
        out.v4_.emplace_back(address.to_v4(), 32);
      } else {
        out.v6_.emplace_back(address.to_v6(), 128);
      }
    } else if (const auto v4 = ip::make_network_v4(written, error); !error) {
      out.v4_.push_back(v4.canonical());
    } else if (const auto v6 = ip::make_network_v6(written, error); !error) {
      out.v6_.push_back(v6.canonical());
    } else if (const auto target = read_target(entry, SingleLabel::kAllowed); target) {
      out.names_.insert(target->name);
    } else {
      return invalid("scan.opt_out.line", "line " + std::to_string(line));
    }
  }
  return out;
}

OptOut OptOut::with(const OptOut& more) const {
  OptOut out = *this;
  out.names_.insert(more.names_.begin(), more.names_.end());
  out.v4_.insert(out.v4_.end(), more.v4_.begin(), more.v4_.end());
  out.v6_.insert(out.v6_.end(), more.v6_.begin(), more.v6_.end());
  return out;
}

std::string OptOut::text() const {
  std::string out;
  for (const std::string& name : names_) out += name + "\n";
  for (const auto& network : v4_) out += network.to_string() + "\n";
  for (const auto& network : v6_) out += network.to_string() + "\n";
  return out;
}

bool OptOut::covers(std::string_view name) const {
  for (;;) {
    if (names_.contains(name)) return true;
    const auto dot = name.find('.');
    if (dot == std::string_view::npos) return false;
    name.remove_prefix(dot + 1);
  }
}

bool OptOut::covers(const ip::address& address) const {
  if (address.is_v4()) {
    return std::ranges::any_of(v4_, [own = address.to_v4()](const ip::network_v4& network) {
      return ip::network_v4(own, network.prefix_length()).canonical() == network;
    });
  }
  return std::ranges::any_of(v6_, [own = address.to_v6()](const ip::network_v6& network) {
    return ip::network_v6(own, network.prefix_length()).canonical() == network;
  });
}

}  // namespace waarborg::scan
