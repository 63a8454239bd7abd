#include "entrepot/solvers/clubs.hpp"

#include "solvers.hpp"

namespace entrepot::binding {

using solvers::ClubPayoffs, solvers::StableClub, solvers::WinSet;
template <> inline constexpr auto record<ClubPayoffs> = named<&ClubPayoffs::in, &ClubPayoffs::out>("ClubPayoffs", "inside outside");
template <>
inline constexpr auto record<StableClub> = named<&StableClub::sizes, &StableClub::weakly_stable>("StableClub", "sizes weakly_stable");
template <> inline constexpr auto record<WinSet> = named<&WinSet::low, &WinSet::high>("WinSet", "low high");

namespace clubs {

using Payoff = Typed<py::object, "numpy.typing.ArrayLike | collections.abc.Callable[[int], float]">;

/// By size of the club, 0 .. states; the size that is not read is not asked for.
Numbers payoffs_of(const Payoff& payoff, std::optional<int> states, int unread) {
  if (PyCallable_Check(payoff.value.ptr()) == 0) {
    const auto given = Numbers::ensure(payoff.value);
    if (!given) throw py::error_already_set();
    return given;
  }
  if (!states) throw py::type_error("stable_club: payoffs that are functions need `states`");
  return filled(static_cast<std::size_t>(std::max(*states + 1, 0)), [&](auto out) {
    for (int k = 0; k <= *states; ++k) out[static_cast<std::size_t>(k)] = k == unread ? 0.0 : py::cast<double>(payoff.value(k));
  });
}

StableClub stable_club(const Payoff& inside, const Payoff& outside, std::optional<int> states, double sanction) {
  const Reader reader{"stable_club"};
  const Numbers in = payoffs_of(inside, states, 0), out = payoffs_of(outside, states, states.value_or(-1));
  return solvers::stable_club(reader.row("payoff_in", in), reader.row("payoff_out", out), sanction);
}

void register_win_sets(Room& room) {
  room.elementwise_record<WinSet>("What a ratifier prefers to the status quo: an interval.");
  room.def("win_set", elementwise(&solvers::win_set), R"(
      What a ratifier with this ideal point prefers weakly to the status quo: [min(q, 2r - q), max(q, 2r - q)].

      Arrays are broadcast. Source: Putnam 1988.

      >>> win_set(0.0, 0.3)
      WinSet(low=0.0, high=0.6))",
           "status_quo"_a, "ratifier"_a);
  room.def(
      "zone_of_agreement",
      [](double status_quo, const Numbers& ratifiers) {
        return solvers::zone_of_agreement(status_quo, Reader{"zone_of_agreement"}.number_or_row("ratifiers", ratifiers));
      },
      R"(
      Intersection of the win-sets of all ratifiers (at least one); None if only the status quo is left.

      >>> zone_of_agreement(0.0, [0.3, 0.5])
      WinSet(low=0.0, high=0.6)
      >>> zone_of_agreement(0.4, [0.3, 0.6]) is None
      True)",
      "status_quo"_a, "ratifiers"_a);
}

}  // namespace clubs

void register_clubs(Room& room) {
  room.record<ClubPayoffs>("Payoffs of a member (`inside[k]`) and of an outsider (`outside[k]`) of a club of k, k = 0 .. N.");
  room.def(
      "abatement_payoffs",
      [](Whole states, double benefit, double cost) {
        return solvers::abatement_payoffs(Reader{"abatement_payoffs"}.whole("states", states.value), benefit, cost);
      },
      R"(
      Abatement game of like states: a member of a club of k plays k b/c, an outsider b/c; payoff b Q - c q^2/2.

      states >= 1; benefit b and cost c > 0. Source: Barrett 1994.

      >>> abatement_payoffs(3).inside[1:]
      array([2.5, 3. , 4.5]))",
      "states"_a, "benefit"_a = 1.0, "cost"_a = 1.0);
  room.record<StableClub>("Stable sizes if who is indifferent joins, and if who is indifferent stays where it is.");
  room.def("stable_club", &clubs::stable_club, R"(
      Sizes at which no member gains by leaving and no outsider by joining; outsiders pay the secondary sanction `sanction` k/N >= 0.

      inside[k], outside[k]: payoffs beside a club of k, arrays of length N + 1 (inside[0] and outside[N] are not read), or functions of k,
      with `states` = N. Equal means to 1e-12. Sources: Carraro & Siniscalco 1993, Barrett 1994.

      >>> stable_club(*abatement_payoffs(10)).sizes
      array([3], dtype=int32)
      >>> stable_club(*abatement_payoffs(10), sanction=10.0).weakly_stable
      array([4, 5], dtype=int32))",
           "inside"_a, "outside"_a, py::kw_only(), "states"_a = py::none(), "sanction"_a = 0.0);
  room.def("threshold_club", &solvers::threshold_club, R"(
      Smallest club whose members gain: ceil(cost/benefit), both > 0; exact where the quotient is whole but for rounding.

      >>> threshold_club(0.3, 1.0), threshold_club(0.1, 1.1)
      (4, 11))",
           "benefit"_a, "cost"_a);
  clubs::register_win_sets(room);
}

}  // namespace entrepot::binding
