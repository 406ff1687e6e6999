import { isJsonObject, ok, type Json, type JsonObject } from '#kernel';
import { isUsable, refuse, type Answer } from '../problem.js';
import type { FittedStep } from './recipe.js';

const isTexts = (value: Json | undefined): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');
const isRange = ({ low, high }: JsonObject): boolean => isUsable(low) && isUsable(high) && low <= high;

/** What a step of each kind holds besides its column. */
const HOLDS: Readonly<Record<FittedStep['kind'], (step: JsonObject) => boolean>> = {
  'as-number': ({ alsoMissing }) => isTexts(alsoMissing),
  'drop-column': () => true,
  'drop-missing': ({ alsoMissing }) => isTexts(alsoMissing),
  fill: ({ value, alsoMissing }) => isTexts(alsoMissing) && (typeof value === 'string' || typeof value === 'boolean' || isUsable(value)),
  scale: ({ minus, over }) => isUsable(minus) && isUsable(over) && over !== 0,
  clip: isRange,
  'drop-outside': isRange,
  'mark-outside': isRange,
};

/** A fitted recipe that comes from a file. Errors: `analysis.recipe`, with the place of the step that is none. */
export function readRecipe(json: Json): Answer<readonly FittedStep[]> {
  if (!Array.isArray(json) || json.length === 0) return wrong('');
  const bad = json.findIndex((step) => !isStep(step));
  if (bad >= 0) return wrong(`/${bad}`);
  const steps = json as unknown as readonly FittedStep[];
  const firstScale = steps.findIndex(({ kind }) => kind === 'scale');
  const late = firstScale < 0 ? -1 : steps.findIndex(({ kind }, i) => i > firstScale && kind !== 'scale');
  return late >= 0 ? wrong(`/${late}`) : ok(steps);
}

const isStep = (step: Json): boolean =>
  isJsonObject(step) && typeof step['column'] === 'string' && Object.hasOwn(HOLDS, String(step['kind'])) && HOLDS[step['kind'] as FittedStep['kind']](step);

const wrong = (at: string): Answer<never> =>
  refuse(
    'analysis.recipe',
    at,
    'This is no cleaning recipe: a list of fitted steps such as { "kind": "clip", "column": "income", "low": 0, "high": 9000 }, scaling last.',
    '这不是清洗方案：应为已拟合步骤的列表，如 { "kind": "clip", "column": "income", "low": 0, "high": 9000 }，缩放步骤在最后。',
  );
