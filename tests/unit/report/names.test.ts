import { describe, expect, it } from "vitest";
import {
  isOrganisation,
  kindOfName,
  listedNames,
  partsOfName,
  personParts,
  shownName,
  writtenName,
} from "@/lib/report/names";

const person = (given: string, family: string, more = {}) => ({ given, family, ...more });

describe("splits a person's name", () => {
  it.each([
    ["Anna Gussarova", person("Anna", "Gussarova")],
    ["Anna  Maria Gussarova", person("Anna Maria", "Gussarova")],
    ["Gussarova, Anna", person("Anna", "Gussarova")],
    ["Ludwig van der Berg", person("Ludwig", "Berg", { "non-dropping-particle": "van der" })],
    ["Berg, Ludwig van der", person("Ludwig", "Berg", { "non-dropping-particle": "van der" })],
    ["Juan de la Cruz", person("Juan", "Cruz", { "non-dropping-particle": "de la" })],
    ["Mohammed bin Salman", person("Mohammed", "Salman", { "non-dropping-particle": "bin" })],
    ["Иоганн фон Нейман", person("Иоганн", "Нейман", { "non-dropping-particle": "фон" })],
    ["Martin Van Buren", person("Martin", "Van Buren")],
    ["José Ortega y Gasset", person("José", "Ortega y Gasset")],
    ["John Smith, Jr.", person("John", "Smith", { suffix: "Jr." })],
    ["Smith, John, III", person("John", "Smith", { suffix: "III" })],
    ["María José Álvarez Pérez", person("María José Álvarez", "Pérez")],
    ["Анна Сергеевна Ким", person("Анна Сергеевна", "Ким")],
    ["Ким Анна Сергеевна", person("Анна Сергеевна", "Ким")],
    ["Алиев Гейдар Алирза оглы", person("Гейдар Алирза оглы", "Алиев")],
    ["Сәрсенова Айгүл Серікқызы", person("Айгүл Серікқызы", "Сәрсенова")],
    ["Пётр Ильич Рабинович", person("Пётр Ильич", "Рабинович")],
    ["Роман Абрамович", person("Роман", "Абрамович")],
    ["Петров И. С.", person("И. С.", "Петров")],
    ["И.С. Петров", person("И.С.", "Петров")],
    ["J.-P. Serre", person("J.-P.", "Serre")],
  ])("%s", (name, parts) => {
    expect(isOrganisation(name)).toBe(false);
    expect(partsOfName(name)).toEqual(parts);
  });
});

describe("recognizes an organization's name", () => {
  it.each([
    ...["World Bank Group", "United Nations", "Ministry of Rivers", "Friends of the Earth", "Human Rights Watch"],
    ...["Carnegie Endowment for International Peace", "Group of 20", "Smith & Sons", "CAISS (Almaty)", "OECD"],
    ...[
      "Всемирный банк",
      "Институт экономики РАН",
      "Министерство иностранных дел",
      "Қазақстан Республикасының Үкіметі",
    ],
    "Organisation for Security and Co-operation in Europe",
  ])("%s", (name) => {
    expect(partsOfName(name)).toEqual({ literal: name });
  });
});

it.each([
  [{ literal: "Anna Gussarova" }, { literal: "Anna Gussarova" }, "Anna Gussarova"],
  [{ family: "World Bank", given: "Anna" }, { family: "World Bank", given: "Anna" }, "Anna World Bank"],
  [
    { family: "van der Berg", given: "Ludwig" },
    person("Ludwig", "Berg", { "non-dropping-particle": "van der" }),
    "Ludwig van der Berg",
  ],
  [{ family: "Plato" }, { family: "Plato" }, "Plato"],
])("does not guess if a name is given in parts: %j", (name, parts, shown) => {
  expect(partsOfName(name)).toEqual(parts);
  expect(shownName(name)).toBe(shown);
});

it.each([
  ["Bo Ek", "person", "Bo Ek"],
  ["World Bank", "organisation", { literal: "World Bank" }],
  ["Médecins Sans Frontières", "organisation", { literal: "Médecins Sans Frontières" }],
  ["Melissa Bank", "person", { given: "Melissa", family: "Bank" }],
  ["Ludwig van der Bank", "person", { given: "Ludwig", family: "van der Bank" }],
] as const)("writes a name so that it is read back as the same kind: %s, %s", (name, kind, written) => {
  expect(writtenName(name, kind)).toEqual(written);
  expect(kindOfName(written)).toBe(kind);
  expect("literal" in partsOfName(written)).toBe(kind === "organisation");
});

it("allows a person's name that looks like an organization's", () => {
  expect(isOrganisation("Melissa Bank")).toBe(true);
  expect(personParts("Melissa Bank")).toEqual(person("Melissa", "Bank"));
});

it.each([
  ["Anna Lee", ["Anna Lee"]],
  ["Anna Lee, Bo Ek and Cy Lund", ["Anna Lee", "Bo Ek", "Cy Lund"]],
  ["Anna Lee, Bo Ek, and Cy Lund", ["Anna Lee", "Bo Ek", "Cy Lund"]],
  ["Anna Lee & Bo Ek; Cy Lund", ["Anna Lee", "Bo Ek", "Cy Lund"]],
  ["А. Иванов и Б. Ли", ["А. Иванов", "Б. Ли"]],
  ["А. Ахметов және Б. Ли", ["А. Ахметов", "Б. Ли"]],
  ["Lee, Anna; Ek, Bo", ["Lee, Anna", "Ek, Bo"]],
  ["Gussarova, Anna", ["Gussarova, Anna"]],
  ["Department of Trade and Industry", ["Department of Trade and Industry"]],
  ["OECD and World Bank", ["OECD", "World Bank"]],
  ["", []],
])("splits a list of names: %s", (text, names) => {
  expect(listedNames(text)).toEqual(names);
});
