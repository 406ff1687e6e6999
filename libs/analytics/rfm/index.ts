export { RFM_GROUPS, rfmGroup, type RfmGroup } from './groups.js';
export { PurchaseTally, type PurchaseLine, type Purchases } from './purchases.js';
export { rfmOf, rfmOfTally, scoreRfm, type RfmCustomer, type RfmGroupSummary, type RfmModel, type RfmTable } from './rfm.js';
