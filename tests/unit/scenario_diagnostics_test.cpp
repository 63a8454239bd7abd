// Bad input: every problem gets its sentence, all at once, with its place. Each case changes the files of a small scenario and expects the
// exact text.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "entrepot/scenario/scenario.hpp"
#include "support/small_model.hpp"

namespace entrepot {
namespace {

namespace fs = std::filesystem;

using Edit = std::function<void(ScenarioFiles&)>;

/// Tiny with a row of its own, as one folder: lines and columns are those of tiny and common.
std::string small_folder() { return std::string(ENTREPOT_TESTS) + "/support/small"; }
const ScenarioFiles& small() {
  static const ScenarioFiles files = files_of(small_folder());
  return files;
}

/// Replaces the first occurrence, which must be there.
Edit edit(const std::string& file, const std::string& from, const std::string& to) {
  return [=](ScenarioFiles& files) {
    std::string& text = files.at(file);
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << file << " has no " << from;
    text.replace(at, from.size(), to);
  };
}
Edit replace(const std::string& file, const std::string& text) {
  return [=](ScenarioFiles& files) { files[file] = text; };
}
Edit remove(const std::string& file) {
  return [=](ScenarioFiles& files) { ASSERT_EQ(files.erase(file), 1U); };
}

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}
std::string many_rules(int n) {
  std::string out;
  for (int i = 0; i < n; ++i)
    out += "[[rule]]\nid = \"r" + std::to_string(i) +
           "\"\nexporter = \"home\"\nannounced = 2025-01-01\neffective = 2025-01-01\nsource = \"assumption:x\"\n[[rule.clause]]\ntpp_min = "
           "1\n";
  return out;
}

struct Options {
  std::vector<std::string> overrides;
  std::string belief;
  bool expected = false;  ///< check against the parameters of one stage, below
};
struct Case {
  std::string name;
  std::vector<Edit> edits;
  std::string text;
  Options options = {};
};

/// Every parameter as a stage would list it: the bounds of buy.nest are those of its stage, the others are wide.
const std::vector<ParameterInfo>& expected_parameters() {
  static const Scenario scenario = from_files(small());
  static const std::vector<ParameterInfo> list = [] {
    std::vector<ParameterInfo> all;
    for (const ParameterRow& row : scenario.parameters.rows()) {
      const bool nest = row.name == "buy.nest";
      all.push_back({row.name, row.unit, nest ? 0.05 : -1e15, nest ? 1.0 : 1e15, 0, ""});
    }
    return all;
  }();
  return list;
}

/// What loading says: the sentences, or "loaded".
std::string answer(const ScenarioFiles& files, const Options& options = {}) {
  LoadOptions load;
  load.overrides = options.overrides;
  load.belief = options.belief;
  load.model = options.expected ? testing::small_model(expected_parameters()) : testing::small_model();
  try {
    from_files(files, load);
    return "loaded";
  } catch (const ScenarioError& error) {
    return error.what();
  }
}

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"a file is missing", {remove("data/firms.csv")}, "data/firms.csv: missing-file: the file is missing"},
      {"an empty file", {replace("data/labs.csv", "")}, "data/labs.csv: empty-file: the file is empty (write its content or remove it)"},
      {"a file of blanks",
       {replace("strategies/control.toml", " \n\t\n")},
       "strategies/control.toml: empty-file: the file is empty (write its content or remove it)"},
      {"not UTF-8",
       {edit("data/labs.csv", "Ari Lab", "Ar\377 Lab")},
       "data/labs.csv:3:7: not-utf-8: the byte 0xFF is not UTF-8 (save the file as UTF-8)"},
      {"an overlong UTF-8 form",
       {edit("sources.toml", "87 FR", "\300\257 FR")},
       "sources.toml:2:13: not-utf-8: the byte 0xC0 is not UTF-8 (save the file as UTF-8)"},
      {"a byte order mark",
       {edit("data/labs.csv", "id,name", "\357\273\277id,name")},
       "data/labs.csv:1:1: byte-order-mark: the file begins with a byte order mark (save it as UTF-8 without one)"},
      {"carriage returns",
       {replace("data/labs.csv", "id,name,home\r\nada,Ada Lab,AAA\r\nari,Ari Lab,AAA\r\ncyan,Cyan Lab,CCC\r\nfox,Fox Lab,FFF\r\n")},
       "data/labs.csv:1: carriage-return: 5 lines end with carriage returns (save the file with \\n line ends)"},
      {"a control character",
       {edit("data/labs.csv", "Ari", "Ar\007i")},
       "data/labs.csv:3:7: control-character: the control character 0x07 is no text (remove it)"},
      {"a line of 2 MB",
       {edit("data/labs.csv", "Ari Lab", std::string(2'000'000, 'x'))},
       "data/labs.csv:3: long-line: the line has 2000008 bytes (at most 65536 are read)"},
      {"a stray table",
       {replace("data/state.csv", "id\nAAA\n")},
       "data/state.csv: unknown-file: no table of a scenario has this name (did you mean \"data/states.csv\"?)"},
      {"a path out of the folder",
       {replace("../evil.csv", "id\n")},
       "../evil.csv: leaves-folder: the path leaves the folder of the scenario (name files relative to it, without ..)"},
      {"an absolute path",
       {replace("/etc/passwd", "x")},
       "/etc/passwd: leaves-folder: the path leaves the folder of the scenario (name files relative to it, without ..)"},
      {"a file name that nobody can write",
       {replace("strategies/My Strategy.toml", "rules = \"none\"\n")},
       "strategies/My Strategy.toml: bad-name: the file name \"My Strategy\" is no name (use 1 to 100 of a-z, 0-9, _ . and -)"},
      {"a field too many",
       {edit("data/labs.csv", "Ada Lab,AAA", "Ada Lab,AAA,x")},
       "data/labs.csv:2:1: field-count: the row has 4 fields, the header has 3 (a field with a comma stands in quotes)"},
      {"a field too few",
       {edit("data/labs.csv", "fox,Fox Lab,FFF", "fox,Fox Lab")},
       "data/labs.csv:5:1: field-count: the row has 2 fields, the header has 3 (an empty field still has its comma)"},
      {"a quote that is not closed",
       {edit("data/labs.csv", "Ada Lab", "\"Ada Lab")},
       "data/labs.csv:2:5: open-quote: the quoted field does not end on its line (close it with a quote)"},
      {"a quote inside a field",
       {edit("data/labs.csv", "Ada Lab", "Ada \"Lab\"")},
       "data/labs.csv:2:9: stray-quote: a quote stands inside a field without quotes (put the whole field in quotes and write each quote "
       "in it twice)"},
      {"text behind a quoted field",
       {edit("data/labs.csv", "Ada Lab", "\"Ada\" Lab")},
       "data/labs.csv:2:10: text-after-quote: text follows the closing quote of a field (end the field with a comma, or write the quote "
       "twice)"},
      {"an unknown column",
       {edit("data/labs.csv", "id,name,home", "id,nmae,home")},
       "data/labs.csv:1: missing-column: the column \"name\" is missing\n"
       "data/labs.csv:1:4: unknown-column: the column \"nmae\" is not known (known: id, name, home, sources)"},
      {"a repeated column",
       {edit("data/labs.csv", "id,name,home\nada,Ada Lab,AAA\nari,Ari Lab,AAA\ncyan,Cyan Lab,CCC\nfox,Fox Lab,FFF",
             "id,name,home,home\nada,Ada Lab,AAA,AAA")},
       "data/labs.csv:1:14: repeated-column: the column \"home\" stands twice in the header (remove one)"},
      {"a repeated row",
       {edit("data/labs.csv", "ari,Ari", "ada,Ari")},
       "data/labs.csv:3:1: repeated-row: id \"ada\" stands in line 2 already (remove one of the rows)"},
      {"a repeated state",
       {edit("data/states.csv", "\nBBB,",
             "\nAAA,Arland,0,A5 tier1,insider,adversary,20000000000000,1,0.9,safety_institute,0.0006,0,0,100000,1000000\nBBB,")},
       "data/states.csv:3:1: repeated-row: id \"AAA\" stands in line 2 already (remove one of the rows)"},
      {"an empty id",
       {edit("scenario.toml", "id = \"small\"", "id = \"\"")},
       "scenario.toml:1:6: bad-name: the id \"\" is no name (use 1 to 100 of a-z, 0-9, _ . and -)"},
      {"no number",
       {edit("data/states.csv", "20000000000000,1,0.9", "20e12x,1,0.9")},
       "data/states.csv:2:41: not-a-number: gdp is \"20e12x\", which is no number (write digits with a point as decimal mark)"},
      {"a decimal comma in quotes",
       {edit("data/states.csv", "swing,swing,1000000000000,0.2", "swing,swing,1000000000000,\"0,2\"")},
       "data/states.csv:4:47: not-a-number: align is \"0,2\", which is no number (write digits with a point as decimal mark)"},
      {"NaN",
       {edit("data/states.csv", "20000000000000,1,0.9", "nan,1,0.9")},
       "data/states.csv:2:41: not-finite: gdp is \"nan\" (write a finite number)"},
      {"infinity",
       {edit("parameters.csv", "start.power_share,0.2", "start.power_share,inf")},
       "parameters.csv:44:19: not-finite: value is \"inf\" (write a finite number)"},
      {"a number that no double holds",
       {edit("data/states.csv", "20000000000000,1,0.9", "1e999,1,0.9")},
       "data/states.csv:2:41: out-of-range: gdp is \"1e999\" (no number of 64 bits is so large or so close to zero)"},
      {"a negative stock",
       {edit("data/lots.csv", "-1,0,10000", "-1,0,-10000")},
       "data/lots.csv:2:27: out-of-range: quantity is -10000 (allowed: [1, 1e+12])"},
      {"a stock in halves",
       {edit("data/lots.csv", "-1,0,10000", "-1,0,10000.5")},
       "data/lots.csv:2:27: not-whole: quantity is \"10000.5\", which is no whole number (write digits only)"},
      {"out of range",
       {edit("data/states.csv", "20000000000000,1,0.9", "20000000000000,1.5,0.9")},
       "data/states.csv:2:56: out-of-range: align is 1.5 (allowed: [-1, 1])"},
      {"GDP of zero",
       {edit("data/states.csv", "20000000000000,1,0.9", "0,1,0.9")},
       "data/states.csv:2:41: out-of-range: gdp is 0 (allowed: [1e+06, 1e+16])"},
      {"an empty number",
       {edit("data/states.csv", "20000000000000,1,0.9", ",1,0.9")},
       "data/states.csv:2:41: missing-value: gdp is empty (write a number)"},
      {"a capacity without its growth",
       {edit("data/firms.csv", "165000,0.06", "165000,")},
       "data/firms.csv:2:41: missing-value: capacity_growth is empty, but capacity is 165000 (write a number; 0 if it is zero)"},
      {"no flag",
       {edit("data/firms.csv", "designer,1,0", "designer,yes,0")},
       "data/firms.csv:6:32: not-a-flag: listed_home is \"yes\" (write 0 or 1)"},
      {"no day",
       {edit("data/products.csv", "2020-07-01", "2020-02-30")},
       "data/products.csv:2:38: not-a-date: released is \"2020-02-30\", which is no day (write a day as 2025-01-31)"},
      {"a slip in a choice",
       {edit("data/states.csv", "tier2,swing,swing,1000000000000", "tier2,swnig,swing,1000000000000")},
       "data/states.csv:4:21: unknown-value: tier_home is \"swnig\" (known: insider, swing, adversary)"},
      {"an unknown group",
       {edit("data/states.csv", "tier2,swing,swing,1000000000000", "tier9,swing,swing,1000000000000")},
       "data/states.csv:4:15: unknown-value: groups has \"tier9\" (did you mean \"tier1\"?)"},
      {"an unknown institution",
       {edit("data/states.csv", "cyber_security,0.0008", "cyber_secruity,0.0008")},
       "data/states.csv:4:55: unknown-value: institutions has \"cyber_secruity\" (did you mean \"cyber_security\"?)"},
      {"a code that is no code",
       {edit("data/states.csv", "EEE,Eorland", "Eor,Eorland,1,,swing,swing,1e9,0,0,,0,0,0,0,0\nEEE,Eorland")},
       "data/states.csv:6:1: bad-code: id is \"Eor\", which is no code of a state (write three capitals (ISO 3166 alpha-3))"},
      {"a bad id",
       {edit("data/labs.csv", "ada,Ada", "Ada!,Ada")},
       "data/labs.csv:2:1: bad-name: id \"Ada!\" is no name (use 1 to 100 of a-z, 0-9, _ . and -)"},
      {"an unknown state",
       {edit("data/firms.csv", "Coral Compute,CCC", "Coral Compute,CCX")},
       "data/firms.csv:5:21: unknown-state: home names \"CCX\", which is no state of the scenario (did you mean \"CCC\"?)"},
      {"an unknown state in a layer",
       {edit("data/layers/trade.csv", "FFF,EEE,0.5", "FFF,QQQ,0.5")},
       "data/layers/trade.csv:16:5: unknown-state: target names \"QQQ\", which is no state of the scenario"},
      {"a dangling firm",
       {edit("data/products.csv", "(frontier),arco", "(frontier),arko")},
       "data/products.csv:3:24: unknown-firm: vendor names \"arko\", which is no firm of the scenario (did you mean \"arco\"?)"},
      {"an unknown product",
       {edit("data/lots.csv", "a2,firm:coral", "a9,firm:coral")},
       "data/lots.csv:18:1: unknown-product: product names \"a9\", which is no product of the scenario"},
      {"an agent without kind",
       {edit("data/buyers.csv", "state:DDD", "DDD")},
       "data/buyers.csv:7:1: bad-agent: agent is \"DDD\", which is no agent (write state: or firm: and the id behind it)"},
      {"an unknown agent",
       {edit("data/buyers.csv", "firm:coral", "firm:corall")},
       "data/buyers.csv:6:1: unknown-firm: agent names \"corall\", which is no firm of the scenario (did you mean \"coral\"?)"},
      {"weights that do not sum to one",
       {edit("data/buyers.csv", "firm:aero,0.7", "firm:aero,0.6")},
       "data/buyers.csv:3:11: shares-sum: the weights of the buyers of AAA sum to 0.9 (they must sum to 1)"},
      {"nobody buys",
       {edit("data/buyers.csv", "state:EEE,1\n", "")},
       "data/states.csv:6:61: no-buyer: EEE spends on AI chips, but nobody with that home is in data/buyers.csv (add state:EEE with the "
       "weight 1)"},
      {"shares abroad that do not sum to one",
       {edit("data/sites.csv", "BBB,0.6", "BBB,0.5")},
       "data/sites.csv:6:15: shares-sum: the shares of the sites abroad of firm:aero sum to 0.9 (they must sum to 1)"},
      {"a share at home",
       {edit("data/sites.csv", "firm:aero,AAA,0", "firm:aero,AAA,0.3")},
       "data/sites.csv:3:15: share-at-home: firm:aero has sites abroad, so its share at home is set by the parameter start.clouds_abroad "
       "(write 0)"},
      {"sites abroad and none at home",
       {edit("data/sites.csv", "firm:aero,AAA,0\n", ""), edit("data/lots.csv", "a1,firm:aero,site,AAA,-3,0,120000\n", ""),
        edit("data/lots.csv", "a2,firm:aero,site,AAA,-2,0,90000\n", ""), edit("data/lots.csv", "a2,firm:aero,site,AAA,-1,0,150000\n", "")},
       "data/sites.csv:3:1: no-home-site: firm:aero has sites abroad, but none at home (add a row for its home with the share 0)"},
      {"the only site",
       {edit("data/sites.csv", "state:DDD,DDD,1", "state:DDD,DDD,0.9")},
       "data/sites.csv:10:15: shares-sum: the only site of state:DDD has the share 0.9 (it must be 1)"},
      {"a buyer without a site",
       {edit("data/sites.csv", "state:FFF,FFF,1\n", ""), edit("data/lots.csv", "f1,state:FFF,site,FFF,-1,0,60000\n", ""),
        edit("data/lots.csv", "a2,state:FFF,site,FFF,-1,1,10000\n", "")},
       "data/buyers.csv:9:1: no-site: state:FFF buys chips, but has no site (add a row to data/sites.csv)"},
      {"a site twice",
       {edit("data/sites.csv", "state:EEE,EEE,1", "state:EEE,EEE,1\nstate:EEE,EEE,1")},
       "data/sites.csv:12:1: repeated-row: state:EEE in EEE stands in line 11 already (remove one of the rows)"},
      {"a lot without a site",
       {edit("data/lots.csv", "a1,state:EEE,site,EEE", "a1,state:EEE,site,DDD")},
       "data/lots.csv:21:4: unknown-site: state:EEE has no site in DDD (add a row to data/sites.csv)"},
      {"a site with a slip, and the lots that stand there",
       {edit("data/sites.csv", "state:EEE,EEE,1", "state:EEX,EEE,1")},
       "data/sites.csv:11:1: unknown-state: owner names \"EEX\", which is no state of the scenario (did you mean \"EEE\"?)"},
      {"a lot at a site without a host",
       {edit("data/lots.csv", "a1,state:EEE,site,EEE", "a1,state:EEE,site,")},
       "data/lots.csv:21:19: missing-value: host is empty, but the chips are at a site (write the state where they stand)"},
      {"a lot of another vendor",
       {edit("data/lots.csv", "f1,firm:fenix,vendor", "f1,firm:arco,vendor")},
       "data/lots.csv:5:4: not-the-vendor: owner is \"firm:arco\", but the vendor of f1 is \"firm:fenix\""},
      {"a vendor's lot with a host",
       {edit("data/lots.csv", "f1,firm:fenix,vendor,", "f1,firm:fenix,vendor,FFF")},
       "data/lots.csv:5:22: host-of-vendor: host is \"FFF\", but the chips are with their vendor (leave it empty)"},
      {"a lot twice",
       {edit("data/lots.csv", "a1,state:EEE,site,EEE,-1,0,500", "a1,state:EEE,site,EEE,-1,0,500\na1,state:EEE,site,EEE,-1,0,20")},
       "data/lots.csv:22:1: repeated-row: a lot of the same product, place, cohort and label stands in line 21 already (add the quantities "
       "up in one row)"},
      {"a vendor that designs nothing",
       {edit("data/products.csv", "Arco One (last generation),arco", "Arco One (last generation),bell")},
       "data/lots.csv:2:4: not-the-vendor: owner is \"firm:arco\", but the vendor of a1 is \"firm:bell\"\n"
       "data/products.csv:2:31: no-designer: the vendor \"bell\" is no designer (add the role to data/firms.csv)\n"
       "data/products.csv:2:125: no-capacity: \"a1\" was sold, but its vendor \"bell\" has a capacity of 0 (write the capacity in "
       "data/firms.csv)"},
      {"sold without capacity",
       {edit("data/firms.csv", "0,0,165000,0.06", "0,0,0,")},
       "data/products.csv:2:125: no-capacity: \"a1\" was sold, but its vendor \"arco\" has a capacity of 0 (write the capacity in "
       "data/firms.csv)\n"
       "data/products.csv:3:122: no-capacity: \"a2\" was sold, but its vendor \"arco\" has a capacity of 0 (write the capacity in "
       "data/firms.csv)\n"
       "data/products.csv:4:114: no-capacity: \"a2c\" was sold, but its vendor \"arco\" has a capacity of 0 (write the capacity in "
       "data/firms.csv)"},
      {"sold before it was released",
       {edit("data/products.csv", "39000,4500,0", "39000,4500,7")},
       "data/products.csv:5:126: not-yet-released: \"a3\" was sold in the quarter before the start, but is released later (write 0, or an "
       "earlier day in released)"},
      {"nothing sold",
       {edit("data/products.csv", "15000,2000,40000", "15000,2000,0"), edit("data/products.csv", "30000,3500,100000", "30000,3500,0"),
        edit("data/products.csv", "10000,3000,10000", "10000,3000,0"), edit("data/products.csv", "12000,3500,30000", "12000,3500,0")},
       "data/products.csv: nothing-sold: no product was sold in the quarter before the start (demand is calibrated on its sales: write "
       "them in the column sold)"},
      {"withdrawn before it is released",
       {edit("data/products.csv", "2026-01-01,,24", "2026-01-01,2025-09-01,24")},
       "data/products.csv:5:56: wrong-order: withdrawn is not later than released"},
      {"parents in a circle",
       {edit("data/products.csv", "arco,,,2020-07-01", "arco,,a3,2020-07-01")},
       "data/products.csv:2:37: circle: products are each other's parents in a circle: a1, a3, a2, a1 (leave one parent empty)"},
      {"a deal with a firm from elsewhere",
       {edit("data/deals.csv", "CCC,coral,cloud", "CCC,aero,cloud")},
       "data/deals.csv:3:29: firm-not-at-home: aero is not at home in CCC (a deal holds for firms of its host)"},
      {"a deal that ends first",
       {edit("data/deals.csv", "clusters,,cyber_security leave_rival_vendor,2024-04-16,",
             "clusters,,cyber_security leave_rival_vendor,2024-04-16,2024-01-01")},
       "data/deals.csv:2:88: wrong-order: end is not later than start"},
      {"imports over one",
       {edit("data/layers/trade.csv", "FFF,EEE,0.5", "FFF,EEE,0.95")},
       "data/layers/trade.csv:16:9: shares-sum: the shares of the imports of EEE sum to 1.05 (they are shares of all imports: at most 1 "
       "together)"},
      {"an edge twice",
       {edit("data/layers/alliance.csv", "EEE,FFF,1", "AAA,BBB,1")},
       "data/layers/alliance.csv:6:1: repeated-row: AAA to BBB stands in line 2 already (remove one of the rows)"},
      {"allied with itself",
       {edit("data/layers/alliance.csv", "EEE,FFF,1", "EEE,EEE,1")},
       "data/layers/alliance.csv:6:5: loop: alliance of EEE with itself (remove the row)"},
      {"malformed TOML that makes the packaged parser abort",
       {replace("strategies/control.toml", "a = 9\n[\n[b]")},
       "strategies/control.toml:2:2: toml-syntax: Error while parsing key: expected bare key starting character or string delimiter, saw "
       "'\\n' (this is not TOML; see toml.io)"},
      {"a TOML key twice",
       {edit("strategies/control.toml", "people         =", "chips =")},
       "strategies/control.toml:9:9: toml-syntax: Error while parsing key-value pair: cannot redefine existing table 'chips' (this is not "
       "TOML; see toml.io)"},
      {"a word that ends with its line",
       {replace("strategies/control.toml", "rules = tr\n\n")},
       "strategies/control.toml:1:11: toml-syntax: Error while parsing boolean: expected 'true', saw 'tr\\n' (this is not TOML; see "
       "toml.io)"},
      {"a key of several lines",
       {edit("strategies/control.toml", "rules   ", "\"a\\nb\\u0085c\\u009bd\\u2028e\\u00e4\" = 1\nrules   "),
        edit("sources.toml", "[ear_2022_10]", "\"x\\ny\" = 1\n[ear_2022_10]")},
       "sources.toml:1:1: bad-name: the source key \"x?y\" is no name (use 1 to 100 of a-z, 0-9, _ . and -)\n"
       "sources.toml:1:10: wrong-type: x?y must be a table, not a whole number\n"
       "strategies/control.toml:2:1: unknown-key: the key \"a?b?c?d?e\303\244\" is not known (known: title, rules, extends, policy, "
       "reform, chips, clusters, weights_closed, weights_open, cloud, equipment, people)"},
      {"a file name of several lines and bytes that are no UTF-8",
       {replace("strategies/a\n\377b.toml", "rules = \"none\"\n")},
       "strategies/a??b.toml: bad-name: the file name \"a??b\" is no name (use 1 to 100 of a-z, 0-9, _ . and -)"},
      {"a string that is not closed",
       {edit("scenario.toml", "id = \"small\"", "id = \"small")},
       "scenario.toml:1:12: toml-syntax: Error while parsing string: unescaped control characters other than TAB (U+0009) are explicitly "
       "prohibited (this is not TOML; see toml.io)"},
      {"letters outside quotes",
       {edit("scenario.toml", "quarters = 16", "qu\303\244rters = 16")},
       "scenario.toml:5:3: toml-syntax: a character outside ASCII stands outside quotes (put it in quotes)"},
      {"tables too deep",
       {edit("scenario.toml", "quarters = 16", "quarters = 16\n[" + repeated("a.", 300) + "a]")},
       "scenario.toml:6:515: deep-table: the line has more than 256 dots (nest tables less deeply)"},
      {"values too deep",
       {edit("scenario.toml", "quarters = 16", "quarters = " + repeated("[", 40) + repeated("]", 40))},
       "scenario.toml:5:28: toml-syntax: Error while parsing value: exceeded maximum nested value depth of 16 (TOML_MAX_NESTED_VALUES) "
       "(this is not TOML; see toml.io)"},
      {"an unknown key with a hint",
       {edit("scenario.toml", "quarters = 16", "quarters = 16\nrival_stategy = \"rival\"")},
       "scenario.toml:6:1: unknown-key: the key \"rival_stategy\" is not known (did you mean \"rival_strategy\"?)"},
      {"an unknown key without a hint",
       {edit("scenario.toml", "newcomer = false", "newcomer = false\nsize = 3")},
       "scenario.toml:13:1: unknown-key: the key \"exporters.home.size\" is not known (known: state, newcomer, home_first, "
       "background_cases, core)"},
      {"a missing key", {edit("scenario.toml", "quarters = 16\n", "")}, "scenario.toml: missing-key: the key \"quarters\" is missing"},
      {"a string in place of a number",
       {edit("scenario.toml", "quarters = 16", "quarters = \"16\"")},
       "scenario.toml:5:12: wrong-type: quarters must be a whole number, not a string"},
      {"a number in place of a flag",
       {edit("scenario.toml", "newcomer = false", "newcomer = 0")},
       "scenario.toml:12:12: wrong-type: exporters.home.newcomer must be true or false, not a whole number"},
      {"quarters out of range",
       {edit("scenario.toml", "quarters = 16", "quarters = 0")},
       "scenario.toml:5:12: out-of-range: quarters is 0 (allowed: [1, 400])"},
      {"titles of several lines",
       {edit("scenario.toml", "title = \"", "title = \"\\u001b[31m\\n"), replace("strategies/diffusion.toml", "title = \"a\\u2028b\"\n")},
       "scenario.toml:2:9: control-character: title is \"?[31m?A copy of tiny for the tests of the reader: it has one...\", with "
       "characters "
       "that are no text (write it on one line)\n"
       "strategies/diffusion.toml:1:9: control-character: title is \"a?b\", with characters that are no text (write it on one line)"},
      {"another schema",
       {edit("scenario.toml", "schema_version = 1", "schema_version = 2")},
       "scenario.toml:3:18: out-of-range: schema_version is 2 (allowed: 1)"},
      {"a date in quotes",
       {edit("scenario.toml", "start = 2025-01-01", "start = \"2025-01-01\"")},
       "scenario.toml:4:9: wrong-type: start must be a date such as 2025-01-31 without quotes, not a string"},
      {"a start inside a quarter",
       {edit("scenario.toml", "start = 2025-01-01", "start = 2025-02-01")},
       "scenario.toml:4:9: bad-start: start is 2025-02-01, which is not the first day of a quarter (use the first of January, April, July "
       "or October)"},
      {"a start that cannot be meant",
       {edit("scenario.toml", "start = 2025-01-01", "start = 0205-01-01")},
       "scenario.toml:4:9: out-of-range: start is 0205-01-01 (allowed: 1900-01-01 to 2200-01-01)"},
      {"an unknown exporter state",
       {edit("scenario.toml", "state = \"FFF\"", "state = \"FFG\"")},
       "scenario.toml:18:9: unknown-state: exporters.rival.state names \"FFG\", which is no state of the scenario (did you mean \"FFF\"?)"},
      {"the same exporter twice",
       {edit("scenario.toml", "state = \"FFF\"", "state = \"AAA\"")},
       "scenario.toml:10:1: same-exporter: exporters.home and exporters.rival are the same state (name two states)"},
      {"a strategy that is not there",
       {edit("scenario.toml", "rival_strategy = \"rival\"", "rival_strategy = \"rivals\"")},
       "scenario.toml:8:18: unknown-name: the strategy \"rivals\" has no file strategies/rivals.toml (did you mean \"rival\"?)"},
      {"a strategy out of the folder",
       {edit("scenario.toml", "rival_strategy = \"rival\"", "rival_strategy = \"../../rival\"")},
       "scenario.toml:8:18: leaves-folder: the strategy \"../../rival\" is a path, not a name (files of a scenario stand in its folder; "
       "write the name of the file without folder and ending)"},
      {"a column without provenance",
       {edit("scenario.toml", "gdp = \"assumption:by_hand\"\n", "")},
       "scenario.toml:26:1: missing-key: the key \"provenance.states.gdp\" is missing"},
      {"an unknown source",
       {edit("scenario.toml", "gdp = \"assumption:by_hand\"", "gdp = \"ear_2022_01\"")},
       "scenario.toml:32:7: unknown-source: \"ear_2022_01\" is no key of sources.toml (did you mean \"ear_2022_10\"?)"},
      {"sources of a column that is not there",
       {replace("data/labs.csv",
                "id,name,home,sources\nada,Ada Lab,AAA,\nari,Ari Lab,AAA,nome=ear_2022_10\ncyan,Cyan Lab,CCC,home\nfox,Fox Lab,FFF,\n")},
       "data/labs.csv:3:17: unknown-column: sources names the column \"nome\", which labs does not have (did you mean \"name\"?)\n"
       "data/labs.csv:4:19: bad-sources: sources has \"home\", which is no pair (write column=key;column=key)"},
      {"an unknown layer",
       {edit("strategies/control.toml", "clusters       =", "cluster       =")},
       "strategies/control.toml:4:1: unknown-key: the key \"cluster\" is not known (did you mean \"clusters\"?)"},
      {"an unknown tier",
       {edit("strategies/control.toml", "people         = { adversary", "people         = { adversry")},
       "strategies/control.toml:9:20: unknown-key: the key \"people.adversry\" is not known (did you mean \"adversary\"?)"},
      {"an unknown field of a cell",
       {edit("strategies/control.toml", "swing = {route=\"deny\"}", "swing = {rout=\"deny\"}")},
       "strategies/control.toml:4:29: unknown-key: the key \"clusters.swing.rout\" is not known (did you mean \"route\"?)"},
      {"an unknown route",
       {edit("strategies/control.toml", "people         = { adversary = {route=\"case\"}",
             "people         = { adversary = {route=\"embargo\"}")},
       "strategies/control.toml:9:39: unknown-value: people.adversary.route is \"embargo\" (known: free, presume, case, deny)"},
      {"an unknown rule",
       {edit("strategies/control.toml", "chips          = { swing = {route=\"deny\", threshold=\"ac-2023-10\"}",
             "chips          = { swing = {route=\"deny\", threshold=\"ac-2023-01\"}")},
       "strategies/control.toml:3:53: unknown-rule: chips.swing.threshold names \"ac-2023-01\", which is no rule of the scenario (did you "
       "mean \"ac-2023-10\"?)"},
      {"a cap without its unit of time",
       {edit("strategies/control.toml", "cap={h100e=10000, per=\"year\"}", "cap={h100e=10000}")},
       "strategies/control.toml:7:67: missing-key: the key \"cloud.swing.cap.per\" is missing"},
      {"a cap of nothing",
       {edit("strategies/control.toml", "cap={h100e=10000, per=\"year\"}", "cap={h100e=0, per=\"year\"}")},
       "strategies/control.toml:7:74: out-of-range: cloud.swing.cap.h100e is 0 (allowed: > 0)"},
      {"a fee above the price",
       {edit("strategies/control.toml", "cloud          = { swing = {", "cloud          = { swing = {fee=1.5, subsidy=1, "),
        edit("strategies/diffusion.toml", "chips          = { adversary = {", "chips          = { adversary = {fee=-0.1, ")},
       "strategies/control.toml:7:33: out-of-range: cloud.swing.fee is 1.5 (allowed: [0, 1])\n"
       "strategies/control.toml:7:46: out-of-range: cloud.swing.subsidy is 1 (allowed: [0, 1))\n"
       "strategies/diffusion.toml:3:37: out-of-range: chips.adversary.fee is -0.1 (allowed: [0, 1])"},
      {"an unknown condition",
       {edit("strategies/control.toml", "conditions=[\"kyc\"]", "conditions=[\"kyb\"]")},
       "strategies/control.toml:7:55: unknown-value: cloud.swing.conditions has \"kyb\" (did you mean \"kyc\"?)"},
      {"all and a tier",
       {edit("strategies/control.toml", "people         = { adversary", "people         = { all = {}, adversary")},
       "strategies/control.toml:9:26: all-and-tier: people has cells for all and for single tiers (write all three tiers instead of all)"},
      {"another rule set",
       {edit("strategies/control.toml", "rules          = \"none\"", "rules          = \"all\"")},
       "strategies/control.toml:2:18: unknown-value: rules is \"all\" (write \"none\" or \"status-quo-2025\", the base set of "
       "scenario.toml)"},
      {"an infinite stance",
       {edit("strategies/control.toml", "stance=0.8", "stance=inf")},
       "strategies/control.toml:10:92: not-finite: policy.stance is inf (write a finite number)"},
      {"no officers",
       {edit("strategies/control.toml", "officers=218", "officers=0")},
       "strategies/control.toml:10:141: out-of-range: policy.officers is 0 (allowed: > 0)"},
      {"an unknown club",
       {edit("strategies/control.toml", "club=\"core\"", "club=\"cor\"")},
       "strategies/control.toml:10:34: unknown-value: policy.club is \"cor\" (did you mean \"core\"?)"},
      {"a layer set and taken",
       {edit("strategies/control.toml", "people         =", "extends = { chips = \"leverage\" }\npeople         =")},
       "strategies/control.toml:9:21: layer-twice: the layer chips is set here and taken from \"leverage\" (keep one of them)"},
      {"layers taken in a wide circle",
       {[](ScenarioFiles& files) {
         for (int i = 10; i < 22; ++i)
           files["strategies/s" + std::to_string(i) + ".toml"] =
               "extends = { chips = \"s" + std::to_string(i == 21 ? 10 : i + 1) + "\" }\n";
       }},
       "strategies/s10.toml:1:21: circle: strategies take the layer chips from each other in a circle: s10, s11, s12, s13, s14, s15, s16, "
       "s17 and 4 more, s10 (let one of them set the layer itself)"},
      {"layers taken in a circle",
       {replace("strategies/leverage.toml", "extends = { chips = \"diffusion\" }\n"),
        replace("strategies/diffusion.toml", "extends = { chips = \"leverage\" }\n"), remove("strategies/chips-control-weights-open.toml")},
       "strategies/diffusion.toml:1:21: circle: strategies take the layer chips from each other in a circle: diffusion, leverage, "
       "diffusion (let one of them set the layer itself)"},
      {"a layer of nobody",
       {edit("strategies/chips-control-weights-open.toml", "chips = \"control\"", "chips = \"contrll\"")},
       "strategies/chips-control-weights-open.toml:3:21: unknown-name: the strategy \"contrll\" has no file strategies/contrll.toml (did "
       "you mean \"control\"?)"},
      {"a rule without dates",
       {edit("rules/status-quo-2025.toml", "announced = 2022-10-07\neffective = 2022-10-07\n", "")},
       "rules/status-quo-2025.toml:6:1: missing-key: the key \"rule.announced\" is missing\n"
       "rules/status-quo-2025.toml:6:1: missing-key: the key \"rule.effective\" is missing"},
      {"a rule in force before it is announced",
       {edit("rules/status-quo-2025.toml", "effective = 2023-11-17", "effective = 2023-09-17")},
       "rules/status-quo-2025.toml:26:13: wrong-order: rule.effective is earlier than announced"},
      {"a rule twice",
       {edit("rules/status-quo-2025.toml", "id = \"memory-2025-04\"", "id = \"ac-2022-10\"")},
       "rules/status-quo-2025.toml:93:6: repeated-id: the rule id \"ac-2022-10\" is taken already (name every rule once in all files of "
       "rules/)"},
      {"a clause without bounds",
       {edit("rules/status-quo-2025.toml", "tpp_min = 4800\nlink_min = 600\n", "")},
       "rules/status-quo-2025.toml:13:1: empty-clause: rule.clause has no bound, so it controls every chip (write tpp_min = 0 if that is "
       "meant)"},
      {"bounds that exclude every chip",
       {edit("rules/status-quo-2025.toml", "tpp_max = 4800", "tpp_max = 2000")},
       "rules/status-quo-2025.toml:51:11: wrong-order: rule.clause.tpp_max is not above tpp_min"},
      {"a rule without clauses and targets",
       {replace("rules/status-quo-2025.toml",
                "[[rule]]\nid = \"ac-2023-10\"\nexporter = \"home\"\nannounced = 2023-10-17\neffective = 2023-11-17\nsource = "
                "\"assumption:x\"\nclause = []\ntarget = []\n")},
       "rules/status-quo-2025.toml:7:10: no-clause: rule.clause is empty, so the rule controls no chip (add [[rule.clause]], or remove the "
       "rule)\n"
       "rules/status-quo-2025.toml:8:10: no-target: rule.target is empty, so the rule holds for nobody (add [[rule.target]], or remove the "
       "rule)"},
      {"a dated rule without a target",
       {edit("rules/status-quo-2025.toml", "memory_min = 1400\n[[rule.target]]\n", "memory_min = 1400\n[[rule.targets]]\n")},
       "rules/status-quo-2025.toml:92:1: missing-key: the key \"rule.target\" is missing\n"
       "rules/status-quo-2025.toml:100:8: unknown-key: the key \"rule.targets\" is not known (did you mean \"target\"?)"},
      {"a target of nobody",
       {edit("rules/status-quo-2025.toml", "groups = [\"tier3\"]", "groups = []")},
       "rules/status-quo-2025.toml:87:10: empty-target: rule.target.groups is empty, so the target fits nobody (name groups, or remove the "
       "target)"},
      {"names that strategies use for no rule",
       {replace("rules/none.toml", many_rules(1)), edit("rules/none.toml", "r0", "none")},
       "rules/none.toml: reserved-name: the name of the rule set is \"none\" (rules = \"none\" switches the dated rules off: use another "
       "name)\n"
       "rules/none.toml:2:6: reserved-name: the rule id is \"none\" (threshold = \"none\" stands for no rule: use another name)"},
      {"an unknown group of a target",
       {edit("rules/status-quo-2025.toml", "groups = [\"tier3\"]", "groups = [\"tier4\"]")},
       "rules/status-quo-2025.toml:87:11: unknown-value: rule.target.groups has \"tier4\" (did you mean \"tier1\"?)"},
      {"an exporter that is none",
       {edit("rules/status-quo-2025.toml", "exporter = \"home\"\nannounced = 2022", "exporter = \"first\"\nannounced = 2022")},
       "rules/status-quo-2025.toml:8:12: unknown-value: rule.exporter is \"first\" (known: home, rival)"},
      {"too many rules",
       {replace("rules/many.toml", many_rules(28))},
       "rules/status-quo-2025.toml:92:1: too-many-rules: a scenario has at most 32 rules; this is the next (remove rules that no longer "
       "matter)"},
      {"an unknown distribution",
       {edit("parameters.csv", "1/year,uniform,0.03", "1/year,unifrom,0.03")},
       "parameters.csv:2:35: unknown-value: distribution is \"unifrom\" (did you mean \"uniform\"?)"},
      {"low above high",
       {edit("parameters.csv", "uniform,0.03,0.07", "uniform,0.08,0.07")},
       "parameters.csv:2:43: wrong-order: low is 0.08, above high, which is 0.07"},
      {"a value outside its range",
       {edit("parameters.csv", "account.discount_rate,0.05", "account.discount_rate,0.5")},
       "parameters.csv:2:23: outside-range: value is 0.5, outside [0.03, 0.07] (low and high enclose it)"},
      {"a point with a range",
       {edit("parameters.csv", "1/year,uniform,0.03,0.07", "1/year,point,0.03,0.07")},
       "parameters.csv:2:35: range-of-point: the distribution is point, but low and high are not the value (leave them empty, or name a "
       "distribution)"},
      {"a distribution without a range",
       {edit("parameters.csv", "uniform,0.03,0.07", "uniform,,0.07")},
       "parameters.csv:2:43: missing-value: low is empty, but the distribution is uniform (write both, or use point)"},
      {"a logarithm of zero",
       {edit("parameters.csv", "loguniform,0.08,1", "loguniform,0,1")},
       "parameters.csv:6:38: out-of-range: low is 0, but the distribution is loguniform (allowed: > 0)"},
      {"a missing parameter",
       {edit("parameters.csv", "buy.nest,0.5,1,uniform,0.3,0.7,assumption:nest,2024-12-31,dissimilarity of nests\n", "")},
       "parameters.csv: missing-parameter: the parameter \"buy.nest\" is missing (a stage reads it: add its row)",
       {{}, "", true}},
      {"an unknown parameter",
       {edit("parameters.csv", "buy.nest,", "buy.nets,")},
       "parameters.csv: missing-parameter: the parameter \"buy.nest\" is missing (a stage reads it: add its row)\n"
       "parameters.csv:11:1: unknown-parameter: no stage reads the parameter \"buy.nets\" (did you mean \"buy.nest\"?)",
       {{}, "", true}},
      {"a wrong unit",
       {edit("parameters.csv", "buy.nest,0.5,1,", "buy.nest,0.5,USD,")},
       "parameters.csv:11:14: wrong-unit: the unit of buy.nest is \"USD\" (the stage that reads it takes \"1\")",
       {{}, "", true}},
      {"a parameter out of the range of its stage",
       {edit("parameters.csv", "buy.nest,0.5,1,uniform,0.3,0.7", "buy.nest,0.5,1,uniform,0.3,1.7")},
       "parameters.csv:11:28: out-of-range: high of buy.nest is 1.7 (allowed: [0.05, 1])",
       {{}, "", true}},
      {"an unknown source of a parameter",
       {edit("parameters.csv", "assumption:nest", "assumptions")},
       "parameters.csv:11:32: unknown-source: \"assumptions\" is no key of sources.toml (add it there, or write assumption:<rule>)"},
      {"a belief about a parameter with a slip",
       {edit("beliefs/moat-weak.toml", "buy.network", "buy.netwrok")},
       "beliefs/moat-weak.toml:3:1: unknown-parameter: no stage reads the parameter \"buy.netwrok\" (did you mean \"buy.network\"?)"},
      {"a belief about a stage with a slip",
       {edit("beliefs/takeoff-fast.toml", "train.takeoff_exponent", "trains.takeoff_exponent"),
        edit("beliefs/moat-weak.toml", "buy.network", "moat.network")},
       "beliefs/moat-weak.toml:3:1: unknown-stage: the parameter \"moat.network\" is of no stage: there is no \"moat\" (known: start, "
       "observe, govern, bargain, license, buy, smuggle, build, guard, train, spread, account)\n"
       "beliefs/takeoff-fast.toml:3:1: unknown-stage: the parameter \"trains.takeoff_exponent\" is of no stage: there is no \"trains\" "
       "(did you mean \"train\"?)"},
      {"a belief with value and range",
       {edit("beliefs/moat-weak.toml", "\"buy.network\" = {", "\"buy.network\" = { value = 1,")},
       "beliefs/moat-weak.toml:3:17: value-and-range: buy.network has a value and a range (write { value = x } or { low = x, high = y })"},
      {"a belief that is a number",
       {replace("beliefs/moat-weak.toml", "title = \"x\"\n[parameters]\n\"buy.network\" = 1\n")},
       "beliefs/moat-weak.toml:3:17: wrong-type: buy.network must be a table, not a whole number (write { value = x } or { low = x, high = "
       "y })"},
      {"a belief upside down",
       {edit("beliefs/takeoff-fast.toml", "low = 1.2, high = 1.6", "low = 1.6, high = 1.2")},
       "beliefs/takeoff-fast.toml:3:28: wrong-order: train.takeoff_exponent.low is 1.6, above high, which is 1.2"},
      {"a belief that is not there",
       {},
       "beliefs: unknown-name: the belief \"moat-wek\" has no file beliefs/moat-wek.toml (did you mean \"moat-weak\"?)",
       {{}, "moat-wek", false}},
      {"weights of preferences",
       {edit("preferences/balanced.toml", "home_lead_orders = 0.2", "home_lead_orders = 0.3")},
       "preferences/balanced.toml:3:1: shares-sum: the weights sum to 1.1 (they must sum to 1)"},
      {"a weight without a scale",
       {edit("preferences/balanced.toml", "home_lead_orders = 0.5\n", "")},
       "preferences/balanced.toml:4:1: no-scale: weights.home_lead_orders has no scale (add it to [scales])"},
      {"preferences over an outcome with a slip",
       {edit("preferences/balanced.toml", "stack_share = 0.15", "stack_shre = 0.15"),
        edit("preferences/balanced.toml", "stack_share = 0.1", "stack_shre = 0.1"),
        edit("preferences/balanced.toml", "alignment = 0.05", "peace = 0.05"),
        edit("preferences/balanced.toml", "alignment = 0.05", "peace = 0.05")},
       "preferences/balanced.toml:15:1: unknown-outcome: scales.stack_shre names \"stack_shre\", which is no outcome (did you mean "
       "\"stack_share\"?)\n"
       "preferences/balanced.toml:19:1: unknown-outcome: scales.peace names \"peace\", which is no outcome"},
      {"aliases",
       {edit("scenario.toml", "[outcomes]",
             "[outcomes]\nus_share = \"stack_share\"\nus_lead = \"home_lead_months\"\nus_revenue = \"revnue_usd\"\nstack_share = "
             "\"world_welfare\"\nlast = \"us_share\"\n\"a\\nb\" = \"stack_share\"\nsix = 6")},
       "scenario.toml:27:14: unknown-outcome: outcomes.us_revenue names \"revnue_usd\", which is no outcome (did you mean "
       "\"revenue_usd\"?)\n"
       "scenario.toml:28:1: alias-of-another: outcomes.stack_share is the name of an outcome itself (use another name: the name that is "
       "shown stands on the left, the outcome on the right)\n"
       "scenario.toml:29:8: unknown-outcome: outcomes.last names \"us_share\", which is no outcome\n"
       "scenario.toml:30:1: bad-name: the alias \"a?b\" is no name (write it on one line)\n"
       "scenario.toml:31:7: wrong-type: outcomes.six must be a string, not a whole number"},
      {"a scale of zero",
       {edit("preferences/balanced.toml", "home_lead_orders = 0.5", "home_lead_orders = 0")},
       "preferences/balanced.toml:13:20: out-of-range: scales.home_lead_orders is 0 (write the change that counts as one; negative if less "
       "is better)"},
      {"an override that is not there",
       {},
       "overrides: unknown-name: the override \"power-doubeld\" has no file overrides/power-doubeld.toml (did you mean \"power-doubled\"?)",
       {{"power-doubeld"}, "", false}},
      {"an override out of the folder",
       {},
       "overrides: leaves-folder: the override \"../power-doubled\" is a path, not a name (files of a scenario stand in its folder; write "
       "the name of the file without folder and ending)",
       {{"../power-doubled"}, "", false}},
      {"an override of an unknown row",
       {edit("overrides/coral-rich.toml", "[states.CCC]", "[states.CCD]")},
       "overrides/coral-rich.toml:3:9: unknown-row: no row of states has the id \"CCD\" (did you mean \"CCC\"?)"},
      {"an override of an unknown column",
       {edit("overrides/coral-rich.toml", "announced =", "anounced =")},
       "overrides/coral-rich.toml:5:1: unknown-column: the table states has no column \"anounced\" to override (did you mean "
       "\"announced\"?)"},
      {"an override out of range",
       {edit("overrides/coral-rich.toml", "announced = 6000", "announced = -6000")},
       "overrides/coral-rich.toml:5:13: out-of-range: announced is -6000 (allowed: [0, 1e+12])",
       {{"coral-rich"}, "", false}},
      {"an override of the wrong type",
       {edit("overrides/coral-rich.toml", "announced = 6000", "announced = \"much\"")},
       "overrides/coral-rich.toml:5:13: not-a-number: announced is \"much\", which is no number (write digits with a point as decimal "
       "mark)"},
      {"an override of an unknown table",
       {edit("overrides/coral-rich.toml", "[states.CCC]", "[site.CCC]")},
       "overrides/coral-rich.toml:3:2: unknown-key: the key \"site\" is not known (did you mean \"sites\"?)"},
      {"overrides of rows without an id",
       {replace("overrides/coral-rich.toml",
                "title = \"x\"\n[sites.\"firm:aero BBB\"]\nshare = 0.5\n[sites.\"firm:aero DDD\"]\nhost = \"DDD\"\n"
                "[sites.CCC]\nshare = 1\n[trade.\"FFF QQQ\"]\nshare = 1\n[lots]\n\"f1 firm:fenix vendor -1 0\" = 3\n"
                "\"f1 firm:fenix vendor -1 1\" = { quantity = 1 }\n\"a1 state:EEE site EEE -1 0\" = { quantity = 0, cohort = -2 }\n"
                "[alliance.\"AAA BBB\"]\ndepth = 2\n")},
       "data/sites.csv:6:15: shares-sum: the shares of the sites abroad of firm:aero sum to 0.9 (they must sum to 1)\n"
       "overrides/coral-rich.toml:5:1: unknown-column: the table sites has no column \"host\" to override (known: share)\n"
       "overrides/coral-rich.toml:6:8: unknown-row: no row of sites is named \"CCC\" (rows are named by owner, host, such as \"state:AAA "
       "AAA\")\n"
       "overrides/coral-rich.toml:8:8: unknown-row: no row of trade is named \"FFF QQQ\" (rows are named by source, target, such as \"BBB "
       "AAA\")\n"
       "overrides/coral-rich.toml:11:31: wrong-type: lots.f1 firm:fenix vendor -1 0 must be a table of columns, not a whole number\n"
       "overrides/coral-rich.toml:12:1: unknown-row: no row of lots is named \"f1 firm:fenix vendor -1 1\" (did you mean \"f1 firm:fenix "
       "vendor -1 0\"?)\n"
       "overrides/coral-rich.toml:13:45: out-of-range: quantity is 0 (allowed: [1, 1e+12])\n"
       "overrides/coral-rich.toml:13:48: unknown-column: the table lots has no column \"cohort\" to override (known: quantity)\n"
       "overrides/coral-rich.toml:15:9: out-of-range: depth is 2 (allowed: (0, 1])",
       {{"coral-rich"}, "", false}},
      {"an override of an unknown parameter",
       {edit("overrides/power-doubled.toml", "\"start.power_share\" =", "start.power_share =")},
       "overrides/power-doubled.toml:4:1: unknown-row: no row of parameters has the name \"start\" (put the whole name in quotes)"},
      {"overrides in a circle",
       {edit("overrides/coral-rich.toml", "after = []", "after = [\"power-doubled\"]"),
        edit("overrides/power-doubled.toml", "after = []", "after = [\"coral-rich\"]")},
       "overrides/coral-rich.toml:2:9: circle: overrides come after each other in a circle: coral-rich, power-doubled, coral-rich (remove "
       "one name from one `after`)"},
      {"overrides in the wrong order",
       {edit("overrides/coral-rich.toml", "after = []", "after = [\"power-doubled\"]")},
       "overrides/coral-rich.toml:2:9: wrong-order: the override \"coral-rich\" comes after \"power-doubled\", which is not listed before "
       "it (list \"power-doubled\" first)",
       {{"coral-rich", "power-doubled"}, "", false}},
      {"an override twice",
       {},
       "overrides: repeated-override: the override \"coral-rich\" is listed twice",
       {{"coral-rich", "coral-rich"}, "", false}},
      {"an override that breaks the weights",
       {replace("overrides/coral-rich.toml", "title = \"x\"\n[buyers.\"firm:aero\"]\nweight = 0.5\n")},
       "overrides/coral-rich.toml:3:10: shares-sum: the weights of the buyers of AAA sum to 0.8 (they must sum to 1)",
       {{"coral-rich"}, "", false}},
      {"several problems at once",
       {edit("scenario.toml", "quarters = 16", "quarters = 1600\nqarters = 3"), edit("data/states.csv", "20000000000000,1,0.9", "-1,7,0.9"),
        replace("strategies/control.toml", "= 3"), edit("data/labs.csv", "Ada Lab,AAA", "Ada Lab,AAB")},
       "data/labs.csv:2:13: unknown-state: home names \"AAB\", which is no state of the scenario (did you mean \"AAA\"?)\n"
       "data/states.csv:2:41: out-of-range: gdp is -1 (allowed: [1e+06, 1e+16])\n"
       "data/states.csv:2:44: out-of-range: align is 7 (allowed: [-1, 1])\n"
       "scenario.toml:5:12: out-of-range: quarters is 1600 (allowed: [1, 400])\n"
       "scenario.toml:6:1: unknown-key: the key \"qarters\" is not known (did you mean \"quarters\"?)\n"
       "strategies/control.toml:1:1: toml-syntax: Error while parsing root table: expected keys, tables, whitespace or comments, saw '=' "
       "(this is not TOML; see toml.io)"},
  };
  return all;
}

