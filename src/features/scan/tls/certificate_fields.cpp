// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/certificate_fields.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>

#include "base/encoding.h"
#include "base/text.h"

namespace waarborg::scan {
namespace {

constexpr std::size_t kMaxTextBytes = 300;

template <auto kFree>
struct Freed {
  template <class T>
  void operator()(T* thing) const {
    kFree(thing);
  }
};
using NamePtr = std::unique_ptr<X509_NAME, Freed<X509_NAME_free>>;
using AlgorithmPtr = std::unique_ptr<X509_ALGOR, Freed<X509_ALGOR_free>>;
using TimePtr = std::unique_ptr<ASN1_TIME, Freed<ASN1_TIME_free>>;
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free>>;
using ExtensionsPtr = std::unique_ptr<X509_EXTENSIONS, decltype([](X509_EXTENSIONS* extensions) {
                                        sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free);
                                      })>;

/// One element of DER (X.690 section 8.1).
struct Element {
  int tag = -1;
  bool is_universal = false;
  std::string_view whole;
  std::string_view content;

  bool is(int wanted) const { return is_universal && tag == wanted; }
  bool is_context(int wanted) const { return !is_universal && tag == wanted; }
};

/// The first element, which is taken off. Nothing when it is cut off or of indefinite length, which is no DER.
std::optional<Element> take(std::string_view& rest) {
  if (rest.empty()) return std::nullopt;
  const auto* first = reinterpret_cast<const unsigned char*>(rest.data());
  const unsigned char* at = first;
  long length = 0;
  int tag = 0;
  int kind = 0;
  const int how = ASN1_get_object(&at, &length, &tag, &kind, static_cast<long>(rest.size()));
  constexpr int kError = 0x80;
  constexpr int kIndefinite = 0x01;
  if ((how & (kError | kIndefinite)) != 0 || length < 0) return std::nullopt;
  const auto header = static_cast<std::size_t>(at - first);
  const auto size = static_cast<std::size_t>(length);
  if (header + size > rest.size()) return std::nullopt;
  Element element{tag, kind == V_ASN1_UNIVERSAL, rest.substr(0, header + size), rest.substr(header, size)};
  rest.remove_prefix(header + size);
  return element;
}

std::optional<Element> take(std::string_view& rest, int tag) {
  auto element = take(rest);
  return element && element->is(tag) ? element : std::nullopt;
}

/// What a function d2i_… of OpenSSL makes of one element, all of it.
template <class Pointer, class Read>
Pointer made_of(const Element& element, Read read) {
  const auto* first = reinterpret_cast<const unsigned char*>(element.whole.data());
  const unsigned char* at = first;
  Pointer made(read(nullptr, &at, static_cast<long>(element.whole.size())));
  if (made && at != first + element.whole.size()) return nullptr;
  return made;
}

/// What stands where in a certificate (RFC 5280 section 4.1).
struct Parts {
  Element issuer, validity, subject, key_info, algorithm;
  std::string_view extensions;  ///< A SEQUENCE; empty without any.
};

std::optional<Parts> parts_of(std::string_view der) {
  const auto certificate = take(der, V_ASN1_SEQUENCE);
  if (!certificate || !der.empty()) return std::nullopt;
  std::string_view outer = certificate->content;
  const auto signed_part = take(outer, V_ASN1_SEQUENCE);
  const auto algorithm = signed_part ? take(outer, V_ASN1_SEQUENCE) : std::nullopt;
  if (!algorithm || !take(outer, V_ASN1_BIT_STRING) || !outer.empty()) return std::nullopt;
  std::string_view inner = signed_part->content;
  auto first = take(inner);
  if (first && first->is_context(0)) first = take(inner);  // the version
  if (!first || !first->is(V_ASN1_INTEGER)) return std::nullopt;
  Parts parts;
  parts.algorithm = *algorithm;
  Element signature;
  for (Element* part : {&signature, &parts.issuer, &parts.validity, &parts.subject, &parts.key_info}) {
    const auto element = take(inner, V_ASN1_SEQUENCE);
    if (!element) return std::nullopt;
    *part = *element;
  }
  while (!inner.empty()) {
    const auto more = take(inner);
    if (!more) return std::nullopt;
    if (more->is_context(3)) parts.extensions = more->content;
  }
  return parts;
}

std::string text_of(const X509_NAME* name) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  constexpr unsigned long kStyle = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
  if (!out || X509_NAME_print_ex(out.get(), name, 0, kStyle) < 0) return {};
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out.get(), &bytes);
  if (size <= 0) return {};
  std::string text(bytes, static_cast<std::size_t>(size));
  if (!is_utf8(text)) {  // a name may claim to be UTF-8 and not be
    std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) > 0x7E; }, '?');
  }
  return std::string(beginning_of(one_line(text), kMaxTextBytes));
}

bool read_names(const Parts& parts, Certificate& out) {
  const auto subject = made_of<NamePtr>(parts.subject, d2i_X509_NAME);
  const auto issuer = made_of<NamePtr>(parts.issuer, d2i_X509_NAME);
  if (!subject || !issuer) return false;
  out.subject = text_of(subject.get());
  out.issuer = text_of(issuer.get());
  out.self_signed = X509_NAME_cmp(subject.get(), issuer.get()) == 0;
  return true;
}

