// SPDX-License-Identifier: EUPL-1.2
//
// The list of evidence: filters, orders and pages, and what of it the asker may judge.
#include <algorithm>
#include <array>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "features/auth/people.h"
#include "features/evidence/judging.h"
#include "features/evidence/queries.h"
#include "features/evidence/rules.h"
#include "features/evidence/store.h"
#include "platform/db/listing.h"

namespace waarborg::evidence {

/// A row as the statements give it, with what tells who may judge it.
struct FoundRow : EvidenceRow {
  std::string collector_account;
  std::string author;
};
BOOST_DESCRIBE_STRUCT(FoundRow, (),
                      (id, title, kind, aspect, measure, measure_title, covers_from, covers_to, received_at,
                       valid_until, result, review, collector, file_name, sha256, expires_in_days, occurrence, version,
                       may_review, collector_account, author))

namespace {

/// What the list filters by; what is empty lets every row through.
struct Filter {
  std::string until, since;  ///< Days between which it expires.
  std::string title;         ///< Part of it.
  std::string search;        ///< Part of the title, or of the name of the measure.
  std::string measures;      ///< JSON list of those whose name has the search in it.
};

Result<db::Listed<FoundRow>> page_of(db::Transaction& tx, const OrganisationId& organisation, const ListQuery& query,
                                     const Filter& filter) {
  const std::string usual = query.expiring ? "valid_until" : "-received_at";
  const db::PageWish wish{query.sort.empty() ? usual : query.sort, query.after, query.limit,
                          filter.search.empty() ? 0 : db::kSearchLook};
  return db::page_of<FoundRow>(tx, sql::kEvidencePage, wish, organisation, query.measure, query.review, query.aspect,
                               query.kind, query.place, filter.until, filter.since, filter.title, filter.search,
                               filter.measures);
}

/// Pieces that wait, of one measure and from the same hands.
struct WaitingGroup {
  std::string measure, collector_account, collector, author;
  std::int64_t pieces = 0;
  Moment since{};
};
BOOST_DESCRIBE_STRUCT(WaitingGroup, (), (measure, collector_account, collector, author, pieces, since))

struct OneText {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(OneText, (), (text))

struct JudgedRow {
  std::string id, review;
};
BOOST_DESCRIBE_STRUCT(JudgedRow, (), (id, review))

/// Who may judge what, by who owns the measures now; who owned one in the past is looked up when it is judged.
class Independence {
 public:
  Independence(db::Transaction& tx, const auth::Actor& who) : tied_(auth::people_of_accounts(tx, who.organisation)) {
    for (const auto& [account, person] : tied_) signing_in_.insert(person);
    for (auto& [account, former] : auth::former_accounts(tx, who.organisation)) {
      if (!former.person.empty()) tied_[account] = std::move(former.person);
    }
    reviewer_ = {who.account.text, who.name, person_of(who.account.text)};
  }

  bool may_judge(const MeasureCard& card, const std::string& collector_account, const std::string& collector,
                 const std::string& author) const {
    return check_independent(
               {reviewer_,
                party(collector_account, collector),
                {"", author},
                {"", card.owner_name, card.owner_person, card.owner_name, signing_in_.contains(card.owner_person)}})
        .has_value();
  }

 private:
  /// As auth::party.
  Person party(const std::string& account, const std::string& name) const {
    Person out{account, name, person_of(account)};
    if (!out.person.empty() && !signing_in_.contains(out.person)) out.account.clear();
    return out;
  }

  std::string person_of(const std::string& account) const {
    const auto found = tied_.find(account);
    return found == tied_.end() ? std::string() : found->second;
  }

