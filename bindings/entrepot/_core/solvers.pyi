from __future__ import annotations

import collections.abc
import typing

import numpy
import numpy.typing

__all__: list[str] = [
    "abatement_payoffs",
    "ai_chip_output",
    "algorithm_growth",
    "bass_cumulative",
    "bass_discrete",
    "bass_peak",
    "bass_rate",
    "bass_step",
    "black_market",
    "black_market_offers",
    "break_even_price",
    "ces",
    "classify_chip",
    "clear_isoelastic",
    "coalition_strengths",
    "commit_mixed",
    "commit_pure",
    "compliant_design",
    "compliant_designs",
    "compute_optimal",
    "condorcet_election",
    "contest",
    "data_centre_output",
    "defect_density",
    "defects_of_yield",
    "delay_defection",
    "detection_hazard",
    "dies_per_wafer",
    "distances",
    "diversion_ratios",
    "effective_compute",
    "egalitarian_curve",
    "egalitarian_points",
    "fifo_starts",
    "gains_from_trade",
    "generalised_cost",
    "interdict_edge",
    "kalai_smorodinsky_curve",
    "kalai_smorodinsky_menu",
    "kalai_smorodinsky_points",
    "largest_free_scale",
    "lead_decay",
    "lead_months",
    "learning_curve",
    "least_cost_path",
    "least_risk_path",
    "least_threat",
    "lock_in",
    "logit_share",
    "max_flow",
    "mean_field_equilibria",
    "nash_curve",
    "nash_menu",
    "nash_points",
    "nash_split",
    "nested_logit",
    "network_equilibria",
    "optimal_tariff",
    "option_support",
    "performance_density",
    "pipeline",
    "policy_sigma",
    "present_value",
    "probability_below",
    "proportional_ration",
    "pure_nash",
    "queue_allen_cunneen",
    "queue_mg1",
    "queue_mmc",
    "queue_wait_tail",
    "quota_incidence",
    "race_risk",
    "race_safety_none",
    "race_safety_private",
    "race_safety_public_leader",
    "race_safety_public_second",
    "real_option",
    "regime_value",
    "route_flows",
    "route_interdiction",
    "route_logit",
    "route_logit_unbounded",
    "route_weights",
    "rubinstein_finite",
    "rubinstein_infinite",
    "rubinstein_limit",
    "scaling_loss",
    "screening_demand",
    "screening_menu",
    "seizure_threshold",
    "share_started",
    "spectral_radius",
    "stable_club",
    "stackelberg_coverage",
    "switching_threshold",
    "takeoff",
    "tariff_incidence",
    "tariff_incidence_elastic",
    "theft_hazard",
    "threat",
    "threshold_club",
    "tpp",
    "victory_probability",
    "water_fill",
    "win_set",
    "yield_murphy",
    "yield_negative_binomial",
    "yield_poisson",
    "yield_seeds",
    "zone_of_agreement",
]

