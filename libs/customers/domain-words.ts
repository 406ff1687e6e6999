/** Scripts in which words stand without spaces, so that a name has to be known to be kept whole. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const LONGEST = 40;

/**
 * Product names to keep whole in texts: those of two characters and more with a sign of such a script. A name of one
 * character would cut other words in two; names of spaced words are left to their words, so that each finds them.
 */
export const domainWordsOf = (names: readonly string[]): string[] =>
  [...new Set(names.map((name) => name.trim()))].filter((name) => UNSPACED.test(name) && [...name].length >= 2 && name.length <= LONGEST);
