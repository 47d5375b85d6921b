// SPDX-License-Identifier: EUPL-1.2
//
// Who asked not to be measured. A file of names, addresses and networks, one to a line; what follows a '#' is a remark.
// A name covers all below it.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace waarborg::scan {

class OptOut {
 public:
  /// kInvalid scan.opt_out.line, `where` is "line 3": a line that cannot be read covers nobody, so nothing may go on.
  static Result<OptOut> read(std::string_view text);

  /// Those of both.
  OptOut with(const OptOut& more) const;
  /// That read() reads back.
  std::string text() const;

  /// @param name  A-labels, lower case
  bool covers(std::string_view name) const;
  bool covers(const boost::asio::ip::address& address) const;

 private:
  std::set<std::string, std::less<>> names_;
  std::vector<boost::asio::ip::network_v4> v4_;
  std::vector<boost::asio::ip::network_v6> v6_;
};

}  // namespace waarborg::scan
