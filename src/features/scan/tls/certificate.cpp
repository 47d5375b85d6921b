// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/certificate.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "features/scan/tls/certificate_fields.h"
#include "platform/crypto/encoding.h"

namespace waarborg::scan {
namespace {

struct FreeX509 {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using X509Ptr = std::unique_ptr<X509, FreeX509>;

X509Ptr parsed(std::string_view der) {
  const auto* first = reinterpret_cast<const unsigned char*>(der.data());
  return X509Ptr(d2i_X509(nullptr, &first, static_cast<long>(der.size())));
}

bool is_signed_by_itself(std::string_view der) {
  const X509Ptr certificate = parsed(der);
  return certificate && X509_self_signed(certificate.get(), 1) == 1;
}

std::string_view without_dot(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

bool matches(std::string_view name, std::string_view host) {
  name = without_dot(name);
  if (!name.starts_with("*.")) return name == host && name.find('*') == std::string_view::npos;
  const std::string_view parent = name.substr(2);
  const std::size_t dot = host.find('.');
  return parent.find('.') != std::string_view::npos && parent.find('*') == std::string_view::npos &&
         dot != std::string_view::npos && dot > 0 && host.substr(dot + 1) == parent;
}

bool follows(const Certificate& issuer, const Certificate& certificate) {
  return certificate.issuer == issuer.subject && !issuer.subject.empty();
}

template <class Chain>
bool is_in_order(const Chain& chain) {
  for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
    if (!follows(*chain[i + 1], *chain[i])) return false;
  }
  return true;
}

/// Whether all can be reached from the first by going from a certificate to one that issued it.
bool hangs_together(std::vector<const Certificate*> chain) {
  const Certificate* at = chain.front();
  chain.erase(chain.begin());
  while (!chain.empty()) {
    const auto next = std::ranges::find_if(chain, [&](const Certificate* other) { return follows(*other, *at); });
    if (next == chain.end()) return false;
    at = *next;
    chain.erase(next);
  }
  return true;
}

}  // namespace

std::optional<Certificate> read_certificate(std::string_view der) {
  if (der.size() > kMaxCertificateBytes) return std::nullopt;
  ERR_set_mark();
  auto out = read_fields(der);
  if (out && out->self_signed) out->self_signed = is_signed_by_itself(der);
  ERR_pop_to_mark();  // what did not fit is told by what is missing; nobody should find it in a later handshake
  return out;
}

std::vector<Certificate> read_chain(std::span<const std::string> base64) {
  std::vector<Certificate> chain;
  for (const std::string& text : base64.first(std::min(base64.size(), kMaxChain))) {
    const auto der = crypto::base64_decode(text);
    if (!der) continue;
    if (auto certificate = read_certificate(crypto::text_of(*der))) chain.push_back(std::move(*certificate));
  }
  return chain;
}

bool names_host(const Certificate& certificate, std::string_view host) {
  const std::string wanted = lower(without_dot(host));
  return !wanted.empty() &&
         std::ranges::any_of(certificate.names, [&](const std::string& name) { return matches(name, wanted); });
}

bool is_issued_by(const Certificate& certificate, const Certificate& issuer) {
  ERR_set_mark();
  const X509Ptr below = parsed(certificate.der);
  const X509Ptr above = parsed(issuer.der);
  bool issued = false;
  if (below && above && X509_NAME_cmp(X509_get_issuer_name(below.get()), X509_get_subject_name(above.get())) == 0) {
    EVP_PKEY* key = X509_get0_pubkey(above.get());
    issued = key != nullptr && X509_verify(below.get(), key) == 1;
  }
  ERR_pop_to_mark();
  return issued;
}

ChainShape shape_of(const std::vector<Certificate>& chain) {
  ChainShape shape;
  std::vector<const Certificate*> once;
  for (const Certificate& certificate : chain) {
    const bool seen =
        std::ranges::any_of(once, [&](const Certificate* other) { return other->der == certificate.der; });
    if (seen) shape.has_duplicates = true;
    if (!seen && once.size() < kMaxChain) once.push_back(&certificate);
  }
  if (is_in_order(once)) return shape;
  const std::vector<const Certificate*> reversed(once.rbegin(), once.rend());
  shape.order = is_in_order(reversed)  ? ChainOrder::kReversed
                : hangs_together(once) ? ChainOrder::kMixed
                                       : ChainOrder::kGap;
  return shape;
}

}  // namespace waarborg::scan
