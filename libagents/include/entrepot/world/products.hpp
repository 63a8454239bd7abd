// world/products.hpp: chips that are or will be sold. New rows are born by redesign (a variant under a threshold).
#pragma once
#include "entrepot/base/column.hpp"
#include "entrepot/world/agents.hpp"

namespace entrepot {

inline constexpr std::int32_t never = 1'000'000;  ///< a quarter that no run reaches

struct Products {
  std::vector<std::string> id;
  std::vector<std::uint64_t> key;
  std::vector<FirmId> vendor, captive;
  std::vector<ProductId> parent;
  std::vector<std::int32_t> released, withdrawn;
  std::vector<double> train_speed, memory_bw, link_bw, die_cm2, tpp, power;
  std::vector<double> list_price, price, unit_cost;
  std::vector<double> taste, q_train, q_infer;
  std::vector<double> ordered, sold;
  std::vector<std::int64_t> made, variants;
  std::vector<std::uint8_t> variant;
};
template <> inline constexpr auto columns<Products> = std::array{
    column<&Products::id>("id", "-", "name; a variant is named after its parent", "", Role::frozen).given({.form = Form::id}),
    column<&Products::key>("key", "-", "luck key: hash of kind and id; variants: (vendor, parent, n-th variant)", "", Role::frozen)
        .made_of_id(),
    column<&Products::vendor>("vendor", "firm", "designer that sells it", "", Role::frozen).given(),
    column<&Products::captive>("captive", "firm", "the one firm that may buy it, or none", "", Role::frozen).given({.may_be_empty = true}),
    column<&Products::parent>("parent", "product", "predecessor whose taste and orders a new product takes, or none", "", Role::frozen)
        .given({.may_be_empty = true}),
    column<&Products::released>("released", "quarter", "first quarter on the market").given({.form = Form::quarter_of}),
    column<&Products::withdrawn>("withdrawn", "quarter", "first quarter off the market")
        .given({.form = Form::quarter_of, .may_be_empty = true, .when_empty = never}),
    column<&Products::train_speed>("train_speed", "FLOP/s", "dense 16-bit", "", Role::frozen, "> 0").given({.allowed = within(1e9, 1e24)}),
    column<&Products::memory_bw>("memory_bw", "B/s", "memory bandwidth", "", Role::frozen, "> 0").given({.allowed = within(1e6, 1e20)}),
    column<&Products::link_bw>("link_bw", "B/s", "chip-to-chip bandwidth", "", Role::frozen, "> 0").given({.allowed = within(1e6, 1e20)}),
    column<&Products::die_cm2>("die_cm2", "cm2", "logic die area of the package that density counts", "", Role::frozen, "> 0")
        .given({.allowed = within(1e-3, 1e6)}),
    column<&Products::tpp>("tpp", "TPP", "total processing performance: dense TOP/s x bit length, best precision", "", Role::frozen, "> 0")
        .given({.allowed = within(1e-3, 1e12)}),
    column<&Products::power>("power", "kW", "power of one chip's share of a running server", "", Role::frozen, "> 0")
        .given({.allowed = within(1e-3, 1e5)}),
    column<&Products::list_price>("list_price", "USD", "price on its first day", "", Role::frozen, "> 0")
        .given({.allowed = within(1.0, 1e9)}),
    column<&Products::price>("price", "USD", "price of the quarter", "", Role::state, "> 0"),
    column<&Products::unit_cost>("unit_cost", "USD", "cost of making one", "", Role::frozen, "> 0").given({.allowed = within(0.01, 1e9)}),
    column<&Products::taste>("taste", "utility", "software, brand, habit (xi_p); set by initialise"),
    column<&Products::q_train>("q_train", "H100e", "training quality", "", Role::state, "> 0"),
    column<&Products::q_infer>("q_infer", "H100e", "inference quality", "", Role::state, "> 0"),
    column<&Products::ordered>("ordered", "chips", "orders of the last quarter, before rationing", "", Role::state, ">= 0"),
    column<&Products::sold>("sold", "chips", "deliveries of the last quarter", "", Role::state, ">= 0").given({.allowed = amounts}),
    column<&Products::made>("made", "chips", "made since the start", "", Role::state, ">= 0"),
    column<&Products::variants>("variants", "-", "variants under a threshold designed from it", "", Role::state, ">= 0"),
    column<&Products::variant>("variant", "bool", "is such a variant", "", Role::frozen, "[0, 1]"),
};
static_assert(all_described<Products>());
template <>
inline constexpr TableFile file_of<Products>{.path = "data/products.csv", .id = "id", .noun = "product", .only = named_for_people};

}  // namespace entrepot