TEST(ScenarioDiagnostics, TheFolderItselfHasNoProblem) {
  EXPECT_EQ(answer(small()), "loaded");
  EXPECT_EQ(answer(small(), {{"coral-rich", "power-doubled"}, "moat-weak", true}), "loaded");
}

TEST(ScenarioDiagnostics, EveryProblemHasItsSentence) {
  for (const Case& one : cases()) {
    SCOPED_TRACE(one.name);
    ScenarioFiles files = small();
    for (const Edit& change : one.edits) change(files);
    EXPECT_EQ(answer(files, one.options), one.text);
  }
}

/// Files of the problems, each once.
std::string files_with_problems(const ScenarioFiles& files) {
  LoadOptions options;
  options.overrides = {"coral-rich", "power-doubled"};
  options.belief = "moat-weak";
  options.model = testing::small_model(expected_parameters());
  try {
    from_files(files, options);
    return "loaded";
  } catch (const ScenarioError& error) {
    std::string names;
    for (const Diagnostic& d : error.diagnostics)
      if (names.find(d.file) == std::string::npos) names += d.file + ' ';
    return names;
  }
}

TEST(ScenarioDiagnostics, WhatRestsOnABrokenFileIsNotToldAsWell) {
  for (const auto& [path, text] : small()) {
    SCOPED_TRACE(path);
    ScenarioFiles files = small();
    files[path] = path.ends_with(".csv") ? "\"" : "= 3";
    EXPECT_EQ(files_with_problems(files), path + ' ');
    if (!path.ends_with(".csv")) continue;
    const std::string header = text.substr(0, text.find('\n'));
    for (std::size_t at = 0; at < header.size(); at = std::min(header.find(',', at), header.size() - 1) + 1) {
      SCOPED_TRACE(at);
      files[path] = text;
      files[path].insert(at, "zz");  // a column that nobody knows in place of one that is needed
      EXPECT_EQ(files_with_problems(files), path + ' ');
    }
    for (std::size_t at = text.find('\n') + 1; at < text.size(); at = text.find('\n', at) + 1) {
      SCOPED_TRACE(at);
      files[path] = text;
      files[path].erase(at, text.find(',', at) - at);  // a row without its first field
      EXPECT_EQ(files_with_problems(files), path + ' ');
    }
  }
}