def abatement_payoffs(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64]]: ...
def ai_chip_output(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def algorithm_growth(arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]) -> typing.Any: ...
def bass_cumulative(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def bass_discrete(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> numpy.typing.NDArray[numpy.float64]: ...
def bass_peak(
    arg0: typing.SupportsFloat | typing.SupportsIndex, arg1: typing.SupportsFloat | typing.SupportsIndex
) -> tuple[float, float, float]: ...
def bass_rate(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def bass_step(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def black_market(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
    arg4: typing.SupportsFloat | typing.SupportsIndex,
    arg5: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple: ...
def black_market_offers(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg4: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> tuple[tuple, numpy.typing.NDArray[numpy.float64]]: ...
def break_even_price(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def ces(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[numpy.typing.NDArray[numpy.float64], float]: ...
def classify_chip(
    arg0: tuple[
        collections.abc.Sequence[tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]],
        typing.SupportsFloat | typing.SupportsIndex | None,
        typing.SupportsFloat | typing.SupportsIndex | None,
        typing.SupportsFloat | typing.SupportsIndex | None,
    ],
    arg1: collections.abc.Sequence[
        tuple[
            typing.Annotated[collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(4)"],
            typing.Annotated[collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(4)"],
            str,
        ]
    ],
) -> tuple: ...
def clear_isoelastic(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> tuple[float, numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64]]: ...
def coalition_strengths(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]
) -> numpy.typing.NDArray[numpy.float64]: ...
def commit_mixed(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"],
) -> tuple: ...
def commit_pure(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"],
) -> tuple: ...
def compliant_design(
    arg0: tuple[
        collections.abc.Sequence[tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]],
        typing.SupportsFloat | typing.SupportsIndex | None,
        typing.SupportsFloat | typing.SupportsIndex | None,
        typing.SupportsFloat | typing.SupportsIndex | None,
    ],
    arg1: collections.abc.Sequence[
        tuple[
            typing.Annotated[collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(4)"],
            typing.Annotated[collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(4)"],
            str,
        ]
    ],
    arg2: str,
    arg3: typing.Annotated[collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(3)"],
    arg4: typing.SupportsFloat | typing.SupportsIndex,
) -> typing.Any: ...
def compliant_designs(
    arg0: tuple[
        collections.abc.Sequence[tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]],
        typing.SupportsFloat | typing.SupportsIndex | None,
        typing.SupportsFloat | typing.SupportsIndex | None,
        typing.SupportsFloat | typing.SupportsIndex | None,
    ],
    arg1: collections.abc.Sequence[
        tuple[
            typing.Annotated[collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(4)"],
            typing.Annotated[collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(4)"],
            str,
        ]
    ],
    arg2: str,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
) -> list: ...
def compute_optimal(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
    arg4: typing.SupportsFloat | typing.SupportsIndex,
    arg5: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple: ...
def condorcet_election(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], arg1: typing.SupportsFloat | typing.SupportsIndex, arg2: str
) -> numpy.typing.NDArray[numpy.float64]: ...
def contest(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], arg1: typing.SupportsFloat | typing.SupportsIndex
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], float, float]: ...
def data_centre_output(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[float, str]: ...
def defect_density(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg4: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg5: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg6: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg7: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def defects_of_yield(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def delay_defection(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[float, float, float, bool]: ...
def detection_hazard(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def dies_per_wafer(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]
) -> typing.Any: ...
def distances(
    arg0: typing.SupportsInt | typing.SupportsIndex,
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg4: typing.SupportsInt | typing.SupportsIndex,
) -> numpy.typing.NDArray[numpy.float64]: ...
def diversion_ratios(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.SupportsInt | typing.SupportsIndex,
) -> numpy.typing.NDArray[numpy.float64]: ...
def effective_compute(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def egalitarian_curve(
    arg0: collections.abc.Callable[[float], typing.SupportsFloat | typing.SupportsIndex],
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex],
    arg4: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple: ...
def egalitarian_points(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex],
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple: ...
def fifo_starts(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.SupportsInt | typing.SupportsIndex,
) -> numpy.typing.NDArray[numpy.float64]: ...
def gains_from_trade(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]
) -> typing.Any: ...
def generalised_cost(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
) -> numpy.typing.NDArray[numpy.float64]: ...
def interdict_edge(
    arg0: typing.SupportsInt | typing.SupportsIndex,
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg4: typing.SupportsInt | typing.SupportsIndex,
    arg5: typing.SupportsInt | typing.SupportsIndex,
    arg6: typing.SupportsInt | typing.SupportsIndex,
    arg7: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[tuple, float]: ...
def kalai_smorodinsky_curve(
    arg0: collections.abc.Callable[[float], typing.SupportsFloat | typing.SupportsIndex],
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex],
    arg4: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple: ...
def kalai_smorodinsky_menu(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg3: typing.SupportsFloat | typing.SupportsIndex,
    arg4: typing.SupportsFloat | typing.SupportsIndex,
    arg5: typing.SupportsFloat | typing.SupportsIndex,
    arg6: typing.SupportsFloat | typing.SupportsIndex,
    arg7: typing.SupportsFloat | typing.SupportsIndex,
    arg8: typing.SupportsFloat | typing.SupportsIndex,
    arg9: str,
) -> tuple[bool, numpy.typing.NDArray[numpy.bool], float, float, float, float, float, float]: ...
def kalai_smorodinsky_points(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex],
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple: ...
def largest_free_scale(
    arg0: tuple[
        collections.abc.Sequence[tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]],
        typing.SupportsFloat | typing.SupportsIndex | None,
        typing.SupportsFloat | typing.SupportsIndex | None,
        typing.SupportsFloat | typing.SupportsIndex | None,
    ],
    arg1: collections.abc.Sequence[
        tuple[
            typing.Annotated[collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(4)"],
            typing.Annotated[collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(4)"],
            str,
        ]
    ],
    arg2: str,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
) -> float: ...
def lead_decay(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def lead_months(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]
) -> typing.Any: ...
def learning_curve(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]
) -> typing.Any: ...
def least_cost_path(
    arg0: typing.SupportsInt | typing.SupportsIndex,
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg4: typing.SupportsInt | typing.SupportsIndex,
    arg5: typing.SupportsInt | typing.SupportsIndex,
) -> tuple: ...
def least_risk_path(
    arg0: typing.SupportsInt | typing.SupportsIndex,
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg4: typing.SupportsInt | typing.SupportsIndex,
    arg5: typing.SupportsInt | typing.SupportsIndex,
) -> tuple: ...
def least_threat(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: collections.abc.Callable[[float], typing.SupportsFloat | typing.SupportsIndex],
    arg3: typing.SupportsFloat | typing.SupportsIndex,
) -> float | None: ...
def lock_in(arg0: typing.SupportsFloat | typing.SupportsIndex) -> tuple[float, float, float]: ...
def logit_share(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> numpy.typing.NDArray[numpy.float64]: ...
def max_flow(
    arg0: typing.SupportsInt | typing.SupportsIndex,
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg4: typing.SupportsInt | typing.SupportsIndex,
    arg5: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[float, numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.uint8]]: ...
def mean_field_equilibria(
    arg0: typing.SupportsFloat | typing.SupportsIndex, arg1: typing.SupportsFloat | typing.SupportsIndex
) -> tuple: ...
def nash_curve(
    arg0: collections.abc.Callable[[float], typing.SupportsFloat | typing.SupportsIndex],
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex],
    arg4: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple: ...
def nash_menu(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg3: typing.SupportsFloat | typing.SupportsIndex,
    arg4: typing.SupportsFloat | typing.SupportsIndex,
    arg5: typing.SupportsFloat | typing.SupportsIndex,
    arg6: typing.SupportsFloat | typing.SupportsIndex,
    arg7: typing.SupportsFloat | typing.SupportsIndex,
    arg8: typing.SupportsFloat | typing.SupportsIndex,
    arg9: str,
) -> tuple[bool, numpy.typing.NDArray[numpy.bool], float, float, float, float, float, float]: ...
def nash_points(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex],
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple: ...
def nash_split(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.Any,
    arg2: typing.Any,
    arg3: tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex],
    arg4: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple: ...
def nested_logit(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> tuple: ...
def network_equilibria(arg0: typing.SupportsFloat | typing.SupportsIndex, arg1: typing.SupportsFloat | typing.SupportsIndex) -> tuple: ...
def optimal_tariff(arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]) -> typing.Any: ...
def option_support(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]
) -> numpy.typing.NDArray[numpy.float64]: ...
def performance_density(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]
) -> typing.Any: ...
def pipeline(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]
) -> numpy.typing.NDArray[numpy.float64]: ...
def policy_sigma(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def present_value(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
) -> float: ...
def probability_below(
    arg0: str,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
    arg4: typing.SupportsFloat | typing.SupportsIndex,
) -> float: ...
def proportional_ration(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], arg1: typing.SupportsFloat | typing.SupportsIndex
) -> tuple[numpy.typing.NDArray[numpy.float64], float]: ...
def pure_nash(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"],
) -> list[tuple[int, int]]: ...
def queue_allen_cunneen(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsInt | typing.SupportsIndex,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
    arg4: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple: ...
def queue_mg1(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple: ...
def queue_mmc(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsInt | typing.SupportsIndex,
) -> tuple: ...
def queue_wait_tail(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsInt | typing.SupportsIndex,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
) -> float: ...
def quota_incidence(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
    arg4: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple: ...
def race_risk(
    arg0: str,
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def race_safety_none(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def race_safety_private(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def race_safety_public_leader(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def race_safety_public_second(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def real_option(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[float, float, float, float, float]: ...
def regime_value(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> float: ...
def route_flows(
    arg0: typing.SupportsInt | typing.SupportsIndex,
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg4: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg5: typing.SupportsInt | typing.SupportsIndex,
    arg6: typing.SupportsInt | typing.SupportsIndex,
    arg7: bool,
) -> numpy.typing.NDArray[numpy.float64]: ...
def route_interdiction(arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]) -> float: ...
def route_logit(
    arg0: typing.SupportsInt | typing.SupportsIndex,
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg4: typing.SupportsInt | typing.SupportsIndex,
    arg5: typing.SupportsInt | typing.SupportsIndex,
    arg6: typing.SupportsInt | typing.SupportsIndex,
    arg7: bool,
    arg8: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], list]: ...
def route_logit_unbounded(
    arg0: typing.SupportsInt | typing.SupportsIndex,
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg4: typing.SupportsInt | typing.SupportsIndex,
    arg5: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64]]: ...
def route_weights(
    arg0: typing.SupportsInt | typing.SupportsIndex,
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg4: typing.SupportsFloat | typing.SupportsIndex,
    arg5: bool,
) -> numpy.typing.NDArray[numpy.float64]: ...
def rubinstein_finite(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[float, float]: ...
def rubinstein_infinite(
    arg0: typing.SupportsFloat | typing.SupportsIndex, arg1: typing.SupportsFloat | typing.SupportsIndex
) -> tuple[float, float]: ...
def rubinstein_limit(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[float, float]: ...
def scaling_loss(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
    arg4: typing.SupportsFloat | typing.SupportsIndex,
    arg5: typing.SupportsFloat | typing.SupportsIndex,
    arg6: typing.SupportsFloat | typing.SupportsIndex,
) -> float: ...
def screening_demand(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[float, float, float, float]: ...
def screening_menu(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg3: str,
    arg4: typing.SupportsFloat | typing.SupportsIndex,
    arg5: typing.SupportsFloat | typing.SupportsIndex,
    arg6: typing.SupportsFloat | typing.SupportsIndex,
    arg7: typing.SupportsFloat | typing.SupportsIndex,
    arg8: typing.SupportsFloat | typing.SupportsIndex,
    arg9: typing.SupportsFloat | typing.SupportsIndex,
    arg10: typing.SupportsFloat | typing.SupportsIndex,
    arg11: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[numpy.typing.NDArray[numpy.bool], float, float, float, float, float, int, float]: ...
def seizure_threshold(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[float, float]: ...
def share_started(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def spectral_radius(
    arg0: typing.SupportsInt | typing.SupportsIndex,
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg4: typing.SupportsInt | typing.SupportsIndex,
) -> float: ...
def stable_club(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[numpy.typing.NDArray[numpy.int32], numpy.typing.NDArray[numpy.int32]]: ...
def stackelberg_coverage(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg3: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg4: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[numpy.typing.NDArray[numpy.float64], float, float, float, float, int]: ...
def switching_threshold(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def takeoff(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[float, float]: ...
def tariff_incidence(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
    arg4: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple: ...
def tariff_incidence_elastic(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
    arg3: typing.SupportsFloat | typing.SupportsIndex,
    arg4: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple: ...
def theft_hazard(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[float, float]: ...
def threat(
    arg0: typing.SupportsFloat | typing.SupportsIndex,
    arg1: typing.SupportsFloat | typing.SupportsIndex,
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[bool, float, float]: ...
def threshold_club(arg0: typing.SupportsFloat | typing.SupportsIndex, arg1: typing.SupportsFloat | typing.SupportsIndex) -> int: ...
def tpp(
    arg0: collections.abc.Sequence[tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]],
) -> float: ...
def victory_probability(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def water_fill(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[numpy.typing.NDArray[numpy.float64], float]: ...
def win_set(
    arg0: typing.SupportsFloat | typing.SupportsIndex, arg1: typing.SupportsFloat | typing.SupportsIndex
) -> tuple[float, float]: ...
def yield_murphy(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]
) -> typing.Any: ...
def yield_negative_binomial(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
    arg2: typing.Annotated[numpy.typing.ArrayLike, numpy.float64],
) -> typing.Any: ...
def yield_poisson(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]
) -> typing.Any: ...
def yield_seeds(
    arg0: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]
) -> typing.Any: ...
def zone_of_agreement(
    arg0: typing.SupportsFloat | typing.SupportsIndex, arg1: typing.Annotated[numpy.typing.ArrayLike, numpy.float64]
) -> typing.Any: ...
