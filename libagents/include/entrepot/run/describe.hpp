// run/describe.hpp: what a model says of itself as a page of Markdown: for people, for the pages of docs/model, and for a user's own model.
#pragma once
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
/// A row of a table; `|` in a field is escaped.
std::string row(const std::vector<std::string>& fields);
/// Names of columns, and the line below them.
std::string head(const std::vector<std::string>& names);
std::string code(std::string_view text);
/// Each column of a table: type, inner axes, unit, range, role, meaning.
std::string columns(std::span<const ColumnInfo> list);
/// A section a table, of all that a World of the model has.
std::string tables(const Model& model);
/// A section a kind of event.
std::string events(const Model& model);
/// A row an outcome.
std::string outcomes(const Model& model);
}  // namespace markdown

}  // namespace entrepot
