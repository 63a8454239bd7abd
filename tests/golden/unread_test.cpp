// What the shipped files hold and no stage of this version reads. The list must shrink to nothing.
// ENTREPOT_ACCEPT=1 (`./dev test --accept`) rewrites it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "entrepot/run/simulation.hpp"

namespace entrepot {
namespace {

TEST(Golden, WhatNoStageReads) {
  std::string now;
  for (const std::string& line : load_scenario(std::string(ENTREPOT_REPO) + "/libagents/scenarios/baseline").unread) now += line + '\n';
  const std::string path = std::string(ENTREPOT_TESTS) + "/golden/unread-baseline.txt";
  if (const char* accept = std::getenv("ENTREPOT_ACCEPT"); accept != nullptr && std::string_view(accept) == "1") std::ofstream(path) << now;
  std::stringstream golden;
  golden << std::ifstream(path).rdbuf();
  EXPECT_EQ(golden.str(), now);
}

}  // namespace
}  // namespace entrepot
