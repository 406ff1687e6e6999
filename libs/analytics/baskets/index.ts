export { apriori } from './apriori.js';
export { basketsOf, type Baskets, type ItemSet, type ItemSets, type MiningOptions } from './baskets.js';
export { eclat } from './eclat.js';
export { fpGrowth } from './fp-growth.js';
export { rulesOf, type Rule, type RuleOptions } from './rules.js';
