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

/** What happened, case by case. Made by `eventLogOf` alone. */
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
