// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include "platform/http/certificate.h"
#include "platform/http/test_client.h"
#include "platform/http/test_server.h"

namespace waarborg::http {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;
using test::Client;

const Moment kNow = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());

// A folder of its own that is gone afterwards.
class TlsServer : public testing::Test {
 protected:
  TlsServer() : folder_(fs::temp_directory_path() / ("waarborg-tls-" + std::to_string(std::random_device{}()))) {}
  ~TlsServer() override { fs::remove_all(folder_); }

  fs::path certificate() const { return folder_ / "tls" / "server.crt"; }
  fs::path key() const { return folder_ / "tls" / "server.key"; }
  ServerConfig config() const {
    EXPECT_TRUE(ensure_self_signed(certificate(), key(), {"praktijk.example", "192.0.2.7"}, kNow));
    ServerConfig made = test::plain_config();
    made.tls = true;
    made.certificate = certificate();
    made.key = key();
    return made;
  }

  fs::path folder_;
};

struct Talk {
  bool established = false;
  std::string version;
  std::string cipher;
  std::string answer;
};

// One connection with at most this TLS version, that trusts only our certificate and checks the name localhost.
Talk talk(unsigned short port, const fs::path& trusted, int version) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to the socket itself, also when the server has hung up
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_security_level(context, 0);  // so that the refusal is the server's
  SSL_CTX_set_min_proto_version(context, version);
  SSL_CTX_set_max_proto_version(context, version);
  SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0");
  SSL_CTX_load_verify_locations(context, trusted.c_str(), nullptr);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL* ssl = SSL_new(context);
  SSL_set1_host(ssl, "localhost");
  Client socket(port);
  SSL_set_fd(ssl, socket.socket());
  Talk done;
  done.established = SSL_connect(ssl) == 1;
  if (done.established) {
    done.version = SSL_get_version(ssl);
    done.cipher = SSL_get_cipher_name(ssl);
    const std::string request = "GET /quick HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    SSL_write(ssl, request.data(), static_cast<int>(request.size()));
    char bytes[4096];
    for (int size = 0; (size = SSL_read(ssl, bytes, sizeof bytes)) > 0;) {
      done.answer.append(bytes, static_cast<std::size_t>(size));
    }
    if (SSL_get_shutdown(ssl) != SSL_RECEIVED_SHUTDOWN) done.answer = "cut off";
    SSL_shutdown(ssl);
  }
  SSL_free(ssl);
  SSL_CTX_free(context);
  return done;
}

TEST_F(TlsServer, speaks_1_3_and_1_2_and_nothing_older) {
  const auto server = test::started(config());

  const Talk newest = talk(server->port(), certificate(), TLS1_3_VERSION);
  EXPECT_EQ(newest.version, "TLSv1.3");
  EXPECT_EQ(newest.answer.substr(0, 15), "HTTP/1.1 200 OK");
  EXPECT_NE(newest.answer.find("strict-transport-security: max-age=31536000; includeSubDomains\r\n"),
            std::string::npos);
  const Talk older = talk(server->port(), certificate(), TLS1_2_VERSION);
  EXPECT_EQ(older.cipher.substr(0, 12), "ECDHE-ECDSA-");
  EXPECT_EQ(older.answer.substr(0, 15), "HTTP/1.1 200 OK");
  EXPECT_FALSE(talk(server->port(), certificate(), TLS1_1_VERSION).established);
  EXPECT_FALSE(talk(server->port(), certificate(), TLS1_VERSION).established);
}

TEST_F(TlsServer, a_plain_request_is_closed_and_a_silent_client_too) {
  ServerConfig quick = config();
  quick.header_deadline = 100ms;
  const auto hurried = test::started(quick);
  Client silent(hurried->port());
  EXPECT_EQ(silent.receive().status, 0);
  EXPECT_TRUE(silent.closed());

  const auto server = test::started(config());
  Client plain(server->port());
  EXPECT_EQ(plain.get("/quick").status, 0);
  EXPECT_EQ(talk(server->port(), certificate(), TLS1_3_VERSION).answer.substr(0, 15), "HTTP/1.1 200 OK");
}

TEST_F(TlsServer, does_not_start_without_a_usable_certificate) {
  ServerConfig bad = config();
  const auto limit = [](Method, std::string_view) { return std::size_t{0}; };
  bad.key = folder_ / "other.key";
  EXPECT_EQ(Server(bad, test::quick_answer, test::slow_answer, limit).start().error().what.key, "http.key_unusable");
  ASSERT_TRUE(ensure_self_signed(folder_ / "other.crt", bad.key, {}, kNow));
  EXPECT_EQ(Server(bad, test::quick_answer, test::slow_answer, limit).start().error().what.key, "http.key_unusable");
  bad.certificate = folder_ / "missing.crt";
  EXPECT_EQ(Server(bad, test::quick_answer, test::slow_answer, limit).start().error().what.key,
            "http.certificate_unreadable");
}

