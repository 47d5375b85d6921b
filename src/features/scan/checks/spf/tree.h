// SPDX-License-Identifier: EUPL-1.2
//
// What can be said of an SPF record without a mail to judge: all that its includes and redirects lead to, as a receiver
// goes through it for a sender that nothing matches, which is the longest way (RFC 7208 sections 4.6.4, 5.2 and 6.1).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/scan/checks/spf/record.h"
#include "features/scan/facts_dns.h"

namespace waarborg::scan::spf {

/// What makes receivers answer "permerror" on the way.
enum class Trouble {
  kNone,
  kNoRecord,        ///< An include or redirect leads to a name without a record.
  kSeveral,         ///< … with more than one.
  kBadTerm,         ///< … with one that the grammar does not allow.
  kBadName,         ///< … to what is no name.
  kLoop,            ///< … to a record that leads to it.
  kTooManyServers,  ///< A term "mx" for a name with more than ten.
};

struct Tree {
  Trouble trouble = Trouble::kNone;  ///< The first that is known.
  std::string at;                    ///< The name that it is about.
  std::string term;                  ///< The term that led there, or that is wrong there.
  std::string unknown_at;            ///< The first name of which the record is not known; empty without.
  int lookups = 0;                   ///< Terms that ask the DNS, exact up to kMostCounted.
  int void_lookups = 0;              ///< Of the first ten of those: known to find nothing.
  int unknown_lookups = 0;           ///< Of the first ten of those: not known whether they find something.
  std::optional<char> all;           ///< Qualifier of the "all" that ends it; nothing when there is none, or not known.
  bool all_is_known = true;
  bool has_ptr = false;
  bool has_macro = false;      ///< An include or redirect that depends on the mail: it counts, and is not followed.
  bool has_after_all = false;  ///< Terms that no receiver comes to, in the first record.
  std::vector<std::string> records;    ///< "name: record", in the order met.
  std::vector<DnsQuestion> questions;  ///< Still to be asked; more may follow from the answers.
};

/// Lookups after which it looks no further: the verdict is known, and a tree made with ill will has no end.
inline constexpr int kMostCounted = 30;

/// The records at a name that are of SPF, as section 4.5 selects them; nothing when they are not known.
std::optional<std::vector<std::string>> spf_records(const DnsAnswers& answers, const std::string& name);

/// The record is that of the domain.
Tree walk(const DnsAnswers& answers, const std::string& domain, const std::string& record);

/// Whether the record says that no mail comes from the domain: nothing but "-all" and an explanation.
bool sends_no_mail(const std::string& record);

}  // namespace waarborg::scan::spf
