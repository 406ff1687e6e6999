import type { Json, Text } from '#kernel';
import type { Bound, Sample } from './samples.js';
import type { Row, TruthTable, Variable } from './table.js';

/** How a path is called in a sentence. */
export type Naming = (path: string) => Text;

/** The region around the first row of `table` that fits, in words with an example of each value; null when none fits. */
export function regionInWords(table: TruthTable, fits: (row: Row) => boolean, naming: Naming): Text | null {
  const good = table.rows.filter(fits);
  const start = good.find((row) => row.at.every((index, v) => table.variables[v]?.samples[index]?.value !== null)) ?? good[0];
  if (!start) return null;
  const known = new Set(good.map((row) => row.at.join()));
  const parts = table.variables.flatMap((variable, v) => {
    const indexes = variable.samples.flatMap((_, i) => (known.has(start.at.with(v, i).join()) ? [i] : []));
    const filled = variable.samples.filter((s) => s.value !== null).length;
    if (indexes.filter((i) => variable.samples[i]?.value !== null).length === filled && filled > 0) return []; // it does not matter
    return [partInWords(variable, start.at[v] ?? 0, indexes, naming)];
  });
  if (parts.length === 0) return { en: 'always', 'zh-CN': '任何情况下' };
  return { en: parts.map((p) => p.en).join(' and '), 'zh-CN': parts.map((p) => p['zh-CN']).join('且') };
}

function partInWords(variable: Variable, at: number, indexes: readonly number[], naming: Naming): Text {
  const sample = variable.samples[at] as Sample;
  if (variable.paths.length === 0) {
    const state = variable.name.slice(3);
    return sample.value === true
      ? { en: `"${state}" is active`, 'zh-CN': `“${state}”处于活动` }
      : { en: `"${state}" is not active`, 'zh-CN': `“${state}”未处于活动` };
  }
  if (variable.paths.length === 2) return pairInWords(variable, sample.value as Json[], naming);
  const name = naming(variable.paths[0] as string);
  if (sample.value === null) return { en: `${name.en} is empty`, 'zh-CN': `${name['zh-CN'] ?? name.en}为空` };
  const zh = name['zh-CN'] ?? name.en;
  if (!sample.from && !sample.to) return { en: `${name.en} is ${shown(sample.value)}`, 'zh-CN': `${zh}为 ${shown(sample.value)}` };
  const [first, last] = runAround(at, indexes);
  return rangeInWords(name.en, zh, variable.samples[first]?.from, variable.samples[last]?.to, sample.value);
}

/** The unbroken run of fitting samples around the chosen one. */
function runAround(at: number, indexes: readonly number[]): readonly [number, number] {
  const set = new Set(indexes);
  let [first, last] = [at, at];
  while (set.has(first - 1)) first -= 1;
  while (set.has(last + 1)) last += 1;
  return [first, last];
}

function rangeInWords(en: string, zh: string, from: Bound | undefined, to: Bound | undefined, example: Json): Text {
  if (from && to && from.value === to.value) return { en: `${en} is ${shown(example)}`, 'zh-CN': `${zh}为 ${shown(example)}` };
  const enParts: string[] = [];
  const zhParts: string[] = [];
  if (from) {
    enParts.push(`${from.included ? 'at least' : 'above'} ${shown(from.value)}`);
    zhParts.push(`${from.included ? '不小于' : '大于'} ${shown(from.value)}`);
  }
  if (to) {
    enParts.push(`${to.included ? 'at most' : 'below'} ${shown(to.value)}`);
    zhParts.push(`${to.included ? '不大于' : '小于'} ${shown(to.value)}`);
  }
  return {
    en: `${en} is ${enParts.join(' and ')} (for example ${shown(example)})`,
    'zh-CN': `${zh}${zhParts.join('且')}（例如 ${shown(example)}）`,
  };
}

function pairInWords(variable: Variable, values: readonly Json[], naming: Naming): Text {
  const [a, b] = variable.paths.map(naming) as [Text, Text];
  const [left, right] = values as [Json, Json];
  const order = left === null || right === null ? 3 : left < right ? 0 : left === right ? 1 : 2;
  const en = ['is less than', 'equals', 'is greater than', 'is compared while one is empty with'][order];
  const zh = ['小于', '等于', '大于', '与（其一为空）比较'][order];
  return { en: `${a.en} ${en} ${b.en}`, 'zh-CN': `${a['zh-CN'] ?? a.en}${zh}${b['zh-CN'] ?? b.en}` };
}

const shown = (value: Json): string => (typeof value === 'string' ? `"${value}"` : String(value));
