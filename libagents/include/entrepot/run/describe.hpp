// run/describe.hpp: what a model says of itself as a page of Markdown: for people, for the pages of docs/model, and for a user's own model.
#pragma once
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/world/model.hpp"

namespace entrepot {

/// Stages with what they write, parameters, levers, tables with their columns, events, outcomes. Values and sources of parameters stand in the
/// scenario, not here.
std::string describe(const Model& model);

/// Parts of such a page.
namespace markdown {
/// Texts in a row. (With `"..." + std::string` GCC 12 warns of an overlap that is not there.)
std::string joined(std::initializer_list<std::string_view> parts);
/// A row of a table; `|` in a field is escaped.
std::string row(const std::vector<std::string>& fields);
/// Names of columns, and the line below them.
std::string head(const std::vector<std::string>& names);
std::string code(std::string_view text);
/// A section: each column of a table with type, inner axes, unit, range, role and meaning, and how it stands in the table's file, if it has one.
std::string table(std::string_view name, std::string_view doc, const TableFile& file, std::span<const ColumnInfo> columns);
/// A section a table, of all that a World of the model has.
std::string tables(const Model& model);
/// A section a kind of event.
std::string events(const Model& model);
/// A row an outcome.
std::string outcomes(const Model& model);
}  // namespace markdown

}  // namespace entrepot