TEST(ScenarioDiagnostics, ATableWithoutRows) {
  for (const auto& [path, text] : small()) {
    if (!path.ends_with(".csv")) continue;
    ScenarioFiles files = small();
    files[path] = text.substr(0, text.find('\n') + 1);
    const bool may_be_empty =
        path == "data/labs.csv" || path == "data/lots.csv" || path == "data/deals.csv" || path.starts_with("data/layers/");
    const std::size_t name = path.rfind('/') + 1;  // 0 if it stands in the folder itself
    EXPECT_EQ(answer(files, {{"coral-rich", "power-doubled"}, "moat-weak", true}),
              may_be_empty
                  ? "loaded"
                  : path + ": no-rows: " + path.substr(name, path.size() - name - 4) + " has no rows (a scenario has at least one)");
  }
}

TEST(ScenarioDiagnostics, ProblemsComeInTheOrderOfFileLineAndColumn) {
  ScenarioFiles files = small();
  for (auto& [path, text] : files) text += path.ends_with(".csv") ? "a,b\n" : "oops = 1\n";
  try {
    from_files(files);
    FAIL() << "loaded";
  } catch (const ScenarioError& error) {
    EXPECT_GE(error.diagnostics.size(), files.size() / 2);
    for (std::size_t i = 1; i < error.diagnostics.size(); ++i) {
      const Diagnostic &a = error.diagnostics[i - 1], &b = error.diagnostics[i];
      EXPECT_LE(std::tie(a.file, a.line, a.column), std::tie(b.file, b.line, b.column));
    }
  }
}

