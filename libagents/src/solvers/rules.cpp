#include "entrepot/solvers/rules.hpp"

#include <algorithm>
#include <functional>

#include "entrepot/base/real.hpp"
#include "solvers/domain.hpp"

namespace entrepot::solvers {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t index(Measure m) { return static_cast<std::size_t>(m); }
constexpr std::size_t at_tpp = index(Measure::tpp), at_density = index(Measure::density), at_link = index(Measure::link_gb_s),
                      at_memory = index(Measure::memory_bw_gb_s);

double known(const Domain& domain, std::string_view argument, const std::optional<double>& value) {
  if (!value) return nan;
  domain.positive(argument, *value);
  return *value;
}

/// The values that are not known and for want of which alone a clause is not met.
std::array<bool, measure_count> missing_for(const Clause& clause, const Measures& chip) {
  std::array<bool, measure_count> unknown{};
  for (std::size_t m = 0; m < measure_count; ++m) {
    if (!clause.bounds[m].is_set() || clause.bounds[m].met_by(chip[m])) continue;
    if (chip[m] == chip[m]) return {};
    unknown[m] = true;
  }
  return unknown;
}

Measures scaled(const Measures& chip, double speed, double link, double memory) {
  return {chip[at_tpp] * speed, chip[at_density] * speed, chip[at_link] * link, chip[at_memory] * memory};
}
bool is_allowed(const Measures& chip, Rule rule, Outcome allowed) { return classify(chip, rule).outcome <= allowed; }

/// 1 and the parts of a measure that lie just under the lower bound of a clause; largest first, each once.
std::vector<double> parts_under(const Measures& chip, Rule rule, std::size_t measure, double margin) {
  std::vector<double> parts;
  parts.reserve(2 * rule.size() + 2);  // room for those of another measure too
  parts.push_back(1.0);
  for (const Clause& clause : rule) {
    if (!(clause.bounds[measure].min > 0.0)) continue;  // most bounds are not set
    const double part = clause.bounds[measure].min / chip[measure] * (1.0 - margin);
    if (part > 0.0 && part < 1.0) parts.push_back(part);
  }
  std::sort(parts.begin(), parts.end(), std::greater<>{});
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  return parts;
}

bool beats(const Design& a, const Design& b) { return a.speed >= b.speed && a.link >= b.link && a.memory >= b.memory; }

void check(const Domain& domain, const Measures& chip, Rule rule, double margin) {
  for (std::size_t m = 0; m < measure_count; ++m)
    domain.holds(chip[m] != chip[m] || (chip[m] > 0.0 && chip[m] < infinity), measure_names[m], chip[m],
                 "> 0 and finite, or NaN if not known");
  for (const Clause& clause : rule) {
    for (const Bound& bound : clause.bounds) domain.holds(bound.min < bound.max, "rule", bound.min, "bounds with min < max, not NaN");
  }
  domain.holds(margin > 0.0 && margin < 1.0, "margin", margin, "(0, 1)");
}

/// Parts of the speed that lie just under a threshold of TPP or density; largest first.
std::vector<double> speeds_under(const Measures& chip, Rule rule, double margin) {
  std::vector<double> speeds = parts_under(chip, rule, at_tpp, margin);
  for (const double s : parts_under(chip, rule, at_density, margin)) speeds.push_back(s);
  std::sort(speeds.begin(), speeds.end(), std::greater<>{});
  return speeds;
}

/// First of the speeds, largest first, that is allowed; 0 if none is.
double fastest(const Measures& chip, const std::vector<double>& speeds, Rule rule, Outcome allowed) {
  for (const double s : speeds)
    if (is_allowed(scaled(chip, s, 1.0, 1.0), rule, allowed)) return s;
  return 0.0;
}

double gain(const Design& d, const DesignWeights& w) {
  return w.speed * real::log(d.speed) + w.link * real::log(d.link) + w.memory * real::log(d.memory);
}

}  // namespace

