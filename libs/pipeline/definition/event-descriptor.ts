/** `*` and `a.*`. */
export const isWildcard = (descriptor: string): boolean => descriptor === '*' || descriptor.endsWith('.*');

/** True when what listens to `descriptor` hears an event of this name (which may itself be a wildcard: its whole class). `*` does not hear of changed fields. */
export const hears = (descriptor: string, name: string): boolean =>
  descriptor === name || (isWildcard(descriptor) && name !== 'changed' && isUnder(prefixOf(descriptor), name));

/** What the names begin with that a wildcard hears: of `a.b.*` `a.b`, of `*` nothing. */
export const prefixOf = (wildcard: string): string => (wildcard === '*' ? '' : wildcard.slice(0, -2));
export const isUnder = (prefix: string, name: string): boolean => prefix === '' || name === prefix || name.startsWith(`${prefix}.`);
