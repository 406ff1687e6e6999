export { simpleClv, type Period, type SimpleClv, type SimpleClvWish } from './simple-clv.js';
export { purchaseHistories, UNIT_DAYS, type CustomerHistory, type PurchaseHistory, type TimeUnit, type Transaction } from './histories.js';
export { bgNbdAlive, bgNbdChance, bgNbdExpected, bgNbdExpectedNew, fitBgNbd, type BgNbdModel, type BgNbdParameters } from './bg-nbd.js';
export { eased, valueBy, type ValueFit } from './value-fit.js';
export { expectedValue, fitGammaGamma, valueFrequencyCorrelation, type GammaGammaModel, type Spending } from './gamma-gamma.js';
export { fitParetoNbd, paretoNbdAlive, paretoNbdExpected, paretoNbdExpectedNew, type ParetoNbdModel, type ParetoNbdParameters } from './pareto-nbd.js';
export { chanceAlive, checkPurchases, discountedClv, expectedPurchases, type DiscountedClv, type PurchaseCheck, type PurchaseModel } from './discounted-clv.js';
