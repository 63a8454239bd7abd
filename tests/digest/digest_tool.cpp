// Prints digests of what must have the same bits in every build: one line each, "name digest". `./dev test --full` compares the output of
// g++ -O3, clang -O0 and a build without wide-vector clones (design, promise 2).
#include <cmath>
#include <cstdint>
#include <iostream>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/base/digest.hpp"
#include "entrepot/base/luck.hpp"
#include "entrepot/base/real.hpp"
#include "entrepot/base/reduce.hpp"
#include "entrepot/run/simulation.hpp"

namespace {

namespace real = entrepot::real;
using Values = std::vector<double>;
constexpr std::size_t count = 100'000;
constexpr entrepot::Purpose argument{"digest.argument"};

/// A fixed sample of [low, high].
Values between(double low, double high, std::uint64_t step = 0) {
  const entrepot::Luck luck(entrepot::RunKey{.seed = 42, .run = 0}, step, argument);
  Values x(count);
  for (std::size_t i = 0; i < count; ++i) x[i] = low + (high - low) * luck.uniform(entrepot::Key{i});
  return x;
}

/// 2^u, built without rounding from the exponent and the significand.
Values magnitudes(int low, int high) {
  Values x = between(low, high);
  for (double& value : x) {
    const double whole = std::floor(value);
    value = std::ldexp(1.0 + (value - whole), static_cast<int>(whole));
  }
  return x;
}

void print(std::string_view name, Values values) {
  // The sign and payload of a NaN are the compiler's choice.
  for (double& value : values) value = std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value;
  std::cout << name << ' ' << entrepot::digest_of(std::as_bytes(std::span<const double>(values))).hex() << '\n';
}

template <class Function> void print_map(std::string_view name, const Values& x, Function function) {
  Values out(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) out[i] = function(x[i]);
  print(name, out);
}

template <class Function> void print_map(std::string_view name, const Values& x, const Values& y, Function function) {
  Values out(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) out[i] = function(x[i], y[i]);
  print(name, out);
}

void print_real() {
  const Values small = between(-30.0, 30.0), exponents = between(-760.0, 720.0), positive = magnitudes(-1060, 1020);
  const Values probability = between(0.0, 1.0), tail = magnitudes(-1000, -1), moderate = magnitudes(-40, 40);
  print_map("real.exp", exponents, [](double x) { return real::exp(x); });
  print_map("real.expm1", exponents, [](double x) { return real::expm1(x); });
  print_map("real.expm1.small", tail, [](double x) { return real::expm1(-x); });
  print_map("real.log", positive, [](double x) { return real::log(x); });
  print_map("real.log1p", positive, [](double x) { return real::log1p(x); });
  print_map("real.log1p.below", probability, [](double x) { return real::log1p(-x); });
  print_map("real.log10", positive, [](double x) { return real::log10(x); });
  print_map("real.log2", positive, [](double x) { return real::log2(x); });
  print_map("real.pow", moderate, small, [](double x, double y) { return real::pow(x, y); });
  print_map("real.pow.negative", small, [](double x) { return real::pow(x, 3.0); });
  print_map("real.sqrt", positive, [](double x) { return real::sqrt(x); });
  print_map("real.tanh", small, [](double x) { return real::tanh(x); });
  print_map("real.atanh", between(-1.0, 1.0), [](double x) { return real::atanh(x); });
  print_map("real.sigmoid", exponents, [](double x) { return real::sigmoid(x); });
  print_map("real.normal_cdf", small, [](double x) { return real::normal_cdf(x); });
  print_map("real.normal_quantile", probability, [](double p) { return real::normal_quantile(p); });
  print_map("real.normal_quantile.tail", tail, [](double p) { return real::normal_quantile(p); });
  print_map("real.poisson_quantile", probability, between(0.0, 60.0, 1),
            [](double p, double mean) { return real::poisson_quantile(p, mean); });

  // The array forms are what the clones are for; an odd length leaves a tail behind the widest vectors.
  Values out(count - 3);
  real::exp(std::span(exponents).first(out.size()), out);
  print("real.exp.array", out);
  real::log(std::span(positive).first(out.size()), out);
  print("real.log.array", out);
  for (const double y : {-2.5, 0.5, 1.7}) {
    real::pow(std::span(moderate).first(out.size()), y, out);
    print("real.pow.array", out);
  }
  real::pow(std::span(moderate).first(out.size()), std::span(small).first(out.size()), out);
  print("real.pow.arrays", out);
}

void print_reduce() {
  const Values x = between(-30.0, 30.0, 2), y = between(-1.0, 1.0, 3);
  Values sums, dots, means, logs;
  for (std::size_t length = 0; length < 400; ++length) {
    const auto a = std::span<const double>(x).subspan(length, length), b = std::span<const double>(y).first(length);
    sums.push_back(entrepot::reduce::sum(a));
    dots.push_back(entrepot::reduce::dot(a, b));
    means.push_back(entrepot::reduce::mean(a));
    logs.push_back(entrepot::reduce::logsumexp(a));
  }
  print("reduce.sum", sums);
  print("reduce.dot", dots);
  print("reduce.mean", means);
  print("reduce.logsumexp", logs);
}

void print_luck() {
  const entrepot::Luck luck(entrepot::RunKey{.seed = 7, .run = 3}, 5, argument);
  Values uniforms(count), normals(count), parameters(count);
  for (std::size_t i = 0; i < count; ++i) {
    uniforms[i] = luck.uniform(entrepot::Key{i});
    normals[i] = luck.normal(entrepot::Key{i});
    parameters[i] = entrepot::parameter_uniform(42, i, "digest");
  }
  print("luck.uniform", uniforms);
  print("luck.normal", normals);
  print("luck.parameter", parameters);
}

/// The final world of every strategy of a shipped scenario, for two seeds and run numbers.
void print_runs(const std::string& name) {
  const entrepot::Scenario scenario = entrepot::load_scenario(name);
  std::cout << name << ".scenario " << scenario.digest.hex() << '\n';
  for (const entrepot::Strategy& strategy : scenario.strategies) {
    for (const auto& key : {entrepot::RunKey{.seed = 42, .run = 0}, entrepot::RunKey{.seed = 7, .run = 3}}) {
      entrepot::Simulation simulation(scenario, strategy, key);
      simulation.run();
      std::cout << name << '.' << strategy.name << '.' << key.seed << '.' << key.run << ' ' << simulation.digest().hex() << '\n';
    }
  }
}

}  // namespace

int main() {
  print_real();
  print_reduce();
  print_luck();
  print_runs("tiny");
  print_runs("baseline");
}