double tpp(std::span<const Speed> speeds) {
  const Domain domain{"tpp"};
  domain.holds(!speeds.empty(), "speeds", 0.0, "at least one");
  double most = 0.0;
  for (const Speed& s : speeds) {
    domain.holds(s.bits > 0, "bits", s.bits, "> 0");
    domain.positive("tops", s.tops);
    most = std::max(most, s.tops * s.bits);
  }
  return most;
}

double performance_density(double tpp_value, double die_mm2) {
  const Domain domain{"performance_density"};
  domain.non_negative("tpp", tpp_value);
  domain.positive("die_mm2", die_mm2);
  return tpp_value / die_mm2;
}

Measures measures_of(const ChipSpec& spec) {
  const Domain domain{"classify_chip"};
  const double performance = tpp(spec.speeds);
  const double die = known(domain, "die_mm2", spec.die_mm2);
  return {performance, performance / die, known(domain, "link_gb_s", spec.link_gb_s), known(domain, "memory_bw_gb_s", spec.memory_bw_gb_s)};
}

Classification classify(const Measures& chip, Rule rule) {
  Classification result;
  for (std::size_t c = 0; c < rule.size(); ++c) {
    if (rule[c].outcome > result.outcome && rule[c].met_by(chip)) {
      result.outcome = rule[c].outcome;
      result.clause = c;
    }
  }
  if (std::none_of(chip.begin(), chip.end(), [](double value) { return value != value; })) return result;
  for (const Clause& clause : rule) {
    if (clause.outcome <= result.outcome) continue;
    const std::array<bool, measure_count> unknown = missing_for(clause, chip);
    for (std::size_t m = 0; m < measure_count; ++m) result.missing[m] = result.missing[m] || unknown[m];
  }
  return result;
}

Classification classify_chip(const ChipSpec& spec, Rule rule) {
  const Measures chip = measures_of(spec);
  check(Domain{"classify_chip"}, chip, rule, 0.5);
  return classify(chip, rule);
}

double largest_free_scale(const Measures& chip, Rule rule, Outcome allowed, double margin) {
  check(Domain{"largest_free_scale"}, chip, rule, margin);
  return fastest(chip, speeds_under(chip, rule, margin), rule, allowed);
}

std::vector<Design> compliant_designs(const Measures& chip, Rule rule, Outcome allowed, double margin) {
  check(Domain{"compliant_designs"}, chip, rule, margin);
  std::vector<Design> found;
  const std::vector<double> speeds = speeds_under(chip, rule, margin), memories = parts_under(chip, rule, at_memory, margin),
                            links = parts_under(chip, rule, at_link, margin);
  found.reserve(links.size() * memories.size());
  for (const double link : links) {
    for (const double memory : memories) {
      const double speed = fastest(scaled(chip, 1.0, link, memory), speeds, rule, allowed);
      if (speed > 0.0) found.push_back({speed, link, memory, scaled(chip, speed, link, memory)});
    }
  }
  std::vector<Design> best;
  best.reserve(found.size());
  for (const Design& d : found) {
    const auto beaten = [&d](const Design& other) { return &other != &d && beats(other, d); };
    if (std::none_of(found.begin(), found.end(), beaten)) best.push_back(d);
  }
  std::sort(best.begin(), best.end(), [](const Design& a, const Design& b) {
    return a.speed != b.speed ? a.speed > b.speed : a.link != b.link ? a.link > b.link : a.memory > b.memory;
  });
  return best;
}

std::optional<Design> compliant_design(const Measures& chip, Rule rule, Outcome allowed, const DesignWeights& weights, double margin) {
  const Domain domain{"compliant_design"};
  domain.non_negative("speed weight", weights.speed);
  domain.non_negative("link weight", weights.link);
  domain.non_negative("memory weight", weights.memory);
  check(domain, chip, rule, margin);
  std::optional<Design> best;
  for (const Design& d : compliant_designs(chip, rule, allowed, margin)) {
    if (!best || gain(d, weights) > gain(*best, weights)) best = d;
  }
  return best;
}

}  // namespace entrepot::solvers
