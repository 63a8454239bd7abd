#include "entrepot/solvers/commitment.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <numeric>

#include "solvers/domain.hpp"

namespace entrepot::solvers {
namespace {

using Matrix = Eigen::Ref<const Eigen::MatrixXd>;

void check(const Domain& domain, const Matrix& leader, const Matrix& follower) {
  if (leader.rows() < 1 || leader.cols() < 1) domain.fail("leader", "an empty matrix", "at least 1 x 1");
  if (leader.rows() != follower.rows() || leader.cols() != follower.cols())
    domain.fail("follower", std::to_string(follower.rows()) + " x " + std::to_string(follower.cols()),
                std::to_string(leader.rows()) + " x " + std::to_string(leader.cols()));
  for (Eigen::Index i = 0; i < leader.rows(); ++i)
    for (Eigen::Index j = 0; j < leader.cols(); ++j) {
      domain.finite("leader", leader(i, j));
      domain.finite("follower", follower(i, j));
    }
}

double expected(const Matrix& payoff, const Eigen::VectorXd& x, Eigen::Index column) {
  double sum = 0;
  for (Eigen::Index i = 0; i < x.size(); ++i) sum += x(i) * payoff(i, column);
  return sum;
}

/// Rows a with a.x >= 0 that make `response` a best reply and x non-negative.
Eigen::MatrixXd half_spaces(const Matrix& follower, Eigen::Index response) {
  const Eigen::Index m = follower.rows(), n = follower.cols();
  Eigen::MatrixXd rows = Eigen::MatrixXd::Zero(m + n - 1, m);
  for (Eigen::Index i = 0; i < m; ++i) rows(i, i) = 1;
  Eigen::Index next = m;
  for (Eigen::Index k = 0; k < n; ++k)
    if (k != response) rows.row(next++) = (follower.col(response) - follower.col(k)).transpose();
  return rows;
}

/// Calls use(x) for every vertex of {x : rows x >= 0, sum x = 1}.
template <class Use> void for_vertices(const Eigen::MatrixXd& rows, double tolerance, Use use) {
  const Eigen::Index m = rows.cols();
  std::vector<std::uint8_t> tight(static_cast<std::size_t>(rows.rows()), 0);
  std::fill(tight.begin(), tight.begin() + (m - 1), std::uint8_t{1});
  do {
    Eigen::MatrixXd system(m, m);
    Eigen::VectorXd rhs = Eigen::VectorXd::Zero(m);
    Eigen::Index next = 0;
    for (Eigen::Index i = 0; i < rows.rows(); ++i)
      if (tight[static_cast<std::size_t>(i)] != 0) system.row(next++) = rows.row(i);
    system.row(m - 1).setOnes();
    rhs(m - 1) = 1;
    const Eigen::FullPivLU<Eigen::MatrixXd> lu(system);
    if (!lu.isInvertible()) continue;
    const Eigen::VectorXd x = lu.solve(rhs);
    if ((rows * x).minCoeff() >= -tolerance) use(Eigen::VectorXd(x.cwiseMax(0.0)));
  } while (std::prev_permutation(tight.begin(), tight.end()));
}

}  // namespace

Commitment commit_pure(const Matrix& leader, const Matrix& follower) {
  check(Domain{"commit_pure"}, leader, follower);
  Commitment best;
  for (Eigen::Index i = 0; i < leader.rows(); ++i) {
    const double reply = follower.row(i).maxCoeff();
    for (Eigen::Index j = 0; j < leader.cols(); ++j) {
      if (follower(i, j) < reply || (best.response >= 0 && leader(i, j) <= best.leader)) continue;
      best = {Eigen::VectorXd::Unit(leader.rows(), i), static_cast<std::int32_t>(j), leader(i, j), follower(i, j)};
    }
  }
  return best;
}

Commitment commit_mixed(const Matrix& leader, const Matrix& follower) {
  const Domain domain{"commit_mixed"};
  check(domain, leader, follower);
  if (leader.rows() > 6) domain.fail("leader", std::to_string(leader.rows()) + " rows", "at most 6 actions of the leader");
  if (leader.cols() > 12) domain.fail("leader", std::to_string(leader.cols()) + " columns", "at most 12 actions of the follower");
  const double tolerance = 1e-12 * std::max(1.0, follower.cwiseAbs().maxCoeff());
  Commitment best;
  for (Eigen::Index j = 0; j < leader.cols(); ++j) {
    for_vertices(half_spaces(follower, j), tolerance, [&](const Eigen::VectorXd& x) {
      const double value = expected(leader, x, j);
      if (best.response >= 0 && value <= best.leader) return;
      best = {x, static_cast<std::int32_t>(j), value, expected(follower, x, j)};
    });
  }
  return best;
}

std::vector<std::pair<std::int32_t, std::int32_t>> pure_nash(const Matrix& row_player, const Matrix& column_player) {
  check(Domain{"pure_nash"}, row_player, column_player);
  std::vector<std::pair<std::int32_t, std::int32_t>> out;
  for (Eigen::Index i = 0; i < row_player.rows(); ++i)
    for (Eigen::Index j = 0; j < row_player.cols(); ++j)
      if (row_player(i, j) >= row_player.col(j).maxCoeff() && column_player(i, j) >= column_player.row(i).maxCoeff())
        out.emplace_back(static_cast<std::int32_t>(i), static_cast<std::int32_t>(j));
  return out;
}

}  // namespace entrepot::solvers
