// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/server_flight.h"

#include <openssl/evp.h>

#include <algorithm>
#include <utility>

#include "features/scan/tls/versions.h"
#include "features/scan/tls/wire.h"

namespace waarborg::scan {
namespace {

constexpr std::size_t kRecordHeader = 5;
constexpr std::size_t kMessageHeader = 4;
/// Nothing is encrypted yet, so 2^14 would do (RFC 8446 section 5.1); what the largest encrypted record may have more
/// (RFC 5246 section 6.2.3) is let pass.
constexpr std::size_t kMostRecordBytes = (1U << 14U) + 2048;

enum ContentType : int { kChangeCipherSpec = 20, kAlertRecord = 21, kHandshake = 22, kApplicationData = 23 };

// RFC 5246 section 7.4, RFC 6066 section 8, RFC 4680 section 2.
enum MessageType : int {
  kHelloRequest = 0,
  kServerHelloMessage = 2,
  kCertificate = 11,
  kServerKeyExchange = 12,
  kCertificateRequest = 13,
  kServerHelloDone = 14,
  kCertificateStatus = 22,
  kSupplementalData = 23,
};

std::size_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

/// Of the record that begins here; as long as its header is not there whole, one byte more than there is.
std::size_t record_bytes(std::string_view begun) {
  constexpr std::size_t kSsl2Header = 2;
  const bool is_ssl2 = (byte_at(begun, 0) & 0x80U) != 0;
  if (begun.size() < (is_ssl2 ? kSsl2Header + 1 : kRecordHeader)) return begun.size() + 1;
  if (is_ssl2) return kSsl2Header + ((byte_at(begun, 0) & 0x7FU) << 8U | byte_at(begun, 1));
  return kRecordHeader + (byte_at(begun, 3) << 8U | byte_at(begun, 4));
}

/// Certificates are public, so that it need not take the same time for all bytes, as platform/crypto does: a ninth of
/// it.
std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  text.pop_back();  // it ends with a zero byte
  return text;
}

bool contains(const std::vector<int>& list, int number) {
  return std::find(list.begin(), list.end(), number) != list.end();
}

bool offers_version(const HelloOffer& offer, int version) {
  if (version == kSsl2 || offer.version == kSsl2) return version == offer.version;
  if (contains(offer.versions, version)) return true;
  // A server that does not know supported_versions goes by the field in front, down to the oldest it has.
  const bool below_tls13 = offer.versions.empty() || *std::ranges::min_element(offer.versions) < kTls13;
  return below_tls13 && version >= kSsl3 && version <= offer.version;
}

/// RFC 8446 sections 4.1.4 and 4.2.8: ServerHello takes the share that was sent, HelloRetryRequest asks for another.
bool offers_share(const HelloOffer& offer, const HelloFact& fact) {
  constexpr int kX25519 = 29;
  const bool is_sent = offer.key_share == KeyShare::kX25519 && fact.group == kX25519;
  if (fact.outcome == HelloOutcome::kServerHello) return is_sent;
  return !is_sent && (fact.group == 0 || contains(offer.groups, fact.group));
}

bool was_offered(const HelloOffer& offer, const HelloFact& fact) {
  if (!offers_version(offer, fact.version)) return false;
  if (fact.version == kSsl2) return true;
  const Suite* suite = suite_of(fact.suite);
  const bool is_tls13 = fact.version >= kTls13;
  if (!contains(offer.suites, fact.suite) || suite == nullptr || suite->is_tls13() != is_tls13) return false;
  if (is_tls13) return fact.compression == 0 && offers_share(offer, fact);
  if (fact.group != 0 && !offer.groups.empty() && !contains(offer.groups, fact.group)) return false;
  return contains(offer.compressions, fact.compression);
}

}  // namespace

ServerFlight::State ServerFlight::feed(std::string_view bytes) {
  while (!bytes.empty() && state_ == State::kMore) {
    if (record_.empty()) {
      const std::size_t taken = take_record(bytes);
      if (taken == 0 && state_ == State::kMore) record_ = bytes;
      bytes.remove_prefix(taken == 0 ? bytes.size() : taken);
      continue;
    }
    const std::size_t missing = record_bytes(record_) - record_.size();
    record_ += bytes.substr(0, missing);
    if (bytes.size() >= missing && take_record(record_) != 0) record_.clear();
    bytes.remove_prefix(std::min(missing, bytes.size()));
  }
  return state_;
}

