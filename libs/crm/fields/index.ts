export { AddedFields, parseFieldDefinition } from './added-fields.js';
export { currencyDecimals, isCurrency } from './currency.js';
export { checkFields, isUnfilled } from './field-check.js';
export { companionOf, FieldRegistry, type FieldOrigin, type KnownField, WorkspaceFields } from './registry.js';
