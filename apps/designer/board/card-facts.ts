import type { Field, ObjectShape } from '../fields/index.js';
import { runOf } from '../acts/facts.js';
import { type Idle, idleOf } from './idle.js';
import { type NextActivity, nextActivity } from './next-activity.js';
import type { BoardRecord } from './pages.js';
import type { Chart } from '../acts/stages.js';

/** What a card says. Names, not ids; a date not yet known is left out. */
export interface CardFacts {
  readonly id: string;
  readonly runId: string;
  readonly name: string;
  /** Whom it is about: the account, else the first reference that has a name. Null where the name begins with it. */
  readonly about: string | null;
  /** Who looks after it: the owner, else a colleague or agent that a field names. */
  readonly owner: string | null;
  readonly value: number | null;
  /** The innermost state inside the stage; null where the stage has none. */
  readonly state: string | null;
  readonly tags: readonly string[];
  /** Null for a run that has ended. */
  readonly next: { readonly kind: NextActivity; readonly title: string | null; readonly due: string | null } | null;
  readonly idle: Idle | null;
}

/** What is the same for every card of a board. */
export interface CardContext {
  readonly pipeline: string;
  readonly shape: ObjectShape;
  readonly chart: Chart;
  readonly now: number;
  ownerName(id: string): string;
}

/** The field whose amounts are added up: the object's first one of type money. */
export const amountField = (shape: ObjectShape): Field | null => shape.fields.find(({ type }) => type === 'money') ?? null;

export function cardFacts(record: BoardRecord, names: Names, context: CardContext): CardFacts | null {
  const { pipeline, shape, chart } = context;
  const run = runOf(record, pipeline);
  if (run === undefined) return null;
  const inside = run.stage === null ? [] : chart.inside(run.stage, run.configuration);
  const name = textOf(record.fields[shape.nameField]) ?? record.externalKey ?? record.id.slice(-8);
  const about = aboutOf(record, shape, names);
  return {
    id: record.id,
    runId: run.id,
    name,
    about: about !== null && name.startsWith(about) ? null : about,
    owner: ownerOf(record, names, context),
    value: amountOf(record, shape),
    state: inside.at(-1) ?? null,
    tags: record.tags,
    ...(run.endedAt === null ? plannedOf(record, run.configuration, context) : { next: null, idle: null }),
  };
}

type Names = Readonly<Record<string, string>>;

function plannedOf({ work }: BoardRecord, configuration: readonly string[], { chart, now }: CardContext): Pick<CardFacts, 'next' | 'idle'> {
  const task = work?.nextTask ?? null;
  return {
    next: { kind: nextActivity(task, now), title: task?.title ?? null, due: task?.due ?? null },
    idle: idleOf(chart, configuration, work?.activeAt ?? null, now),
  };
}

function ownerOf(record: BoardRecord, names: Names, { shape, ownerName }: CardContext): string | null {
  if (record.ownerId === null) return referred(record, shape, names, isColleague);
  return names[record.ownerId] ?? (ownerName(record.ownerId) || null);
}

function amountOf(record: BoardRecord, shape: ObjectShape): number | null {
  const amount = amountField(shape);
  const value = amount === null ? null : record.fields[amount.name];
  return typeof value === 'number' ? value : null;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);
const isColleague = ({ type, object }: Field): boolean => type === 'person' || (type === 'reference' && object === 'agent');

/** The account before anything else that is referred to; a lead's company stands as a text. */
function aboutOf(record: BoardRecord, shape: ObjectShape, names: Names): string | null {
  const account = referred(record, shape, names, ({ object }) => object === 'account') ?? textOf(record.fields['company']);
  return account ?? referred(record, shape, names, (field) => field.type === 'reference' && !isColleague(field));
}

function referred(record: BoardRecord, shape: ObjectShape, names: Names, is: (field: Field) => boolean): string | null {
  for (const field of shape.fields.filter(is)) {
    const id = record.fields[field.name];
    const name = typeof id === 'string' ? names[id] : undefined;
    if (name !== undefined) return name;
  }
  return null;
}

const LINE = { frame: 22, name: 20, about: 20, money: 20, chips: 24, next: 20, idle: 20 } as const;

/** Height of the card in pixels, known before it is drawn: nothing jumps while scrolling. */
export function cardHeight({ about, owner, value, state, tags, next, idle }: CardFacts): number {
  return (
    LINE.frame +
    LINE.name +
    (about === null ? 0 : LINE.about) +
    (value === null && owner === null ? 0 : LINE.money) +
    (state === null && tags.length === 0 ? 0 : LINE.chips) +
    (next === null ? 0 : LINE.next) +
    (idle === null ? 0 : LINE.idle)
  );
}
