import { describe, expect, it, test } from "vitest";
import { aliasesOf, LONGEST_NAME } from "@/lib/search/aliases";
import { tokenize } from "@/lib/search/analysis";

const aliases = (name: string) => aliasesOf(tokenize(name).map(({ word }) => word)).map((words) => words.join(" "));

describe("aliasesOf", () => {
  test.each([
    ["Qazaqstan", "kazakhstan"],
    ["Қазақстан", "казахстан"],
    ["Vkontakte", "v kontakte"],
    ["V Kontakte", "vkontakte"],
    ["ВКонтакте", "vk"],
    ["Moscow", "москва"],
    ["Kiev", "kyiv"],
    ["Kyiv", "киев"],
    ["Алматы", "alma ata"],
    ["Alma-Ata", "almaty"],
    ["Nur-Sultan", "astana"],
    ["Киргизия", "kyrgyzstan"],
    ["Белоруссия", "belarus"],
    ["Россия", "russia"],
    ["Russia", "российской федерации"],
    ["Eurasian Economic Union", "еаэс"],
    ["ЕАЭС", "eurasian economic union"],
    ["EAEU", "eeu"],
    ["СНГ", "cis"],
    ["ШОС", "sco"],
    ["ОДКБ", "csto"],
    ["ЕС", "eu"],
    ["ООН", "un"],
    ["СССР", "ussr"],
    ["NATO", "нато"],
    ["США", "u s"],
    ["U.S.", "сша"],
    ["РФ", "rf"],
    ["Peking", "beijing"],
    ["Пекин", "beijing"],
    ["Улан-Баторе", "ulaanbaatar"],
    ["Kolkata", "calcutta"],
    ["Израиль", "israel"],
    ["НПО", "ngo"],
    ["Мягкая сила", "soft power"],
    ["Russkij mir", "russian world"],
    ["million", "mln"],
    ["млрд", "bln"],
  ])("of %s includes %s", (name, alias) => {
    expect(aliases(name)).toContain(alias);
  });

  test.each([
    ["Москве", "moscow"],
    ["Ресейдің", "russia"],
    ["Мәскеуден", "moscow"],
    ["Қазақстандық", "kazakhstan"],
    ["Еуропада", "europe"],
    ["Москвой", "moscow"],
    ["России", "russia"],
    ["Россией", "russia"],
    ["Киеве", "kyiv"],
    ["Киевом", "kyiv"],
    ["Грузию", "georgia"],
    ["Сибири", "siberia"],
    ["Крыму", "crimea"],
    ["Алма-Ате", "almaty"],
    ["Нур-Султаном", "astana"],
    ["Нью-Йорке", "new york"],
    ["Египте", "egypt"],
  ])("recognizes the case form %s", (name, alias) => {
    expect(aliases(name)).toContain(alias);
  });

  test.each([
    "us",
    "power",
    "рос",
    "груз",
    "крыша",
    "киви",
    "soviet",
    "union soviet",
    "in Moscow",
    "семей",
    "Oral",
    "дела",
    "Russian words",
    "",
  ])("has none for %j", (name) => {
    expect(aliases(name)).toEqual([]);
  });

  it("leaves out the name itself", () => {
    expect(aliases("Kyiv")).toEqual(["kiev", "киів", "киев"]);
    expect(aliases("Киеву")).toEqual(["kyiv", "kiev", "киів"]);
  });

  test.each(
    `Russia Kazakhstan Kyrgyzstan Uzbekistan Turkmenistan Belarus Ukraine Moldova Georgia Transnistria China Turkey USSR USA Kazakh
    Eurasia Israel Egypt Poland Japan Asia Europe Crimea Caucasus Siberia Xinjiang Moscow Petersburg Astana Almaty Oskemen Semey Aktobe Atyrau Kostanay Kyzylorda Ashgabat
    Kyiv Kharkiv Lviv Luhansk Dnipro Bishkek Beijing Mumbai Rome EAEU EEC EAEC CIS CSTO SCO EU UN OSCE NATO BRICS Daesh Kremlin RT VK NGO PMC Alexander Victor`.split(
      /\s+/,
    ),
  )("leads to %s from each of its other names, which have one to five words", (name) => {
    expect(aliases(name)).not.toEqual([]);
    for (const alias of aliases(name)) {
      expect(alias.split(" ").length).toBeLessThanOrEqual(LONGEST_NAME);
      expect(aliases(alias)).toContain(name.toLowerCase());
    }
  });
});
