"""120 sentences with arithmetic in them: 60 that hold, 60 that do not, every kind of check in both.

Each row is (kind, holds, text). Where it holds no check may raise anything; where it does not, the check of that kind
must warn or fail, and no other kind may unless `also` allows it. All people are invented; places are real.
"""

from __future__ import annotations

PUBLISHED = "2024-11-07"

RIGHT: tuple[tuple[str, str], ...] = (
    ("ratio_recompute", "The governor said air defence downed 45 of 60 drones, or 75 percent."),
    ("ratio_recompute", "Of the crew, 12 sailors, or 24 percent of the 50 men on board, were hurt in the storm."),
    (
        "ratio_recompute",
        "Velykyi Lis has a population of 4,000. In two years 60 residents have been killed, the mayor Iryna Soroka said. That is 1.5 percent of the population killed, she said.",
    ),
    (
        "rounding_sensitivity",
        "Velykyi Lis has a population of 4,120. In two years 61 residents have been killed, the mayor Iryna Soroka said. That is more than 1 percent of the population killed, she said.",
    ),
    (
        "rounding_sensitivity",
        "Stara Hreblia has a population of 2,310. This spring 90 residents were wounded, the doctor Petro Haiduk said. That is more than 3 percent of the population wounded, he said.",
    ),
    ("sum_of_parts", "Nineteen people were killed: 14 fighters and five civilians."),
    (
        "sum_of_parts",
        "The army counted 31 attacks on the town of Lyman – 20 attacks from the north and 11 attacks from the east.",
    ),
    ("sum_of_parts", "The shelling killed 12 people, including four children."),
    ("sum_of_parts", "The ministry counted 24 drones over three regions, eight each."),
    ("sum_of_parts", "Russia launched 40 drones overnight; 31 were shot down and six were lost to jamming."),
    ("counted_list", "Sirens sounded in four cities: Kharkiv, Sumy, Poltava and Dnipro."),
    ("counted_list", "Three ministers resigned (Bohdan Lys, Olha Verba and Taras Hai) on Monday."),
    ("ratio_bounds", "Crews repaired 17 of 23 substations before nightfall."),
    ("ratio_bounds", "Only 15 of the 36 hospitals in the strip still work."),
    ("percent_possible", "Half the platoon had fever, and 25 percent of the 12 soldiers were sent home."),
    ("percent_possible", "Of the jury, 37.5 percent of the eight members voted against."),
    (
        "product_recompute",
        "The province has a population of 200,000. If 2 percent of the population has fled, this would mean 4,000 people.",
    ),
    (
        "product_recompute",
        "The district has a population of 60,000. If 5 percent of the population has left, that would mean 3,000 people.",
    ),
    ("base_population_implied", "If 10 percent of Sumy's population had left, this would mean 26,000 people."),
    ("base_population_implied", "If 20 percent of Poltava's population had fled, this would mean 56,000 people."),
    ("significant_figures", "If 12 percent of the province's population had left, that would mean 48,000 people."),
    ("change_recompute", "Patrols rose from 40 to 50 a week, an increase of 25 percent."),
    ("change_recompute", "The number of sorties fell from 80 to 60, a drop of 25 percent."),
    ("rate_recompute", "Ten people a day died on the road last winter, and 3,650 people died in the whole year."),
    ("rate_recompute", "The road killed 4 people a day; in 2023 it killed 1,461 people."),
    ("duration_vs_dates", "The nearly three-year war has emptied the villages of Ukraine."),
    ("duration_vs_dates", "The siege of Mykolaiv lasted from 5 March 2022 to 9 April 2022, 35 days."),
    ("order_of_magnitude", "A strike on the market killed 41 people on Friday."),
    ("order_of_magnitude", "The missile flew at 7,000 km/h, the engineer Roman Duda said."),
    (
        "single_cluster_extrapolation",
        "The town of Hlynsk has a population of 5,000. The council counted 50 residents killed. Some 1 percent of the population was killed, and nobody knows how other towns fared.",
    ),
    (
        "contradiction",
        "Ukraine has lost 31,000 soldiers, the president said. A foreign estimate put the Ukrainian dead at 43,000.",
    ),
    ("contradiction", "Ukraine has lost 60,000 soldiers, one study said. Russia has lost 190,000 soldiers, it added."),
    (
        "nonsequitur_refutation",
        "In Hlynsk 50 residents were killed. This fits the claim that Ukraine has lost 31,000 soldiers.",
    ),
    ("a_fortiori", "In a village that was spared the fighting, four residents were killed."),
    (
        "range_contains",
        "Ukrainian dead number tens of thousands, diplomats in Kyiv said. Ukraine itself speaks of 43,000 soldiers killed.",
    ),
    (
        "range_contains",
        "Hundreds of thousands of Russians have been killed, the minister Ihor Bilyk said. His staff counts 210,000 Russian soldiers killed.",
    ),
    ("overlap_ambiguous", "The junta has massed 25,000 troops near Loikaw, including 6,000 border guards."),
    ("overlap_ambiguous", "Norway deployed 600 soldiers in the north. A further 200 soldiers stayed at home."),
    ("wounded_to_killed", "The strike killed seven people and wounded 25."),
    ("wounded_to_killed", "The blast killed 12 people and injured 60."),
    ("force_plausibility", "Ukraine has lost 31,000 soldiers killed since 2022, the president said."),
    ("force_plausibility", "Russia has lost 120,000 soldiers killed, the ministry in London estimates."),
    (
        "base_mismatch",
        "The company had 120 soldiers. In May 12 soldiers were killed, its commander Oleh Rud said. That is 10 percent of the soldiers killed.",
    ),
    ("meaning_shift", "Russia launched 63 drones overnight. Air defence shot down 38 of the 63 drones."),
    (
        "sense_shift",
        "The brigade lost 76 men in June, Colonel Danylo Hrim said. It lost 76 men in a month of fighting.",
    ),
    ("monotone_cumulative", "The death toll stood at 12 on Monday. On Tuesday the toll rose to 15."),
    (
        "monotone_cumulative",
        "Police had counted 40 people killed. After a recount the toll was corrected and rose to 38.",
    ),
    (
        "circular_support",
        "The Tagesblatt reported 40 soldiers killed at the bridge. The Red Cross told this paper of 41 dead soldiers. This confirms that dozens of soldiers were killed.",
    ),
    ("assertion_vs_figure", "The batteries were powerless against the raid. They shot down 3 of 63 drones."),
    ("assertion_vs_figure", "Air defence had a good night. It shot down 58 of 63 drones."),
    (
        "lower_bound_only",
        "More than 4,000 people were killed, the council said. More than 4,000 people were killed in the city, its mayor repeated.",
    ),
    ("unnamed_source", "The General Staff said that 300 soldiers had been killed near Lyman."),
    ("single_anonymous_source", "Major Ostap Kravets told reporters: “We have lost 30 men.”"),
    (
        "moving_definition",
        "The ministry counted 300 soldiers killed in May. In June it again gave 300 soldiers killed.",
    ),
    ("unit_conversion", "Troops took 300 square kilometres (116 square miles) of steppe in August."),
    ("unit_conversion", "The gun weighs 4.2 tonnes (9,260 pounds) and fires 17 km (11 miles)."),
    ("age_vs_dates", "Born in 1984, the 40-year-old sergeant Mykola Tkach grew up in Poltava."),
    ("weekday_vs_date", "The bridge was hit on Tuesday, 5 November 2024, before dawn."),
    ("distance_vs_gazetteer", "The depot lies in Sumy, about 145 kilometres from Poltava, the mayor said."),
    ("population_vs_gazetteer", "Poltava, a city of tree-lined streets with a population of 280,000, lost power."),
)

