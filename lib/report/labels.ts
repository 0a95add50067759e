/**
 * The start of a caption: a label and its number, in English, Russian or Kazakh ("Chart 1", "Рис. 2", "3-кесте").
 * Running text can begin the same way ("Table 2 shows that ..."), so also check what follows the paragraph.
 */
export const CAPTION_LABEL =
  /^(?:(?:Chart|Table|Figure|Fig\.|Map|Box|Diagram|Рис\.|Рисунок|Таблица|График|Диаграмма|Схема|Карта|Сурет|Кесте|Сызба)\s*(?:№\s*)?\d+|\d+\s*-\s*(?:сурет|кесте|сызба|диаграмма|карта)(?!\p{L}))/iu;

/** The start of a source note below a table or figure ("Source: ...", "Источник: ...", "Дереккөз: ..."). */
export const SOURCE_NOTE = /^(?:Sources?|Источники?|Дереккөз(?:дер|і)?)\s*:/iu;