TEST(ScenarioDiagnostics, TooManyProblemsOfAFileAreCounted) {
  ScenarioFiles files = small();
  files["data/layers/trade.csv"] = "source,target,share\n" + repeated("AAA,QQQ,2\n", 3000);
  try {
    from_files(files);
    FAIL() << "loaded";
  } catch (const ScenarioError& error) {
    ASSERT_EQ(error.diagnostics.size(), 1001U);
    EXPECT_EQ(error.diagnostics.back().text(), "data/layers/trade.csv:1001: more-problems: 5000 more problems of this file are not shown");
  }
}

/// A folder of its own, removed at the end.
class Folder {
  fs::path path_;

 public:
  explicit Folder(const std::string& name) : path_{fs::temp_directory_path() / ("entrepot-" + name + "-" + std::to_string(::getpid()))} {
    fs::remove_all(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path operator/(const std::string& below) const { return path_ / below; }
  std::string text() const { return path_.string(); }
};

std::string answer_of_folder(const std::string& path) {
  try {
    read_scenario(path);
    return "loaded";
  } catch (const ScenarioError& error) {
    return error.what();
  }
}

TEST(ScenarioFolder, ADirectoryInPlaceOfAFile) {
  const Folder folder("directory");
  write_files(small(), folder.text());
  EXPECT_EQ(answer_of_folder(folder.text()), "loaded");
  fs::remove(folder / "data/labs.csv");
  fs::create_directory(folder / "data/labs.csv");
  fs::remove(folder / "scenario.toml");
  fs::create_directory(folder / "scenario.toml");
  EXPECT_EQ(answer_of_folder(folder.text()),
            "data/labs.csv: not-a-file: this is a folder, not a file (a scenario has a file of this name)\n"
            "scenario.toml: not-a-file: this is a folder, not a file (a scenario has a file of this name)");
}

TEST(ScenarioFolder, AFileInPlaceOfADirectory) {
  const Folder folder("file");
  write_files(small(), folder.text());
  fs::remove_all(folder / "beliefs");
  std::ofstream(folder / "beliefs") << "x";
  EXPECT_EQ(answer_of_folder(folder.text()), "beliefs: not-a-folder: this is a file, not a folder");
}

TEST(ScenarioFolder, NamesThatNobodyWouldRead) {
  const Folder folder("slips");
  write_files(small(), folder.text());
  fs::create_directory(folder / "belief");  // beside the right one: somebody's copy
  std::ofstream(folder / "belief/mine.toml") << "x";
  EXPECT_EQ(answer_of_folder(folder.text()), "loaded");
  fs::remove_all(folder / "beliefs");
  fs::rename(folder / "strategies/leverage.toml", folder / "strategies/leverage.TOML");
  const std::string slips =
      "belief: unknown-folder: no folder of a scenario has this name (did you mean \"beliefs\"?)\n"
      "strategies/leverage.TOML: wrong-ending: the ending is not read (name the file *.toml)";
  EXPECT_EQ(answer_of_folder(folder.text()), slips);
  ScenarioFiles files = small();
  std::erase_if(files, [](const auto& file) { return file.first.starts_with("beliefs/"); });
  files["belief/a.toml"] = files["belief/b.toml"] = "x";
  EXPECT_EQ(answer(files), "belief: unknown-folder: no folder of a scenario has this name (did you mean \"beliefs\"?)");
}

TEST(ScenarioFolder, ALinkThatLeadsOut) {
  const Folder folder("link"), outside("outside");
  write_files(small(), folder.text());
  fs::create_directory(outside.text());
  std::ofstream(outside / "labs.csv") << small().at("data/labs.csv");
  fs::remove(folder / "data/labs.csv");
  fs::create_symlink(outside / "labs.csv", folder / "data/labs.csv");
  EXPECT_EQ(answer_of_folder(folder.text()),
            "data/labs.csv: leaves-folder: the link leads out of the folder of the scenario (copy the file into it)");
  fs::remove(folder / "data/labs.csv");
  std::ofstream(folder / "data/all_labs.txt") << small().at("data/labs.csv");
  fs::create_symlink("all_labs.txt", folder / "data/labs.csv");
  EXPECT_EQ(answer_of_folder(folder.text()), "loaded");
}

TEST(ScenarioFolder, NoScenarioOfThatName) {
  ::setenv("ENTREPOT_SCENARIOS", (std::string(ENTREPOT_REPO) + "/libagents/scenarios").c_str(), 1);
  EXPECT_EQ(find_scenario("tiny"), std::string(ENTREPOT_REPO) + "/libagents/scenarios/tiny");
  EXPECT_EQ(answer_of_folder("tyny"), "tyny: no-scenario: no shipped scenario has this name and no folder either (did you mean \"tiny\"?)");
  EXPECT_EQ(answer_of_folder("/no/such/folder"), "/no/such/folder: no-scenario: there is no such folder");
  EXPECT_EQ(answer_of_folder(small_folder() + "/parameters.csv"),
            small_folder() + "/parameters.csv: not-a-folder: this is a file, not a folder (a scenario is a folder with a scenario.toml)");
  EXPECT_EQ(answer_of_folder(""), "no-scenario: this is no path and no name of a scenario");
  ::unsetenv("ENTREPOT_SCENARIOS");
}

TEST(ScenarioFolder, NothingIsWrittenOverWhatIsThere) {
  const Folder folder("full");
  fs::create_directory(folder.text());
  std::ofstream(folder / "mine") << "x";
  const auto refused = [&](const ScenarioFiles& files, const std::string& where) {
    try {
      write_files(files, where);
      return std::string("written");
    } catch (const ScenarioError& error) {
      return std::string(error.what());
    }
  };
  EXPECT_EQ(refused(small(), folder.text()),
            folder.text() + ": folder-not-empty: the folder is not empty (nothing is written over what is there; name a new folder)");
  EXPECT_EQ(refused(small(), (folder / "mine").string()),
            (folder / "mine").string() + ": not-a-folder: this is a file, not a folder (nothing is written over it)");
  EXPECT_EQ(refused({{"a", "x"}, {"../evil", "x"}}, (folder / "new").string()),
            "../evil: leaves-folder: the path leaves the folder of the scenario (name files relative to it, without ..)");
  EXPECT_EQ(refused({{"a", "x"}, {"b/", "x"}}, (folder / "new").string()),
            "b/: leaves-folder: the path leaves the folder of the scenario (name files relative to it, without ..)");
  EXPECT_FALSE(fs::exists(folder / "new"));
  EXPECT_EQ(refused(small(), ""), "no-folder: no folder is named (name a new folder)");
}

}  // namespace
}  // namespace entrepot