WRONG: tuple[tuple[str, str], ...] = (
    ("ratio_recompute", "The governor said air defence downed 45 of 60 drones, or 85 percent."),
    ("ratio_recompute", "Of the crew, 12 sailors, or 34 percent of the 50 men on board, were hurt in the storm."),
    (
        "ratio_recompute",
        "Velykyi Lis has a population of 4,000. In two years 60 residents have been killed, the mayor Iryna Soroka said. That is 3 percent of the population killed, she said.",
    ),
    (
        "rounding_sensitivity",
        "Velykyi Lis has a population of 9,000. In two years 91 residents have been killed, the mayor Iryna Soroka said. That is more than 1 percent of the population killed, she said.",
    ),
    (
        "rounding_sensitivity",
        "Stara Hreblia has a population of 3,000. This spring 91 residents were wounded, the doctor Petro Haiduk said. That is more than 3 percent of the population wounded, he said.",
    ),
    ("sum_of_parts", "Nineteen people were killed: 14 fighters and six civilians."),
    (
        "sum_of_parts",
        "The army counted 31 attacks on the town of Lyman – 20 attacks from the north and 13 attacks from the east.",
    ),
    ("sum_of_parts", "The shelling killed 12 people, including seven men and eight women."),
    ("sum_of_parts", "The ministry counted 24 drones over three regions, nine each."),
    ("sum_of_parts", "Russia launched 40 drones overnight; 31 were shot down and 16 were lost to jamming."),
    ("counted_list", "Sirens sounded in five cities: Kharkiv, Sumy, Poltava and Dnipro."),
    ("counted_list", "Four ministers resigned (Bohdan Lys, Olha Verba and Taras Hai) on Monday."),
    ("ratio_bounds", "Crews repaired 27 of 23 substations before nightfall."),
    ("ratio_bounds", "Only 56 of the 36 hospitals in the strip still work."),
    ("percent_possible", "Half the platoon had fever, and 27 percent of the 12 soldiers were sent home."),
    ("percent_possible", "Of the jury, 31.5 percent of the eight members voted against."),
    (
        "product_recompute",
        "The province has a population of 200,000. If 2 percent of the population has fled, this would mean 9,000 people.",
    ),
    (
        "product_recompute",
        "The district has a population of 60,000. If 5 percent of the population has left, that would mean 5,000 people.",
    ),
    ("base_population_implied", "If 10 percent of Sumy's population had left, this would mean 91,000 people."),
    ("base_population_implied", "If 20 percent of Poltava's population had fled, this would mean 16,000 people."),
    ("significant_figures", "If 2 percent of the province's population had left, that would mean 48,300 people."),
    ("change_recompute", "Patrols rose from 40 to 50 a week, an increase of 35 percent."),
    ("change_recompute", "The number of sorties fell from 80 to 60, a drop of 40 percent."),
    ("rate_recompute", "Ten people a day died on the road last winter, and 9,100 people died in the whole year."),
    ("rate_recompute", "The road killed 4 people a day; in 2023 it killed 2,900 people."),
    ("duration_vs_dates", "The four-year war has emptied the villages of Ukraine."),
    ("duration_vs_dates", "The siege of Mykolaiv lasted from 5 March 2022 to 9 April 2022, 53 days."),
    ("order_of_magnitude", "A strike on the market killed 41,000 people on Friday."),
    ("order_of_magnitude", "The missile flew at 70,000 km/h, the engineer Roman Duda said."),
    (
        "single_cluster_extrapolation",
        "The town of Hlynsk has a population of 5,200. The council counted 52 residents killed. Exactly 1 percent of the population was killed. If 1 percent of Ukraine's population was killed, this would mean 400,000 deaths.",
    ),
    (
        "contradiction",
        "Ukraine has lost 31,000 soldiers, the president said. A foreign estimate put the Ukrainian dead at 143,000.",
    ),
    (
        "contradiction",
        "Ukraine has lost 60,000 soldiers, one study said. Another study put the Ukrainian dead at 190,000.",
    ),
    (
        "nonsequitur_refutation",
        "In Hlynsk 50 residents were killed. This refutes the claim that Ukraine has lost 31,000 soldiers.",
    ),
    ("a_fortiori", "Even in a village that was spared the fighting, four residents were killed."),
    (
        "range_contains",
        "Ukrainian dead number tens of thousands, diplomats in Kyiv said. Ukraine itself speaks of 143,000 soldiers killed.",
    ),
    (
        "range_contains",
        "Hundreds of thousands of Russians have been killed, the minister Ihor Bilyk said. His staff counts 110,000 Russian soldiers killed.",
    ),
    (
        "overlap_ambiguous",
        "The junta has massed 25,000 troops near Loikaw. Some 6,000 militia fighters have joined them.",
    ),
    (
        "overlap_ambiguous",
        "Norway deployed 600 soldiers in the north. Together with them 200 soldiers of the reserve were stationed there.",
    ),
    ("wounded_to_killed", "The strike killed 47 people and wounded five."),
    ("wounded_to_killed", "The blast killed three people and injured 260."),
    ("force_plausibility", "Ukraine has lost 610,000 soldiers killed since 2022, the blogger Anton Vik wrote."),
    ("force_plausibility", "Russia has lost 920,000 soldiers killed, the blogger Anton Vik wrote."),
    (
        "base_mismatch",
        "Hlynsk has a population of 5,030. In May 57 men were killed, its mayor Oleh Rud said. That is about 1.1 percent of the population killed.",
    ),
    ("meaning_shift", "Russia launched 63 drones overnight. The air force said it had intercepted 63 drones by noon."),
    (
        "sense_shift",
        "The brigade lost 76 men in June, Colonel Danylo Hrim said. The newspaper Zorya wrote that 76 men were killed.",
    ),
    ("monotone_cumulative", "The death toll stood at 15 on Monday. On Tuesday the toll rose to 12."),
    ("monotone_cumulative", "Police had counted 40 people killed. By evening the toll rose to 38."),
    (
        "circular_support",
        "The Tagesblatt reported 40 soldiers killed at the bridge. A sergeant, Ivo Mar, told the Tagesblatt of 41 dead soldiers. This confirms that dozens of soldiers were killed.",
    ),
    ("assertion_vs_figure", "The batteries were powerless against the raid. They shot down 45 of 63 drones."),
    ("assertion_vs_figure", "The attack was completely repelled. Air defence shot down 28 of 63 drones."),
    (
        "lower_bound_only",
        "More than 4,000 people were killed, the council said. The 4,000 people killed in the city were mostly old, its mayor added.",
    ),
    ("unnamed_source", "Reports said that 300 soldiers had been killed near Lyman."),
    ("single_anonymous_source", "One resident told reporters: “We have lost 30 men.”"),
    (
        "moving_definition",
        "The ministry counted 300 soldiers killed in May. In June it spoke of 300 casualties in May.",
    ),
    ("unit_conversion", "Troops took 300 square kilometres (216 square miles) of steppe in August."),
    ("unit_conversion", "The gun weighs 4.2 tonnes (4,260 pounds) and fires far."),
    ("age_vs_dates", "Born in 1994, the 40-year-old sergeant Mykola Tkach grew up in Poltava."),
    ("weekday_vs_date", "The bridge was hit on Wednesday, 5 November 2024, before dawn."),
    ("distance_vs_gazetteer", "The depot lies in Sumy, about 415 kilometres from Poltava, the mayor said."),
    ("population_vs_gazetteer", "Poltava, a city of tree-lined streets with a population of 980,000, lost power."),
)
