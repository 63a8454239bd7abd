#include "entrepot/run/describe.hpp"

#include <array>

#include "entrepot/base/errors.hpp"

namespace entrepot {

namespace markdown {
std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}
}  // namespace markdown

namespace {

using markdown::joined;

std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

std::string_view name_of(DType type) {
  constexpr std::array<std::string_view, 7> names{"f64", "i64", "u64", "i32", "u32", "u8", "text"};
  return names[static_cast<std::size_t>(type)];
}

std::string_view name_of(Role role) {
  constexpr std::array<std::string_view, 3> names{"state", "derived", "frozen"};
  return names[static_cast<std::size_t>(role)];
}

/// How a column is given in the file of its table: name, allowed values, whether a field may be empty.
std::string given_text(const ColumnInfo& c) {
  if (!c.is_given()) return "";
  const bool has_range = c.file.form == Form::number || c.file.form == Form::whole;
  return joined({markdown::code(c.file_name()), has_range ? " " : "", has_range ? c.file.allowed.text() : "",
                 c.file.may_be_empty ? " or empty" : ""});
}

std::string section(std::string_view name, std::string_view body) { return joined({"\n## ", name, "\n\n", body}); }

std::string stage_table(const Model& model) {
  std::string out = markdown::head({"stage", "every quarter", "writes"});
  for (const Stage& stage : model.stages()) {
    std::string writes;
    for (const std::string_view w : stage.info().writes) {
      if (!writes.empty()) writes += ", ";
      writes += markdown::code(w);
    }
    if (!stage.info().declares_writes) writes = "does not say";
    out += markdown::row({markdown::code(stage.name()), stage.is_quarterly() ? "yes" : "no", writes});
  }
  return out;
}

std::string parameter_table(const Model& model) {
  std::string out = markdown::head({"parameter", "stage", "unit", "allowed", "what"});
  for (const Stage& stage : model.stages())
    for (const ParameterInfo& p : stage.info().parameters)
      if (!p.shared)
        out += markdown::row({markdown::code(p.name), markdown::code(stage.name()), std::string(p.unit),
                              joined({"[", text_of(p.lowest), ", ", text_of(p.highest), "]"}), std::string(p.doc)});
  return out;
}

std::string lever_table(const Model& model) {
  std::string out = markdown::head({"lever", "unit", "allowed", "where a strategy does not say", "column", "what"});
  for (const LeverInfo& l : model.levers()) {
    const ColumnInfo& c = find_column(find_table(model.catalogue().get(), l.table), l.column);
    out += markdown::row({markdown::code(l.name), std::string(c.unit), c.range.text(), text_of(l.fallback),
                          markdown::code(joined({l.table, ".", l.column})), std::string(c.doc)});
  }
  return out;
}

}  // namespace

namespace markdown {

std::string row(const std::vector<std::string>& fields) {
  std::string out = "|";
  for (const std::string& f : fields) out += f.empty() ? std::string(" |") : joined({" ", cell(f), " |"});
  return out += "\n";
}

std::string head(const std::vector<std::string>& names) { return row(names) + row(std::vector<std::string>(names.size(), "---")); }

std::string code(std::string_view text) { return joined({"`", text, "`"}); }

std::string table(std::string_view name, std::string_view doc, const TableFile& file, std::span<const ColumnInfo> columns) {
  const bool has_file = !file.path.empty();
  std::string body = joined({doc, "."});
  if (has_file) body += joined({" File: ", code(file.path), "."});
  for (const ColumnInfo& c : file.only) body += joined({" Only the file has ", code(c.name), " (", c.doc, ")."});
  std::vector<std::string> names{"column", "type", "inner axes", "unit", "range", "role", "what"};
  if (has_file) names.emplace_back("in the file");
  body += "\n\n" + head(names);
  for (const ColumnInfo& c : columns) {
    std::vector<std::string> fields{code(c.name),   std::string(name_of(c.ops->type)), c.axes_text(),     std::string(c.unit),
                                    c.range.text(), std::string(name_of(c.role)),      std::string(c.doc)};
    if (has_file) fields.push_back(given_text(c));
    body += row(fields);
  }
  return section(name, body);
}

std::string tables(const Model& model) {
  std::string out;
  for (const TableInfo* t : all_tables(model.catalogue().get())) out += table(t->name, t->doc, t->file, t->columns);
  return out;
}

std::string events(const Model& model) {
  std::string out;
  for (const Stage& stage : model.stages())
    for (const EventInfo& e : stage.info().events) {
      std::string rows = head({"field", "type", "unit", "what"});
      for (const FieldInfo& f : e.fields)
        rows += row({code(f.name), std::string(name_of(f.type)), std::string(f.unit), std::string(f.doc)});
      out += section(e.name, joined({"Stage `", stage.name(), "`: ", e.doc, ".\n\n", rows}));
    }
  return out;
}

std::string outcomes(const Model& model) {
  std::string out = head({"outcome", "unit", "what"});
  for (const OutcomeInfo& o : model.outcomes()) out += row({code(o.name), std::string(o.unit), std::string(o.doc)});
  return out;
}

}  // namespace markdown

std::string describe(const Model& model) {
  return joined({"# Stages\n\n", stage_table(model), "\n# Parameters\n\n", parameter_table(model), "\n# Levers\n\n", lever_table(model),
                 "\n# Outcomes\n\n", markdown::outcomes(model), "\n# Events\n", markdown::events(model), "\n# Tables\n",
                 markdown::tables(model)});
}

}  // namespace entrepot