  std::map<std::string, std::string> tied_;  ///< Person by account; also of those who left.
  std::set<std::string> signing_in_;         ///< People.
  Person reviewer_;
};

std::int64_t total_of(db::Transaction& tx, const OrganisationId& organisation, const ListQuery& query,
                      const Filter& filter) {
  return tx.number(sql::kEvidenceCount, organisation, query.measure, query.review, query.aspect, query.kind,
                   query.place, filter.until, filter.since, filter.title, filter.search, filter.measures);
}

}  // namespace

std::vector<std::string> list_orders() { return db::order_words(sql::kEvidencePage); }

std::optional<std::int64_t> days_until(const std::optional<Day>& until, Day today) {
  if (!until) return std::nullopt;
  return (*until - today).count();
}

std::vector<EvidenceRow> Evidence::titled(db::Transaction& tx, const OrganisationId& organisation,
                                          const std::vector<FoundRow>& found) const {
  std::vector<EvidenceRow> rows(found.begin(), found.end());
  std::vector<std::string> measures;
  measures.reserve(rows.size());
  for (const EvidenceRow& row : rows) measures.push_back(row.measure);
  std::ranges::sort(measures);
  measures.erase(std::ranges::unique(measures).begin(), measures.end());
  std::map<std::string, std::string> titles;
  if (measure_facts_.titles && !measures.empty()) {
    titles = measure_facts_.titles(tx, organisation, measures);
  } else {
    for (const auto& [id, card] : cards_of(tx, measure_facts_, organisation, measures)) titles[id] = card.title;
  }
  for (EvidenceRow& row : rows) {
    if (const auto title = titles.find(row.measure); title != titles.end()) row.measure_title = title->second;
    row.expires_in_days = days_until(row.valid_until, clock_.today());
  }
  return rows;
}

void Evidence::mark_reviewable(db::Transaction& tx, const auth::Actor& who, std::vector<FoundRow>& rows) const {
  if (!who.may("evidence.review")) return;
  std::vector<std::string> measures;
  for (const FoundRow& row : rows) {
    if (row.review == "pending") measures.push_back(row.measure);
  }
  if (measures.empty()) return;
  std::ranges::sort(measures);
  measures.erase(std::ranges::unique(measures).begin(), measures.end());
  const auto known = cards_of(tx, measure_facts_, who.organisation, measures);
  const Independence independence(tx, who);
  for (FoundRow& row : rows) {
    if (row.review != "pending") continue;
    row.may_review =
        independence.may_judge(card_in(known, row.measure), row.collector_account, row.collector, row.author);
  }
}

Result<auth::Page<EvidenceRow>> Evidence::list(const auth::Actor& who, const ListQuery& query) {
  if (auto ok = auth::require(who, "evidence.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  std::vector<std::string> measures;
  if (!query.search.empty() && !query.by_title && measure_facts_.named) {
    measures = measure_facts_.named(tx, who.organisation, query.search);
  }
  const Day today = clock_.today();
  const auto day = [&](std::chrono::days from_now) {
    return query.expiring ? waarborg::to_text(today + from_now) : std::string();
  };
  const std::string text = lower(query.search);
  const Filter filter{day(std::chrono::days(kExpiringDays)), day(-std::chrono::days(kExpiredShownDays)),
                      query.by_title ? text : "", query.by_title ? "" : text, json::print(json::encode(measures))};
  auto found = page_of(tx, who.organisation, query, filter);
  if (!found) return std::unexpected(found.error());
  auth::Page<EvidenceRow> page;
  page.total = found->total([&] {  // by title: for the search over everything, which shows no number
    return query.by_title ? std::ssize(found->rows) : total_of(tx, who.organisation, query, filter);
  });
  page.next = found->next(page.total);
  mark_reviewable(tx, who, found->rows);
  page.items = titled(tx, who.organisation, found->rows);
  return page;
}

std::vector<EvidenceRow> Evidence::expiring(db::Transaction& tx, const OrganisationId& organisation, int days,
                                            std::int64_t limit) {
  const Day today = clock_.today();
  return titled(tx, organisation,
                tx.rows<FoundRow>(sql::kEvidenceExpiring, organisation, today + std::chrono::days(days),
                                  today - std::chrono::days(kExpiredShownDays), "", limit));
}

WaitingEvidence Evidence::waiting(db::Transaction& tx, const auth::Actor& who,
                                  const std::function<MeasureCard(const std::string& measure)>& card_of) const {
  if (!who.may("evidence.review")) return {};
  const auto groups = tx.rows<WaitingGroup>(sql::kEvidenceWaiting, who.organisation);
  const Independence independence(tx, who);
  WaitingEvidence waiting;
  const WaitingGroup* first = nullptr;
  std::map<std::array<std::string, 5>, bool> known;  // few people have to do with many measures
  for (const WaitingGroup& group : groups) {
    const MeasureCard card = card_of(group.measure);
    const auto [may, is_new] = known.try_emplace(
        {card.owner_person, card.owner_name, group.collector_account, group.collector, group.author}, false);
    if (is_new) may->second = independence.may_judge(card, group.collector_account, group.collector, group.author);
    if (!may->second) continue;
    waiting.count += group.pieces;
    if (first == nullptr || group.since < first->since) first = &group;
  }
  if (first != nullptr) {
    const auto title = tx.row<OneText>(sql::kEvidenceWaitingSince, who.organisation, first->measure, first->since,
                                       first->collector_account, first->collector, first->author);
    if (title) waiting.oldest = title->text;
  }
  return waiting;
}

std::map<std::string, ReviewState> Evidence::judged(db::Transaction& tx, const OrganisationId& organisation,
                                                    const std::vector<std::string>& ids) const {
  std::map<std::string, ReviewState> out;
  if (ids.empty()) return out;
  for (const JudgedRow& row : tx.rows<JudgedRow>(sql::kEvidenceJudged, organisation, json::print(json::encode(ids)))) {
    out.emplace(row.id, json::from_word<ReviewState>(row.review).value_or(ReviewState::kRejected));
  }
  return out;
}

}  // namespace waarborg::evidence