void ServerFlight::ended(HelloOutcome how) {
  if (state_ == State::kDone) return;
  if (hello_) return finish(HelloOutcome::kServerHello);
  const bool said_why = warned_ && (how == HelloOutcome::kClosed || how == HelloOutcome::kReset);
  finish(said_why ? HelloOutcome::kAlert : how);
}

void ServerFlight::finish(HelloOutcome outcome) {
  state_ = State::kDone;
  outcome_ = outcome;
}

std::size_t ServerFlight::take_record(std::string_view bytes) {
  const std::size_t type = byte_at(bytes, 0);
  if (!is_tls_ && (type & 0x80U) != 0) return take_ssl2(bytes);
  const HelloOutcome wrong = is_tls_ ? HelloOutcome::kBroken : HelloOutcome::kNotTls;
  const bool is_known = type >= kChangeCipherSpec && type <= kApplicationData;
  if (!is_known || (bytes.size() > 1 && byte_at(bytes, 1) != 3)) {
    finish(wrong);
    return 0;
  }
  if (bytes.size() > 1) is_tls_ = true;
  if (bytes.size() < kRecordHeader) return 0;
  const std::size_t length = byte_at(bytes, 3) << 8U | byte_at(bytes, 4);
  const std::size_t whole = kRecordHeader + length;
  if (length > kMostRecordBytes || bytes_ + whole > kMostFlightBytes) {
    finish(HelloOutcome::kBroken);
    return 0;
  }
  if (bytes.size() < whole) return 0;
  bytes_ += whole;
  read_record(static_cast<int>(type), bytes.substr(kRecordHeader, length));
  return whole;
}

/// Records of SSL 2 without padding (Hickman 1995): two bytes of length with the highest bit set.
std::size_t ServerFlight::take_ssl2(std::string_view bytes) {
  constexpr std::size_t kHeader = 2;
  constexpr std::size_t kError = 0;
  constexpr std::size_t kErrorBytes = 3;
  constexpr std::size_t kServerHello = 4;
  if (bytes.size() <= kHeader) return 0;
  const std::size_t length = (byte_at(bytes, 0) & 0x7FU) << 8U | byte_at(bytes, 1);
  const std::size_t type = byte_at(bytes, 2);
  const bool is_error = type == kError && length == kErrorBytes;
  if (!is_error && type != kServerHello) {
    finish(HelloOutcome::kNotTls);
    return 0;
  }
  if (bytes.size() < kHeader + length) return 0;
  if (is_error) {  // its codes are not those of alerts, and only "no cipher" can come here
    finish(HelloOutcome::kAlert);
    return kHeader + length;
  }
  auto hello = read_ssl2_hello(bytes.substr(kHeader, length));
  if (hello) {
    ssl2_certificate_ = hello->certificate;
    hello->certificate = {};
    ssl2_ = std::move(*hello);
  }
  finish(ssl2_ ? HelloOutcome::kServerHello : HelloOutcome::kBroken);
  return kHeader + length;
}

void ServerFlight::read_record(int type, std::string_view payload) {
  // A message or an alert that began must go on in the next record (RFC 8446 section 5.1).
  if ((type != kHandshake && !message_.empty()) || (type != kAlertRecord && !alert_.empty())) {
    return finish(HelloOutcome::kBroken);
  }
  if (type == kHandshake) return read_handshake(payload);
  if (type == kAlertRecord) return read_alerts(payload);
  // A session that goes on is not what was asked for, but the server chose.
  finish(type == kChangeCipherSpec && hello_ ? HelloOutcome::kServerHello : HelloOutcome::kBroken);
}

void ServerFlight::read_alerts(std::string_view payload) {
  constexpr int kWarning = 1;
  constexpr int kFatal = 2;
  constexpr int kCloseNotify = 0;
  alert_ += payload;
  while (alert_.size() >= 2 && state_ == State::kMore) {
    const int level = static_cast<int>(byte_at(alert_, 0));
    const int number = static_cast<int>(byte_at(alert_, 1));
    alert_.erase(0, 2);
    if (level != kWarning && level != kFatal) return finish(HelloOutcome::kBroken);
    if (number == kCloseNotify) return ended(HelloOutcome::kClosed);
    alert_number_ = number;
    if (level == kFatal) return finish(HelloOutcome::kAlert);
    warned_ = true;
  }
}

