// The same workload as a user of the library writes it: a table and a layer of one's own, parameters, an event, decide and apply.
#pragma once
#include <entrepot/world/model.hpp>

#include "rules.hpp"

namespace peers {

struct NodeTag {
  static constexpr std::string_view table = "nodes";
};
using NodeId = ep::Id<NodeTag>;
struct Nodes {
  std::vector<double> openness, power;
};
struct Ties {
  std::vector<NodeId> source, target;
  std::vector<double> strength;
};
struct Coerced {
  NodeId by, whom;
};

}  // namespace peers

template <> inline constexpr auto entrepot::columns<peers::Nodes> = std::array{
    column<&peers::Nodes::openness>("openness", "1", "exponent of its own power in the worth of trade", "", Role::state, "[0, 1]"),
    column<&peers::Nodes::power>("power", "1", "its power", "", Role::state, "> 0"),
};
template <> inline constexpr auto entrepot::columns<peers::Ties> = std::array{
    column<&peers::Ties::source>("source", "node", "who"),
    column<&peers::Ties::target>("target", "node", "with whom"),
    column<&peers::Ties::strength>("strength", "1", "of the tie", "", Role::state, "[0, 1]"),
};
template <> inline constexpr auto entrepot::fields<peers::Coerced> = std::array{
    field<&peers::Coerced::by>("by", "node", "who coerces"),
    field<&peers::Coerced::whom>("whom", "node", "whom"),
};
template <> inline constexpr auto entrepot::parameters<peers::Parameters> = std::array{
    ParameterInfo{"peers.their_share", "1", 0, 1, offsetof(peers::Parameters, their_share), "exponent of the other's power"},
    ParameterInfo{"peers.tie_share", "1", 0, 1, offsetof(peers::Parameters, tie_share), "exponent of the tie"},
    ParameterInfo{"peers.greed", "1", 0, 9, offsetof(peers::Parameters, greed), "worth of coercion among equals"},
    ParameterInfo{"peers.superiority", "1", 0, 9, offsetof(peers::Parameters, superiority), "exponent of the ratio of powers"},
    ParameterInfo{"peers.temper", "1", 0, 99, offsetof(peers::Parameters, temper), "slope of the logistic chance"},
    ParameterInfo{"peers.profit", "1", 0, 1, offsetof(peers::Parameters, profit), "power that a unit of trade gives to both"},
    ParameterInfo{"peers.trust", "1", 0, 1, offsetof(peers::Parameters, trust), "share of the way to 1 that a tie grows by trade"},
    ParameterInfo{"peers.loot", "1", 0, 1, offsetof(peers::Parameters, loot), "share of the other's power that coercion takes"},
    ParameterInfo{"peers.outrage", "1", 0, 1, offsetof(peers::Parameters, outrage), "share of the tie that coercion destroys"},
    ParameterInfo{"peers.fading", "1", 0, 1, offsetof(peers::Parameters, fading), "share of the way to 1 that power falls back"},
};

namespace peers {

/// What every agent means to do, and with which of its ties.
struct Choices {
  std::vector<std::size_t> edge;
  std::vector<double> worth;  ///< of trade
  std::vector<std::uint8_t> trades;
};

/// All but how chances come about.
struct Network {
  using Parameters = peers::Parameters;
  using Proposals = Choices;
  static constexpr std::string_view name = "network";
  static constexpr std::array tables{ep::own_table<Nodes>("nodes", "agents of the network"),
                                     ep::layer<Ties>("ties", "who deals with whom")};
  static constexpr std::array events{ep::event<Coerced>("coerced", "an agent coerces another")};
  static constexpr std::array<std::string_view, 2> writes{"nodes.power", "ties.strength"};

  std::size_t agents;

  void set_up(ep::World& world, const ep::Turn&) const {
    Start s = start(agents);
    auto& ties = world.own.get<Ties>();
    for (std::size_t e = 0; e < s.target.size(); ++e) {
      ties.source.emplace_back(e / neighbours);
      ties.target.emplace_back(s.target[e]);
    }
    ties.strength = std::move(s.strength);
    world.own.get<Nodes>() = {std::move(s.openness), std::move(s.power)};
  }

