// Uses the installed library as a user does. `./dev test --full` compares what it prints with and without -mavx2: our arrays cross into this
// unit, so the instruction set that a consumer chooses must change neither their layout nor a bit.
#include <array>
#include <entrepot/base/digest.hpp>
#include <entrepot/base/luck.hpp>
#include <entrepot/base/real.hpp>
#include <entrepot/base/reduce.hpp>
#include <iostream>
#include <span>

int main() {
  namespace ep = entrepot;
  constexpr ep::Purpose sample{"consumer.sample"};
  const ep::Luck luck(ep::RunKey{.seed = 42, .run = 0}, 0, sample);
  std::array<double, 1001> x{};
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = luck.normal(ep::Key{i});
  std::array<double, 1001> weights{};
  ep::real::exp(x, weights);
  const std::array results{ep::reduce::sum(weights), ep::reduce::dot(x, weights), ep::reduce::logsumexp(x)};
  std::cout << "digest of the results " << ep::digest_of(std::as_bytes(std::span<const double>(results))).hex() << '\n';
}
