/**
 * The start of a caption: a label and its number, in English, Russian or Kazakh ("Chart 1", "Рис. 2", "3-кесте"). A
 * paragraph of running text may begin in the same way ("Table 2 shows that ..."): ask as well what stands below it.
 */
export const CAPTION_LABEL =
  /^(?:(?:Chart|Table|Figure|Fig\.|Map|Box|Diagram|Рис\.|Рисунок|Таблица|График|Диаграмма|Схема|Карта|Сурет|Кесте|Сызба)\s*(?:№\s*)?\d+|\d+\s*-\s*(?:сурет|кесте|сызба|диаграмма|карта)(?!\p{L}))/iu;

/** The start of a source note below a table or figure ("Source: ...", "Источник: ...", "Дереккөз: ..."). */
export const SOURCE_NOTE = /^(?:Sources?|Источники?|Дереккөз(?:дер|і)?)\s*:/iu;
