// A stage of one's own, whole: two parameters, a column on states, a live layer between states, an event and an outcome, from outside the library.
//
// Who: insiders of the home exporter. With some chance a quarter each sanctions the state that is least aligned with it and not yet under its
// sanctions; sanctions fade, and are lifted when little is left of them. Pressure on a state: severity weighted by who imposes it.
#pragma once
#include <algorithm>
#include <entrepot/entrepot.hpp>

namespace mine {
namespace ep = entrepot;

struct Pressed {  // more columns of states
  std::vector<double> pressure;
};
struct Sanctions {  // edges between states
  std::vector<ep::StateId> source, target;
  std::vector<double> severity;
};
struct Imposed {  // an event
  ep::StateId by, on;
};
struct Parameters {
  double hazard, fading;
};

}  // namespace mine

// What each of them is, said once: loading, checks, snapshots, recording, Python and docs follow from it.
template <> inline constexpr auto entrepot::columns<mine::Pressed> = std::array{
    column<&mine::Pressed::pressure>("pressure", "1", "severity of the sanctions on it, weighted by the GDP of who imposes them", "",
                                     Role::state, ">= 0"),
};
template <> inline constexpr auto entrepot::columns<mine::Sanctions> = std::array{
    column<&mine::Sanctions::source>("source", "state", "who imposes"),
    column<&mine::Sanctions::target>("target", "state", "on whom"),
    column<&mine::Sanctions::severity>("severity", "1", "1 when imposed", "", Role::state, "[0, 1]"),
};
template <> inline constexpr auto entrepot::fields<mine::Imposed> = std::array{
    field<&mine::Imposed::by>("by", "state", "who imposes"),
    field<&mine::Imposed::on>("on", "state", "on whom"),
};
template <> inline constexpr auto entrepot::parameters<mine::Parameters> = std::array{
    ParameterInfo{"sanction.hazard", "1/quarter", 0, 1, offsetof(mine::Parameters, hazard), "chance that a state imposes a sanction"},
    ParameterInfo{"sanction.fading", "1/quarter", 0, 1, offsetof(mine::Parameters, fading), "share of the severity that fades"},
};

namespace mine {

struct Sanction {
  using Parameters = mine::Parameters;
  static constexpr std::string_view name = "sanction";
  static constexpr std::array tables{ep::more_columns<Pressed>("pressed", "states", "states under sanctions"),
                                     ep::layer<Sanctions>("sanctions", "who sanctions whom")};
  static constexpr std::array events{ep::event<Imposed>("imposed", "a state imposes a sanction")};
  static constexpr std::array outcomes{
      ep::OutcomeInfo{"sanction_pressure", "1", "mean pressure on a state at the end", 0,
                      [](const ep::World& world) { return ep::reduce::mean(world.own.get<Pressed>().pressure); }}};
  static constexpr std::array<std::string_view, 2> writes{"pressed", "sanctions"};
  static constexpr ep::Purpose impose{"sanction.impose"};

  struct Proposals {
    Sanctions layer;
    std::vector<double> pressure;
    std::size_t fresh = 0;  // rows at the layer's end that are new
  };

  Proposals decide(const ep::World& world, const ep::Turn& turn) const {
    const auto p = world.parameters.bind<Parameters>();
    const Sanctions& now = world.own.get<Sanctions>();
    const std::size_t states = world.states.id.size();
    Proposals out;
    std::vector<std::vector<bool>> imposed(states, std::vector<bool>(states, false));
    for (std::size_t e = 0; e < now.source.size(); ++e) {
      const double left = now.severity[e] * (1.0 - p.fading);
      if (left < 0.05) continue;  // lifted
      imposed[now.source[e].index()][now.target[e].index()] = true;
      add(out.layer, now.source[e], now.target[e], left);
    }
    const ep::Luck luck = turn.luck(impose);
    for (std::size_t i = 0; i < states; ++i) {
      if (world.states.tier[i][0] != ep::Tier::insider || !luck.happens(ep::Key{world.states.key[i]}, p.hazard)) continue;
      const ep::StateId target = least_aligned(world, i, imposed[i]);
      if (!target) continue;
      add(out.layer, ep::StateId{i}, target, 1.0);
      ++out.fresh;
    }
    out.pressure.assign(states, 0.0);
    const double all = ep::reduce::sum(world.states.gdp);
    for (std::size_t e = 0; e < out.layer.source.size(); ++e)
      out.pressure[out.layer.target[e].index()] += out.layer.severity[e] * world.states.gdp[out.layer.source[e].index()] / all;
    return out;
  }

  void apply(ep::World& world, const Proposals& out, const ep::Turn& turn) const {
    world.own.get<Sanctions>() = out.layer;  // ordered by source behind the stage
    world.own.get<Pressed>().pressure = out.pressure;
    for (std::size_t e = out.layer.source.size() - out.fresh; e < out.layer.source.size(); ++e)
      emit(world, turn, Imposed{out.layer.source[e], out.layer.target[e]});
  }

 private:
  static void add(Sanctions& layer, ep::StateId source, ep::StateId target, double severity) {
    layer.source.push_back(source);
    layer.target.push_back(target);
    layer.severity.push_back(severity);
  }
  static ep::StateId least_aligned(const ep::World& world, std::size_t by, const std::vector<bool>& already) {
    ep::StateId found;
    for (std::size_t j = 0; j < world.states.id.size(); ++j)
      if (j != by && !already[j] && (!found || world.states.align[j] < world.states.align[found.index()])) found = ep::StateId{j};
    return found;
  }
};

}  // namespace mine