void ServerFlight::read_handshake(std::string_view payload) {
  if (message_.empty()) {
    const std::size_t taken = read_messages(payload);
    if (state_ == State::kMore) message_ = payload.substr(taken);
    return;
  }
  std::string all = std::exchange(message_, {});
  all += payload;
  const std::size_t taken = read_messages(all);
  if (state_ == State::kMore) message_ = taken == 0 ? std::move(all) : all.substr(taken);
}

std::size_t ServerFlight::read_messages(std::string_view bytes) {
  std::size_t at = 0;
  while (state_ == State::kMore && bytes.size() - at >= kMessageHeader) {
    Wire header(bytes.substr(at));
    const int type = header.number(1);
    const auto length = static_cast<std::size_t>(header.number(3));
    if (length > kMostFlightBytes) {
      finish(HelloOutcome::kBroken);
      return at;
    }
    const std::string_view body = header.take(length);
    if (header.broken()) return at;
    at += kMessageHeader + length;
    read_message(type, body);
  }
  return at;
}

void ServerFlight::read_message(int type, std::string_view body) {
  if (type == kHelloRequest && body.empty()) return;
  if (hello_) return read_later_message(type, body);
  if (type == kServerHelloMessage) return read_hello(body);
  finish(HelloOutcome::kBroken);
}

void ServerFlight::read_later_message(int type, std::string_view body) {
  switch (type) {
    case kCertificate:
      return read_certificate_message(body);
    case kServerKeyExchange: {
      const Suite* suite = suite_of(hello_->suite);
      if (key_) return finish(HelloOutcome::kBroken);
      if (suite == nullptr) return;
      key_ = read_server_key(body, hello_->version, *suite);
      if (!key_) finish(HelloOutcome::kBroken);
      return;
    }
    case kCertificateStatus:
      if (stapled_) return finish(HelloOutcome::kBroken);
      stapled_ = read_certificate_status(body);
      if (!stapled_) finish(HelloOutcome::kBroken);
      return;
    case kServerHelloDone:
      return finish(body.empty() ? HelloOutcome::kServerHello : HelloOutcome::kBroken);
    case kCertificateRequest:
    case kSupplementalData:
      return;
    default:
      return finish(HelloOutcome::kBroken);
  }
}

void ServerFlight::read_hello(std::string_view body) {
  hello_ = read_server_hello(body);
  if (!hello_) return finish(HelloOutcome::kBroken);
  if (hello_->is_retry) return finish(HelloOutcome::kRetryRequest);
  if (hello_->version >= kTls13) finish(HelloOutcome::kServerHello);
}

void ServerFlight::read_certificate_message(std::string_view body) {
  if (certificates_ || !read_certificates(body)) return finish(HelloOutcome::kBroken);
  certificates_ = body;
}

HelloFact ServerFlight::fact(const HelloOffer& offer) const {
  HelloFact fact;
  fact.asked = offer.asked;
  fact.outcome = outcome_;
  if (fact.outcome == HelloOutcome::kAlert) fact.alert = alert_number_;
  if (hello_) {
    fact.version = hello_->version;
    fact.suite = hello_->suite;
    fact.group = hello_->group;
    fact.compression = hello_->compression;
    fact.extended_master_secret = hello_->extended_master_secret;
    fact.renegotiation_info = hello_->renegotiation_info;
    fact.session_ticket = hello_->session_ticket;
  }
  if (key_) {
    fact.group = key_->group;
    fact.dh_bits = key_->dh_bits;
    fact.dh_group = key_->dh_group;
    fact.signature = key_->signature;
  }
  fact.ocsp_stapled = stapled_.value_or(false);
  if (ssl2_) {
    fact.version = ssl2_->version;
    fact.suites = ssl2_->suites;
  }
  if (offer.keeps_chain && certificates_) {
    const auto chain = read_certificates(*certificates_);
    for (const std::string_view der : *chain) fact.chain.push_back(base64(der));
  }
  if (offer.keeps_chain && !ssl2_certificate_.empty()) fact.chain.push_back(base64(ssl2_certificate_));
  const bool chose = fact.outcome == HelloOutcome::kServerHello || fact.outcome == HelloOutcome::kRetryRequest;
  if (chose && !was_offered(offer, fact)) fact.outcome = HelloOutcome::kBroken;
  return fact;
}

}  // namespace waarborg::scan
