import type { Json } from '#kernel';
import { rowContext } from '../context.js';
import { decisionMs } from '../features/moment.js';
import { featureRow, type RowContext } from '../features/row.js';
import { FieldsAsOf, type Story, textOf } from '../features/story.js';
import type { Model } from '../model.js';
import type { StoryPage } from '../ports.js';
import { both } from '../words.js';
import { asOf, cutNote, type Gathered, type Gathering, holdOut, MOST_ROWS, olderNote, PAGE, SEED, sinceMs, Window } from './gather.js';
import { Codes, Growing } from './growing.js';
import { buffersOf, TableBuilder } from './packed.js';

const DAY_MS = 86_400_000;
/** A feature written only later in more than this share of the rows where it is filled at all is named as a leak. */
const LATER_SHARE = 0.05;

/** Rows with features as of the decision and what became of them, for chances and estimates. */
export async function gatherRows(given: Gathering): Promise<Gathered> {
  const { model, features } = given;
  const rows = new Rows(given);
  for await (const story of stories(given)) rows.take(story);
  const { table, y, times } = rows.done();
  const isChance = isBinary(model);
  const { mask, note } = holdOut(times, isChance ? y : null);
  const ones = y.reduce((sum, value) => sum + (value === 1 ? 1 : 0), 0);
  const common = { table, heldOut: mask, later: rows.later(), keepLeaks: model.keepLeaks };
  return {
    task: isChance ? { kind: 'binary', ...common, y: Uint8Array.from(y), methods: model.methods, seed: SEED } : { kind: 'regression', ...common, y },
    rows: table.rows,
    window: rows.window.value,
    classes: isChance
      ? [
          { label: positiveOf(model), n: ones },
          { label: 'other', n: y.length - ones },
        ]
      : [],
    notes: [note, ...rows.notes(), ...(features.length === 0 ? [both('No features were chosen.', '未选择任何特征。')] : [])],
    transfer: [...buffersOf(table), mask.buffer as ArrayBuffer],
  };
}

/** A chance of something, or an estimate of a number. */
export const isBinary = ({ kind, target }: Model): boolean => kind !== 'regression' && (target.kind !== 'field' || target.equals !== undefined);

const positiveOf = ({ target }: Model): string => {
  if (target.kind === 'outcome') return target.positive;
  return target.kind === 'field' || target.kind === 'field-within' ? `${target.field} = ${String(target.equals)}` : 'yes';
};

/** Every story the model learns from, page by page. */
async function* stories({ workspace, model, reads, onRows }: Gathering): AsyncGenerator<Story> {
  let after: string | null = null;
  for (let read = 0; read < MOST_ROWS;) {
    const page: StoryPage = model.pipeline
      ? await reads.runStories(workspace, model.pipeline, 'done', after, PAGE)
      : await reads.recordStories(workspace, model.object, after, PAGE);
    yield* page.stories;
    read += page.stories.length;
    await onRows(read);
    if (page.next === null) return;
    after = page.next;
  }
}

class Rows {
  readonly window = new Window();
  private readonly table: TableBuilder;
  private readonly y = new Growing(Float64Array);
  private readonly times = new Growing(Float64Array);
  private readonly filled = new Map<string, { all: number; later: number }>();
  private readonly context: RowContext;
  private readonly sinceMs: number;
  private skipped = 0;
  private older = 0;
  private seen = 0;

  constructor(private readonly given: Gathering) {
    const target = given.model.target;
    const own = target.kind === 'field' || target.kind === 'field-within' ? `record.${target.field}` : null;
    const features = given.features.filter(({ name }) => name !== own);
    this.context = rowContext(given.context, features);
    this.table = new TableBuilder(features);
    this.sinceMs = sinceMs(given);
  }

