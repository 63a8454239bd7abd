#include "entrepot/world/world.hpp"

#include <cstring>

#include "entrepot/base/errors.hpp"
#include "entrepot/world/frame.hpp"
#include "entrepot/world/lookups.hpp"

namespace entrepot {
namespace {

template <class List> std::string nearest_in(const List& list, std::string_view name) {
  std::vector<std::string> known;
  for (const auto& item : list) known.emplace_back(item.name);
  return nearest_name(name, known);
}

}  // namespace

const TableInfo& find_table(std::string_view name) {
  for (const TableInfo& t : tables)
    if (t.name == name) return t;
  throw UnknownName("table", name, nearest_in(tables, name));
}

const ColumnInfo& find_column(const TableInfo& table, std::string_view name) {
  for (const ColumnInfo& c : table.columns)
    if (c.name == name) return c;
  throw UnknownName("column of " + std::string(table.name), name, nearest_in(table.columns, name));
}

Digest digest_of(const World& world) {
  DigestStream bytes;
  bytes.add(&world.quarter, sizeof world.quarter);
  for (const TableInfo& t : tables) {
    bytes.add(t.name);
    absorb(bytes, t.columns, t.of(world));
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
  for (const TableInfo& t : tables)
    if (Difference d = first_difference(t.columns, t.of(left), t.of(right))) {
      d.column = std::string(t.name) + "." + d.column;
      return d;
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

void derive(World& world) {
  States& s = world.states;
  s.power_used.assign(s.id.size(), 0.0);  // a restored World has no rows in its derived columns yet
  s.stock.assign(s.id.size(), {});
  s.diverted.assign(s.id.size(), 0.0);
  std::vector<std::size_t> bloc(world.products.id.size());
  for (std::size_t p = 0; p < bloc.size(); ++p) bloc[p] = bloc_of(world, ProductId{p});
  const Lots& lots = world.lots;
  for (std::size_t l = 0; l < lots.product.size(); ++l) {
    if (lots.place[l] != Place::site || lots.quantity[l] == 0) continue;
    const std::size_t p = lots.product[l].index(), host = world.sites.host[lots.site[l].index()].index();
    const auto n = static_cast<double>(lots.quantity[l]);
    s.power_used[host] += n * world.products.power[p] * 1e-3;
    s.stock[host][bloc[p]] += n * world.products.q_train[p];
    if (lots.diverted[l] != 0) s.diverted[host] += n * world.products.q_train[p];
  }
}

}  // namespace entrepot
