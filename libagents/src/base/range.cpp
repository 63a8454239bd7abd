#include "entrepot/base/range.hpp"

#include "entrepot/base/errors.hpp"

namespace entrepot {

std::string Range::text() const {
  if (!is_bounded()) return "";
  if (low == high) return text_of(low);
  if (high == infinity) return std::string(low_open ? "> " : ">= ") + text_of(low);
  if (low == -infinity) return std::string(high_open ? "< " : "<= ") + text_of(high);
  return std::string(low_open ? "(" : "[") + text_of(low) + ", " + text_of(high) + (high_open ? ")" : "]");
}

}  // namespace entrepot