  take(story: Story): void {
    this.seen += 1;
    const atMs = decisionMs(story, this.given.model.decision, this.context.stages);
    if (atMs !== null && atMs < this.sinceMs) {
      this.older += 1;
      return;
    }
    const value = atMs === null ? null : outcomeOf(story, atMs, this.given.model, asOf(this.given));
    if (atMs === null || value === null) {
      this.skipped += 1;
      return;
    }
    const { values, later } = featureRow(story, atMs, this.context);
    this.table.add(values);
    this.y.push(value);
    this.times.push(story.run?.endedMs ?? atMs);
    this.window.add(atMs);
    const isLater = new Set(later);
    for (const { name } of this.context.features) {
      if ((values[name] ?? null) === null && !isLater.has(name)) continue;
      const count = this.filled.get(name) ?? { all: 0, later: 0 };
      count.all += 1;
      if (isLater.has(name)) count.later += 1;
      this.filled.set(name, count);
    }
  }

  later(): string[] {
    return [...this.filled].filter(([, { all, later }]) => later > LATER_SHARE * all).map(([name]) => name);
  }
  notes() {
    const skipped = both(
      `${this.skipped} were left out: they never came to the moment of decision, or nothing is known of what became of them.`,
      `排除了 ${this.skipped} 条：从未到达决策时刻，或结果未知。`,
    );
    const { windowDays } = this.given.model;
    const older = this.older > 0 && windowDays !== null ? [olderNote(this.older, windowDays)] : [];
    return [...older, ...(this.skipped > 0 ? [skipped] : []), ...(this.seen >= MOST_ROWS ? [cutNote(MOST_ROWS)] : [])];
  }
  done() {
    return { table: this.table.build(), y: this.y.done(), times: this.times.done() };
  }
}

/** What became of it, as a number; null where that is not known (yet). */
function outcomeOf(story: Story, atMs: number, { target, kind }: Model, nowMs: number): number | null {
  switch (target.kind) {
    case 'outcome':
      return story.run?.endedMs == null ? null : Number(story.run.outcome === target.positive);
    case 'field': {
      const value = story.fields[target.field] ?? null;
      return kind === 'regression' || target.equals === undefined ? finite(value) : value === null ? null : Number(isSame(value, target.equals));
    }
    case 'field-within':
      return withinDays(story, atMs, target, nowMs);
    default:
      return null;
  }
}

const finite = (value: Json): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** Whether the field took the value in time; null where the time is not over, or it had the value already. */
function withinDays(story: Story, atMs: number, target: Extract<Model['target'], { kind: 'field-within' }>, nowMs: number): number | null {
  const dueMs = atMs + target.days * DAY_MS;
  if (dueMs > nowMs || isSame(new FieldsAsOf(story, atMs).get(target.field).value, target.equals)) return null;
  return Number(isSame(new FieldsAsOf(story, dueMs).get(target.field).value, target.equals));
}

const isSame = (value: Json, wanted: string | number | boolean): boolean => value === wanted || (value !== null && String(value) === String(wanted));

const MOST_TEXTS = 50_000;

/** Texts with their class. Personal texts are not read: what a model keeps of them could not be erased. */
export async function gatherTexts(given: Gathering): Promise<Gathered> {
  const { model, context } = given;
  const field = model.target.kind === 'field' ? model.target.field : '';
  const fields = Object.entries(context.fields)
    .filter(([name, { type, personal }]) => personal !== true && name !== field && (type === 'longtext' || name === context.nameField))
    .map(([name]) => name);
  const [texts, labels, times, window] = [[] as string[], [] as string[], [] as number[], new Window()];
  const since = sinceMs(given);
  for await (const story of stories({ ...given, model: { ...model, pipeline: null } })) {
    const label = story.fields[field] ?? null;
    const text = textOf(fields, story.fields);
    if (label === null || typeof label === 'object' || text === '' || story.createdMs < since) continue;
    texts.push(text);
    labels.push(String(label));
    times.push(story.createdMs);
    window.add(story.createdMs);
    if (texts.length >= MOST_TEXTS) break;
  }
  const codes = new Codes();
  const counts: number[] = [];
  for (const label of labels) counts[codes.of(label)] = (counts[codes.of(label)] ?? 0) + 1;
  const { mask, note } = holdOut(times, null);
  return {
    task: { kind: 'text-class', fields, texts, labels, heldOut: mask },
    rows: texts.length,
    window: window.value,
    classes: codes.names().map((label, i) => ({ label, n: counts[i] ?? 0 })),
    notes: [note, ...(texts.length >= MOST_TEXTS ? [cutNote(MOST_TEXTS)] : [])],
    transfer: [],
  };
}