std::optional<Moment> take_moment(std::string_view& rest) {
  const auto element = take(rest);
  if (!element || !(element->is(V_ASN1_UTCTIME) || element->is(V_ASN1_GENERALIZEDTIME))) return std::nullopt;
  const auto time = made_of<TimePtr>(*element, d2i_ASN1_TIME);
  std::tm parts{};
  if (!time || ASN1_TIME_to_tm(time.get(), &parts) != 1) return std::nullopt;
  using namespace std::chrono;
  const year_month_day day{year{parts.tm_year + 1900}, month{static_cast<unsigned>(parts.tm_mon + 1)},
                           std::chrono::day{static_cast<unsigned>(parts.tm_mday)}};
  if (!day.ok()) return std::nullopt;
  return Moment{sys_days{day}} + hours{parts.tm_hour} + minutes{parts.tm_min} + seconds{parts.tm_sec};
}

bool read_validity(const Parts& parts, Certificate& out) {
  std::string_view rest = parts.validity.content;
  const auto from = take_moment(rest);
  const auto until = from ? take_moment(rest) : std::nullopt;
  if (!until || !rest.empty()) return false;
  out.from = *from;
  out.until = *until;
  return true;
}

/// Length of the first INTEGER in a SEQUENCE: the modulus of an RSA key (RFC 8017 appendix A.1.1), p of a DSA key.
int bits_of_first(std::string_view sequence) {
  const auto all = take(sequence, V_ASN1_SEQUENCE);
  std::string_view numbers = all ? all->content : std::string_view();
  const auto number = take(numbers, V_ASN1_INTEGER);
  std::string_view bytes = number ? number->content : std::string_view();
  while (!bytes.empty() && bytes.front() == '\0') bytes.remove_prefix(1);
  if (bytes.empty()) return 0;
  int bits = static_cast<int>(8 * bytes.size());
  for (auto top = static_cast<unsigned char>(bytes.front()); (top & 0x80U) == 0;
       top = static_cast<unsigned char>(top << 1U)) {
    --bits;
  }
  return bits;
}

/// A curve by its number in OpenSSL, named as in the TLS registry where OpenSSL says it as X9.62 does.
void read_curve(int curve, Certificate& out) {
  out.key = "unnamed";
  EC_GROUP* group = curve == NID_undef ? nullptr : EC_GROUP_new_by_curve_name(curve);
  if (group == nullptr) return;
  out.key_bits = EC_GROUP_order_bits(group);
  EC_GROUP_free(group);
  out.key = curve == NID_X9_62_prime256v1   ? "secp256r1"
            : curve == NID_X9_62_prime192v1 ? "secp192r1"
                                            : OBJ_nid2sn(curve);
}

/// @param kind  The AlgorithmIdentifier as it stands, of which `algorithm` was made.
/// @param key   What the BIT STRING holds.
void read_kind(const Element& kind, const X509_ALGOR& algorithm, std::string_view key, Certificate& out) {
  const ASN1_OBJECT* object = nullptr;
  int parameter_type = V_ASN1_UNDEF;
  const void* parameter = nullptr;
  X509_ALGOR_get0(&object, &parameter_type, &parameter, &algorithm);
  std::string_view parameters = kind.content;
  switch (OBJ_obj2nid(object)) {
    case NID_rsaEncryption:
    case NID_rsassaPss:
      out.key = "rsa";
      out.key_bits = bits_of_first(key);
      break;
    case NID_dsa:
      out.key = "dsa";
      if (take(parameters)) out.key_bits = bits_of_first(parameters);
      break;
    case NID_X9_62_id_ecPublicKey:
      read_curve(parameter_type == V_ASN1_OBJECT ? OBJ_obj2nid(static_cast<const ASN1_OBJECT*>(parameter)) : NID_undef,
                 out);
      break;
    case NID_ED25519:
      out.key = "ed25519";
      out.key_bits = 256;
      break;
    case NID_ED448:
      out.key = "ed448";
      out.key_bits = 456;
      break;
    default:
      break;
  }
}

bool read_key(const Parts& parts, Certificate& out) {
  std::string_view inside = parts.key_info.content;
  const auto kind = take(inside, V_ASN1_SEQUENCE);
  const auto bits = kind ? take(inside, V_ASN1_BIT_STRING) : std::nullopt;
  const auto algorithm = kind ? made_of<AlgorithmPtr>(*kind, d2i_X509_ALGOR) : nullptr;
  if (!bits || bits->content.empty() || !algorithm || !inside.empty()) return false;
  out.key_info = parts.key_info.whole;
  read_kind(*kind, *algorithm, bits->content.substr(1), out);  // after the number of unused bits
  return true;
}

