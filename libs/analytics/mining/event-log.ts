import { ok, pointer } from '#kernel';
import { isUsable, refuse, type Answer } from '../problem.js';

/** Something that happened in a case: a stage entered, a step done. */
export interface LogEvent {
  readonly case: string;
  readonly activity: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** One case: its activities in order of time (events of one moment keep the order they came in), as numbers into the log's activities. */
export interface Trace {
  readonly case: string;
  readonly activity: Int32Array;
  readonly atMs: Float64Array;
}

/** What happened, case by case. Made by `eventLogOf` and `eventLogOfColumns` alone. */
export interface EventLog {
  readonly activities: readonly string[];
  readonly traces: readonly Trace[];
  readonly events: number;
}

/** Groups events by case and sorts each by time. Errors: `analysis.empty`, `analysis.not-a-number` for a time that is none, with its place. */
export function eventLogOf(events: readonly LogEvent[]): Answer<EventLog> {
  if (events.length === 0) return refuse('analysis.empty', '/events', 'There are no events.', '没有任何事件。');
  const bad = events.findIndex(({ atMs }) => !isUsable(atMs));
  if (bad >= 0)
    return refuse(
      'analysis.not-a-number',
      pointer('/events', bad, 'atMs'),
      'The time of this event cannot be read.',
      '该事件的时间无法读取。',
      events[bad]?.atMs,
    );
  const numbers = new Map<string, number>();
  const cases = new Map<string, { activity: number; atMs: number }[]>();
  for (const event of events) {
    const activity = numbers.get(event.activity) ?? numbers.size;
    numbers.set(event.activity, activity);
    const list = cases.get(event.case) ?? [];
    list.push({ activity, atMs: event.atMs });
    cases.set(event.case, list);
  }
  const traces = [...cases].map(([name, list]) => {
    list.sort((a, b) => a.atMs - b.atMs);
    return { case: name, activity: Int32Array.from(list, ({ activity }) => activity), atMs: Float64Array.from(list, ({ atMs }) => atMs) };
  });
  return ok({ activities: [...numbers.keys()], traces, events: events.length });
}

/** Events of many cases as columns: those of case i from `offset[i]` up to `offset[i + 1]`. */
export interface EventColumns {
  readonly offset: ArrayLike<number>;
  /** Into `names`. */
  readonly activity: ArrayLike<number>;
  readonly names: readonly string[];
  readonly atMs: ArrayLike<number>;
}

/** The same log from columns: no object an event. Cases are named by their number; those without an event are left out. Errors as of `eventLogOf`. */
export function eventLogOfColumns({ offset, activity, names, atMs }: EventColumns): Answer<EventLog> {
  const events = offset[offset.length - 1] ?? 0;
  if (events === 0) return eventLogOf([]);
  const numbers = new Map<number, number>();
  const traces: Trace[] = [];
  for (let i = 0; i + 1 < offset.length; i += 1) {
    const [first, end] = [offset[i] as number, offset[i + 1] as number];
    if (first === end) continue;
    const trace = { case: String(i), activity: new Int32Array(end - first), atMs: new Float64Array(end - first) };
    let isInOrder = true;
    for (let k = first; k < end; k += 1) {
      const name = activity[k] as number;
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      trace.activity[k - first] = number;
      trace.atMs[k - first] = atMs[k] as number;
      if (!isUsable(atMs[k])) return eventLogOf([{ case: trace.case, activity: names[name] ?? '', atMs: atMs[k] as number }]);
      if (k > first && (atMs[k] as number) < (atMs[k - 1] as number)) isInOrder = false;
    }
    traces.push(isInOrder ? trace : inOrder(trace));
  }
  return ok({ activities: Array.from(numbers.keys(), (name) => names[name] ?? ''), traces, events });
}

function inOrder({ case: name, activity, atMs }: Trace): Trace {
  const order = Array.from(atMs, (_, k) => k).sort((a, b) => (atMs[a] as number) - (atMs[b] as number));
  return { case: name, activity: Int32Array.from(order, (k) => activity[k] as number), atMs: Float64Array.from(order, (k) => atMs[k] as number) };
}
