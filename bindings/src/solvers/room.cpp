#include "room.hpp"

#include <cstring>
#include <utility>

namespace entrepot::binding {
namespace {

/// How people write the types that pybind11 spells out.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> plain_types{{
    {"typing.SupportsFloat | typing.SupportsIndex", "float"},
    {"typing.SupportsInt | typing.SupportsIndex", "int"},
    {"typing.Annotated[numpy.typing.ArrayLike, numpy.float64]", "numpy.typing.ArrayLike"},
}};

std::string with_plain_types(std::string text) {
  for (const auto& [from, to] : plain_types) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

py::object named_tuple(const py::module_& room, const char* name, std::string_view doc, const char* fields,
                       const std::vector<std::string>& annotations, const py::list& defaults) {
  const py::object builtins = py::module_::import("builtins"), namedtuple = py::module_::import("collections").attr("namedtuple");
  py::object made = namedtuple(name, fields, "defaults"_a = defaults, "module"_a = room.attr("__module__"));
  made.attr("__doc__") = Room::dedented(doc);
  made.attr("__annotations__") = builtins.attr("dict")(builtins.attr("zip")(made.attr("_fields"), annotations, "strict"_a = true));
  room.attr(name) = made;
  return made;
}

Room::Room(py::module_& solvers, const char* name) : module_{solvers.def_submodule(name)} {
  module_.attr("__module__") = std::string("entrepot.solvers.") + name;
}

std::string Room::dedented(std::string_view doc) {
  doc.remove_prefix(doc.starts_with('\n') ? 1 : 0);
  const std::string indentation(doc.find_first_not_of(' '), ' ');
  std::string out;
  for (bool more = true; more;) {
    const std::size_t end = doc.find('\n');
    const auto line = doc.substr(0, end);
    out.append(line.substr(line.starts_with(indentation) ? indentation.size() : 0));
    more = end != std::string_view::npos;
    if (more) out += '\n', doc.remove_prefix(end + 1);
  }
  return out;
}

std::string Room::documentation(std::string_view doc) {
  return dedented(doc) + "\n\nRaises SolverError, a ValueError that names function and argument, for a value outside its domain.";
}

/// Writes the signature in front of the documentation as CPython has it for its own functions, so that `inspect.signature` knows it, and
/// in pybind11's, which is left in the documentation, the types as people write them.
void Room::sign(py::handle function, const char* name, const std::vector<std::string>& parameters) {
  std::string text = std::string(name) + "(";
  for (const auto& p : parameters) text += (&p == parameters.data() ? "" : ", ") + p;
  auto* definition = reinterpret_cast<PyCFunctionObject*>(py::detail::get_function(function).ptr())->m_ml;  // NOLINT: so CPython keeps it
  text += ")\n--\n\n" + with_plain_types(definition->ml_doc);
  // pybind11 allocates this text with strdup and frees it with free.
  std::free(const_cast<char*>(std::exchange(definition->ml_doc, strdup(text.c_str()))));  // NOLINT
}

}  // namespace entrepot::binding
