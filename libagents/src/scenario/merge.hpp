// scenario/merge.hpp: files that a scenario does not replace but adds to, if those whom it extends have them too.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "scenario/folder.hpp"
#include "scenario/text/csv.hpp"
#include "scenario/text/toml.hpp"

namespace entrepot::reading {

/// scenario.toml, sources.toml and parameters.csv. Of all other files the last one stands.
bool is_merged(std::string_view path);

/// Reads the pieces of a TOML file and lays them over each other. In scenario.toml keys stand over keys in every table, while id and title
/// are not inherited; `extends` and `without`, which say where content stands, are not part of what is read. In sources.toml tables
/// stand over whole tables of the same key. Nothing, with problems, if a piece cannot be read.
std::optional<TomlNode> read_document(std::string_view path, const std::vector<Piece>& pieces, Problems& problems);

/// Lays rows over those of a base: a row whose `id` the base has replaces it in its place, others come behind. Headers have been checked.
void lay_over(CsvTable& under, CsvTable over, std::string_view id);

}  // namespace entrepot::reading
