export { findDuplicates, type DuplicateField, type DuplicateOptions, type DuplicatePair, type Duplicates } from './find-duplicates.js';
export { plainText, trigramsOf } from './trigrams.js';