TEST_F(TlsServer, takes_a_new_certificate_while_serving_and_keeps_the_old_when_the_new_is_unusable) {
  const auto server = test::started(config());
  ASSERT_TRUE(ensure_self_signed(folder_ / "new.crt", folder_ / "new.key", {}, kNow));
  const fs::path old = folder_ / "old.crt";
  fs::copy_file(certificate(), old);
  const auto accepted = [&](const fs::path& trusted) {
    return talk(server->port(), trusted, TLS1_3_VERSION).answer.starts_with("HTTP/1.1 200 OK");
  };
  ASSERT_TRUE(accepted(old));

  fs::copy_file(folder_ / "new.crt", certificate(), fs::copy_options::overwrite_existing);
  EXPECT_TRUE(accepted(old)) << "halfway through a renewal";

  fs::copy_file(folder_ / "new.key", key(), fs::copy_options::overwrite_existing);
  EXPECT_TRUE(accepted(folder_ / "new.crt"));
  EXPECT_FALSE(accepted(old));

  std::ofstream(certificate()) << "nonsense";
  EXPECT_TRUE(accepted(folder_ / "new.crt"));
}

TEST_F(TlsServer, the_self_signed_certificate_says_what_it_should) {
  ASSERT_TRUE(ensure_self_signed(certificate(), key(), {"praktijk.example", "192.0.2.7", "localhost"}, kNow));

  std::FILE* file = std::fopen(certificate().c_str(), "r");
  ASSERT_TRUE(file);
  X509* read = PEM_read_X509(file, nullptr, nullptr, nullptr);
  std::fclose(file);
  ASSERT_TRUE(read);
  for (const auto* name : {"localhost", "praktijk.example"}) {
    EXPECT_EQ(X509_check_host(read, name, 0, 0, nullptr), 1) << name;
  }
  for (const auto* address : {"127.0.0.1", "::1", "192.0.2.7"}) {
    EXPECT_EQ(X509_check_ip_asc(read, address, 0), 1) << address;
  }
  EXPECT_EQ(X509_check_host(read, "other.example", 0, 0, nullptr), 0);
  int days = 0;
  int seconds = 0;
  ASN1_TIME_diff(&days, &seconds, X509_get0_notBefore(read), X509_get0_notAfter(read));
  EXPECT_EQ(days, kCertificateDays);
  EXPECT_LT(X509_cmp_current_time(X509_get0_notBefore(read)), 0);
  EXPECT_EQ(EVP_PKEY_get_bits(X509_get0_pubkey(read)), 256);
  EXPECT_EQ(X509_verify(read, X509_get0_pubkey(read)), 1);
  X509_free(read);
  struct stat mode{};
  ASSERT_EQ(::stat(key().c_str(), &mode), 0);
  EXPECT_EQ(mode.st_mode & 0777U, 0600U);
}

TEST_F(TlsServer, a_certificate_that_is_there_is_kept) {
  const auto bytes_of = [](const fs::path& path) {
    std::ifstream in(path);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  ASSERT_TRUE(ensure_self_signed(certificate(), key(), {}, kNow));
  const std::string before = bytes_of(certificate());

  ASSERT_TRUE(ensure_self_signed(certificate(), key(), {}, kNow));
  EXPECT_EQ(bytes_of(certificate()), before);

  fs::remove(key());
  EXPECT_EQ(ensure_self_signed(certificate(), key(), {}, kNow).error().what.key, "http.half_a_certificate");
  EXPECT_EQ(bytes_of(certificate()), before);
}

TEST_F(TlsServer, a_name_cannot_bring_another_name_along) {
  for (const auto* name : {"a,DNS:bank.example", "", "a b", "é.nl", ".a"}) {
    EXPECT_EQ(ensure_self_signed(certificate(), key(), {name}, kNow).error().what.key, "http.bad_host_name") << name;
  }
  EXPECT_FALSE(fs::exists(key()));
}

TEST_F(TlsServer, a_place_that_cannot_be_written_is_told) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "file") << "x";

  EXPECT_EQ(ensure_self_signed(folder_ / "file" / "server.crt", key(), {}, kNow).error().kind, FaultKind::kUnavailable);
  EXPECT_FALSE(fs::exists(key()));
}

}  // namespace
}  // namespace waarborg::http
