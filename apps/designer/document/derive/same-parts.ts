/** True when both are equal, part by part. Parts that are one object are not looked into. */
export function sameParts(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [keysA, keysB] = [Object.keys(a), Object.keys(b)];
  if (keysA.length !== keysB.length || Array.isArray(a) !== Array.isArray(b)) return false;
  return keysA.every((key) => Object.hasOwn(b, key) && sameParts((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}
