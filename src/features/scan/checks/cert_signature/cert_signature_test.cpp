// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_certificates.h"
#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::cert_signature {
extern const Check kCheck;

namespace {

using namespace testing;

/// The leaf, signed like this by an issuer with that key.
TlsFacts signed_by(std::string key, std::string hash, bool pss = false) {
  Wanted wanted = leaf();
  wanted.hash = std::move(hash);
  wanted.pss = pss;
  Wanted issuer = intermediate();
  issuer.key = std::move(key);
  TlsFacts facts = good_tls();
  facts.handshake.chain = in_base64({certificate(wanted, issuer), certificate(issuer, root())});
  return facts;
}

TlsFacts with_sha1_root(int chain_error) {
  Wanted top = root();
  top.hash = "SHA1";
  TlsFacts facts = good_tls();
  facts.handshake.chain_error = chain_error;
  facts.handshake.chain =
      in_base64({certificate(leaf(), intermediate()), certificate(intermediate(), root()), certificate(top)});
  return facts;
}

TEST(CertSignature, must_rest_on_a_hash_that_holds) {
  expect(kCheck, Subject::kWeb,
         {
             {"ECDSA with SHA-256", site({good_tls()}), "pass", "pass", "good"},
             {"ECDSA with SHA-384", site({signed_by("secp384r1", "SHA384")}), "pass", "pass", "good"},
             {"ECDSA with SHA-1", site({signed_by("secp256r1", "SHA1")}), "fail", "fail", "insufficient"},
             {"RSA with SHA-256", site({signed_by("rsa2048", "SHA256")}), "pass", "pass", "good"},
             {"RSA with SHA-512", site({signed_by("rsa2048", "SHA512")}), "pass", "pass", "good"},
             {"RSA with SHA-224", site({signed_by("rsa2048", "SHA224")}), "warn", "warn", "phase_out"},
             {"RSA with SHA-1", site({signed_by("rsa2048", "SHA1")}), "fail", "fail", "insufficient"},
             {"RSA with MD5", site({signed_by("rsa2048", "MD5")}), "fail", "fail", "insufficient"},
             {"RSASSA-PSS with SHA-256", site({signed_by("rsa2048", "SHA256", true)}), "fail", "pass", "good"},
             {"RSASSA-PSS with SHA-1", site({signed_by("rsa2048", "SHA1", true)}), "fail", "fail", "insufficient"},
             {"RSASSA-PSS by a key for that alone", site({signed_by("rsapss2048", "SHA256", true)}), "fail", "pass",
              "good"},
             {"Ed25519", site({signed_by("ed25519", "SHA256")}), "pass", "pass", "good"},
             {"Ed448", site({signed_by("ed448", "SHA256")}), "pass", "pass", "good"},
             {"DSA", site({signed_by("dsa1024", "SHA256")}), "fail", "fail", "insufficient"},
             {"a known root with SHA-1", site({with_sha1_root(0)}), "pass", "pass", "good"},
             {"a root with SHA-1 that nobody knows", site({with_sha1_root(19)}), "fail", "fail", "insufficient"},
             {"the worst of two addresses", site({good_tls(), signed_by("rsa2048", "SHA1")}), "fail", "fail",
              "insufficient"},
             {"no certificate seen", site({all_ended(HelloOutcome::kTimeout)}), "?", "?", "silent"},
         });
}

}  // namespace
}  // namespace waarborg::scan::cert_signature
