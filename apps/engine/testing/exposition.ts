/** One metric of a Prometheus exposition. */
export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
  /** Of the first sample with at least these labels. */
  value(sample: string, labels: Readonly<Record<string, string>>): number | undefined;
}

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const COMMENT = new RegExp(`^# (HELP|TYPE) (${NAME}) (.+)$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (-?[0-9.e+-]+|NaN|[+-]Inf)$`, 'i');
const LABEL = new RegExp(`(${NAME})="((?:[^"\\\\\\n]|\\\\[\\\\"n])*)"(?:,|$)`, 'y');
const SUFFIXES: Readonly<Record<string, readonly string[]>> = { histogram: ['_bucket', '_sum', '_count'], summary: ['', '_sum', '_count'] };

/**
 * Reads the text format 0.0.4 as strictly as a server does: HELP, then TYPE, then samples of that metric only, each once;
 * the buckets of a histogram grow and end in `+Inf`. Throws an Error that names the line.
 */
export function parseExposition(text: string): ReadonlyMap<string, Family> {
  const families = new Map<string, Family & { samples: Sample[] }>();
  const seen = new Set<string>();
  let help: { name: string; text: string } | null = null;
  let current: (Family & { samples: Sample[] }) | null = null;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const comment = COMMENT.exec(line);
    if (comment?.[1] === 'HELP') help = { name: comment[2] ?? '', text: comment[3] ?? '' };
    else if (comment) {
      const name = comment[2] ?? '';
      if (help?.name !== name || families.has(name)) throw new Error(`TYPE without its HELP, or twice: ${line}`);
      current = family(name, comment[3] ?? '', help.text);
      families.set(name, current);
    } else {
      const sample = readSample(line);
      const of = `${sample.name} ${JSON.stringify(sample.labels)}`;
      if (!current || !(SUFFIXES[current.type] ?? ['']).some((suffix) => sample.name === `${current?.name}${suffix}`))
        throw new Error(`a stray sample: ${line}`);
      if (seen.has(of)) throw new Error(`twice: ${line}`);
      seen.add(of);
      current.samples.push(sample);
    }
  }
  for (const one of families.values()) if (one.type === 'histogram') assertBuckets(one);
  return families;
}

function family(name: string, type: string, help: string): Family & { samples: Sample[] } {
  if (!['counter', 'gauge', 'histogram', 'summary'].includes(type)) throw new Error(`no type of a metric: ${type}`);
  const samples: Sample[] = [];
  const value = (sample: string, labels: Readonly<Record<string, string>>): number | undefined =>
    samples.find((one) => one.name === sample && Object.entries(labels).every(([key, wanted]) => one.labels[key] === wanted))?.value;
  return { name, type, help, samples, value };
}

function readSample(line: string): Sample {
  const [, name, inner = '', value = ''] = SAMPLE.exec(line) ?? [];
  if (name === undefined) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  for (let at = 0; at < inner.length; at = LABEL.lastIndex) {
    const [, key, text] = LABEL.exec(inner) ?? [];
    if (key === undefined || text === undefined) throw new Error(`no labels: ${line}`);
    labels[key] = text;
  }
  return { name, labels, value: /inf/i.test(value) ? Number(`${value[0]}Infinity`) : Number(value) };
}

function assertBuckets({ name, samples }: Family): void {
  const series = Map.groupBy(
    samples.filter((sample) => sample.name === `${name}_bucket`),
    ({ labels }) => JSON.stringify({ ...labels, le: undefined }),
  );
  for (const buckets of series.values()) {
    const grows = buckets.every((bucket, n) => n === 0 || bucket.value >= (buckets[n - 1]?.value ?? 0));
    if (!grows || buckets.at(-1)?.labels['le'] !== '+Inf') throw new Error(`the buckets of ${name} do not add up`);
  }
}
