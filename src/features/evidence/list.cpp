// SPDX-License-Identifier: EUPL-1.2
//
// The list of evidence: filters, orders and pages, and what of it the asker may judge.
#include <algorithm>
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

/// By what is known of all rows at once; who owned a measure in the past is looked up when it is judged.
void Evidence::mark_reviewable(db::Transaction& tx, const auth::Actor& who, std::vector<FoundRow>& rows) const {
  if (!who.may("evidence.review")) return;
  std::vector<std::string> measures;
  for (const FoundRow& row : rows) {
    if (row.review == "pending") measures.push_back(row.measure);
  }
  if (measures.empty()) return;
  std::ranges::sort(measures);
  measures.erase(std::ranges::unique(measures).begin(), measures.end());
  auto known = cards_of(tx, measure_facts_, who.organisation, measures);
  auto tied = auth::people_of_accounts(tx, who.organisation);
  std::set<std::string> signing_in;
  for (const auto& [account, person] : tied) signing_in.insert(person);
  const Person reviewer{who.account.text, who.name, tied[who.account.text]};
  for (FoundRow& row : rows) {
    if (row.review != "pending") continue;
    const MeasureCard& measure = known[row.measure];
    row.may_review = check_independent({reviewer,
                                        {row.collector_account, row.collector, tied[row.collector_account]},
                                        {"", row.author},
                                        {"", measure.owner_name, measure.owner_person, measure.owner_name,
                                         signing_in.contains(measure.owner_person)}})
                         .has_value();
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

WaitingEvidence Evidence::waiting(db::Transaction& tx, const OrganisationId& organisation) const {
  return tx.row<WaitingEvidence>(sql::kEvidenceWaiting, organisation).value_or(WaitingEvidence{});
}

}  // namespace waarborg::evidence
