import { fail, ok, type Problem, type Result } from '#kernel';
import { classesOf, fitTextClasses } from '#analytics';
import type { ClassMetrics } from '../model.js';
import type { Trained } from './outcome.js';

export interface TextClassTask {
  readonly kind: 'text-class';
  /** Fields that the text is read from, joined. */
  readonly fields: readonly string[];
  readonly texts: readonly string[];
  readonly labels: readonly string[];
  readonly heldOut: Uint8Array;
}

const LEAST = 20;

/** Classes of texts by multinomial naive Bayes; checked on the held-out texts. Classes with fewer than 20 texts are left out. */
export function trainTextClass({ fields, texts, labels, heldOut }: TextClassTask): Result<Trained, Problem[]> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const usable = new Set([...counts].filter(([, n]) => n >= LEAST).map(([label]) => label));
  if (usable.size < 2) return tooFew(usable.size);
  const rows = labels.map((_, i) => i).filter((i) => usable.has(labels[i] as string));
  const [inside, outside] = [rows.filter((i) => heldOut[i] !== 1), rows.filter((i) => heldOut[i] === 1)];
  const pick = (list: readonly string[], from: readonly number[]): string[] => from.map((i) => list[i] as string);
  const fit = fitTextClasses(pick(texts, inside), pick(labels, inside));
  if (!fit.ok) return fit;
  const guesses = outside.map((i) => classesOf(fit.value, texts[i] as string, 1)[0]?.label ?? '');
  const metrics = classMetrics(guesses, pick(labels, outside));
  return ok({
    method: 'naive-bayes',
    fitted: { kind: 'text-class', fields, classes: fit.value },
    metrics: { kind: 'classes', n: outside.length, ...metrics },
    checked: { measure: 'accuracy', value: metrics.accuracy, n: outside.length },
    bands: { medium: 0.5, high: 0.8 },
    scoreProfile: null,
    tried: [],
    leaks: [],
    leftOut: [...counts].filter(([, n]) => n < LEAST).map(([name, n]) => ({ name, why: few(n) })),
    importance: [],
  });
}

const few = (n: number) => ({ en: `Only ${n} texts of this class; ${LEAST} are needed.`, 'zh-CN': `此类别只有 ${n} 条文本；至少需要 ${LEAST} 条。` });

function tooFew(got: number): Result<never, Problem[]> {
  const text = {
    en: `At least two classes with ${LEAST} texts each are needed; there are ${got}.`,
    'zh-CN': `至少需要两个类别，每类 ${LEAST} 条文本；现有 ${got} 个。`,
  };
  return fail([{ code: 'analysis.too-few', at: '/labels', text, got }]);
}

function classMetrics(guesses: readonly string[], labels: readonly string[]) {
  const names = [...new Set(labels)].sort();
  const hits = labels.filter((label, i) => guesses[i] === label).length;
  const classes = names.map((label): ClassMetrics => {
    const n = labels.filter((one) => one === label).length;
    const taken = guesses.filter((one) => one === label).length;
    const right = labels.filter((one, i) => one === label && guesses[i] === label).length;
    return { label, n, precision: taken > 0 ? right / taken : null, recall: right / n };
  });
  const largest = Math.max(0, ...classes.map(({ n }) => n));
  const total = Math.max(1, labels.length);
  return { accuracy: hits / total, accuracyOfLargest: largest / total, classes };
}
