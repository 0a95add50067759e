/**
 * Words too common to indicate a topic. They are indexed because phrases may need them, but they do not affect ranking
 * unless a query consists only of them.
 *
 * Based on Snowball's lists (https://snowballstem.org/algorithms/english/stop.txt and …/russian/stop.txt), normalized.
 * The lists leave out contractions that look like other words without the apostrophe (she'll, we'd, I'd), and the
 * Russian nouns and verbs of speech. They also contain the parts that all URLs have in common.
 */
const ENGLISH = `
  i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it
  its itself they them their theirs themselves what which who whom this that these those am is are was were be been
  being have has had having do does did doing would should could ought im youre theyre ive youve weve theyve isnt
  arent wasnt werent hasnt havent hadnt doesnt dont didnt wouldnt shouldnt couldnt mustnt a an the and but if or
  because as until while of at by for with about against between into through during before after above below to from
  up down in out on off over under again further then once here there when where why how all any both each few more
  most other some such no nor not only own same so than too very
`;

const RUSSIAN = `
  и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще
  нет о из ему теперь когда даже ну вдруг ли если уже или ни быть был него до вас нибудь опять уж вам ведь там потом
  себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под
  будет ж тогда кто этот того потому этого какой совсем ним здесь этом один почти мой тем чтобы нее сейчас были куда
  зачем всех никогда можно при наконец два об другой хоть после над больше тот через эти нас про всего них какая много
  разве три эту моя впрочем свою этой перед иногда чуть том нельзя такой им более всегда конечно всю между
`;

/**
 * Based on NLTK's list (https://www.nltk.org/nltk_data/), plus question words. Words with another meaning in Russian or
 * English are left out: бар, кем, men.
 */
const KAZAKH = `
  және мен бен пен не ма ме ба бе па пе да де та те қай қандай қанша қалай кім кімдер нелер неге қайда қашан қайсы неше
  деген дегеніміз деп бұл сол осы ол олар оның олардың оны оған бір өз өзі үшін туралы арқылы бойынша немесе ал бірақ егер
  сондай сондықтан барлық жоқ тек ғана тағы ең әр әрбір кейін дейін соң онда мұнда сонда себебі яғни керек өте көп біз сіз
  сен менің сенің біздің сіздің еді екен болып болады болатын болған болса табылады табыладын аталады аталуы саналады
  жатады
`;

const WEB_ADDRESS = "http https www";

const STOP_WORDS: ReadonlySet<string> = new Set(`${ENGLISH} ${RUSSIAN} ${KAZAKH} ${WEB_ADDRESS}`.trim().split(/\s+/));

/** Whether a normalized word is too common to affect ranking. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
