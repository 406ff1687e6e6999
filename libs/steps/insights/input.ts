import type { JsonObject } from '#kernel';
import { anything, badInput } from '../input.js';

/** A whole number from 1 to `most`, `usual` where it is absent. */
export function wholeOr(given: JsonObject, name: string, usual: number, most: number): number {
  const value = anything(given, name);
  if (value === null) return usual;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw badInput(`/${name}`, { en: `"${name}" must be a whole number from 1 to ${most}.`, 'zh-CN': `“${name}”必须是 1 到 ${most} 的整数。` }, value);
}
