// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <memory>

#include "base/json_schema.h"
#include "base/json_words.h"
#include "features/auth/api.h"
#include "features/record/record.h"
#include "features/record/store.h"
#include "features/record/views.h"

namespace waarborg::record {
namespace {

struct Choice {
  std::string value;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (value, label))

struct RegisterField {
  std::string name;
  std::string label;
  std::string hint;
  FieldKind kind = FieldKind::kText;
  bool required = false;
  std::int64_t max = 0;
  std::vector<Choice> choices;
  std::string reference;
  bool listed = false;
};
BOOST_DESCRIBE_STRUCT(RegisterField, (), (name, label, hint, kind, required, max, choices, reference, listed))

struct RegisterCard {
  json::Named<"RegisterName"> name;
  std::string title;
  std::string title_one;
  std::string description;
  bool is_place = false;
  std::vector<RegisterField> fields;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(RegisterCard, (), (name, title, title_one, description, is_place, fields, count))

struct ImportProblem {
  std::int64_t line = 0;
  std::string field;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(ImportProblem, (), (line, field, text))

struct RegisterImport {
  bool dry_run = true;
  std::int64_t read = 0, added = 0, changed = 0, unchanged = 0;
  std::vector<ImportProblem> problems;
  std::vector<std::string> columns;
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(RegisterImport, (), (dry_run, read, added, changed, unchanged, problems, columns, sha256))

RegisterCard card_of(const Register& reg, Language language) {
  const std::string base = std::string(reg.feature) + "." + std::string(reg.name) + ".";
  const auto words = [&](const std::string& tail) { return say(language, base + tail); };
  RegisterCard card{
      std::string(reg.name), words("title"), words("title_one"), words("description"), reg.is_place, {}, 0};
  for (const Field& field : reg.fields) {
    const std::string name(field.name);
    const std::string hint = base + "hint." + name;
    RegisterField shown{name,
                        words("field." + name),
                        has_words(language, hint) ? say(language, hint) : "",
                        field.kind,
                        field.required,
                        field.max,
                        {},
                        std::string(field.reference),
                        field.listed};
    for (const std::string_view choice : field.choices) {
      shown.choices.push_back({std::string(choice), words("choice." + name + "." + std::string(choice))});
    }
    card.fields.push_back(std::move(shown));
  }
  return card;
}

RegisterImport shown(const ImportReport& report, Language language) {
  RegisterImport out{report.dry_run,   report.read, report.added,   report.changed,
                     report.unchanged, {},          report.columns, report.sha256};
  for (const Problem& problem : report.problems) {
    out.problems.push_back({problem.line, problem.field, say(language, problem.what)});
  }
  return out;
}

Result<const Register*> register_of(const auth::Call& call) {
  const Register* reg = find_register(call.param("register"));
  if (reg == nullptr) return fail(FaultKind::kNotFound, "record.register_unknown");
  return reg;
}

/// "filter.kind=server,network": every query parameter that begins with "filter." is a filter.
ListQuery list_query(const auth::Call& call) {
  ListQuery query{call.query("q"), call.query("sort"), call.query("after"), call.query_number("limit", 50, 1, 500), {}};
  for (const auto& [name, value] : call.request.query) {
    if (name.starts_with("filter.")) query.filters[name.substr(7)] = value;
  }
  return query;
}

std::vector<std::string> columns_of(const auth::Call& call) {
  std::vector<std::string> names;
  const std::string given = call.query("columns");
  for (std::size_t at = 0; at < given.size();) {
    const std::size_t end = std::min(given.find(',', at), given.size());
    names.push_back(given.substr(at, end - at));
    at = end + 1;
  }
  return names;
}

struct ManyChanges {
  std::vector<RowChange> rows;
};
BOOST_DESCRIBE_STRUCT(ManyChanges, (), (rows))

struct ManyIds {
  std::vector<std::string> ids;
};
BOOST_DESCRIBE_STRUCT(ManyIds, (), (ids))

/// Its path begins with the name of a register.
auth::Route register_route(auth::Route route) {
  return std::move(route).with_path({"register", "Name of the register.", json::Schemas::reference("RegisterName")});
}

const std::vector<auth::Parameter> kListParameters = {
    {"q", "text to search"},
    {"sort", "field, or -field for descending"},
    {"filter.{field}",
     "part of a text; choices or ids separated by commas, - for none; true or false; for numbers and days use "
     "filter.{field}.from and filter.{field}.to"}};

std::vector<auth::Parameter> with(std::vector<auth::Parameter> more) {
  more.insert(more.begin(), kListParameters.begin(), kListParameters.end());
  return more;
}

void add_many_routes(auth::Api& api, Records& records) {
  const std::string base = "/api/v1/registers/{register}/";
  api.post<ManyChanges, BulkReport>(register_route({base + "change", "register_change_many",
                                                    "Changes fields of several records, all or none", "record.edit"}),
                                    [&](auth::Call& call, ManyChanges in) -> Result<BulkReport> {
                                      const auto reg = register_of(call);
                                      if (!reg) return std::unexpected(reg.error());
                                      return records.change_many(call.actor, **reg, in.rows);
                                    });
  api.post<ManyChanges, BulkReport>(
      register_route({base + "remove", "register_remove_many", "Removes several records, all or none", "record.edit"}),
      [&](auth::Call& call, ManyChanges in) -> Result<BulkReport> {
        const auto reg = register_of(call);
        if (!reg) return std::unexpected(reg.error());
        return records.remove_many(call.actor, **reg, in.rows);
      });
  api.post<ManyIds, BulkReport>(register_route({base + "restore", "register_restore_many",
                                                "Brings removed records back as the trail knows them", "record.edit"}),
                                [&](auth::Call& call, ManyIds in) -> Result<BulkReport> {
                                  const auto reg = register_of(call);
                                  if (!reg) return std::unexpected(reg.error());
                                  return records.restore_many(call.actor, **reg, in.ids);
                                });
}

void add_export_routes(auth::Api& api, Records& records) {
  const std::string base = "/api/v1/registers/{register}/export.";
  const auto query = with({{"columns", "field names separated by commas; all when absent"}});
  api.raw(http::Method::kGet,
          register_route({base + "csv", "register_export_csv", "What a list finds, as CSV", "record.read", false,
                          1U << 20, query}),
          "text/csv", [&](auth::Call& call) -> Result<http::Response> {
            const auto reg = register_of(call);
            if (!reg) return std::unexpected(reg.error());
            auto csv = records.export_csv(call.actor, **reg, list_query(call), columns_of(call));
            if (!csv) return std::unexpected(csv.error());
            return auth::download_csv(std::move(*csv), say(call.actor.language, words_key(**reg, "title")));
          });
  api.raw(http::Method::kGet,
          register_route({base + "xlsx", "register_export_xlsx", "What a list finds, as a workbook", "record.read",
                          false, 1U << 20, query}),
          auth::kWorkbookType, [&](auth::Call& call) -> Result<http::Response> {
            const auto reg = register_of(call);
            if (!reg) return std::unexpected(reg.error());
            auto book = records.export_xlsx(call.actor, **reg, list_query(call), columns_of(call));
            if (!book) return std::unexpected(book.error());
            return auth::download_workbook(std::move(*book), say(call.actor.language, words_key(**reg, "title")));
          });
}

void add_view_routes(auth::Api& api, db::Database& database, const Clock& clock) {
  const auto views = std::make_shared<Views>(database, clock);
  const std::string base = "/api/v1/registers/{register}/views";
  api.get<auth::Items<SavedView>>(
      register_route({base, "register_views", "Saved views of the asker on this list", "record.read"}),
      [views](auth::Call& call) -> Result<auth::Items<SavedView>> {
        const auto reg = register_of(call);
        if (!reg) return std::unexpected(reg.error());
        return views->list(call.actor, std::string((*reg)->name));
      });
  api.post<ViewInput, SavedView>(
      register_route({base, "register_view_save", "Saves a view; one of the same name is replaced", "record.read"}),
      [views](auth::Call& call, ViewInput in) -> Result<SavedView> {
        const auto reg = register_of(call);
        if (!reg) return std::unexpected(reg.error());
        return views->save(call.actor, std::string((*reg)->name), std::move(in));
      });
  api.remove<auth::Nothing>(
      register_route({base + "/{id}", "register_view_remove", "Removes a saved view", "record.read"}),
      [views](auth::Call& call) -> Result<auth::Nothing> {
        const auto reg = register_of(call);
        if (!reg) return std::unexpected(reg.error());
        return views->remove(call.actor, std::string((*reg)->name), call.param("id"));
      });
}

}  // namespace

void add_routes(auth::Api& api, Records& records, db::Database& database, const Clock& clock) {
  define_schemas(api);
  add_many_routes(api, records);
  add_export_routes(api, records);
  add_view_routes(api, database, clock);
  const std::string rows = "/api/v1/registers/{register}/rows";
  api.get<auth::Items<RegisterCard>>(
      {"/api/v1/registers", "register_list", "Registers and their fields", "record.read"},
      [&](auth::Call& call) -> Result<auth::Items<RegisterCard>> {
        db::Transaction tx = database.read();
        auth::Items<RegisterCard> out;
        for (const Register* reg : all_registers()) {
          out.items.push_back(card_of(*reg, call.actor.language));
          out.items.back().count = records.count(tx, call.actor.organisation, *reg);
        }
        return out;
      });
  api.get<auth::Page<json::Object>>(
      register_route({rows, "register_rows", "Records of a register", "record.read", false, 1U << 20,
                      with({{"after", "cursor"}, {"limit", "1 to 500"}})})
          .answers_schema("RegisterRow"),
      [&](auth::Call& call) -> Result<auth::Page<json::Object>> {
        const auto reg = register_of(call);
        if (!reg) return std::unexpected(reg.error());
        return records.list(call.actor, **reg, list_query(call));
      });
  api.post<json::Value, json::Object>(register_route({rows, "register_create", "Adds a record", "record.edit"})
                                          .takes_schema("RegisterRowInput")
                                          .answers_schema("RegisterRow"),
                                      [&](auth::Call& call, json::Value value) -> Result<json::Object> {
                                        const auto reg = register_of(call);
                                        if (!reg) return std::unexpected(reg.error());
                                        return records.create(call.actor, **reg, value);
                                      });
  api.get<json::Object>(
      register_route({rows + "/{id}", "register_get", "One record", "record.read"}).answers_schema("RegisterRow"),
      [&](auth::Call& call) -> Result<json::Object> {
        const auto reg = register_of(call);
        if (!reg) return std::unexpected(reg.error());
        return records.get(call.actor, **reg, call.param("id"));
      });
  api.put<json::Value, json::Object>(
      register_route({rows + "/{id}", "register_change", "Changes a record", "record.edit"})
          .on_version()
          .takes_schema("RegisterRowInput")
          .answers_schema("RegisterRow"),
      [&](auth::Call& call, json::Value value) -> Result<json::Object> {
        const auto reg = register_of(call);
        if (!reg) return std::unexpected(reg.error());
        return records.change(call.actor, **reg, call.param("id"), value, call.if_match());
      });
  api.remove<auth::Nothing>(
      register_route({rows + "/{id}", "register_remove", "Removes a record", "record.edit"}).on_version(),
      [&](auth::Call& call) -> Result<auth::Nothing> {
        const auto reg = register_of(call);
        if (!reg) return std::unexpected(reg.error());
        return records.remove(call.actor, **reg, call.param("id"), call.if_match());
      });
  api.upload<RegisterImport>(http::Method::kPost,
                             register_route({"/api/v1/registers/{register}/import",
                                             "register_import",
                                             "Imports a CSV file, all or nothing",
                                             "record.edit",
                                             false,
                                             16U << 20,
                                             {{"dry_run", "true: report only"}}})
                                 .taking({"text/csv"}),
                             [&](auth::Call& call) -> Result<RegisterImport> {
                               const auto reg = register_of(call);
                               if (!reg) return std::unexpected(reg.error());
                               auto report =
                                   records.import_csv(call.actor, **reg, call.request.body, call.query_flag("dry_run"));
                               if (!report) return std::unexpected(report.error());
                               return shown(*report, call.actor.language);
                             });
}

}  // namespace waarborg::record
