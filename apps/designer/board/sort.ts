/** The order of the cards when the address names none. */
export const DEFAULT_SORT = '-updatedAt';
