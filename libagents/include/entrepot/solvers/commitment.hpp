// solvers/commitment.hpp: small two-player games with a leader who commits (Conitzer & Sandholm 2006; examples of Conitzer 2017).
#pragma once
#include <Eigen/Core>
#include <cstdint>
#include <utility>
#include <vector>

namespace entrepot::solvers {

struct Commitment {
  Eigen::VectorXd strategy;    ///< leader's probabilities
  std::int32_t response = -1;  ///< follower's action; ties in the leader's favour
  double leader = 0, follower = 0;
};
/// Best pure commitment. Rows are the leader's actions, columns the follower's; both matrices of one size >= 1 x 1, finite.
Commitment commit_pure(const Eigen::Ref<const Eigen::MatrixXd>& leader, const Eigen::Ref<const Eigen::MatrixXd>& follower);
/// Best mixed commitment: for each response the linear programme over the strategies that make it best, by enumeration of vertices.
/// At most 6 actions of the leader and 12 of the follower (else SolverError).
Commitment commit_mixed(const Eigen::Ref<const Eigen::MatrixXd>& leader, const Eigen::Ref<const Eigen::MatrixXd>& follower);
/// Pure Nash equilibria (row, column) in row order; may be empty.
std::vector<std::pair<std::int32_t, std::int32_t>> pure_nash(const Eigen::Ref<const Eigen::MatrixXd>& row_player,
                                                             const Eigen::Ref<const Eigen::MatrixXd>& column_player);

}  // namespace entrepot::solvers
