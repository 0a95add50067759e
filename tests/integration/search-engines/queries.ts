/** Queries for the sample report that cover every construct and every kind of typo. */
export const QUERIES: readonly string[] = [
  // Words (frequent and rare, in both scripts) and aliases
  ...["the", "of", "power", "russia", "kazakhstan russia", "scholarship", "Gomel", "Lillis currency turmoil", "2016"],
  ...["young people", "Orthodox church", "eurasian economic union", "post-Soviet", "11 May 2016", "kremlin.ru", "www"],
  ...["Nazarbayev", "Алматы", "Almaty", "alma ata", "qazaqstan", "ЕАЭС", "EEU", "Казахстан", "Чехов", "vkontakte"],
  ...["NGO", "PMCs", "50000", "50 000", "67,727", "news feed", "newsfeed", "softpower", "Rossotrudnichestvo fund"],
  // Typos, and words that do not occur
  ...["rusia", "kazakhstna", "unversity studnets", "hybird war", "Gorchakof", "Chekov", "кетцаль", "quetzal power"],
  ...["incomprehensibility", "x", "", " ", "(", '"', "-", "OR", "*"],
  // Incomplete words, and wildcards
  ...["a", "ru", "russ", "росс", "kazak*", "k*", '"russian fed', '"russian federation', '"of the', "soft pow"],
  // Phrases
  ...['"soft power"', '"students of Kazakhstan"', '"of the"', '"a b c"', '"lingua franca"', '"xx yy" soft', '"power"'],
  ...['"no common definition" nationalism', '"soft power" "public diplomacy"', '"power soft"'],
  // Exclusions, alternatives, parentheses
  ...["power -soft", "-the", "-russia", 'power -"soft power"', "Nazarbayev OR Putin", "(soft OR hard) power"],
  ...["(russia kazakhstan) OR china", "-(russia OR kazakhstan) power", "in:footnotes OR scholarship", "and or not"],
  ...['"soft power" OR "public diplomacy"', "-quetzal power", "post-soviet OR eurasian", "(power -soft) OR gomel"],
  // Filters
  ...["in:footnotes", "in:tables office", "in:headings in:captions", "in:body -in:body", "in:notes", "-in:body russia"],
  ...[
    "page:7",
    "page:7 quota",
    "-page:7 quota",
    "page:3-8 russia",
    "lang:ru",
    "lang:ru россия",
    "lang:en lang:ru russia",
  ],
  ...["section:introduction russia", "-section:introduction russia", "section:conclusions", "section:nowhere power"],
  ...[
    "report:soft power",
    "report:nowhere power",
    "-report:nowhere gomel",
    "by:gussarova power",
    "by:zoe",
    "-by:zoe power",
  ],
  ...["is:noted", "is:noted power", "-is:noted power", "is:private", "is:team russia", "-is:private russia"],
  ...[
    "tag:oil",
    "tag:oil power",
    "-tag:oil power",
    "tag:x",
    "russia -in:footnotes -lang:ru",
    "(in:footnotes lang:en) russia",
  ],
];
