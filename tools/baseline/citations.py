"""sources.toml of the baseline: key -> citation, licence, date, how it was transformed, input file."""

# key: (citation, licence, date, transformed, input)
CITATIONS = {
    "country_codes": ("datasets/country-codes; UN M49", "ODC-PDDL", "2025", "taken as given", "states.csv"),
    "worldbank_gdp": (
        "World Bank, World Development Indicators, GDP in current US dollars",
        "CC BY 4.0",
        "2022-2024",
        "taken as given",
        "states.csv",
    ),
    "cia_factbook": ("CIA World Factbook", "CC0-1.0 (copy)", "2023-2024", "taken as given", "states.csv"),
    "ear_groups": (
        "15 CFR 740 Supplement 1 (country groups) and tiers of the framework of January 2025",
        "US regulation, public domain",
        "2024-2025",
        "flags written as words",
        "export_control_groups.csv",
    ),
    "memberships": (
        "CIA World Factbook and public member lists (International Network of AI Safety Institutes, NATO, OECD)",
        "CC0-1.0; facts",
        "2025",
        "full members only",
        "memberships.csv",
    ),
    "firm_facts": (
        "Company reports of fiscal 2024, mostly from memory; Entity List years",
        "facts",
        "2024",
        "names, homes, roles, listing",
        "firms.csv",
    ),
    "lab_facts": ("Public company information, mostly from memory", "facts", "2024-2026", "names and homes", "labs.csv"),
    "epoch_ml_hardware": (
        "Epoch AI, Machine learning hardware (epoch.ai)",
        "CC BY 4.0",
        "2025-06",
        "units; gaps by hand",
        "ml_hardware.csv",
    ),
    "epoch_chip_sales": (
        "Epoch AI, AI chip sales (epoch.ai)",
        "CC BY 4.0",
        "2024Q4-2025Q2",
        "medians of 2024Q4; release quarters",
        "chip_sales.csv",
    ),
    "epoch_chip_owners": (
        "Epoch AI, AI chip owners (epoch.ai)",
        "CC BY 4.0",
        "2022-2024",
        "medians; split by year of delivery, host and buyer",
        "chip_owners.csv",
    ),
    "epoch_ai_clusters": ("Epoch AI, GPU clusters (epoch.ai)", "CC BY 4.0", "2022-2024", "chips of two private owners", "ai_clusters.csv"),
    "stylised_facts": (
        "Stylised facts with a source each (price of H100 and H20, power of an H100 server, smuggled chips of 2024)",
        "facts",
        "2023-2024",
        "taken as given",
        "stylised_facts.csv",
    ),
    "threshold_analysis": (
        "airensurzyn/export-control-threshold-analysis: link speed, die area and TPP of nine chips (numbers only)",
        "facts",
        "2026-07",
        "taken as given",
        None,
    ),
    "atop": (
        "Alliance Treaty Obligations and Provisions v5.1 (Leeds et al. 2002), changes to 2025 by hand",
        "free with citation",
        "2018-2025",
        "strongest obligation of a directed pair: defence 1, offence or neutrality 0.5, nonaggression or consultation 0.2; both in NATO 1",
        "alliances.csv",
    ),
    "trade_estimate": (
        "Estimate from UN Comtrade via WITS and UNCTADstat (2014-2016), scaled to 2023 totals of the CIA World Factbook",
        "free with attribution, no bulk resale: only shares of the importer's total are given",
        "2023",
        "share of the importer's total; below 0.001 left out",
        "trade.csv",
    ),
    "compute_deals": (
        "Deals for chips and sites, a source each (menatoday.info and others)",
        "facts",
        "2023-2025",
        "deals in force before the start",
        "compute_deals.csv",
    ),
    "ear_2022_10": (
        "87 FR 62186, 7 October 2022: total processing performance of 4800 or more and 600 GB/s",
        "US regulation, public domain",
        "2022-10-07",
        "named destinations read as group D5",
        "export_control_timeline.csv",
    ),
    "ear_2023_10": (
        "88 FR 73458, 17 October 2023 (page seen, numbers from memory)",
        "US regulation, public domain",
        "2023-10-17",
        "taken as given",
        "export_control_timeline.csv",
    ),
    "ear_2023_10_nac": (
        "88 FR 73458, 17 October 2023: notified advanced computing (numbers from memory)",
        "US regulation, public domain",
        "2023-10-17",
        "notification read as the route case for group D5, presume for D1 and D4",
        "export_control_timeline.csv",
    ),
    "diffusion_2025_01": (
        "Framework for AI Diffusion, announced 13 January 2025, rescinded 13 May 2025 (caps as reported by getcoai.com)",
        "US regulation, public domain",
        "2025-01-13",
        "country cap and small-order limit in H100e, as reported; a buyer's cap stands for the country's",
        "export_control_timeline.csv",
    ),
    "letters_2025_04": (
        "Nvidia 8-K of April 2025 as reported by hypefresh.com and euroasia24.com; bound of 1400 GB/s from memory",
        "facts",
        "2025-04-09",
        "licence requirement without licences read as the route deny",
        "export_control_timeline.csv",
    ),
    "gdp_ppp": (
        "CIA World Factbook, real GDP at purchasing power parity (constant 2021 international dollars); World Bank population",
        "CC0-1.0 (copy); CC BY 4.0",
        "2023-2024",
        "GDP a head: above 40,000 income group 0, above 15,000 group 1, else 2; customs is its percentile rank",
        "states.csv",
    ),
    "un_ideal_points": (
        "Bailey, Strezhnev and Voeten, United Nations General Assembly Voting Data",
        "CC0-1.0",
        "2023",
        "(2x - x_m - x_r)/(x_m - x_r) clipped to [-1, 1]; x_m median of the first exporter's insiders without itself, x_r the second exporter's",
        "states.csv",
    ),
    "cia_electricity": (
        "CIA World Factbook, electricity consumption and installed capacity",
        "CC0-1.0 (copy)",
        "2023",
        "spare: 1000 x max(0, 0.85 capacity in GW - consumption in TWh/(8.76 x 0.65)) MW; grid: capacity x 1000 MW, x 1.5 outside OECD members",
        "states.csv",
    ),
    "ear_tiers": (
        "Export-control groups of the United States: control core and tiers of the framework of January 2025",
        "US regulation, public domain",
        "2025",
        "control core: insider; tier 3: adversary; else swing",
        "export_control_groups.csv",
    ),
    "epoch_spending_quarter": (
        "Epoch AI, AI chip sales and AI chip owners (epoch.ai)",
        "CC BY 4.0",
        "2024Q4",
        "chips sold x list price, split by the owners' additions of the quarter, x 4 / GDP; prices and the split of Other are partly assumed",
        "chip_owners.csv",
    ),
    "epoch_spending_year": (
        "Epoch AI, AI chip owners (epoch.ai)",
        "CC BY 4.0",
        "2024",
        "chips added in 2024 x list price, as parts of the home's sum; the state takes what no firm takes",
        "chip_owners.csv",
    ),
    "server_power": (
        "Epoch AI, Machine learning hardware (rating of the chip); IT power of an H100 server share (stylised facts)",
        "CC BY 4.0",
        "2024",
        "rating x 1450/700",
        "ml_hardware.csv",
    ),
    "announced_demand": (
        "Compute that states said they want, judged by hand (ranges in docs/baseline_values.md)",
        "ours",
        "2024-12",
        "taken as given; values are marked assumption:announced_demand",
        "announced_demand.csv",
    ),
    "assumptions": (
        "Numbers that no source gives, by hand (ranges in docs/baseline_values.md)",
        "ours",
        "2024-12",
        "taken as given; values are marked assumption: and the name of the row",
        "assumptions.csv",
    ),
}


def write(path, sources, used):
    """Keys that a value or rule uses, and our own input tables. An unknown key, or an input without an entry, is an error."""
    unknown = sorted(k for k in used if not k.startswith("assumption:") and k not in CITATIONS)
    if unknown:
        raise ValueError(f"no citation for {unknown}")
    lines = ["# Written by tools/compile_baseline.py. Digests are BLAKE2b of the input files with 16 bytes."]
    inputs = set()
    for key, (citation, licence, date, transformed, source) in CITATIONS.items():
        if key not in used and licence != "ours":
            continue
        lines += [
            "",
            f"[{key}]",
            f'citation = "{citation}"',
            f'licence = "{licence}"',
            f'date = "{date}"',
            f'transformed = "{transformed}"',
        ]
        if source:
            inputs.add(source)
            lines += [f'input = "{source}"', f'digest = "{sources.digest(source)}"']
    if sources.read - inputs:
        raise ValueError(f"inputs without an entry in sources.toml: {sorted(sources.read - inputs)}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
