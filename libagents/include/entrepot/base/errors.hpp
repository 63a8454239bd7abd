// base/errors.hpp: every exception holds its facts as members and builds one sentence from them, once. In Python each arrives as the
// class of the same name, with the same facts as attributes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace entrepot {

struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// An argument of a solver is outside its domain. Python: SolverError (a ValueError).
struct SolverError : Error {
  std::string solver, argument, value, allowed;
  SolverError(std::string_view solver, std::string_view argument, std::string_view value, std::string_view allowed);
  SolverError(std::string_view solver, std::string_view argument, double value, std::string_view allowed);
};

/// One problem of one input file. line and column count from 1; 0 = the whole file.
struct Diagnostic {
  std::string file;
  int line = 0, column = 0;
  std::string code;     ///< short and stable, e.g. "unknown-key"
  std::string message;  ///< what is wrong
  std::string hint;     ///< what to do; may be empty
  bool operator==(const Diagnostic&) const = default;
  /// file:line:column: code: message (hint)
  std::string text() const;
};

/// A scenario has problems: all of them, in the order of file, line and column. Python: ScenarioError (a ValueError).
struct ScenarioError : Error {
  std::vector<Diagnostic> diagnostics;
  explicit ScenarioError(std::vector<Diagnostic> all);
};

/// Bytes that are no snapshot of this version and scenario. Python: SnapshotError (a ValueError).
struct SnapshotError : Error {
  std::string found, expected;
  SnapshotError(std::string_view what, std::string_view found, std::string_view expected);
};

/// A name that is not there, with what is near it. Python: NameError_ is raised as KeyError.
struct UnknownName : Error {
  std::string kind, name, nearest;
  UnknownName(std::string_view kind, std::string_view name, std::string_view nearest);
};

/// The recount of chips or money does not meet the books: a defect of the program, never of the input. Python: AuditError.
struct AuditError : Error {
  std::string book, expected, found;
  AuditError(std::string_view book, std::string_view expected, std::string_view found);
};

/// A stage did what it must not, found where its work is checked: a defect of the stage, never of the input. Python: StageError.
struct StageError : Error {
  std::string stage, column, value, allowed;
  std::size_t row = 0;
  std::int64_t quarter = 0;
  StageError(std::string_view stage, std::string_view column, std::size_t row, std::int64_t quarter, std::string_view value,
             std::string_view allowed);
};

/// What stages say of themselves does not make a model: all of it. Python: ModelError (a ValueError).
struct ModelError : Error {
  std::vector<std::string> problems;
  explicit ModelError(std::vector<std::string> all);
};

/// The text of a double as short as possible that reads back to the same bits.
std::string text_of(double value);

/// The nearest of `known` to `name` by edit distance, if it is near enough to be a slip of the pen (at most a third of the length of
/// `name` is changed), else "".
std::string nearest_name(std::string_view name, const std::vector<std::string>& known);

}  // namespace entrepot
