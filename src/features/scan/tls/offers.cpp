// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/offers.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "features/scan/tls/registry.h"

namespace waarborg::scan {
namespace {

constexpr int kCcm8 = 0x1305;

/// Sizes of a handshake message, RFC 7685 section 1.
constexpr std::size_t kTroubleFrom = 256;
constexpr std::size_t kTroubleTo = 512;
constexpr std::size_t kLargeBytes = 768;

// Hybrids first, as browsers of 2026 have it; those of RFC 8734 are what TLS 1.3 calls the Brainpool curves.
constexpr int kGroups13[] = {0x11EC, 0x001D, 0x0017, 0x0018, 0x0019, 0x001E, 0x11EB, 0x11ED,
                             0x001F, 0x0020, 0x0021, 0x0100, 0x0101, 0x0102, 0x0103, 0x0104};

// Good ones first, so that a server that goes by our order shows its best; then every curve of RFC 4492.
constexpr int kGroups12[] = {29, 23, 24, 25, 30, 26, 27, 28, 21, 22, 20, 19, 18, 14, 13,
                             12, 11, 10, 9,  8,  7,  6,  17, 16, 15, 5,  4,  3,  2,  1};

constexpr int kSignatures13[] = {0x0403, 0x0804, 0x0503, 0x0805, 0x0807, 0x0603, 0x0806, 0x0808, 0x0401, 0x0501,
                                 0x0601, 0x0809, 0x080A, 0x080B, 0x081A, 0x081B, 0x081C, 0x0203, 0x0201};

constexpr int kSignatures12[] = {0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0603, 0x0806,
                                 0x0601, 0x0807, 0x0808, 0x0809, 0x080A, 0x080B, 0x0303, 0x0301,
                                 0x0203, 0x0201, 0x0402, 0x0302, 0x0202, 0x0101};

// DEFLATE (RFC 3749) and LZS (RFC 3943) before none, so that a server that compresses does.
constexpr int kCompressions[] = {1, 64, 0};

constexpr std::pair<int, std::string_view> kNames[] = {{kTls13, "tls13"}, {kTls12, "tls12"}, {kTls11, "tls11"},
                                                       {kTls10, "tls10"}, {kSsl3, "ssl3"},   {kSsl2, "ssl2"}};

std::vector<int> numbers(std::span<const int> from) { return {from.begin(), from.end()}; }

/// In kNames; past its end for a version that is not there.
std::ptrdiff_t place_of(int version) {
  return std::ranges::find(kNames, version, &std::pair<int, std::string_view>::first) - std::begin(kNames);
}

/// How far from usual a key exchange is: tens, so that ciphers come second.
int strangeness(const Suite& suite) {
  switch (suite.exchange) {
    case KeyExchange::kAny:
      return 0;
    case KeyExchange::kEcdhe:
      return suite.authentication == Authentication::kNone ? 70 : 0;
    case KeyExchange::kDhe:
      if (suite.authentication == Authentication::kNone) return 70;
      return suite.authentication == Authentication::kRsa ? 20 : 60;
    case KeyExchange::kRsa:
    case KeyExchange::kRsaExport:
      return 40;
    case KeyExchange::kEcdh:
    case KeyExchange::kDh:
      return 80;
    case KeyExchange::kPsk:
    case KeyExchange::kDhePsk:
    case KeyExchange::kEcdhePsk:
    case KeyExchange::kRsaPsk:
      return 90;
    default:
      return 120;
  }
}

/// ChaCha20 after AES: a server that prefers it only for clients that do (OpenSSL's PRIORITIZE_CHACHA) does not then.
int oddity(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, int>, 19> kParts = {{{"EXPORT", 17},
                                                                               {"NULL", 15},
                                                                               {"RC2", 16},
                                                                               {"RC4", 10},
                                                                               {"3DES", 9},
                                                                               {"DES", 12},
                                                                               {"SEED", 11},
                                                                               {"IDEA", 11},
                                                                               {"OLD", 13},
                                                                               {"SM4", 14},
                                                                               {"CAMELLIA", 7},
                                                                               {"ARIA", 8},
                                                                               {"AES_256_GCM", 0},
                                                                               {"AES_128_GCM", 1},
                                                                               {"CHACHA20", 2},
                                                                               {"CCM_8", 6},
                                                                               {"CCM", 3},
                                                                               {"CBC_SHA256", 4},
                                                                               {"CBC_SHA384", 4}}};
  for (const auto& [part, odd] : kParts) {
    if (name.find(part) != std::string_view::npos) return odd;
  }
  return name.find("_AES_") != std::string_view::npos ? 5 : 14;
}

bool is_for(const Suite& suite, int version) {
  if (!suite.can_be_chosen()) return false;
  return version == kTls13 ? suite.is_tls13() : suite.least_version <= version;
}

std::vector<int> ranked_suites(int version) {
  std::vector<std::pair<int, int>> ranked;
  for (const Suite& suite : version == kSsl2 ? ssl2_suites() : all_suites()) {
    if (is_for(suite, version)) ranked.emplace_back(strangeness(suite) + oddity(suite.name), suite.number);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<int> suites;
  suites.reserve(ranked.size());
  for (const auto& [rank, number] : ranked) suites.push_back(number);
  return suites;
}

HelloOffer base_offer(const HelloTarget& target, int version, std::string asked) {
  HelloOffer offer;
  offer.asked = std::move(asked);
  offer.version = version;
  offer.compressions = numbers(kCompressions);
  offer.keeps_chain = true;
  if (version <= kSsl3) return offer;
  offer.server_name = target.server_name;
  offer.alpn = target.alpn;
  offer.groups = numbers(kGroups12);
  offer.status_request = true;
  offer.session_ticket = true;
  if (version >= kTls12) offer.signatures = numbers(kSignatures12);
  return offer;
}

/// Leaves out no more than it must.
HelloOffer made_small(HelloOffer offer, MayCut cut) {
  constexpr std::size_t kFew = 6;
  constexpr std::size_t kLeastSuites = 8;
  offer.alpn.clear();
  offer.session_ticket = false;
  if (hello_bytes(offer) < kTroubleFrom) return offer;
  if (offer.groups.size() > kFew) offer.groups.resize(kFew);
  if (offer.signatures.size() > kFew) offer.signatures.resize(kFew);
  const std::size_t bytes = hello_bytes(offer);
  if (cut == MayCut::kNothing || bytes < kTroubleFrom) return offer;
  const std::size_t drop = (bytes - kTroubleFrom) / 2 + 1;
  const std::size_t count = offer.suites.size();
  offer.suites.resize(std::max(std::min(count, kLeastSuites), count > drop ? count - drop : 0));
  return offer;
}

HelloOffer signed_offer(const HelloTarget& target, std::string asked, std::vector<int> suites,
                        std::vector<int> signatures) {
  HelloOffer offer = base_offer(target, kTls12, std::move(asked));
  offer.suites = std::move(suites);
  offer.signatures = std::move(signatures);
  return shaped(std::move(offer), HelloShape::kUsual);
}

/// Of TLS 1.3; its compression is always none (RFC 8446 section 4.1.2).
HelloOffer base_offer13(const HelloTarget& target, std::string asked) {
  HelloOffer offer = base_offer(target, kTls12, std::move(asked));
  offer.versions = {kTls13};
  offer.groups = numbers(kGroups13);
  offer.signatures = numbers(kSignatures13);
  offer.key_share = KeyShare::kX25519;
  offer.compressions = {0};
  offer.status_request = false;
  offer.session_ticket = false;
  offer.keeps_chain = false;
  return offer;
}

}  // namespace

std::string_view version_word(int version) {
  const auto at = static_cast<std::size_t>(place_of(version));
  return at < std::size(kNames) ? kNames[at].second : std::string_view();
}

const std::vector<int>& suites_for(int version) {
  static const std::array<std::vector<int>, std::size(kNames)> kByVersion = [] {
    std::array<std::vector<int>, std::size(kNames)> all;
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = ranked_suites(kNames[i].first);
    return all;
  }();
  static const std::vector<int> kNone;
  const auto at = static_cast<std::size_t>(place_of(version));
  return at < kByVersion.size() ? kByVersion[at] : kNone;
}

HelloOffer tls13_offer(const HelloTarget& target) {
  HelloOffer offer = base_offer13(target, "tls13");
  offer.suites = suites_for(kTls13);
  std::erase(offer.suites, kCcm8);
  return shaped(std::move(offer), HelloShape::kUsual);
}

HelloOffer ccm8_offer(const HelloTarget& target) {
  HelloOffer offer = base_offer13(target, "ccm8");
  offer.suites = {kCcm8};
  return shaped(std::move(offer), HelloShape::kUsual);
}

HelloOffer version_offer(const HelloTarget& target, int version) {
  constexpr std::size_t kMostOfSsl3 = 100;  // (255 bytes - 43 around them) / 2, rounded down
  HelloOffer offer = suites_offer(target, version, std::string(version_word(version)), suites_for(version));
  if (version == kSsl3 && offer.suites.size() > kMostOfSsl3) offer.suites.resize(kMostOfSsl3);
  return offer;
}

HelloOffer combined_offer(const HelloTarget& target) {
  constexpr std::size_t kUsualSuites = 4;  // of RFC 8446; the others are for those who have nothing else
  HelloOffer offer = tls13_offer(target);
  offer.suites.resize(kUsualSuites);
  const std::vector<int>& older = suites_for(kTls12);
  offer.suites.insert(offer.suites.end(), older.begin(), older.end());
  offer.versions = {kTls13, kTls12, kTls11, kTls10};
  // Without the groups of RFC 7919: a server that knows them would otherwise not use its own (section 4).
  std::erase_if(offer.groups, [](int group) { return group >= 0x0100 && group <= 0x01FF; });
  for (const int group : kGroups12) {
    if (std::find(offer.groups.begin(), offer.groups.end(), group) == offer.groups.end()) offer.groups.push_back(group);
  }
  offer.signatures = numbers(kSignatures12);
  offer.status_request = true;
  offer.session_ticket = true;
  offer.keeps_chain = true;
  return shaped(std::move(offer), HelloShape::kUsual);
}

HelloOffer suites_offer(const HelloTarget& target, int version, std::string asked, std::vector<int> suites) {
  HelloOffer offer = base_offer(target, version, std::move(asked));
  offer.suites = std::move(suites);
  return shaped(std::move(offer), HelloShape::kUsual);
}

HelloOffer dhe_offer(const HelloTarget& target, int version) {
  std::vector<int> suites = suites_for(version);
  std::erase_if(suites, [](int number) {
    const Suite* suite = suite_of(number);
    return suite->exchange != KeyExchange::kDhe || suite->authentication == Authentication::kNone;
  });
  return suites_offer(target, version, "dhe", std::move(suites));
}

HelloOffer sha1_offer(const HelloTarget& target, std::vector<int> suites) {
  return signed_offer(target, "sha1", std::move(suites), {0x0203, 0x0201, 0x0202});
}

HelloOffer sha224_offer(const HelloTarget& target, std::vector<int> suites) {
  return signed_offer(target, "sha224", std::move(suites), {0x0303, 0x0301, 0x0302});
}

HelloOffer shaped(HelloOffer offer, HelloShape shape, MayCut cut) {
  offer.pad_to = 0;
  if (shape == HelloShape::kSmall) return made_small(std::move(offer), cut);
  if (offer.version <= kSsl3) return offer;  // nothing to pad with
  const std::size_t bytes = hello_bytes(offer);
  if (shape == HelloShape::kLarge && bytes < kLargeBytes) offer.pad_to = kLargeBytes;
  if (shape == HelloShape::kUsual && bytes >= kTroubleFrom && bytes < kTroubleTo) offer.pad_to = kTroubleTo;
  return offer;
}

}  // namespace waarborg::scan
