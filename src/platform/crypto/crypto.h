// SPDX-License-Identifier: EUPL-1.2
//
// The door to platform/crypto. No cryptography of our own: OpenSSL 3 and libsodium do the work.
//
//   random.h         random_bytes  random_token  new_id
//   hash.h           sha256  sha256_hex  Sha256  equal_constant_time
//   encoding.h       hex, base64, base64url, base32: …_encode and …_decode
//   password.h       hash_password  decoy_hash  verify_password  needs_rehash
//   totp.h           new_totp_secret  totp_code  totp_verify  otpauth_uri
//   signing_key.h    SigningKey  verify_signature
//   seal.h           seal  open  load_or_create_key
//   sealed_stream.h  SealedWriter  SealedReader
//   qr.h             qr_svg
//
// Passkeys have their own door: passkey.h.
#pragma once

// IWYU pragma: begin_exports
#include "platform/crypto/encoding.h"
#include "platform/crypto/hash.h"
#include "platform/crypto/password.h"
#include "platform/crypto/qr.h"
#include "platform/crypto/random.h"
#include "platform/crypto/seal.h"
#include "platform/crypto/sealed_stream.h"
#include "platform/crypto/signing_key.h"
#include "platform/crypto/totp.h"
// IWYU pragma: end_exports
