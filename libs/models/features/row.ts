import { epochMs, type Json, parseInstant } from '#kernel';
import type { FeatureCell } from '#analytics';
import type { FieldDefinition } from '#pipeline';
import type { FeatureSpec } from './catalogue.js';
import { cellOf, FieldsAsOf, type Story } from './story.js';

const DAY_MS = 86_400_000;

/** What turning stories into rows needs to know; a plain value. */
export interface RowContext {
  readonly fields: Readonly<Record<string, FieldDefinition>>;
  readonly features: readonly FeatureSpec[];
  /** By state, the stage it belongs to. */
  readonly stages: ReadonlyMap<string, string>;
}

/** One training or scoring row. */
export interface FeatureRow {
  readonly values: Readonly<Record<string, FeatureCell>>;
  /** Fields (features by name) that were written only after the moment. */
  readonly later: readonly string[];
}

/** The features of a record as of a moment. Pure, and blind to everything after it. */
export function featureRow(story: Story, atMs: number, context: RowContext): FeatureRow {
  const asOf = new FieldsAsOf(story, atMs);
  const told = runFeatures(story, atMs, context);
  const values: Record<string, FeatureCell> = Object.create(null) as Record<string, FeatureCell>;
  const later: string[] = [];
  for (const { name } of context.features) {
    if (name === 'run.completeness') values[name] = completeness(asOf, context);
    else if (name.startsWith('run.')) values[name] = told[name.slice(4)] ?? null;
    else {
      const field = name.slice('record.'.length);
      const found = asOf.get(field);
      if (found.later) later.push(name);
      values[name] = fieldCell(context.fields[field], found.value, atMs);
    }
  }
  return { values, later };
}

function fieldCell(definition: FieldDefinition | undefined, value: Json, atMs: number): FeatureCell {
  const cell = cellOf(value);
  if (definition?.type !== 'date' && definition?.type !== 'datetime') return typeof cell === 'boolean' ? String(cell) : cell;
  const moment = typeof cell === 'string' ? parseInstant(cell) : null;
  return moment === null ? null : Math.round((epochMs(moment) - atMs) / DAY_MS);
}

/** Share of the fields one would fill in by hand that are filled. */
function completeness(asOf: FieldsAsOf, { fields }: RowContext): number {
  const names = Object.keys(fields).filter((name) => !name.endsWith('_text'));
  const filled = names.filter((name) => {
    const { value } = asOf.get(name);
    return value !== null && value !== '';
  });
  return names.length === 0 ? 0 : filled.length / names.length;
}

/** What the journal of the run tells up to the moment. */
function runFeatures(story: Story, atMs: number, { stages }: RowContext): Record<string, FeatureCell> {
  const age = { age_days: days(story.createdMs, atMs) };
  const { run } = story;
  if (!run) return age;
  const trail = stageTrail(story, stages).filter(({ enteredMs }) => enteredMs <= atMs);
  const past = story.events.filter((event) => event.atMs <= atMs && event.run === run.id);
  const last = trail.at(-1);
  const seen = trail.map(({ stage }) => stage);
  return {
    ...age,
    stage: last?.stage ?? null,
    days_in_stage: last ? days(last.enteredMs, atMs) : null,
    days_open: days(run.startedMs, atMs),
    moves: Math.max(0, trail.length - 1),
    returns: seen.length - new Set(seen).size,
    activities: past.filter((event) => event.kind === 'entry' && (event.what === 'touched' || event.what === 'changed')).length,
    activities_14d: past.filter((event) => event.atMs > atMs - 14 * DAY_MS).length,
    quiet_days: days(past.at(-1)?.atMs ?? run.startedMs, atMs),
  };
}

const days = (fromMs: number, toMs: number): number => Math.max(0, Math.round(((toMs - fromMs) / DAY_MS) * 10) / 10);

/** The stages of the story's run in order, each with when it was entered; a state within the same stage is no new one. */
export function stageTrail(story: Story, stages: ReadonlyMap<string, string>): readonly { readonly stage: string; readonly enteredMs: number }[] {
  const trail: { stage: string; enteredMs: number }[] = [];
  for (const event of story.events) {
    if (event.kind !== 'entry' || event.run !== story.run?.id) continue;
    const stage = event.to.map((state) => stages.get(state)).find((one) => one !== undefined);
    if (stage !== undefined && stage !== trail.at(-1)?.stage) trail.push({ stage, enteredMs: event.atMs });
  }
  return trail;
}
