export { findDuplicates, type DuplicateField, type DuplicateOptions, type DuplicatePair } from './find-duplicates.js';
export { jaccard, plainText, trigramsOf } from './trigrams.js';
