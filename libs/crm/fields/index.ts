export { AddedFields, type FieldChange } from './added-fields.js';
export { parseFieldDefinition, UNIQUE_KINDS } from './field-definition.js';
export { FieldUses, type FieldUse } from './field-uses.js';
export { currencyDecimals, isCurrency } from './currency.js';
export { checkFields, isUnfilled } from './field-check.js';
export { companionOf, FieldRegistry, type FieldOrigin, type KnownField, WorkspaceFields } from './registry.js';
