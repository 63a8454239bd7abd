// scenario/folder.hpp: reading a folder into files, and files into a scenario.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/scenario/scenario.hpp"

namespace entrepot::reading {

/// The files of a folder and what is wrong with them as files.
struct Folder {
  ScenarioFiles files;
  std::vector<Diagnostic> problems;
};
Folder read_folder(std::string_view path);

/// The folder of a scenario that is not there and for which another folder's name was perhaps meant; "" if none.
std::string meant_folder(std::string_view name, const std::function<bool(std::string_view)>& is_there);

Scenario load(const ScenarioFiles& files, std::vector<Diagnostic> before, const LoadOptions& options, std::string_view folder);

}  // namespace entrepot::reading
