// SPDX-License-Identifier: EUPL-1.2
#include "features/record/record.h"

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
  RegisterCard card{std::string(reg.name), words("title"), words("title_one"), words("description"), reg.is_place, {}, 0};
  for (const Field& field : reg.fields) {
    const std::string name(field.name);
    const std::string hint = base + "hint." + name;
    RegisterField shown{name,      words("field." + name), has_words(language, hint) ? say(language, hint) : "",
                        field.kind, field.required, field.max, {}, std::string(field.reference), field.listed};
    for (const std::string_view choice : field.choices) {
      shown.choices.push_back({std::string(choice), words("choice." + name + "." + std::string(choice))});
    }
    card.fields.push_back(std::move(shown));
  }
  return card;
}

RegisterImport shown(const ImportReport& report, Language language) {
  RegisterImport out{report.dry_run, report.read, report.added, report.changed, report.unchanged, {}, report.columns,
                     report.sha256};
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

}  // namespace

void add_routes(auth::Api& api, Records& records, db::Database& database) {
  define_schemas(api);
  const std::string rows = "/api/v1/registers/{register}/rows";
  const auth::Parameter name{"register", "Name of the register.", json::Schemas::reference("RegisterName")};
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
      auth::Route{rows, "register_rows", "Records of a register", "record.read", false, 1U << 20,
       {{"q", "text to search"}, {"sort", "field, or -field for descending"}, {"after", "cursor"}, {"limit", "1 to 500"}}}.with_path(name).answers_schema("RegisterRow"),
      [&](auth::Call& call) -> Result<auth::Page<json::Object>> {
        const auto reg = register_of(call);
        if (!reg) return std::unexpected(reg.error());
        return records.list(call.actor, **reg,
                            {call.query("q"), call.query("sort"), call.query_number("after", 0, 0, 10'000'000),
                             call.query_number("limit", 50, 1, 500)});
      });
  api.post<json::Value, json::Object>(
      auth::Route{rows, "register_create", "Adds a record", "record.edit"}
          .with_path(name)
          .takes_schema("RegisterRowInput")
          .answers_schema("RegisterRow"),
      [&](auth::Call& call, json::Value value) -> Result<json::Object> {
        const auto reg = register_of(call);
        if (!reg) return std::unexpected(reg.error());
        return records.create(call.actor, **reg, value);
      });
  api.get<json::Object>(auth::Route{rows + "/{id}", "register_get", "One record", "record.read"}.with_path(name).answers_schema("RegisterRow"),
                        [&](auth::Call& call) -> Result<json::Object> {
                          const auto reg = register_of(call);
                          if (!reg) return std::unexpected(reg.error());
                          return records.get(call.actor, **reg, call.param("id"));
                        });
  api.put<json::Value, json::Object>(
      auth::Route{rows + "/{id}", "register_change", "Changes a record", "record.edit"}
          .on_version()
          .with_path(name)
          .takes_schema("RegisterRowInput")
          .answers_schema("RegisterRow"),
      [&](auth::Call& call, json::Value value) -> Result<json::Object> {
        const auto reg = register_of(call);
        if (!reg) return std::unexpected(reg.error());
        return records.change(call.actor, **reg, call.param("id"), value, call.if_match());
      });
  api.remove<auth::Nothing>(auth::Route{rows + "/{id}", "register_remove", "Removes a record", "record.edit"}.on_version().with_path(name),
                            [&](auth::Call& call) -> Result<auth::Nothing> {
                              const auto reg = register_of(call);
                              if (!reg) return std::unexpected(reg.error());
                              return records.remove(call.actor, **reg, call.param("id"), call.if_match());
                            });
  api.upload<RegisterImport>(
      http::Method::kPost,
      auth::Route{"/api/v1/registers/{register}/import", "register_import", "Imports a CSV file, all or nothing", "record.edit",
       false, 16U << 20, {{"dry_run", "true: report only"}}}.with_path(name).taking({"text/csv"}),
      [&](auth::Call& call) -> Result<RegisterImport> {
        const auto reg = register_of(call);
        if (!reg) return std::unexpected(reg.error());
        auto report = records.import_csv(call.actor, **reg, call.request.body, call.query_flag("dry_run"));
        if (!report) return std::unexpected(report.error());
        return shown(*report, call.actor.language);
      });
  api.raw(http::Method::kGet,
          auth::Route{"/api/v1/registers/{register}/export.csv", "register_export", "The whole register as CSV",
                      "record.read"}.with_path(name),
          "text/csv", [&](auth::Call& call) -> Result<http::Response> {
            const auto reg = register_of(call);
            if (!reg) return std::unexpected(reg.error());
            auto csv = records.export_csv(call.actor, **reg);
            if (!csv) return std::unexpected(csv.error());
            http::Response response;
            response.set("content-type", "text/csv; charset=utf-8");
            response.set("content-disposition", "attachment; filename=\"" + std::string((*reg)->name) + ".csv\"");
            response.body = std::move(*csv);
            return response;
          });
}

}  // namespace waarborg::record
