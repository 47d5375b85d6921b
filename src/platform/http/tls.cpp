// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <stdexcept>
#include <string_view>

namespace waarborg::http {
namespace {

constexpr const char* kCiphers12 =
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:"
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256";
constexpr const char* kCiphers13 = "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256";

// HTTP/1.1 is what we speak (RFC 7301); a client that offers only others is told so.
int choose_protocol(SSL* /*ssl*/, const unsigned char** out, unsigned char* out_size, const unsigned char* offered,
                    unsigned int offered_size, void* /*unused*/) {
  static constexpr unsigned char kOurs[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_size, kOurs, sizeof kOurs, offered, offered_size) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

void harden(SSL_CTX* context) {
  static constexpr unsigned char kSessions[] = "waarborg";
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                   SSL_OP_PRIORITIZE_CHACHA | SSL_OP_SINGLE_ECDH_USE);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
  const bool set = SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
                   SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) == 1 &&
                   SSL_CTX_set_cipher_list(context, kCiphers12) == 1 &&
                   SSL_CTX_set_ciphersuites(context, kCiphers13) == 1 &&
                   SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384") == 1 &&
                   SSL_CTX_set_session_id_context(context, kSessions, sizeof kSessions - 1) == 1;
  if (!set) throw std::runtime_error("OpenSSL lacks a protocol, cipher or group that we rely on");
}

}  // namespace

Result<void> configure_tls(SSL_CTX* context, const std::filesystem::path& certificate,
                           const std::filesystem::path& key) {
  harden(context);
  ERR_clear_error();
  if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1) {
    return invalid("http.certificate_unreadable", certificate.string(), {{"file", certificate.string()}});
  }
  if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context) != 1) {
    return invalid("http.key_unusable", key.string(), {{"file", key.string()}});
  }
  return {};
}

}  // namespace waarborg::http
