// SPDX-License-Identifier: EUPL-1.2
#include "platform/net/tls_client.h"

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace waarborg::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr long kOcspSkew = 300;  // seconds that clocks may differ
constexpr std::size_t kMostChain = 20;
constexpr std::size_t kMostDer = 256 * 1024;

struct Free {
  void operator()(OCSP_RESPONSE* response) const { OCSP_RESPONSE_free(response); }
  void operator()(OCSP_BASICRESP* basic) const { OCSP_BASICRESP_free(basic); }
  void operator()(OCSP_CERTID* id) const { OCSP_CERTID_free(id); }
};

std::vector<std::string> chain_of(SSL* ssl) {
  std::vector<std::string> out;
  const STACK_OF(X509)* chain = SSL_get_peer_cert_chain(ssl);
  std::size_t total = 0;
  for (int i = 0; chain && i < sk_X509_num(chain) && out.size() < kMostChain; ++i) {
    unsigned char* der = nullptr;
    const int size = i2d_X509(sk_X509_value(chain, i), &der);
    if (size > 0 && (total += static_cast<std::size_t>(size)) <= kMostDer) {
      out.emplace_back(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    }
    OPENSSL_free(der);
  }
  return out;
}

/// RFC 6960 section 3.2: signed by who may, about this certificate, and now.
bool is_good_staple(SSL* ssl, const unsigned char* bytes, long size) {
  const std::unique_ptr<OCSP_RESPONSE, Free> response(d2i_OCSP_RESPONSE(nullptr, &bytes, size));
  if (!response || OCSP_response_status(response.get()) != OCSP_RESPONSE_STATUS_SUCCESSFUL) return false;
  const std::unique_ptr<OCSP_BASICRESP, Free> basic(OCSP_response_get1_basic(response.get()));
  STACK_OF(X509)* chain = SSL_get0_verified_chain(ssl);
  if (!basic || !chain || sk_X509_num(chain) < 2) return false;
  X509_STORE* store = SSL_CTX_get_cert_store(SSL_get_SSL_CTX(ssl));
  if (OCSP_basic_verify(basic.get(), chain, store, 0) != 1) return false;
  const std::unique_ptr<OCSP_CERTID, Free> id(
      OCSP_cert_to_id(nullptr, sk_X509_value(chain, 0), sk_X509_value(chain, 1)));
  int status = 0, reason = 0;
  ASN1_GENERALIZEDTIME *revoked = nullptr, *since = nullptr, *until = nullptr;
  return id && OCSP_resp_find_status(basic.get(), id.get(), &status, &reason, &revoked, &since, &until) == 1 &&
         status == V_OCSP_CERTSTATUS_GOOD && OCSP_check_validity(since, until, kOcspSkew, -1) == 1;
}

void look(SSL* ssl, const std::string& name, Handshake& seen) {
  seen.version = SSL_version(ssl);
  seen.chain = chain_of(ssl);
  if (seen.chain.empty()) return;  // an anonymous suite
  seen.chain_error = static_cast<int>(SSL_get_verify_result(ssl));
  if (seen.chain_error != X509_V_OK) seen.chain_problem = X509_verify_cert_error_string(seen.chain_error);
  X509* leaf = SSL_get0_peer_certificate(ssl);
  const unsigned flags = X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS |
                         X509_CHECK_FLAG_SINGLE_LABEL_SUBDOMAINS;
  seen.name_matches = X509_check_host(leaf, name.data(), name.size(), flags, nullptr) == 1;
  const unsigned char* staple = nullptr;
  const long size = SSL_get_tlsext_status_ocsp_resp(ssl, &staple);
  seen.ocsp_stapled = staple != nullptr && size > 0;
  seen.ocsp_good = seen.ocsp_stapled && is_good_staple(ssl, staple, size);
  ERR_clear_error();
}

}  // namespace

Result<std::shared_ptr<TlsRoots>> TlsRoots::load(const std::string& file) {
  std::shared_ptr<TlsRoots> roots(new TlsRoots);
  SSL_CTX* context = roots->context_.native_handle();
  error_code ec;
  if (file.empty()) {
    roots->context_.set_default_verify_paths(ec);
  } else {
    roots->context_.load_verify_file(file, ec);
  }
  if (ec) return invalid("net.roots", file);
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_cipher_list(context, "ALL:COMPLEMENTOFALL:@SECLEVEL=0");
  // The library's own list lacks those with CCM, which the guidelines call sufficient.
  SSL_CTX_set_ciphersuites(context,
                           "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:"
                           "TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256");
  // Those of the library, and after them the curves of certificates that it would not take: they are looked at too.
  SSL_CTX_set1_groups_list(context,
                           "X25519:P-256:X448:P-521:P-384:ffdhe2048:ffdhe3072:ffdhe4096:ffdhe6144:ffdhe8192:"
                           "secp224r1:secp256k1:brainpoolP256r1:brainpoolP384r1:brainpoolP512r1");
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);  // the chain is judged all the same, and does not end it
  return roots;
}

TlsClient::TlsClient(Tcp& tcp, TlsRoots& roots) : tcp_(tcp), stream_(tcp.socket(), roots.context()) {}

asio::awaitable<Handshake> TlsClient::shake(std::string name, bool web) {
  SSL* ssl = stream_.native_handle();
  SSL_set_tlsext_host_name(ssl, name.c_str());
  SSL_set_tlsext_status_type(ssl, TLSEXT_STATUSTYPE_ocsp);
  static constexpr unsigned char kHttp11[] = "\x08http/1.1";
  if (web) SSL_set_alpn_protos(ssl, kHttp11, sizeof kHttp11 - 1);
  error_code ec;
  co_await stream_.async_handshake(asio::ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, ec));
  Handshake seen;
  if (!ec) {
    seen.ending = Ending::kDone;
    look(ssl, name, seen);
    co_return seen;
  }
  const bool is_tls =
      ec.category() == asio::error::get_ssl_category() || ec.category() == asio::ssl::error::get_stream_category();
  seen.ending = tcp_.is_late() ? Ending::kTimeout : is_tls ? Ending::kTlsFailed : ending_of(ec, false);
  seen.trouble = ec.message();
  co_return seen;
}

void TlsClient::allow_renegotiation() {
  SSL* ssl = stream_.native_handle();
  SSL_set_max_proto_version(ssl, TLS1_2_VERSION);
  SSL_set_options(ssl, SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION);
}

asio::awaitable<std::optional<bool>> TlsClient::renegotiate() {
  if (SSL_renegotiate(stream_.native_handle()) != 1) co_return std::nullopt;
  error_code ec;
  co_await stream_.async_handshake(asio::ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, ec));
  ERR_clear_error();
  if (ec && tcp_.is_late()) co_return std::nullopt;
  co_return !ec;
}

std::int64_t TlsClient::early_data() const {
  const SSL_SESSION* session = SSL_get0_session(const_cast<TlsStream&>(stream_).native_handle());
  return session ? SSL_SESSION_get_max_early_data(session) : 0;
}

}  // namespace waarborg::net
