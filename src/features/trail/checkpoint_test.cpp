// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/checkpoint.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace waarborg::trail {
namespace {

// Key, text and signature of the tests of golang.org/x/mod/sumdb/note (note_test.go).
const std::string kPeter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string kPeterSecret = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";  // 0x01 and the seed
const std::string kPeterText =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const std::string kPeterNote =
    kPeterText +
    "\n\u2014 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

// The example of C2SP tlog-checkpoint.
const std::string kBehindTheSofa =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "\u2014 example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

const std::string kOrigin = "zorg.example/trail";

crypto::SigningKey peter_key() {
  const crypto::Bytes bytes = *crypto::base64_decode(kPeterSecret);
  std::array<std::uint8_t, 32> seed{};
  std::copy(bytes.begin() + 1, bytes.end(), seed.begin());
  return crypto::SigningKey::from_seed(seed);
}

Checkpoint example() { return {kOrigin, 42, leaf_hash("x"), {}}; }

TEST(Checkpoint, the_note_of_go_verifies_and_is_written_byte_for_byte) {
  const auto key = parse_verifier_key(kPeter);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->name, "PeterNeumann");
  EXPECT_EQ(key_id(*key), 0xC74F20A3U);
  EXPECT_EQ(to_text(*key), kPeter);

  const Result<SignedNote> note = parse_note(kPeterNote);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->text, kPeterText);
  EXPECT_TRUE(is_signed_by(*note, *key));
  EXPECT_EQ(to_text(*note), kPeterNote);
  EXPECT_EQ(to_text(SignedNote{kPeterText, {sign_note(kPeterText, "PeterNeumann", peter_key())}}), kPeterNote);
}

TEST(Checkpoint, a_verifier_key_with_any_part_missing_or_changed_is_refused) {
  for (std::size_t from = 0; from <= kPeter.size(); ++from) {
    for (std::size_t to = from; to <= kPeter.size(); ++to) {
      if (from == 0 && to == kPeter.size()) continue;
      EXPECT_FALSE(parse_verifier_key(kPeter.substr(from, to - from)));
    }
  }
  for (std::size_t at = 0; at < kPeter.size(); ++at) {
    std::string changed = kPeter;
    ++changed[at];
    EXPECT_FALSE(parse_verifier_key(changed)) << changed;
  }
  // Of note_test.go: another length and another algorithm, with the key id that fits them.
  EXPECT_FALSE(parse_verifier_key("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="));
  EXPECT_FALSE(parse_verifier_key("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"));
}

TEST(Checkpoint, the_example_of_the_standard_reads) {
  const Result<SignedNote> note = parse_note(kBehindTheSofa);
  ASSERT_TRUE(note);
  ASSERT_EQ(note->signatures.size(), 1U);
  EXPECT_EQ(note->signatures[0].name, "example.com/behind-the-sofa");
  EXPECT_EQ(note->signatures[0].bytes.size(), 64U);
  const Result<Checkpoint> checkpoint = parse_checkpoint(note->text);
  ASSERT_TRUE(checkpoint);
  EXPECT_EQ(checkpoint->origin, "example.com/behind-the-sofa");
  EXPECT_EQ(checkpoint->size, 20852163U);
  EXPECT_EQ(to_text(*checkpoint), note->text);
  EXPECT_EQ(to_text(*note), kBehindTheSofa);
}

TEST(Checkpoint, a_note_text_may_hold_empty_lines) {
  const std::string note =
      "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned \u00e8 subito sera.\n\n"
      "\u2014 quasimodo.example/salvatore "
      "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
  const Result<SignedNote> parsed = parse_note(note);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(to_text(*parsed), note);
  EXPECT_TRUE(parsed->text.ends_with("subito sera.\n"));
}

TEST(Checkpoint, verifies_what_it_signed) {
  const crypto::SigningKey key = crypto::SigningKey::create();
  const std::string note = sign_checkpoint(example(), key);
  EXPECT_EQ(verify_checkpoint(note, kOrigin, {kOrigin, key.public_key()}), example());
}

TEST(Checkpoint, any_changed_byte_is_refused) {
  const crypto::SigningKey key = crypto::SigningKey::create();
  const std::string note = sign_checkpoint(example(), key);
  for (std::size_t at = 0; at < note.size(); ++at) {
    for (const int bit : {1, 4, 32}) {
      std::string changed = note;
      changed[at] = static_cast<char>(changed[at] ^ bit);
      EXPECT_FALSE(verify_checkpoint(changed, kOrigin, {kOrigin, key.public_key()})) << changed;
    }
  }
}

