#include "entrepot/world/world.hpp"

#include <algorithm>
#include <cstring>

#include "base/wide.hpp"
#include "entrepot/base/errors.hpp"
#include "entrepot/world/frame.hpp"
#include "entrepot/world/lookups.hpp"
#include "world/scan.hpp"

namespace entrepot {
namespace {

/// What the chips of one product add to the hosts: MW and H100e.
ENTREPOT_CLONES void add_chips(const double* chips, double mw_each, double h100e_each, double* mw, double* h100e, std::size_t states) {
  ENTREPOT_INDEPENDENT
  for (std::size_t i = 0; i < states; ++i) {
    mw[i] += chips[i] * mw_each;
    h100e[i] += chips[i] * h100e_each;
  }
}

}  // namespace

std::vector<const TableInfo*> all_tables(const Catalogue* catalogue) {
  std::vector<const TableInfo*> all;
  for (const TableInfo& t : tables) all.push_back(&t);
  if (catalogue != nullptr)
    for (const TableInfo& t : catalogue->tables) all.push_back(&t);
  return all;
}
std::vector<const TableInfo*> all_tables(const World& world) { return all_tables(world.catalogue.get()); }

const TableInfo& find_table(const Catalogue* catalogue, std::string_view name) {
  std::vector<std::string> known;
  for (const TableInfo* t : all_tables(catalogue)) {
    if (t->name == name) return *t;
    known.emplace_back(t->name);
  }
  throw UnknownName("table", name, nearest_name(name, known));
}
const TableInfo& find_table(const World& world, std::string_view name) { return find_table(world.catalogue.get(), name); }

const ColumnInfo& find_column(const TableInfo& table, std::string_view name) {
  for (const ColumnInfo& c : table.columns)
    if (c.name == name) return c;
  std::vector<std::string> known;
  for (const ColumnInfo& c : table.columns) known.emplace_back(c.name);
  throw UnknownName("column of " + std::string(table.name), name, nearest_name(name, known));
}

Digest digest_of(const World& world) {
  DigestStream bytes;
  bytes.add(&world.quarter, sizeof world.quarter);
  for (const TableInfo* t : all_tables(world)) {
    bytes.add(t->name);
    add_columns(bytes, t->columns, t->of(world));
  }
  for (const std::string& name : world.parameters.names()) {
    bytes.add(name);
    bytes.add("=");
  }
  bytes.add(world.parameters.values().data(), world.parameters.values().size_bytes());
  bytes.add(&world.scenario, sizeof world.scenario);
  if (world.frame) bytes.add(&world.frame->digest, sizeof world.frame->digest);
  return bytes.value();
}

bool operator==(const World& left, const World& right) { return !first_difference(left, right); }

Difference first_difference(const World& left, const World& right) {
  if (left.quarter != right.quarter) return {"quarter", 0, 0, std::to_string(left.quarter), std::to_string(right.quarter)};
  const std::vector<const TableInfo*> all = all_tables(left), others = all_tables(right);
  for (std::size_t i = 0; i < std::max(all.size(), others.size()); ++i) {
    if (i >= all.size() || i >= others.size() || all[i]->columns.data() != others[i]->columns.data())
      return {"tables", i, 0, i < all.size() ? std::string(all[i]->name) : "none",
              i < others.size() ? std::string(others[i]->name) : "none"};
    if (Difference d = first_difference(all[i]->columns, all[i]->of(left), others[i]->of(right))) {
      d.column = std::string(all[i]->name) + "." + d.column;
      return d;
    }
  }
  if (!(left.parameters.names() == right.parameters.names())) return {"parameters", 0, 0, "one list of names", "another"};
  for (std::size_t i = 0; i < left.parameters.names().size(); ++i)
    if (left.parameters.values()[i] != right.parameters.values()[i])
      return {"parameters." + left.parameters.names()[i], i, 0, text_of(left.parameters.values()[i]),
              text_of(right.parameters.values()[i])};
  if (left.scenario != right.scenario) return {"scenario", 0, 0, left.scenario.hex(), right.scenario.hex()};
  const Digest l = left.frame ? left.frame->digest : Digest{}, r = right.frame ? right.frame->digest : Digest{};
  if (l != r) return {"frame", 0, 0, l.hex(), r.hex()};
  return {};
}

void count_installed(World& world) {
  const Lots& lots = world.lots;
  const std::size_t states = world.states.id.size();
  world.installed.assign(world.products.id.size() * states, 0.0);
  for (std::size_t l = 0; l < lots.product.size(); ++l)
    if (lots.site[l])
      world.installed[lots.product[l].index() * states + world.sites.host[lots.site[l].index()].index()] +=
          static_cast<double>(lots.quantity[l]);
}

void derive_from_installed(World& world) {
  States& s = world.states;
  const Lots& lots = world.lots;
  const std::size_t states = s.id.size(), products = world.products.id.size();
  world.installed.resize(products * states);  // of products that are new nothing is installed
  s.power_used.assign(states, 0.0);           // a restored World has no rows in its derived columns yet
  std::vector<double> h100e(bloc_count * states, 0.0);
  for (std::size_t p = 0; p < products; ++p)
    add_chips(world.installed.data() + p * states, world.products.power[p] * 1e-3, world.products.q_train[p], s.power_used.data(),
              h100e.data() + bloc_of(world, ProductId{p}) * states, states);
  s.stock.resize(states);
  for (std::size_t g = 0; g < bloc_count; ++g)
    for (std::size_t i = 0; i < states; ++i) s.stock[i][g] = h100e[g * states + i];
  s.diverted.assign(states, 0.0);
  for_few(
      lots.diverted, [](std::uint8_t d) { return d != 0; },
      [&](std::size_t l) {
        if (!lots.site[l]) return;
        s.diverted[world.sites.host[lots.site[l].index()].index()] +=
            static_cast<double>(lots.quantity[l]) * world.products.q_train[lots.product[l].index()];
      });
}

void derive(World& world) {
  world.lot_index.rebuild(world.lots);
  count_installed(world);
  derive_from_installed(world);
}

}  // namespace entrepot
