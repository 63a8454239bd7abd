// solvers/coalition.hpp: who wins a contest of coalitions over several options: the probabilistic Condorcet election of KTAB
// (Wise, Lester & Efird 2015; model_equations 2.6).
//
//   votes v_f(i:j) = weight_f (EU_f(i) - EU_f(j));  strength C_ij = 1e-6 + sum_f max(0, v_f(i:j));  P_ij = C_ij^m/(C_ij^m + C_ji^m)
//
// Matrices are spans in row-major order. Options 1 to 1,024.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace entrepot::solvers {

/// Exponents m of the victory laws that have a name.
namespace victory {
inline constexpr double linear = 1, square = 2, quartic = 4, octic = 8;
}

/// P_ij = C_ij^m/(C_ij^m + C_ji^m); 1/2 if both strengths are 0. Strengths in [0, 1e150], exponent > 0; infinity: the stronger side wins.
double victory_probability(double strength, double rival_strength, double exponent = victory::linear);

inline constexpr double strength_floor = 1e-6;

/// Strengths of the coalitions for i against j, C[i n + j], diagonal 0. weights: actors, >= 0; utilities: actors x options, row-major; all
/// finite; out: options x options.
void coalition_strengths(std::span<const double> weights, std::span<const double> utilities, std::span<double> out);
/// sum_f weight_f EU_f(i): the option that is largest here is the central one.
void option_support(std::span<const double> weights, std::span<const double> utilities, std::span<double> out);

enum class Election : std::uint8_t {
  conditional,       ///< p_i ~ prod_j P_ij: the chance to beat all, given that one does
  markov_uniform,    ///< stationary chance if every option is challenged by all alike
  markov_incentive,  ///< stationary chance if challengers come in proportion to C_ij P_ij
};

/// Memory of an election, reused between calls.
struct ElectionWorkspace {
  std::vector<double> victory, chain, column;
};

/// Probabilities of the options; they sum to one. strengths: options x options, each in [0, 1e150], diagonal not read.
/// Markov forms: p is the stationary vector of q_i = sum_j P_ij (p_i ch_ji + p_j ch_ij), ch_ij = I_ij/sum_k I_kj, I_ij = C_ij P_ij and
/// 1e-10 on the diagonal (incentive) or I_ij = 1 (uniform). It is found by LU elimination in the form of Grassmann, Taksar & Heyman
/// (1985), which subtracts nothing, so that each p_i is exact in relative terms. A pair without strength on both sides counts
/// strength_floor each. Throws SolverError on sizes, domains, and (conditional) if every option is sure to lose to some other.
void condorcet_election(std::span<const double> strengths, double exponent, Election form, ElectionWorkspace& work,
                        std::span<double> probabilities);
std::vector<double> condorcet_election(std::span<const double> strengths, double exponent, Election form);

}  // namespace entrepot::solvers
