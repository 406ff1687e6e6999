import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#kernel';
import { featuresOf } from './catalogue.js';
import { decisionMs } from './moment.js';
import { featureRow, type RowContext } from './row.js';
import { chartOf } from './stages.js';
import { FieldsAsOf, type Story, type StoryEvent } from './story.js';

const DAY = 86_400_000;
const RUN = '01890000-0000-7000-8000-00000000000a';
const at = (day: number): number => Date.UTC(2026, 0, 1) + day * DAY;

const entry = (day: number, to: string, fields: JsonObject = {}, what = 'sent'): StoryEvent => ({
  kind: 'entry',
  atMs: at(day),
  run: RUN,
  what,
  to: [to],
  fields,
});
const edit = (day: number, ...names: string[]): StoryEvent => ({ kind: 'edit', atMs: at(day), run: null, names });

/** new --day 2--> talking --day 5--> won (day 9); then somebody edits the record. */
const story = (fields: JsonObject, events: readonly StoryEvent[]): Story => ({
  recordId: 'r',
  run: { id: RUN, startedMs: at(0), endedMs: at(9), outcome: 'won' },
  createdMs: at(-10),
  fields,
  events,
});
const WAY = [entry(0, 'new', {}, 'started'), entry(2, 'talking'), entry(5, 'asking'), entry(9, 'won')];

describe('a field as of a moment', () => {
  it.each<[string, JsonObject, readonly StoryEvent[], number, unknown, boolean]>([
    ['is what it is where nobody wrote it', { size: 5 }, WAY, 3, 5, false],
    ['is what was written last before', { size: 9 }, [entry(1, 'new', { size: 5 }), entry(4, 'talking', { size: 9 })], 3, 5, false],
    ['is never what was written after', { size: 9 }, [entry(4, 'talking', { size: 9 })], 3, null, true],
    ['is not what an edit after the end left', { reason: 'price' }, [...WAY, edit(20, 'reason')], 6, null, true],
    ['is what an edit left that nothing followed', { size: 7 }, [edit(-1, 'size'), ...WAY], 6, 7, false],
    ['is not known between an edit and a later write', { size: 7 }, [edit(1, 'size'), entry(4, 'talking', { size: 7 })], 3, null, true],
    ['is not what was taken back', { size: 1 }, [entry(1, 'new', { size: 1 }), entry(2, 'talking', { size: 8 }), entry(2.5, 'new', {}, 'undone')], 3, 1, false],
  ])('%s', (_name, fields, events, day, value, later) => {
    expect(new FieldsAsOf(story(fields, events), at(day)).get(Object.keys(fields)[0] ?? '')).toEqual({ value, later });
  });

  it('is what it was before the end changed it, and is not what the end left', () => {
    const ended = {
      ...story({ size: 9, reason: 'price' }, [entry(0, 'new', {}, 'started'), entry(9, 'won', { size: 9, reason: 'price' })]),
      beforeEnd: { size: 2, reason: null },
    };
    expect(new FieldsAsOf(ended, at(3)).get('size')).toEqual({ value: 2, later: false });
    expect(new FieldsAsOf(ended, at(3)).get('reason')).toEqual({ value: null, later: false });
    const between = { ...ended, events: [entry(5, 'talking', { size: 2 }), ...ended.events.slice(1)] };
    expect(new FieldsAsOf(between, at(3)).get('size')).toEqual({ value: null, later: true });
  });
});

describe('a row', () => {
  const fields = {
    name: { type: 'text', title: { en: 'Name' } },
    size: { type: 'number', title: { en: 'Size' } },
    due: { type: 'date', title: { en: 'Due' } },
    mail: { type: 'email', title: { en: 'Mail' }, personal: true },
    note: { type: 'longtext', title: { en: 'Note' } },
  } as const;
  const features = featuresOf(fields, 'name', true);
  const chart = chartOf({
    states: {
      new: { stage: true },
      work: { states: { talking: { stage: true }, asking: { stage: true, probability: 0.5 } } },
      won: { stage: true, outcome: 'won' },
    },
  });
  const context: RowContext = { fields, features, stages: chart.stages };
  const told = story({ name: 'A', size: 4, due: '2026-01-11' }, [...WAY.slice(0, 3), entry(6, 'asking', {}, 'touched'), ...WAY.slice(3)]);

  it('learns neither from names, personal fields nor free texts', () => {
    expect(features.map(({ name }) => name).filter((name) => name.startsWith('record.'))).toEqual(['record.size', 'record.due']);
  });

  it('tells what the journal knew at that moment, and nothing later', () => {
    const early = featureRow(told, at(3), context).values;
    expect(early).toMatchObject({ 'run.stage': 'talking', 'run.days_in_stage': 1, 'run.days_open': 3, 'run.moves': 1, 'run.activities': 0, 'record.due': 7 });
    expect(featureRow(told, at(7), context).values).toMatchObject({ 'run.stage': 'asking', 'run.moves': 2, 'run.activities': 1, 'run.quiet_days': 1 });
    // The same story, cut at the moment: the future changes nothing.
    const cut = { ...told, events: told.events.filter(({ atMs }) => atMs <= at(3)) };
    expect(featureRow(cut, at(3), context).values).toEqual(early);
  });

  it.each([
    ['start', { at: 'start' } as const, at(0)],
    ['stage', { at: 'stage', stage: 'asking' } as const, at(5)],
    ['a stage it never came to', { at: 'stage', stage: 'lost' } as const, null],
  ])('stands at %s', (_name, decision, expected) => expect(decisionMs(told, decision, chart.stages)).toBe(expected));

  it('stands at one of its moves before the end, the same each time', () => {
    const moment = decisionMs(told, { at: 'any-move' }, chart.stages);
    expect([at(0), at(2), at(5)]).toContain(moment);
    expect(decisionMs(told, { at: 'any-move' }, chart.stages)).toBe(moment);
  });
});
