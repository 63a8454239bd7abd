// The order in which a scenario is read.
#include <algorithm>

#include "scenario/folder.hpp"
#include "scenario/read/draft.hpp"

namespace entrepot {
namespace {

using namespace reading;

/// Tables that no file fills: one row of sums, levers that are all free.
void fill_the_rest(World& world) {
  resize(columns<Payments>, &world.payments, why_names.size());
  resize(columns<Totals>, &world.totals, 1);
  apply_strategies(world, Strategy{}, Strategy{});
}

void keep_tables(Draft& draft) {
  for (const TableDraft& one : draft.tables) {
    const CsvTable& csv = one.csv;
    TextTable& table = draft.out.tables.emplace_back();
    table.name = one.spec->name;
    for (const Field& head : csv.header) table.columns.emplace_back(head.text);
    table.rows.reserve(csv.rows());
    for (std::size_t row = 0; row < csv.rows(); ++row) {
      auto& fields = table.rows.emplace_back();
      fields.reserve(csv.header.size());
      for (std::size_t c = 0; c < csv.header.size(); ++c) fields.emplace_back(csv.cell(row, c).text);
    }
  }
}

/// Of everything that was read, whatever its formatting. Tables are in the digest already; overrides only where they were applied.
void add_documents(Draft& draft) {
  for (const auto& [path, document] : draft.documents)
    if (!path.starts_with("overrides/")) draft.digest.add(std::string("file ") + path + '\n' + canonical(document));
}

}  // namespace

Scenario reading::load(const Stack& stack, const LoadOptions& options, std::string_view folder) {
  Draft draft(options.model);
  draft.out.folder = folder;
  for (const auto& [path, d] : stack.problems) {
    const std::uint32_t file = draft.problems.file(d.file, path);
    draft.present.emplace(path, file);  // there, but told to be unreadable
    draft.problems.add({file}, d.code, d.message, d.hint);
  }
  parse_files(draft, stack);
  read_overrides(draft, options.overrides);
  read_sources(draft);
  read_header(draft);
  read_provenance(draft);
  read_agents(draft);
  read_exporters(draft);
  read_holdings(draft);
  read_rules(draft);
  read_strategies(draft);
  read_parameters(draft, options.belief);
  read_preferences(draft);
  check_products(draft);
  check_owners(draft);
  read_layers(draft);
  read_brought(draft);
  draft.problems.throw_if_any();

  fill_the_rest(draft.out.start);
  draft.out.start.parameters = draft.out.parameters.point();
  keep_tables(draft);
  add_documents(draft);
  std::sort(draft.out.unread.begin(), draft.out.unread.end());
  draft.out.digest = draft.out.start.scenario = draft.digest.value();
  return std::move(draft.out);
}

Scenario from_files(const ScenarioFiles& files, const LoadOptions& options, std::string_view folder) {
  return load(with_bases(files, {}, folder, options.shelf), options, folder);
}

}  // namespace entrepot
