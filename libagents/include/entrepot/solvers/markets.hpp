// TEMPORARY (untracked): replaced by solvers-a
#pragma once
#include <span>
#include <vector>
#include <algorithm>
#include <numeric>
#include "entrepot/base/real.hpp"
namespace entrepot::solvers {
struct NestedLogitWorkspace { std::vector<double> e, m; };
inline void nested_logit_kernel(std::span<const double> v, std::span<const double> v0, std::span<const int> nest, std::span<const double> lambda, std::span<double> share, std::span<double> out0, std::span<double> W, NestedLogitWorkspace& ws) {
  const std::size_t B = v0.size(), P = nest.size(), G = lambda.size();
  ws.e.resize(B * P); ws.m.resize(B * G * 2);
  for (std::size_t b = 0; b < B; ++b) {
    double mx[8]; for (std::size_t g = 0; g < G; ++g) mx[g] = -1e300;
    for (std::size_t c = 0; c < P; ++c) mx[nest[c]] = std::max(mx[nest[c]], v[b*P+c] / lambda[static_cast<std::size_t>(nest[c])]);
    for (std::size_t g = 0; g < G; ++g) ws.m[b*G+g] = mx[g];
    for (std::size_t c = 0; c < P; ++c) ws.e[b*P+c] = v[b*P+c] / lambda[static_cast<std::size_t>(nest[c])] - mx[nest[c]];
  }
  real::exp(std::span<const double>(ws.e), std::span<double>(ws.e));
  for (std::size_t b = 0; b < B; ++b) {
    double sum[8] = {}, top = v0[b], IV[8];
    for (std::size_t c = 0; c < P; ++c) sum[nest[c]] += ws.e[b*P+c];
    for (std::size_t g = 0; g < G; ++g) { IV[g] = sum[g] > 0 && ws.m[b*G+g] > -1e299 ? lambda[g] * (ws.m[b*G+g] + real::log(sum[g])) : -1e308; top = std::max(top, IV[g]); }
    double z = real::exp(v0[b] - top), a[8];
    const double o = z;
    for (std::size_t g = 0; g < G; ++g) { a[g] = IV[g] > -1e307 ? real::exp(IV[g] - top) : 0.0; z += a[g]; }
    out0[b] = o / z; W[b] = top + real::log(z);
    for (std::size_t c = 0; c < P; ++c) share[b*P+c] = a[nest[c]] > 0 ? a[nest[c]] / z * ws.e[b*P+c] / sum[nest[c]] : 0.0;
  }
}
inline double water_fill_kernel(std::span<const double> x, std::span<const double> o, double S, std::span<double> out) {
  double tot = 0; for (double d : x) tot += d;
  if (tot <= S) { std::copy(x.begin(), x.end(), out.begin()); return 1e300; }
  std::vector<std::size_t> k; for (std::size_t i = 0; i < x.size(); ++i) { out[i] = 0; if (x[i] > 0 && o[i] > 0) k.push_back(i); }
  std::sort(k.begin(), k.end(), [&](std::size_t a, std::size_t b) { return x[a] * o[b] < x[b] * o[a]; });
  double w = 0; for (auto i : k) w += o[i];
  double L = 0, left = S;
  for (std::size_t j = 0; j < k.size(); ++j) { auto i = k[j]; if (x[i] <= o[i] * left / w) { out[i] = x[i]; left -= x[i]; w -= o[i]; } else { L = left / w; for (; j < k.size(); ++j) out[k[j]] = o[k[j]] * L; break; } }
  return L;
}
}
