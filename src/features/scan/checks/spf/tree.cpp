// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/spf/tree.h"

#include <algorithm>

#include "features/scan/checks/spf/check_host.h"
#include "features/scan/mail_dns/finding.h"

namespace waarborg::scan::spf {
namespace {

class Walk {
 public:
  explicit Walk(const DnsAnswers& answers) : answers_(answers) {}

  Tree run(const std::string& domain, const std::string& text) {
    tree_.all_is_known = false;
    follow(domain, text, "", true);
    return std::move(tree_);
  }

 private:
  void note(Trouble trouble, const std::string& at, const std::string& term) {
    if (tree_.trouble != Trouble::kNone) return;
    tree_.trouble = trouble;
    tree_.at = at;
    tree_.term = term;
  }

  bool counts_on() const { return tree_.lookups <= kMostCounted; }

  /// `ends`: what this record says last holds for the whole, as it is the first or came by redirect from it.
  void follow(const std::string& domain, const std::string& text, const std::string& led_by, bool ends) {
    tree_.records.push_back(domain + ": " + text);
    const auto record = read_record(text);
    if (!record) {
      const auto& args = record.error().what.args;
      return note(Trouble::kBadTerm, domain, args.empty() ? led_by : args.front().second);
    }
    path_.push_back(domain);
    const bool stopped = go_through(*record, domain, ends);
    const auto& redirect = record->redirect;
    if (!stopped && redirect.has_value() && counts_on()) {
      ++tree_.lookups;
      lead(*redirect, record->redirect_text, domain, ends);
    } else if (!stopped && ends) {
      tree_.all_is_known = true;
    }
    path_.pop_back();
  }

  /// Whether an "all" ended it.
  bool go_through(const Record& record, const std::string& domain, bool ends) {
    for (const Directive& directive : record.directives) {
      if (directive.mechanism == Mechanism::kAll) {
        if (ends) {
          tree_.all = directive.qualifier;
          tree_.all_is_known = true;
        }
        if (path_.size() == 1 && &directive != &record.directives.back()) tree_.has_after_all = true;
        return true;
      }
      if (!looks_up(directive.mechanism)) continue;
      if (!counts_on()) return true;
      ++tree_.lookups;
      if (directive.mechanism == Mechanism::kPtr) tree_.has_ptr = true;
      if (directive.mechanism == Mechanism::kInclude) {
        lead(*directive.domain, directive.text, domain, false);
      } else if (tree_.lookups <= kMostLookups) {
        look(directive, domain);
      }
    }
    return false;
  }

  /// An include or redirect.
  void lead(const MacroText& spec, const std::string& term, const std::string& domain, bool ends) {
    if (!is_fixed(spec)) {
      tree_.has_macro = true;
      return;
    }
    const std::string target = target_in(spec, domain);
    if (!is_name(target)) return note(Trouble::kBadName, target, term);
    if (std::ranges::find(path_, target) != path_.end()) return note(Trouble::kLoop, target, term);
    mail_dns::ask(tree_.questions, answers_, target, "TXT");
    const auto records = spf_records(answers_, target);
    if (!records) {
      if (tree_.unknown_at.empty()) tree_.unknown_at = target;
    } else if (records->size() != 1) {
      note(records->empty() ? Trouble::kNoRecord : Trouble::kSeveral, target, term);
    } else {
      follow(target, records->front(), term, ends);
    }
  }

  static std::string target_in(const MacroText& spec, const std::string& domain) {
    MacroValues values;
    values.domain = domain;
    return target_name(expand(spec, values));
  }

  /// Whether a, mx or exists finds anything. What "ptr" asks, the sender's address decides.
  void look(const Directive& directive, const std::string& domain) {
    if (directive.mechanism == Mechanism::kPtr) return;
    if (directive.domain && !is_fixed(*directive.domain)) return;
    const std::string target = directive.domain ? target_in(*directive.domain, domain) : domain;
    if (!is_name(target)) return;
    switch (directive.mechanism) {
      case Mechanism::kMx:
        return count_void(target, {"MX"});
      case Mechanism::kExists:
        return count_void(target, {"A"});
      default:
        return count_void(target, {"A", "AAAA"});
    }
  }

  void count_void(const std::string& target, std::initializer_list<std::string_view> types) {
    bool all_absent = true;
    bool unknown = false;
    for (const std::string_view type : types) {
      mail_dns::ask(tree_.questions, answers_, target, type);
      const DnsAnswer* answer = find(answers_, target, type);
      if (answer == nullptr || is_unknown(*answer)) {
        unknown = true;
      } else if (!is_absent(*answer)) {
        all_absent = false;
        if (type == "MX" && answer->records.size() > kMostMailServers) note(Trouble::kTooManyServers, target, "mx");
      }
    }
    if (!all_absent) return;
    unknown ? ++tree_.unknown_lookups : ++tree_.void_lookups;
  }

  const DnsAnswers& answers_;
  Tree tree_;
  std::vector<std::string> path_;
};

}  // namespace

std::optional<std::vector<std::string>> spf_records(const DnsAnswers& answers, const std::string& name) {
  auto found = mail_dns::txt_records(answers, name);
  if (!found.known) return std::nullopt;
  std::erase_if(found.records, [](const std::string& record) { return !is_spf(record); });
  return std::move(found.records);
}

Tree walk(const DnsAnswers& answers, const std::string& domain, const std::string& record) {
  return Walk(answers).run(domain, record);
}

bool sends_no_mail(const std::string& record) {
  const auto read = read_record(record);
  return read && read->directives.size() == 1 && read->directives[0].mechanism == Mechanism::kAll &&
         read->directives[0].qualifier == '-';
}

}  // namespace waarborg::scan::spf
