// preferences/*.toml: weights and scales of outcomes.
#include "scenario/read/draft.hpp"

namespace entrepot::reading {
namespace {

constexpr std::array<std::string_view, 3> keys{"title", "weights", "scales"};

void read_weights(Draft& draft, const TomlNode& node, Preferences& p) {
  const Entries entries(node, "weights", draft.problems);
  draft.out.unread.push_back(draft.problems.path(node.at.file) + ": weights");  // scales say what matters; nothing ranks by weights yet
  double sum = 0.0;
  bool whole = true;
  for (const TomlNode& item : node.items) {
    const auto weight = entries.number(item.key, unit_interval);
    whole = whole && weight.has_value();
    sum += weight.value_or(0.0);
    p.weights.emplace_back(item.key, weight.value_or(0.0));
  }
  if (whole && !(sum > 1.0 - 1e-9 && sum < 1.0 + 1e-9))
    draft.problems.add(node.at, "shares-sum", std::string("the weights sum to ") + about(sum), "they must sum to 1");
}

void read_scales(Draft& draft, const TomlNode& node, const TomlNode* weights, Preferences& p) {
  const Entries entries(node, "scales", draft.problems);
  for (const TomlNode& item : node.items) {
    const auto scale = entries.number(item.key, any_number);
    if (scale == 0.0)
      draft.problems.add(item.at, "out-of-range", entries.path(item.key) + " is 0",
                         "write the change that counts as one; negative if less is better");
    p.scales.emplace_back(item.key, scale.value_or(1.0));
    check_outcome(draft, item.key, item.key_at, entries.path(item.key));
    if (weights != nullptr && weights->find(item.key) == nullptr)
      draft.problems.add(item.key_at, "no-weight", entries.path(item.key) + " has no weight", "remove it, or add it to [weights]");
  }
  if (weights == nullptr) return;
  for (const TomlNode& item : weights->items)
    if (node.find(item.key) == nullptr)
      draft.problems.add(item.key_at, "no-scale", std::string("weights.") + item.key + " has no scale", "add it to [scales]");
}

}  // namespace

void read_preferences(Draft& draft) {
  for (const auto& [name, document] : draft.folder("preferences")) {
    const Entries entries(*document, "", keys, draft.problems);
    Preferences p;
    p.name = name;
    p.title = entries.title("title").value_or("");
    const TomlNode* weights = entries.table("weights", true);
    if (weights != nullptr) read_weights(draft, *weights, p);
    if (const TomlNode* scales = entries.table("scales", true)) read_scales(draft, *scales, weights, p);
    draft.out.preferences.push_back(std::move(p));
  }
}

}  // namespace entrepot::reading
