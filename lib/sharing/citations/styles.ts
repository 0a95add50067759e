/**
 * Styles of the Citation Style Language 1.0.2, written for the one kind of work that is cited here: a report with authors or an editor,
 * of which a page is meant. (APA comes with Citation.js.)
 */

const style = (name: string, parts: string) => `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note" default-locale="en-US">
<info><title>${name}</title><id>${name}</id><updated>2025-11-25T00:00:00+00:00</updated></info>
${parts}
</style>`;

/** A note of the Chicago Manual of Style, 17th edition, 14.23 and 14.103: editors in place of authors, places before publishers. */
export const CHICAGO = style(
  "chicago",
  `<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout suffix=".">
<group delimiter=", ">
<names variable="author"><name delimiter=", " and="text"/><label form="short" prefix=", "/><substitute><names variable="editor"/></substitute></names>
<group delimiter=" ">
<text variable="title" font-style="italic"/>
<group prefix="(" suffix=")" delimiter=", ">
<group delimiter=": "><text variable="publisher-place"/><text variable="publisher"/></group>
<date variable="issued"><date-part name="year"/></date>
</group>
</group>
<text variable="page"/>
</group>
</layout></bibliography>`,
);

/** A work cited of the MLA Handbook, 9th edition: what publishes it comes by commas, and no place before the publisher. */
export const MLA = style(
  "mla",
  `<locale xml:lang="en"><terms>
<term name="editor"><single>editor</single><multiple>editors</multiple></term>
<term name="page" form="short"><single>p.</single><multiple>pp.</multiple></term>
</terms></locale>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout suffix=".">
<group delimiter=". ">
<names variable="author"><name name-as-sort-order="first" and="text" delimiter=", " delimiter-precedes-last="always"/><label prefix=", "/><substitute><names variable="editor"/></substitute></names>
<text variable="title" font-style="italic"/>
<group delimiter=", ">
<text variable="publisher"/>
<date variable="issued"><date-part name="year"/></date>
<group delimiter=" "><label variable="page" form="short"/><text variable="page"/></group>
</group>
</group>
</layout></bibliography>`,
);

/** A reference of GOST R 7.0.5–2008, 7.4 to 7.6: areas are parted by a full stop and a dash. */
export const GOST = style(
  "gost",
  `<locale xml:lang="en"><terms>
<term name="page" form="short"><single>P.</single><multiple>P.</multiple></term>
<term name="editor" form="short"><single>ed. by</single><multiple>ed. by</multiple></term>
</terms></locale>
<locale xml:lang="ru"><terms>
<term name="page" form="short"><single>С.</single><multiple>С.</multiple></term>
<term name="editor" form="short"><single>ред.</single><multiple>ред.</multiple></term>
</terms></locale>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout suffix=".">
<group delimiter=". — ">
<group delimiter=" / ">
<group delimiter=" ">
<names variable="author"><name initialize-with=". " name-as-sort-order="all" sort-separator=" " delimiter=", "/></names>
<text variable="title"/>
</group>
<names variable="editor"><label form="short" suffix=" "/><name initialize-with=". " delimiter=", "/></names>
</group>
<group delimiter=", ">
<group delimiter=" : "><text variable="publisher-place"/><text variable="publisher"/></group>
<date variable="issued"><date-part name="year"/></date>
</group>
<group delimiter=" "><label variable="page" form="short"/><text variable="page"/></group>
</group>
</layout></bibliography>`,
);

/** The words of Russian that these styles and APA need; Citation.js brings five languages, and not this one. */
export const RUSSIAN = `<?xml version="1.0" encoding="utf-8"?>
<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="ru-RU">
<style-options punctuation-in-quote="false"/>
<date form="text"><date-part name="year"/></date>
<date form="numeric"><date-part name="year"/></date>
<terms>
<term name="and">и</term>
<term name="et-al">и др.</term>
<term name="page" form="short"><single>с.</single><multiple>с.</multiple></term>
<term name="page"><single>страница</single><multiple>страницы</multiple></term>
<term name="editor" form="short"><single>ред.</single><multiple>ред.</multiple></term>
<term name="editor"><single>редактор</single><multiple>редакторы</multiple></term>
<term name="no date" form="short">б. г.</term>
<term name="no date">без года</term>
<term name="open-quote">«</term>
<term name="close-quote">»</term>
<term name="open-inner-quote">„</term>
<term name="close-inner-quote">“</term>
<term name="page-range-delimiter">–</term>
</terms>
</locale>`;
