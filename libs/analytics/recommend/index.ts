export { nextBestOffers, type Offer, type OfferQuestion, type OfferTerms, type RuleOffer } from './next-best-offer.js';
export { itemNeighbours, similarCustomers, similarItemOffers, type ItemNeighbours, type Neighbour, type SimilarCustomer } from './similarity.js';
