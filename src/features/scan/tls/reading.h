// SPDX-License-Identifier: EUPL-1.2
//
// What the answers to many hellos say of a server, taken together. Still no judgement, but here it is decided what is
// known: a refusal is known by an alert or by a ServerHello of another version. A connection that closes says something
// only when the same server answered another hello after it; silence says nothing, ever. The hellos are those of
// interview.h.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "features/scan/facts_tls.h"
#include "features/scan/tls/versions.h"

namespace waarborg::scan {

/// Best first.
inline constexpr int kVersions[] = {kTls13, kTls12, kTls11, kTls10, kSsl3, kSsl2};

enum class Known { kYes, kNo, kUnknown };

/// A (finite-field) Diffie-Hellman group that a ServerKeyExchange carried.
struct DhGroup {
  std::string name;  ///< "ffdhe2048", "modp2048", "own".
  int bits = 0;

  auto operator<=>(const DhGroup&) const = default;
};

struct Reading {
  bool spoke = false;             ///< At least one hello was answered by a ServerHello or a HelloRetryRequest.
  std::map<int, Known> versions;  ///< All of kVersions; kUnknown, too, when it was not asked.
  /// Whether a version below TLS 1.3 is offered; kNo: each of them is refused.
  Known classic_offered = Known::kUnknown;
  int classic = 0;  ///< The highest of those that is offered; 0 when none is known to be.
  /// Suites chosen in answers, by version of the answer.
  std::map<int, std::set<int>> suites;
  /// Whether elimination went on until the server refused what was left, so that suites[classic] is all of them; then
  /// it takes no weak ones that are not among them.
  bool suites_complete = false;
  Known weak = Known::kUnknown;  ///< Whether it took one of the suites in a hello that offers only weak ones.
  Known ccm8 = Known::kUnknown;  ///< Whether it takes TLS_AES_128_CCM_8_SHA256.
  bool ccm8_asked = false;
  Known dhe = Known::kUnknown;  ///< Whether it does DHE below TLS 1.3.
  std::set<int> groups;         ///< Of key shares and of ECDHE.
  std::set<DhGroup> dh_groups;
  std::vector<int> order_choices;           ///< Suites chosen in the hellos that ask for the server's order.
  bool order_known = false;                 ///< Each of them was answered, and there is one.
  const HelloFact* tls12 = nullptr;         ///< The ServerHello that says most of TLS 1.2.
  const HelloFact* best_classic = nullptr;  ///< The same of the version `classic`.
  /// Whether a hello that offers compression was answered by a version below TLS 1.3.
  bool compression_asked = false;
};

/// @pre `facts` outlives the reading.
Reading read_tls(const TlsFacts& facts);

/// Whether a hello of this name was accepted: kYes by a ServerHello to one of them, kNo when it was refused.
Known accepted(const std::vector<HelloFact>& hellos, std::string_view asked);

/// Whether the server is known to offer this version.
bool offers(const Reading& reading, int version);
/// Whether the server is known to refuse it.
bool refuses(const Reading& reading, int version);

}  // namespace waarborg::scan
