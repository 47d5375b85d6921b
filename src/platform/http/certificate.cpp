// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/certificate.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace waarborg::http {
namespace {

namespace fs = std::filesystem;

template <auto free>
struct Freeing {
  template <class T>
  void operator()(T* thing) const {
    free(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freeing<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freeing<X509_EXTENSION_free>>;
using Memory = std::unique_ptr<BIO, Freeing<BIO_free>>;

void require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL could not make a certificate");
}

bool is_address(const std::string& name) {
  std::array<unsigned char, 16> bytes{};
  return inet_pton(AF_INET, name.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1;
}

// Letters, digits, hyphens and dots (RFC 1123 section 2.1); a comma would add a name of its own to the extension.
bool is_host(const std::string& name) {
  return !name.empty() && name.size() <= 253 && name.front() != '.' && name.front() != '-' &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
         });
}

std::string subject_names(const std::vector<std::string>& names) {
  std::string text = "DNS:localhost,IP:127.0.0.1,IP:::1";
  for (const std::string& name : names) {
    const std::string item = (is_address(name) ? "IP:" : "DNS:") + name;
    if (("," + text + ",").find("," + item + ",") == std::string::npos) text += "," + item;
  }
  return text;
}

void add_extension(X509* certificate, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

void set_serial(X509* certificate) {
  std::array<unsigned char, 16> bytes{};
  require(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1);
  bytes[0] &= 0x7FU;  // positive (RFC 5280 section 4.1.2.2)
  const std::unique_ptr<BIGNUM, Freeing<BN_free>> number(BN_bin2bn(bytes.data(), bytes.size(), nullptr));
  require(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)));
}

Certificate make_certificate(EVP_PKEY* key, const std::vector<std::string>& names, Moment now) {
  Certificate made(X509_new());
  require(made && X509_set_version(made.get(), X509_VERSION_3) == 1);
  set_serial(made.get());
  // A day earlier, for clients whose clock is behind.
  const std::time_t from = std::chrono::system_clock::to_time_t(now) - 24 * 60 * 60;
  require(ASN1_TIME_set(X509_getm_notBefore(made.get()), from) &&
          ASN1_TIME_adj(X509_getm_notAfter(made.get()), from, kCertificateDays, 0));
  const std::string common = names.empty() ? "localhost" : names.front().substr(0, 64);
  X509_NAME* subject = X509_get_subject_name(made.get());
  const auto* text = reinterpret_cast<const unsigned char*>(common.c_str());
  require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1);
  require(X509_set_issuer_name(made.get(), subject) == 1 && X509_set_pubkey(made.get(), key) == 1);
  add_extension(made.get(), NID_subject_alt_name, subject_names(names));
  add_extension(made.get(), NID_basic_constraints, "critical,CA:FALSE");
  add_extension(made.get(), NID_key_usage, "critical,digitalSignature");
  add_extension(made.get(), NID_ext_key_usage, "serverAuth");
  add_extension(made.get(), NID_subject_key_identifier, "hash");
  require(X509_sign(made.get(), key, EVP_sha256()) > 0);
  return made;
}

std::string text_of(BIO* memory) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory, &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0;
}

// Writes beside the place and moves into it, so that a reader never sees half a file.
bool write_file(const fs::path& place, std::string_view bytes, mode_t mode) {
  const fs::path beside = place.string() + ".new";
  std::error_code ec;
  fs::remove(beside, ec);
  const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return false;
  const bool written = write_all(file, bytes);
  if (::close(file) != 0 || !written) {
    fs::remove(beside, ec);
    return false;
  }
  fs::rename(beside, place, ec);
  return !ec;
}

Result<void> write_both(const fs::path& certificate, const fs::path& key, const Certificate& made, const Key& pair) {
  const Memory key_text(BIO_new(BIO_s_mem()));
  const Memory certificate_text(BIO_new(BIO_s_mem()));
  require(PEM_write_bio_PrivateKey(key_text.get(), pair.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  require(PEM_write_bio_X509(certificate_text.get(), made.get()) == 1);
  std::error_code ec;
  if (certificate.has_parent_path()) fs::create_directories(certificate.parent_path(), ec);
  if (!ec && key.has_parent_path()) fs::create_directories(key.parent_path(), ec);
  if (!ec && write_file(key, text_of(key_text.get()), 0600)) {
    if (write_file(certificate, text_of(certificate_text.get()), 0644)) return {};
    fs::remove(key, ec);
  }
  return fail(FaultKind::kUnavailable, "http.certificate_not_written", certificate.string(),
              {{"file", certificate.string()}});
}

}  // namespace

Result<void> ensure_self_signed(const fs::path& certificate, const fs::path& key, const std::vector<std::string>& names,
                                Moment now) {
  std::error_code ec;
  const bool has_certificate = fs::exists(certificate, ec);
  const bool has_key = fs::exists(key, ec);
  if (has_certificate && has_key) return {};
  if (has_certificate || has_key) {
    const fs::path& lacking = has_certificate ? key : certificate;
    return invalid("http.half_a_certificate", lacking.string(), {{"file", lacking.string()}});
  }
  for (const std::string& name : names) {
    if (!is_address(name) && !is_host(name)) return invalid("http.bad_host_name", name, {{"name", name}});
  }
  const Key pair(EVP_EC_gen("P-256"));
  require(pair != nullptr);
  return write_both(certificate, key, make_certificate(pair.get(), names, now), pair);
}

}  // namespace waarborg::http
