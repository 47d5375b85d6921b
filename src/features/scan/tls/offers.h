// SPDX-License-Identifier: EUPL-1.2
//
// The hellos that one server is asked with, each with its name (HelloFact::asked).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/scan/tls/client_hello.h"

namespace waarborg::scan {

/// Whom the hellos are for.
struct HelloTarget {
  std::string server_name;                    ///< As HelloOffer::server_name.
  std::vector<std::string> alpn{"http/1.1"};  ///< Empty for mail.
};

/// What hellos that ask for this version are called: "tls13" … "ssl2"; empty for an unknown one.
std::string_view version_word(int version);

/// Suites that this version can use, most plausible first, so that a server that reads no further than the first few
/// still sees those that it may have. Below TLS 1.3 without what can never be chosen.
const std::vector<int>& suites_for(int version);

/// "tls13": its suites but those with a short tag (RFC 8446 section 9.1 names none of these), a share of x25519, and
/// all groups that TLS 1.3 knows, the hybrids first.
HelloOffer tls13_offer(const HelloTarget& target);
/// "ccm8": TLS_AES_128_CCM_8_SHA256 alone.
HelloOffer ccm8_offer(const HelloTarget& target);
/// "tls12", "tls11", "tls10", "ssl3" or "ssl2": all suites of that version, nothing newer. SSL 3 has at most a hundred,
/// because without extensions it cannot be padded past the sizes that are trouble.
HelloOffer version_offer(const HelloTarget& target, int version);
/// "tls13": TLS 1.3 and below it every suite of TLS 1.2, for where every connection counts. The name is that of the
/// better version, so that an answer by TLS 1.2 reads as a refusal of 1.3.
HelloOffer combined_offer(const HelloTarget& target);
/// The same as version_offer with another name and these suites.
HelloOffer suites_offer(const HelloTarget& target, int version, std::string asked, std::vector<int> suites);
/// "dhe": every suite with ephemeral finite-field Diffie-Hellman and a certificate, and no group of RFC 7919, so that
/// the server uses its own.
HelloOffer dhe_offer(const HelloTarget& target, int version);
/// "sha1" and "sha224", for TLS 1.2: signatures by that hash only, for suites in which the server signs its key.
HelloOffer sha1_offer(const HelloTarget& target, std::vector<int> suites);
HelloOffer sha224_offer(const HelloTarget& target, std::vector<int> suites);

enum class HelloShape {
  kUsual,  ///< Never between 256 and 511 bytes (RFC 7685 section 1).
  kSmall,  ///< Below 256 bytes, with few groups and signatures and without what no check reads.
  kLarge,  ///< Padded well past 512 bytes.
};

enum class MayCut { kNothing, kSuites };

/// The same question in another shape. Only the small one leaves anything out.
/// @param cut  Whether the small one may drop the last suites until it is small.
HelloOffer shaped(HelloOffer offer, HelloShape shape, MayCut cut = MayCut::kNothing);

}  // namespace waarborg::scan
