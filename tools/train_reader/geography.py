"""Real places of present and recent wars, in the spellings of English reporting."""

PLACES = tuple(
    place.strip()
    for place in """
    Pokrovsk, Vuhledar, Avdiivka, Bakhmut, Chasiv Yar, Toretsk, Kurakhove, Velyka Novosilka, Kupiansk, Lyman, Kreminna,
    Svatove, Siversk, Sloviansk, Kramatorsk, Kostiantynivka, Myrnohrad, Selydove, Huliaipole, Orikhiv, Robotyne, Verbove,
    Tokmak, Melitopol, Berdiansk, Mariupol, Volnovakha, Marinka, Krasnohorivka, Novohrodivka, Hrodivka, Ocheretyne,
    Vovchansk, Lyptsi, Hlyboke, Izium, Balakliia, Kharkiv, Chuhuiv, Sumy, Sudzha, Korenevo, Kursk, Belgorod, Bryansk,
    Shostka, Konotop, Okhtyrka, Chernihiv, Nizhyn, Bucha, Irpin, Hostomel, Kyiv, Zhytomyr, Vinnytsia, Lviv, Ternopil,
    Odesa, Mykolaiv, Kherson, Nova Kakhovka, Kakhovka, Krynky, Oleshky, Enerhodar, Zaporizhzhia, Nikopol, Marhanets, Dnipro,
    Kryvyi Rih, Pavlohrad, Synelnykove, Poltava, Kremenchuk, Cherkasy, Uman, Kropyvnytskyi, Luhansk, Donetsk, Horlivka,
    Makiivka, Yenakiieve, Debaltseve, Popasna, Lysychansk, Sievierodonetsk, Rubizhne, Sevastopol, Simferopol, Kerch,
    Feodosia, Dzhankoi, Yevpatoria, Novorossiysk, Engels, Saratov, Voronezh, Rostov-on-Don, Taganrog, Gaza City,
    Khan Younis, Khan Yunis, Rafah, Deir al-Balah, Beit Lahia, Beit Hanoun, Jabalia, Nuseirat, al-Mawasi, Shujaiya, Zeitoun,
    Bureij, Maghazi, Jenin, Nablus, Tulkarm, Hebron, Ramallah, Jericho, Qalqilya, Huwara, East Jerusalem, Sderot, Ashkelon, Ashdod,
    Kiryat Shmona, Metula, Haifa, Nahariya, Tyre, Sidon, Nabatieh, Baalbek, Bint Jbeil, Khiam, Naqoura, Marjayoun, Beirut,
    Dahiyeh, Aleppo, Idlib, Hama, Homs, Daraa, Suwayda, Raqqa, Deir ez-Zor, Qamishli, Hasakah, Kobani, Afrin, Manbij, Tartus,
    Latakia, Palmyra, Damascus, Saraqib, Maarat al-Numan, Mosul, Fallujah, Tikrit, Kirkuk, Sinjar, Erbil, Khartoum,
    Omdurman, Khartoum North, El Fasher, Nyala, El Geneina, Zalingei, Ed Daein, El Obeid, Kadugli, Dilling, Wad Madani,
    Sennar, Singa, Kosti, Port Sudan, Kassala, Gedaref, Atbara, Merowe, Dongola, Zamzam camp, Kabkabiya, Kutum, Tawila, Umm Ruwaba,
    Babanusa, El Fula, Damazin, Mekelle, Adigrat, Axum, Shire, Adwa, Humera, Alamata, Korem, Lalibela, Woldiya, Dessie,
    Kombolcha, Gondar, Bahir Dar, Debre Birhan, Debre Tabor, Metekel, Asosa, Gambella, Nekemte, Dembi Dolo, Moyale, Semera,
    Myawaddy, Lashio, Mandalay, Sittwe, Maungdaw, Buthidaung, Kyaukphyu, Ann, Hpakant, Myitkyina, Bhamo, Loikaw, Demoso,
    Hpruso, Falam, Hakha, Mindat, Kale, Monywa, Sagaing, Pakokku, Magway, Pyay, Hsipaw, Kyaukme, Nawnghkio, Muse, Laukkai, Kunlong,
    Kawkareik, Hpa-An, Thandwe, Paletwa, Naypyidaw, Sanaa, Hodeidah, Taiz, Marib, Aden, Saada, Hajjah, Ibb, Mukalla, Mogadishu,
    Kismayo, Baidoa, Beledweyne, Galkayo, Jowhar, Las Anod, Goma, Bukavu, Rutshuru, Masisi, Sake, Bunia, Beni, Butembo, Uvira,
    Walikale, Kitchanga, Minova, Gao, Timbuktu, Kidal, Menaka, Mopti, Segou, Bandiagara, Djibo, Dori, Kaya, Ouahigouya, Fada N'Gourma,
    Niamey, Tillaberi, Diffa, Agadez, Maiduguri, Damboa, Bama, Chibok, Zamfara, Katsina, Kaduna, Jos, N'Djamena, Abeche, Adre,
    Bangui, Bambari, Birao, Juba, Malakal, Bentiu, Bor, Abyei, Cabo Delgado, Palma, Mocimboa da Praia, Stepanakert, Shusha,
    Lachin, Agdam, Goris, Kabul, Kandahar, Kunduz, Jalalabad, Herat, Ghazni, Peshawar, Quetta, Srinagar, Tripoli, Benghazi,
    Sirte, Misrata, Derna, Sabha, Port-au-Prince, Bogota, Cali, Buenaventura, Culiacan, Donbas, Donetsk Oblast, Kharkiv region,
    Kursk region, Sumy Oblast, Zaporizhzhia region, North Darfur, West Darfur, South Kordofan, Gezira, Blue Nile, Tigray, Amhara region,
    Oromia, Afar, Rakhine State, Shan State, Chin State, Kayah State, Kachin State, Idlib province, North Kivu, Ituri, Borno,
    Gaza Strip, the West Bank, the Golan Heights, Crimea, Snake Island, the Dnieper, the Oskil River, the Litani River, the Black Sea, the Red Sea
    """.replace("\n", " ").split(",")
)
