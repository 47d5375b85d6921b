// SPDX-License-Identifier: EUPL-1.2
//
// One CAA record: RFC 8659 (the record, issue, issuewild, iodef), RFC 8657 (accounturi, validationmethods), RFC 9495
// (issuemail), and the properties in IANA's register "Certification Authority Restriction Properties".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waarborg::scan::caa {

/// A CAA record as text. Source: RDATA of 65,535 bytes at most, each as \DDD at worst, is longer; real ones have less
/// than two hundred bytes.
inline constexpr std::size_t kMaxRecordBytes = 4096;
/// internet.nl reads no more of one set.
inline constexpr std::size_t kMaxRecords = 100;

struct Record {
  int flags = 0;      ///< 0 to 255; 128 is "critical" (RFC 8659 section 4.1.1).
  std::string tag;    ///< As it stands; compared without regard to capitals.
  std::string value;  ///< Bytes, without quotes and escapes.

  bool operator==(const Record&) const = default;
};

/// `0 issue "ca.example.net"` (RFC 8659 section 4.1.1, RFC 1035 section 5.1). Nothing when it is not of that form.
std::optional<Record> read_record(std::string_view text);

struct Parameter {
  std::string tag;
  std::string value;

  bool operator==(const Parameter&) const = default;
};

/// The value of issue, issuewild, issuemail and issuevmc.
struct IssueValue {
  std::string issuer;  ///< Who may issue; empty: nobody.
  std::vector<Parameter> parameters;

  bool operator==(const IssueValue&) const = default;
};

/// RFC 8659 section 4.2. Nothing when it does not conform: certification authorities must then read it as "nobody".
std::optional<IssueValue> read_issue_value(std::string_view value);

/// What is wrong with a record.
enum class Flaw {
  kNone,
  kReservedFlags,    ///< Bits other than "critical" are set.
  kUnknownTag,       ///< Not in the register.
  kReservedTag,      ///< In the register, and not to be used.
  kSyntax,           ///< The value is not of its grammar.
  kUnknownMethod,    ///< validationmethods names one that is not in the register of ACME (RFC 8657 section 4).
  kCriticalUnknown,  ///< Unknown and critical: no certification authority may issue (RFC 8659 section 4.1.1).
};

/// As internet.nl judges: every flaw counts.
Flaw flaw_by_internet_nl(const Record& record);
/// As the RFCs have it: reserved flags and unknown tags are passed over unless they are critical; a validation method
/// that nobody knows is allowed.
Flaw flaw_by_standard(const Record& record);

}  // namespace waarborg::scan::caa
