/**
 * Citation Style Language 1.0.2 styles, written for the only kind of work cited here: a page of a report with authors
 * or editors. Tests in `tests/unit/sharing` compare their output with that of the official styles. (APA comes with
 * Citation.js.)
 */

const style = (name: string, attributes: string, parts: string) => `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" default-locale="en-US" ${attributes}>
<info><title>${name}</title><id>${name}</id><updated>2025-11-25T00:00:00+00:00</updated></info>
${parts}
</style>`;

/**
 * A note in the style of the Chicago Manual of Style, 17th edition, 14.23 and 14.103. If there are no authors, editors
 * take their place. Places come before publishers.
 */
export const CHICAGO = style(
  "chicago",
  'demote-non-dropping-particle="display-and-sort" page-range-format="chicago"',
  `<locale xml:lang="en"><terms><term name="editor" form="verb-short">ed.</term></terms></locale>
<macro name="year"><choose>
<if variable="issued"><date variable="issued"><date-part name="year"/></date></if>
<else><text term="no date" form="short"/></else>
</choose></macro>
<citation><layout><text variable="title"/></layout></citation>
<bibliography et-al-min="4" et-al-use-first="1"><layout suffix=".">
<group delimiter=", ">
<names variable="author"><name and="text"/><label form="short" prefix=", "/><substitute><names variable="editor"/></substitute></names>
<group delimiter=" ">
<group delimiter=", ">
<text variable="title" font-style="italic" text-case="title"/>
<names variable="editor"><label form="verb-short" suffix=" "/><name and="text"/></names>
</group>
<choose><if variable="publisher publisher-place" match="any"><group prefix="(" suffix=")" delimiter=", ">
<group delimiter=": "><text variable="publisher-place"/><text variable="publisher"/></group>
<text macro="year"/>
</group></if></choose>
</group>
<choose><if variable="publisher publisher-place" match="none"><text macro="year"/></if></choose>
<text variable="page"/>
</group>
</layout></bibliography>`,
);

/**
 * A works-cited entry in the style of the MLA Handbook, 9th edition. The publication details are separated by commas
 * and don't include the place. The title is in a group, because otherwise citeproc adds a full stop after a question
 * mark.
 */
export const MLA = style(
  "mla",
  'demote-non-dropping-particle="never" page-range-format="minimal-two"',
  `<citation><layout><text variable="title"/></layout></citation>
<bibliography et-al-min="3" et-al-use-first="1"><layout suffix=".">
<group delimiter=". ">
<names variable="author"><name name-as-sort-order="first" and="text" delimiter-precedes-last="always" delimiter-precedes-et-al="always"/><label prefix=", "/><substitute><names variable="editor"/></substitute></names>
<group><text variable="title" font-style="italic" text-case="title"/></group>
<group delimiter=", ">
<names variable="editor"><label form="verb" suffix=" " text-case="capitalize-first"/><name and="text"/></names>
<text variable="publisher"/>
<date variable="issued"><date-part name="year"/></date>
<group delimiter=" "><label variable="page" form="short"/><text variable="page"/></group>
</group>
</group>
</layout></bibliography>`,
);

/** A reference in the style of GOST R 7.0.5–2008, 7.4 to 7.6. Areas are separated by a full stop and a dash. */
export const GOST = style(
  "gost",
  'demote-non-dropping-particle="display-and-sort"',
  `<locale xml:lang="en"><terms>
<term name="page" form="short"><single>P.</single><multiple>P.</multiple></term>
<term name="editor" form="verb-short">ed. by</term>
</terms></locale>
<locale xml:lang="ru"><terms>
<term name="page" form="short"><single>С.</single><multiple>С.</multiple></term>
</terms></locale>
<citation><layout><text variable="title"/></layout></citation>
<bibliography et-al-min="4" et-al-use-first="1"><layout suffix=".">
<group delimiter=". — ">
<group delimiter=" / ">
<group delimiter=". ">
<names variable="author"><name initialize-with=". " name-as-sort-order="all" sort-separator=" " delimiter=", " delimiter-precedes-last="always" delimiter-precedes-et-al="never"/></names>
<text variable="title"/>
</group>
<names variable="editor"><label form="verb-short" suffix=" "/><name initialize-with=". " delimiter=", " delimiter-precedes-et-al="never"/></names>
</group>
<group delimiter=", ">
<group delimiter=" : "><text variable="publisher-place"/><text variable="publisher"/></group>
<date variable="issued"><date-part name="year"/></date>
</group>
<group delimiter=" "><label variable="page" form="short"/><text variable="page"/></group>
</group>
</layout></bibliography>`,
);

/** The Russian terms for these styles and APA, because the five locales of Citation.js don't include Russian. */
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
<term name="editor" form="verb-short">ред.</term>
<term name="editor" form="verb">ред.</term>
<term name="no date" form="short">б. г.</term>
<term name="no date">без года</term>
<term name="open-quote">«</term>
<term name="close-quote">»</term>
<term name="open-inner-quote">„</term>
<term name="close-inner-quote">“</term>
<term name="page-range-delimiter">–</term>
</terms>
</locale>`;