TEST(Checkpoint, another_log_or_another_key_is_refused) {
  const crypto::SigningKey key = crypto::SigningKey::create();
  const std::string note = sign_checkpoint(example(), key);
  EXPECT_EQ(verify_checkpoint(note, "other.example", {kOrigin, key.public_key()}).error().what.key,
            "trail.checkpoint.origin");
  EXPECT_EQ(verify_checkpoint(note, kOrigin, {kOrigin, crypto::SigningKey::create().public_key()}).error().what.key,
            "trail.checkpoint.not_signed");
  EXPECT_EQ(verify_checkpoint(note, kOrigin, {"other.example", key.public_key()}).error().what.key,
            "trail.checkpoint.not_signed");
}

TEST(Checkpoint, signatures_of_strangers_are_ignored_but_a_false_one_of_ours_is_not) {
  const crypto::SigningKey ours = crypto::SigningKey::create();
  const crypto::SigningKey witness = crypto::SigningKey::create();
  const std::string text = to_text(example());
  const NoteSignature good = sign_note(text, kOrigin, ours);
  NoteSignature bad = good;
  bad.bytes[0] = static_cast<char>(bad.bytes[0] ^ 1);
  const VerifierKey key{kOrigin, ours.public_key()};
  EXPECT_TRUE(is_signed_by({text, {sign_note(text, "witness.example", witness), good}}, key));
  EXPECT_TRUE(is_signed_by({text, {good, {"pq.example", 7, std::string(4000, 'x')}}}, key));
  EXPECT_FALSE(is_signed_by({text, {good, bad}}, key));
  EXPECT_FALSE(is_signed_by({text, {bad, good}}, key));
  EXPECT_FALSE(is_signed_by({text, {sign_note(text, kOrigin, witness)}}, key));
  EXPECT_FALSE(is_signed_by({text, {}}, key));
}

TEST(Checkpoint, malformed_notes_are_refused) {
  const std::string signature = kPeterNote.substr(kPeterText.size() + 1);
  std::string many = kPeterText + "\n";
  for (int i = 0; i < 101; ++i) many += signature;
  for (const std::string& note : {std::string{},
                                  kPeterText,
                                  kPeterText + signature,
                                  kPeterText + "\n",
                                  kPeterNote.substr(0, kPeterNote.size() - 1),
                                  kPeterNote + "\n",
                                  kPeterNote + "x\n",
                                  kPeterText + "\n- " + signature.substr(4),
                                  kPeterText + "\n" + "\u2014 x08=\n",
                                  kPeterText + "\n\u2014 Peter Neumann x08go/ZJ\n",
                                  kPeterText + "\n\u2014 Peter+Neumann x08go/ZJ\n",
                                  kPeterText + "\n\u2014 Peter\u2003Neumann x08go/ZJ\n",
                                  kPeterText + "\n\u2014  x08go/ZJ\n",
                                  kPeterText + "\n\u2014 PeterNeumann x08go/Z\n",
                                  kPeterText + "\n\u2014 PeterNeumann x08gow==\n",
                                  "\r\n" + kPeterNote,
                                  "\t" + kPeterNote,
                                  "\xC3(" + kPeterNote,
                                  "\xED\xA0\x80" + kPeterNote,
                                  "\xC0\xAF" + kPeterNote,
                                  many,
                                  std::string(1'000'001, 'x') + kPeterNote}) {
    EXPECT_FALSE(parse_note(note)) << note.substr(0, 200);
  }
}

TEST(Checkpoint, malformed_checkpoints_are_refused_with_their_line) {
  const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  const auto where = [](const std::string& text) {
    const Result<Checkpoint> checkpoint = parse_checkpoint(text);
    return checkpoint ? "accepted" : checkpoint.error().where;
  };
  EXPECT_EQ(where("o\n0\n" + root), "accepted");
  EXPECT_EQ(where("o\n18446744073709551615\n" + root + "extension\n"), "accepted");
  EXPECT_EQ(where("\n1\n" + root), "line 1");
  for (const char* size : {"", "01", "+1", "-1", "1 ", "0x1", "18446744073709551616", "1e3"}) {
    EXPECT_EQ(where("o\n" + std::string{size} + "\n" + root), "line 2") << size;
  }
  EXPECT_EQ(where("o\n1\n"), "line 3");
  EXPECT_EQ(where("o\n1\n" + root.substr(1)), "line 3");
  EXPECT_EQ(where("o\n1\nAAAA\n"), "line 3");
  EXPECT_EQ(where("o\n1\n" + root + "\n"), "line 4");
  EXPECT_EQ(where("o\n1\n" + root + "a\n\n"), "line 5");
  EXPECT_FALSE(parse_checkpoint("o\n1\n" + root.substr(0, root.size() - 1)));
  EXPECT_FALSE(parse_checkpoint(""));
}

}  // namespace
}  // namespace waarborg::trail
