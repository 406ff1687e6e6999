import { ok } from '#kernel';
import { badOption, refuse, tooFew, type Answer } from '../problem.js';
import { countsOf, type TermOptions } from './terms.js';

export interface TextClassOptions extends TermOptions {
  /** What is added to every count, so that a word never seen in a class does not rule it out; 0.1 by default. */
  readonly alpha?: number;
}

/** Multinomial naive Bayes over terms. Plain JSON. */
export interface TextClasses {
  readonly kind: 'text-classes';
  readonly options: TextClassOptions;
  readonly labels: readonly string[];
  /** Log of the share of each class. */
  readonly prior: readonly number[];
  /** Log of the chance of a term that a class never had. */
  readonly unseen: readonly number[];
  /** By term: pairs of class number and what its log chance has above `unseen`, one after the other. */
  readonly terms: Readonly<Record<string, readonly number[]>>;
}

export interface TextClass {
  readonly label: string;
  /** The chances of all classes sum to 1; naive Bayes overstates them. */
  readonly p: number;
  /** The terms of the text that spoke most for this class against the average of the classes. */
  readonly because: readonly string[];
}

/**
 * Multinomial naive Bayes (McCallum & Nigam 1998; Manning et al., IIR 13). `labels[i]` belongs to text i.
 * Errors: `analysis.shape`, `analysis.empty`, `analysis.one-class`, `analysis.option`.
 */
export function fitTextClasses(texts: readonly string[], labels: readonly string[], options: TextClassOptions = {}): Answer<TextClasses> {
  const alpha = options.alpha ?? 0.1;
  if (!(alpha > 0 && alpha <= 1000)) return badOption('/alpha', 'What is added to counts must be above 0.', '平滑系数必须大于 0。', alpha);
  if (texts.length !== labels.length)
    return refuse('analysis.shape', '/labels', 'There must be a label for each text.', '每条文本都要有一个标签。', labels.length);
  if (texts.length === 0) return refuse('analysis.empty', '/texts', 'There are no texts.', '没有任何文本。');
  const names = [...new Set(labels)].sort();
  if (names.length < 2)
    return refuse('analysis.one-class', '/labels', 'All texts have one label; at least two are needed.', '所有文本只有一个标签；至少需要两个。', names.length);
  const classOf = new Map(names.map((name, k) => [name, k]));
  const sums = new Map<string, Map<number, number>>();
  const totals = new Float64Array(names.length);
  texts.forEach((text, i) => {
    const k = classOf.get(labels[i] as string) as number;
    for (const [term, count] of countsOf(text, options)) {
      const byClass = sums.get(term) ?? new Map<number, number>();
      sums.set(term, byClass.set(k, (byClass.get(k) ?? 0) + count));
      totals[k] = (totals[k] as number) + count;
    }
  });
  if (sums.size === 0) return tooFew('/texts', 1, 0, 'words', '个词');
  const shares = names.map((name) => labels.filter((label) => label === name).length / labels.length);
  const above = (byClass: ReadonlyMap<number, number>): number[] => [...byClass].flatMap(([k, count]) => [k, Math.log((count + alpha) / alpha)]);
  return ok({
    kind: 'text-classes',
    options,
    labels: names,
    prior: shares.map(Math.log),
    unseen: Array.from(totals, (total) => Math.log(alpha / (total + alpha * sums.size))),
    terms: Object.fromEntries([...sums].map(([term, byClass]) => [term, above(byClass)])),
  });
}

/** Classes of a text, the likeliest first. A text without a known term gets the shares of the training texts. */
export function classesOf(model: TextClasses, text: string, most = 3): TextClass[] {
  const counts = [...countsOf(text, model.options)].filter(([term]) => Object.hasOwn(model.terms, term));
  const logs = Float64Array.from(model.prior);
  for (const [term, count] of counts) {
    model.unseen.forEach((unseen, k) => (logs[k] = (logs[k] as number) + count * unseen));
    const pairs = model.terms[term] as readonly number[];
    for (let i = 0; i < pairs.length; i += 2) logs[pairs[i] as number] = (logs[pairs[i] as number] as number) + count * (pairs[i + 1] as number);
  }
  const highest = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  const chances = logs.map((log) => Math.exp(log - highest));
  const total = chances.reduce((a, b) => a + b, 0);
  const order = Array.from(logs.keys()).sort((a, b) => (logs[b] as number) - (logs[a] as number) || a - b);
  return order.slice(0, most).map((k) => ({ label: model.labels[k] as string, p: (chances[k] as number) / total, because: reasonsFor(model, counts, k) }));
}

/** Words before letter runs; a term's weight is its log chance here minus the mean over the classes. */
function reasonsFor(model: TextClasses, counts: readonly (readonly [string, number])[], k: number): string[] {
  const mean = model.unseen.reduce((sum, value) => sum + value / model.labels.length, 0);
  return counts
    .filter(([term]) => !term.startsWith('~'))
    .map(([term, count]) => {
      const pairs = model.terms[term] as readonly number[];
      let [own, all] = [0, 0];
      for (let i = 0; i < pairs.length; i += 2) {
        all += (pairs[i + 1] as number) / model.labels.length;
        if (pairs[i] === k) own = pairs[i + 1] as number;
      }
      return { term, weight: count * ((model.unseen[k] as number) + own - mean - all) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .slice(0, 3)
    .map(({ term }) => term);
}
