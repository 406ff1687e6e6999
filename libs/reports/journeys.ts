import type { ReportChart } from './chart.js';
import { Growing, Numbering } from './growing.js';
import { Moves, type OrderedMoves } from './moves.js';

/**
 * Runs (or records) as columns: compact enough for a million of them, and handed to a thread without a copy. Rows are in order of their
 * beginning. Moments in milliseconds since 1970; NaN: none.
 */
export interface Journeys extends OrderedMoves {
  readonly runs: number;
  /** Number of the record of each row: a record that ran twice has two rows. */
  readonly record: Int32Array;
  readonly startedMs: Float64Array;
  readonly endedMs: Float64Array;
  /** Into `outcomes`; -1: none. */
  readonly outcome: Int16Array;
  readonly outcomes: readonly string[];
  /** NaN: none. */
  readonly amount: Float64Array;
  /** Into `currencies`. */
  readonly currency: Int16Array;
  readonly currencies: readonly string[];
  /** Into `groups`; -1: unfilled. */
  readonly group: Int32Array;
  readonly groups: readonly string[];
  /** Further fields in the order in which they were asked for: numbers, dates as moments, truth as 1 and 0. */
  readonly extra: readonly Float64Array[];
}

/** The stays of all rows in stages: those of row i from `offset[i]` up to `offset[i + 1]`. */
export interface Stays {
  readonly offset: Int32Array;
  /** Into the chart's stages. */
  readonly stage: Int16Array;
  readonly enteredMs: Float64Array;
  /** NaN while there. */
  readonly leftMs: Float64Array;
}

/** Follows each row through the chart's stages; moves within a stage, and places outside all stages, are no stays. */
export function staysOf(journeys: Journeys, chart: ReportChart): Stays {
  const stages = journeys.places.map((place) => stageOfPlace(place, chart));
  const offset = new Int32Array(journeys.runs + 1);
  const [stage, entered, left]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run < journeys.runs; run += 1) {
    let here = -1;
    for (let i = journeys.offset[run] as number; i < (journeys.offset[run + 1] as number); i += 1) {
      const next = stages[journeys.place[i] as number] as number;
      if (next === here) continue;
      const at = journeys.enteredMs[i] as number;
      if (here >= 0) left[left.length - 1] = at;
      here = next;
      if (next < 0) continue;
      stage.push(next);
      entered.push(at);
      left.push(Number.NaN);
    }
    const ended = journeys.endedMs[run] as number;
    if (here >= 0 && !Number.isNaN(ended)) left[left.length - 1] = Math.max(ended, entered.at(-1) as number);
    offset[run + 1] = stage.length;
  }
  return { offset, stage: new Int16Array(stage), enteredMs: new Float64Array(entered), leftMs: new Float64Array(left) };
}

/** As the runtime has it: the first of the chart's stages among those that are active. */
function stageOfPlace(place: readonly string[], { stageOf }: ReportChart): number {
  const active = place.map((state) => stageOf[state] ?? -1).filter((stage) => stage >= 0);
  return active.length === 0 ? -1 : Math.min(...active);
}

export const hasEnded = ({ endedMs }: Journeys, run: number): boolean => !Number.isNaN(endedMs[run]);
/** The outcome of a row; null while open, and for an end without one. */
export const outcomeOf = ({ outcome, outcomes }: Journeys, run: number): string | null => outcomes[outcome[run] as number] ?? null;

/** The buffers of the columns, to be handed over to a thread. */
export const buffersOf = ({ record, startedMs, endedMs, outcome, offset, place, enteredMs, amount, currency, group, extra }: Journeys): ArrayBuffer[] =>
  [record, startedMs, endedMs, outcome, offset, place, enteredMs, amount, currency, group, ...extra].map((column) => column.buffer as ArrayBuffer);

/** One row as it is gathered. */
export interface JourneyRow {
  /** Id of the record. */
  readonly record: string;
  readonly startedMs: number;
  readonly endedMs: number | null;
  readonly outcome: string | null;
  readonly amount: number | null;
  readonly currency: string;
  readonly group: string | null;
  readonly extra: readonly (number | null)[];
  /** In order of time; the place as JSON text of its innermost states. */
  readonly moves: readonly { readonly atMs: number; readonly place: string }[];
}

/** Gathers rows one by one, in order, and their moves with them or afterwards. */
export class JourneyBuilder {
  private readonly record = new Growing(Int32Array);
  private readonly started = new Growing(Float64Array);
  private readonly ended = new Growing(Float64Array);
  private readonly outcome = new Growing(Int16Array);
  private readonly moves = new Moves();
  private readonly amount = new Growing(Float64Array);
  private readonly currency = new Growing(Int16Array);
  private readonly group = new Growing(Int32Array);
  private readonly extra: readonly Growing<Float64Array>[];
  private readonly records = new Numbering();
  private readonly outcomes = new Numbering();
  private readonly currencies = new Numbering();
  private readonly groups = new Numbering();

  constructor(extras: number) {
    this.extra = Array.from({ length: extras }, () => new Growing(Float64Array));
  }

  get rows(): number {
    return this.started.length;
  }
  /** Ids of the records, each once, by the number that the rows have. */
  get ids(): readonly string[] {
    return this.records.names;
  }

  add(row: JourneyRow): void {
    this.record.push(this.records.of(row.record));
    this.started.push(row.startedMs);
    this.ended.push(row.endedMs ?? Number.NaN);
    this.outcome.push(this.outcomes.of(row.outcome));
    this.amount.push(row.amount ?? Number.NaN);
    this.currency.push(this.currencies.of(row.currency));
    this.group.push(this.groups.of(row.group));
    for (const [i, column] of this.extra.entries()) column.push(row.extra[i] ?? Number.NaN);
    for (const [i, { atMs, place }] of row.moves.entries()) this.moves.add(this.rows - 1, i, { atMs, place });
  }

  /** A move of a row that is there already; `order` says its place among those of the row. */
  addMove(row: number, order: number, move: JourneyRow['moves'][number]): void {
    this.moves.add(row, order, move);
  }

  build(): Journeys {
    return {
      runs: this.started.length,
      record: this.record.take(),
      startedMs: this.started.take(),
      endedMs: this.ended.take(),
      outcome: this.outcome.take(),
      outcomes: this.outcomes.names,
      ...this.moves.build(this.rows),
      amount: this.amount.take(),
      currency: this.currency.take(),
      currencies: this.currencies.names,
      group: this.group.take(),
      groups: this.groups.names,
      extra: this.extra.map((column) => column.take()),
    };
  }
}
