import { isJsonObject, type Json, type JsonObject } from '#kernel';

/** A record with everything its journal tells, in order of time. Moments are milliseconds since 1970. */
export interface Story {
  readonly recordId: string;
  /** The run that is learned from or scored; null where the record is in none. */
  readonly run: { readonly id: string; readonly startedMs: number; readonly endedMs: number | null; readonly outcome: string | null } | null;
  readonly createdMs: number;
  /** The fields as they are now. */
  readonly fields: JsonObject;
  /** What the fields that the event which ended the run changed were before it. */
  readonly beforeEnd?: JsonObject | null;
  readonly events: readonly StoryEvent[];
}

export type StoryEvent = {
  readonly atMs: number;
  /** Of which run of the record; null: an edit outside of any. */
  readonly run: string | null;
} & (
  | {
      readonly kind: 'entry';
      /** What happened: `sent`, `changed`, `touched`, `timer` ... */
      readonly what: string;
      /** Active states after it. */
      readonly to: readonly string[];
      /** Fields that it set. */
      readonly fields: JsonObject;
    }
  /** Fields were changed while no run was open; to what is not known. */
  | { readonly kind: 'edit'; readonly names: readonly string[] }
);

/** A value as of a moment. `later`: it was written after the moment, and what it was before is not known. */
export interface AsOf {
  readonly value: Json;
  readonly later: boolean;
}

/** The fields of one story as of one moment. Nothing that was written later is ever given. */
export class FieldsAsOf {
  private readonly last = new Map<string, { known: boolean; value: Json }>();
  /** By field, the first event after the moment that wrote it. */
  private readonly after = new Map<string, StoryEvent>();

  constructor(
    private readonly story: Story,
    private readonly atMs: number,
  ) {
    for (const event of withoutUndone(story.events)) this.take(event);
  }

  get(field: string): AsOf {
    const written = this.last.get(field);
    if (written?.known) return { value: written.value, later: false };
    const next = this.after.get(field);
    // Not written since: what it is now it was then.
    if (!next) return { value: valueOf(this.story.fields, field), later: false };
    // What the end of the run changed is kept as it was before: up to then nobody wrote it.
    const { beforeEnd, run } = this.story;
    const isTheEnd = run !== null && next.run === run.id && next.atMs === run.endedMs;
    if (isTheEnd && beforeEnd && Object.hasOwn(beforeEnd, field)) return { value: beforeEnd[field] ?? null, later: false };
    return { value: null, later: true };
  }

  private take(event: StoryEvent): void {
    const isLater = event.atMs > this.atMs;
    for (const name of event.kind === 'edit' ? event.names : Object.keys(event.fields)) {
      if (isLater && !this.after.has(name)) this.after.set(name, event);
      else if (isLater) continue;
      else this.last.set(name, event.kind === 'edit' ? { known: false, value: null } : { known: true, value: event.fields[name] ?? null });
    }
  }
}

const valueOf = (fields: JsonObject, name: string): Json => (Object.hasOwn(fields, name) ? (fields[name] ?? null) : null);

/** Events that were taken back set nothing: an `undone` or `reopened` row takes with it the fields of the row before it in its run. */
export function withoutUndone(events: readonly StoryEvent[]): readonly StoryEvent[] {
  const kept: StoryEvent[] = [];
  for (const event of events) {
    if (event.kind === 'entry' && (event.what === 'undone' || event.what === 'reopened')) {
      const at = kept.findLastIndex((other) => other.run === event.run);
      const before = kept[at];
      if (before?.kind === 'entry') kept[at] = { ...before, fields: {} };
    }
    kept.push(event);
  }
  return kept;
}

/** A cell of a feature: scalars as they are, anything else (lists, personal marks) as missing. */
export const cellOf = (value: Json): string | number | boolean | null =>
  Array.isArray(value) || isJsonObject(value) ? null : (value as string | number | boolean | null);

/** The texts of some fields as one, a line each; `''` where none is filled in. */
export const textOf = (names: readonly string[], fields: JsonObject): string =>
  names
    .map((name) => cellOf(valueOf(fields, name)))
    .filter((cell) => typeof cell === 'string' && cell.trim() !== '')
    .join('\n');
