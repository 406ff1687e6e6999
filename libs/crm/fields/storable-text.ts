const LONE_SURROGATE = /\p{Surrogate}/gu;

/** False for text PostgreSQL cannot hold: with NUL, or with half of a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes('\u0000') && text.search(LONE_SURROGATE) === -1;

/** The text with halves of surrogate pairs replaced by U+FFFD. */
export const wellFormed = (text: string): string => text.replace(LONE_SURROGATE, '\uFFFD');
