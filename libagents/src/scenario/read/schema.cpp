#include "scenario/read/schema.hpp"

#include "entrepot/scenario/scenario.hpp"
#include "entrepot/world/agents.hpp"
#include "entrepot/world/firms.hpp"

namespace entrepot::reading {
namespace {

constexpr std::array<std::string_view, 2> place_names{"site", "vendor"};
/// Wide enough for every world, and narrow enough to catch a slip in the unit and to keep sums finite.
constexpr Range many{.low = 0, .high = 1e12};
constexpr std::span<const std::string_view> institutions{condition_names.data(), 6};

constexpr std::array states{
    ColumnSpec{"id", Kind::state_id},
    ColumnSpec{"name", Kind::text},
    ColumnSpec{"income_group", Kind::whole, {.low = 0, .high = 2}},
    ColumnSpec{"groups", Kind::words, {}, group_names, true},
    ColumnSpec{"tier_home", Kind::choice, {}, tier_names},
    ColumnSpec{"tier_rival", Kind::choice, {}, tier_names},
    ColumnSpec{"gdp", Kind::number, {.low = 1e6, .high = 1e16}},
    ColumnSpec{"align", Kind::number, {.low = -1, .high = 1}},
    ColumnSpec{"customs", Kind::number, unit_interval},
    ColumnSpec{"institutions", Kind::words, {}, institutions, true},
    ColumnSpec{"ai_share", Kind::number, unit_interval},
    ColumnSpec{"announced", Kind::number, many},
    ColumnSpec{"announced_quarters", Kind::whole, {.low = 0, .high = 400}},
    ColumnSpec{"spare_generation", Kind::number, many},
    ColumnSpec{"grid_capacity", Kind::number, many},
};
constexpr std::array firms{
    ColumnSpec{"id", Kind::id},
    ColumnSpec{"name", Kind::text},
    ColumnSpec{"home", Kind::state},
    ColumnSpec{"roles", Kind::words, {}, firm_role_names},
    ColumnSpec{"listed_home", Kind::flag},
    ColumnSpec{"listed_rival", Kind::flag},
    ColumnSpec{"capacity", Kind::number, many},
    ColumnSpec{"capacity_growth", Kind::number, {.low = -1, .high = 1}, {}, true},
};
constexpr std::array labs{
    ColumnSpec{"id", Kind::id},
    ColumnSpec{"name", Kind::text},
    ColumnSpec{"home", Kind::state},
};
constexpr std::array products{
    ColumnSpec{"id", Kind::id},
    ColumnSpec{"name", Kind::text},
    ColumnSpec{"vendor", Kind::firm},
    ColumnSpec{"captive", Kind::firm, {}, {}, true},
    ColumnSpec{"parent", Kind::product, {}, {}, true},
    ColumnSpec{"released", Kind::date},
    ColumnSpec{"withdrawn", Kind::date, {}, {}, true},
    ColumnSpec{"train_speed", Kind::number, {.low = 1e9, .high = 1e24}},
    ColumnSpec{"memory_bw", Kind::number, {.low = 1e6, .high = 1e20}},
    ColumnSpec{"link_bw", Kind::number, {.low = 1e6, .high = 1e20}},
    ColumnSpec{"die_cm2", Kind::number, {.low = 1e-3, .high = 1e6}},
    ColumnSpec{"tpp", Kind::number, {.low = 1e-3, .high = 1e12}},
    ColumnSpec{"power", Kind::number, {.low = 1e-3, .high = 1e5}},
    ColumnSpec{"list_price", Kind::number, {.low = 1, .high = 1e9}},
    ColumnSpec{"unit_cost", Kind::number, {.low = 0.01, .high = 1e9}},
    ColumnSpec{"sold", Kind::number, many},
};
constexpr std::array buyers{
    ColumnSpec{"agent", Kind::agent},
    ColumnSpec{"weight", Kind::number, unit_interval},
};
constexpr std::array sites{
    ColumnSpec{"owner", Kind::agent},
    ColumnSpec{"host", Kind::state},
    ColumnSpec{"share", Kind::number, unit_interval},
};
constexpr std::array lots{
    ColumnSpec{"product", Kind::product},
    ColumnSpec{"owner", Kind::agent},
    ColumnSpec{"place", Kind::choice, {}, place_names},
    ColumnSpec{"host", Kind::state, {}, {}, true},
    ColumnSpec{"cohort", Kind::whole, {.low = -100, .high = -1}},
    ColumnSpec{"diverted", Kind::flag},
    ColumnSpec{"quantity", Kind::whole, {.low = 1, .high = 1e12}},
};
constexpr std::array deals{
    ColumnSpec{"id", Kind::id},
    ColumnSpec{"exporter", Kind::choice, {}, exporter_names},
    ColumnSpec{"host", Kind::state},
    ColumnSpec{"firm", Kind::firm, {}, {}, true},
    ColumnSpec{"layers", Kind::words, {}, layer_names},
    ColumnSpec{"cap", Kind::number, {.low = 0, .high = 1e12, .low_open = true}, {}, true},
    ColumnSpec{"conditions", Kind::words, {}, condition_names, true},
    ColumnSpec{"start", Kind::date},
    ColumnSpec{"end", Kind::date, {}, {}, true},
};
constexpr std::array alliance{
    ColumnSpec{"source", Kind::state},
    ColumnSpec{"target", Kind::state},
    ColumnSpec{"depth", Kind::number, share},
};
constexpr std::array trade{
    ColumnSpec{"source", Kind::state},
    ColumnSpec{"target", Kind::state},
    ColumnSpec{"share", Kind::number, share},
};
constexpr std::array parameters{
    ColumnSpec{"name", Kind::id},
    ColumnSpec{"value", Kind::number},
    ColumnSpec{"unit", Kind::text},
    ColumnSpec{"distribution", Kind::choice, {}, distribution_names},
    ColumnSpec{"low", Kind::number, any_number, {}, true},
    ColumnSpec{"high", Kind::number, any_number, {}, true},
    ColumnSpec{"source", Kind::text},
    ColumnSpec{"date", Kind::date},
    ColumnSpec{"note", Kind::text, {}, {}, true},
};

constexpr std::array<std::string_view, 2> site_key{"owner", "host"}, edge_key{"source", "target"};
constexpr std::array<std::string_view, 6> lot_key{"product", "owner", "place", "host", "cohort", "diverted"};

constexpr std::array<TableSpec, table_count> all{{
    {"states", "data/states.csv", states, "id"},
    {"firms", "data/firms.csv", firms, "id"},
    {"labs", "data/labs.csv", labs, "id", true},
    {"products", "data/products.csv", products, "id"},
    {"buyers", "data/buyers.csv", buyers, "agent"},
    {"sites", "data/sites.csv", sites, "", false, true, site_key},
    {"lots", "data/lots.csv", lots, "", true, true, lot_key},
    {"deals", "data/deals.csv", deals, "id", true},
    {"alliance", "data/layers/alliance.csv", alliance, "", true, true, edge_key},
    {"trade", "data/layers/trade.csv", trade, "", true, true, edge_key},
    {"parameters", "parameters.csv", parameters, "name", false, false},
}};

}  // namespace

const ColumnSpec* TableSpec::find(std::string_view column) const {
  for (const ColumnSpec& c : columns)
    if (c.name == column) return &c;
  return nullptr;
}

const TableSpec& spec(Table table) { return all[static_cast<std::size_t>(table)]; }

const TableSpec* find_spec(std::string_view name) {
  for (const TableSpec& t : all)
    if (t.name == name) return &t;
  return nullptr;
}

}  // namespace entrepot::reading

std::vector<std::pair<std::string, std::string>> entrepot::table_files() {
  std::vector<std::pair<std::string, std::string>> files;
  for (const reading::TableSpec& table : reading::all) files.emplace_back(table.name, table.file);
  return files;
}