/// RFC 4055 section 3.1: SHA-1 unless the parameters say otherwise. NID_undef when they cannot be read.
int hash_of_pss(const X509_ALGOR& algorithm) {
  auto* parameters =
      static_cast<RSA_PSS_PARAMS*>(ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(RSA_PSS_PARAMS), algorithm.parameter));
  if (parameters == nullptr) return NID_undef;
  const X509_ALGOR* hash = parameters->hashAlgorithm;
  const int number = hash == nullptr ? NID_sha1 : OBJ_obj2nid(hash->algorithm);
  RSA_PSS_PARAMS_free(parameters);
  return number;
}

bool read_signature(const Parts& parts, Certificate& out) {
  const auto algorithm = made_of<AlgorithmPtr>(parts.algorithm, d2i_X509_ALGOR);
  if (!algorithm) return false;
  int hash = NID_undef;
  int kind = NID_undef;
  if (OBJ_find_sigid_algs(OBJ_obj2nid(algorithm->algorithm), &hash, &kind) != 1) return true;
  if (kind == NID_rsassaPss) hash = hash_of_pss(*algorithm);
  switch (kind) {
    case NID_rsaEncryption:
      out.signature = "rsa";
      break;
    case NID_rsassaPss:
      out.signature = "rsassa-pss";
      break;
    case NID_X9_62_id_ecPublicKey:
      out.signature = "ecdsa";
      break;
    case NID_dsa:
    case NID_dsa_2:
      out.signature = "dsa";
      break;
    case NID_ED25519:
      out.signature = "ed25519";
      return true;
    case NID_ED448:
      out.signature = "ed448";
      return true;
    default:
      return true;
  }
  if (hash != NID_undef) out.hash = lower(OBJ_nid2sn(hash));
  return true;
}

/// Letters, digits, hyphens, underscores, dots and stars: what a name of a host can hold. A name with a NUL or a space
/// in it is there to deceive.
bool is_host_name(std::string_view name) {
  return !name.empty() && name.size() <= 255 && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '*';
  });
}

std::string_view bytes_of(const ASN1_STRING* text) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
          static_cast<std::size_t>(ASN1_STRING_length(text))};
}

void read_alternative_names(const X509_EXTENSIONS* extensions, Certificate& out) {
  auto* names = static_cast<GENERAL_NAMES*>(X509V3_get_d2i(extensions, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    const GENERAL_NAME* entry = sk_GENERAL_NAME_value(names, i);
    if (entry->type != GEN_DNS) continue;
    std::string name = lower(bytes_of(entry->d.dNSName));
    if (is_host_name(name)) out.names.push_back(std::move(name));
  }
  GENERAL_NAMES_free(names);
}

void read_ocsp(const X509_EXTENSIONS* extensions, Certificate& out) {
  auto* places = static_cast<AUTHORITY_INFO_ACCESS*>(X509V3_get_d2i(extensions, NID_info_access, nullptr, nullptr));
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(places) && out.ocsp.empty(); ++i) {
    const ACCESS_DESCRIPTION* place = sk_ACCESS_DESCRIPTION_value(places, i);
    if (OBJ_obj2nid(place->method) != NID_ad_OCSP || place->location->type != GEN_URI) continue;
    const std::string address(bytes_of(place->location->d.uniformResourceIdentifier));
    if (is_utf8(address)) out.ocsp = beginning_of(one_line(address), kMaxTextBytes);
  }
  AUTHORITY_INFO_ACCESS_free(places);
}

void read_must_staple(const X509_EXTENSIONS* extensions, Certificate& out) {
  constexpr long kStatusRequest = 5;  // RFC 6066 section 8
  auto* features = static_cast<TLS_FEATURE*>(X509V3_get_d2i(extensions, NID_tlsfeature, nullptr, nullptr));
  for (int i = 0; i < sk_ASN1_INTEGER_num(features); ++i) {
    if (ASN1_INTEGER_get(sk_ASN1_INTEGER_value(features, i)) == kStatusRequest) out.must_staple = true;
  }
  TLS_FEATURE_free(features);
}

bool read_extensions(const Parts& parts, Certificate& out) {
  if (parts.extensions.empty()) return true;
  std::string_view rest = parts.extensions;
  const auto element = take(rest, V_ASN1_SEQUENCE);
  if (!element || !rest.empty()) return false;
  const auto extensions = made_of<ExtensionsPtr>(*element, d2i_X509_EXTENSIONS);
  if (!extensions) return false;
  read_alternative_names(extensions.get(), out);
  read_ocsp(extensions.get(), out);
  read_must_staple(extensions.get(), out);
  auto* limits =
      static_cast<BASIC_CONSTRAINTS*>(X509V3_get_d2i(extensions.get(), NID_basic_constraints, nullptr, nullptr));
  out.is_authority = limits != nullptr && limits->ca != 0;
  BASIC_CONSTRAINTS_free(limits);
  return true;
}

}  // namespace

std::optional<Certificate> read_fields(std::string_view der) {
  const auto parts = parts_of(der);
  if (!parts) return std::nullopt;
  Certificate out;
  const bool fits = read_names(*parts, out) && read_validity(*parts, out) && read_key(*parts, out) &&
                    read_signature(*parts, out) && read_extensions(*parts, out);
  if (!fits) return std::nullopt;
  out.der = der;
  return out;
}

}  // namespace waarborg::scan
