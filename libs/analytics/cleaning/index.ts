export { isMissing, numberIn, truthIn, type Cell, type Column, type Table } from './cells.js';
export { guessColumn, type ColumnGuess, type ColumnKind } from './guess.js';
export { fitRecipe, replayRecipe, type Cleaned } from './clean.js';
export { readRecipe } from './read-recipe.js';
export { numbersOf } from './learn.js';
export type { CleaningRecipe, CleaningStep, FittedStep, StepReport } from './recipe.js';
export { fences, meanAndDeviation, median, mode, quantile, sorted } from './statistics.js';