  void apply(ep::World& world, const Choices& choices, const ep::Turn&) const {
    const auto p = world.parameters.bind<Parameters>();
    std::vector<double>& power = world.own.get<Nodes>().power;
    auto& ties = world.own.get<Ties>();
    std::int64_t coerced = 0;
    for (std::size_t i = 0; i < power.size(); ++i) {
      const std::size_t e = choices.edge[i];
      double &mine = power[i], &theirs = power[ties.target[e].index()];
      if (choices.trades[i] != 0) trade(mine, theirs, ties.strength[e], choices.worth[i], p);
      else coerce(mine, theirs, ties.strength[e], p);
      coerced += choices.trades[i] != 0 ? 0 : 1;
    }
    for (double& x : power) x = faded(x, p);
    ep::count<Coerced>(world, coerced);
  }
};

/// Chances agent by agent.
template <class Powers> struct OneByOne : Network {
  Choices decide(const ep::World& world, const ep::Turn& turn) const {
    const auto p = world.parameters.bind<Parameters>();
    const auto& [openness, power] = world.own.get<Nodes>();
    const auto& ties = world.own.get<Ties>();
    const auto first = world.own.offsets<Ties>();
    const ep::Luck whom = turn.luck(partner), what = turn.luck(act);
    const std::size_t n = power.size();
    Choices out{std::vector<std::size_t>(n), std::vector<double>(n), std::vector<std::uint8_t>(n)};
    for (std::size_t i = 0; i < n; ++i) {
      const auto begin = static_cast<std::size_t>(first[i]), end = static_cast<std::size_t>(first[i + 1]);
      const std::size_t e = begin + pick(whom.uniform(ep::Key{i}), end - begin);
      const double mine = power[i], theirs = power[ties.target[e].index()];
      const double worth = worth_of_trade<Powers>(mine, openness[i], theirs, ties.strength[e], p);
      const double chance = chance_of_trade(worth, worth_of_coercion<Powers>(mine, theirs, p), p);
      out.edge[i] = e;
      out.worth[i] = worth;
      out.trades[i] = what.uniform(ep::Key{i}) < chance ? 1 : 0;
    }
    return out;
  }
};

// Chances of all agents by array functions: the bits of one by one.

/// x^y in place; y a number or a column.
template <class Powers, class Exponent> void raise(std::vector<double>& x, const Exponent& y) {
  if constexpr (std::is_same_v<Powers, ByPow>) {
    real::pow(x, y, x);
  } else {
    real::log(x, x);
    for (std::size_t i = 0; i < x.size(); ++i) {
      if constexpr (std::is_same_v<Exponent, double>) x[i] = y * x[i];
      else x[i] = y[i] * x[i];
    }
    real::exp(x, x);
  }
}

template <class Powers> struct AllAtOnce : Network {
  Choices decide(const ep::World& world, const ep::Turn& turn) const {
    const auto p = world.parameters.bind<Parameters>();
    const auto& [openness, power] = world.own.get<Nodes>();
    const auto& ties = world.own.get<Ties>();
    const auto first = world.own.offsets<Ties>();
    const ep::Luck whom = turn.luck(partner), what = turn.luck(act);
    const std::size_t n = power.size();
    Choices out{std::vector<std::size_t>(n), power, std::vector<std::uint8_t>(n)};
    std::vector<double> theirs(n), tie(n), ratio(n);
    for (std::size_t i = 0; i < n; ++i) {
      const auto begin = static_cast<std::size_t>(first[i]), end = static_cast<std::size_t>(first[i + 1]);
      const std::size_t e = begin + pick(whom.uniform(ep::Key{i}), end - begin);
      out.edge[i] = e;
      theirs[i] = power[ties.target[e].index()];
      tie[i] = ties.strength[e];
      ratio[i] = power[i] / theirs[i];
    }
    raise<Powers>(out.worth, openness);
    raise<Powers>(theirs, p.their_share);
    raise<Powers>(tie, p.tie_share);
    raise<Powers>(ratio, p.superiority);
    for (std::size_t i = 0; i < n; ++i) {
      out.worth[i] = out.worth[i] * theirs[i] * tie[i];
      ratio[i] = -(p.temper * (out.worth[i] - p.greed * ratio[i]));
    }
    real::exp(ratio, ratio);
    for (std::size_t i = 0; i < n; ++i) out.trades[i] = what.uniform(ep::Key{i}) < 1.0 / (1.0 + ratio[i]) ? 1 : 0;
    return out;
  }
};

}  // namespace peers
