#include "entrepot/world/world.hpp"

#include <cstring>

#include "entrepot/base/errors.hpp"
#include "entrepot/world/frame.hpp"
#include "entrepot/world/lookups.hpp"
#include "world/scan.hpp"

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
  const Lots& lots = world.lots;
  const std::size_t states = s.id.size();
  std::vector<std::size_t> host(world.sites.host.size() + 1, states);  // by site, behind "none": at no site is beyond the last host
  for (std::size_t i = 1; i < host.size(); ++i) host[i] = world.sites.host[i - 1].index();
  const auto host_of = [&](std::size_t l) { return host[static_cast<std::size_t>(lots.site[l].row + 1)]; };
  struct Sum {
    double power, h100e;
  };
  struct Chip {
    Sum one;
    std::size_t bloc;  // where the sums of its bloc begin
  };
  std::vector<Chip> chips;
  for (std::size_t p = 0; p < world.products.id.size(); ++p)
    chips.push_back({{world.products.power[p] * 1e-3, world.products.q_train[p]}, bloc_of(world, ProductId{p}) * (states + 1)});
  // Neighbours are often of one host: two sums for each, for even and odd rows, so that few additions wait for the one before.
  std::vector<std::array<Sum, 2>> sums(bloc_count * (states + 1));  // bloc x host
  const auto add = [&](std::size_t l, std::size_t lane) {
    const auto n = static_cast<double>(lots.quantity[l]);
    const auto& [one, bloc] = chips[lots.product[l].index()];
    Sum& to = sums[bloc + host_of(l)][lane];
    to = {to.power + n * one.power, to.h100e + n * one.h100e};
  };
  const std::size_t rows = lots.product.size(), pairs = rows / 2;
  for (std::size_t i = 0; i < pairs; ++i) {
    add(2 * i, 0);
    add(2 * i + 1, 1);
  }
  if (rows % 2 != 0) add(rows - 1, 0);
  s.power_used.assign(states, 0.0);  // a restored World has no rows in its derived columns yet
  s.stock.resize(states);
  for (std::size_t g = 0; g < bloc_count; ++g)
    for (std::size_t i = 0; i < states; ++i) {
      const auto& [even, odd] = sums[g * (states + 1) + i];
      s.power_used[i] += even.power + odd.power;
      s.stock[i][g] = even.h100e + odd.h100e;
    }
  s.diverted.assign(states + 1, 0.0);
  for_few(
      lots.diverted, [](std::uint8_t d) { return d != 0; },
      [&](std::size_t l) {
        s.diverted[host_of(l)] += static_cast<double>(lots.quantity[l]) * world.products.q_train[lots.product[l].index()];
      });
  s.diverted.resize(states);
}

}  // namespace entrepot
