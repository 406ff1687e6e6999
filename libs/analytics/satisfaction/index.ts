export { ces, csat, nps, wilson, type Ces, type Csat, type Interval, type Nps } from './satisfaction.js';
export {
  LOYALTY_WEIGHTS,
  PURCHASE_LOYALTY_WEIGHTS,
  scoreLoyalty,
  trainLoyalty,
  type LoyaltyCustomer,
  type LoyaltyModel,
  type LoyaltyPart,
  type LoyaltyScore,
} from './loyalty.js';
