import { describe, expect, it } from '@jest/globals';
import { instantAt, type WorkspaceId } from '#kernel';
import { type DriftParts, Drifts } from './drifts.js';
import { RUN_FEATURES } from './features/catalogue.js';
import type { Story } from './features/story.js';
import type { ModelRow, Version } from './model.js';

const WORKSPACE = 'w' as WorkspaceId;
const row = (activeVersion: number | null): ModelRow => ({
  model: {
    ...{ key: 'win', title: { en: 'Win' }, kind: 'lead-score', object: 'deal', pipeline: 'sales', target: { kind: 'outcome', positive: 'won' } },
    ...{ decision: { at: 'stage', stage: 'offer' }, features: null, methods: ['logistic'], windowDays: null, keepLeaks: [], schedule: 'never' },
    autoActivate: true,
  },
  state: { activeVersion, latestVersion: 1, nextTrainingAt: null, watch: null, since: null },
});
const features = RUN_FEATURES.map((spec) => ({ ...spec, importance: null, importanceSd: null }));
const version = (kind: string): Version =>
  ({ version: 1, trainedAt: instantAt(0), fitted: { kind }, report: { features, scoreProfile: null } }) as unknown as Version;

/** An open run that came to the offer a day after it began, or never. */
const story = (n: number, isOffered: boolean): Story => ({
  recordId: `r${n}`,
  run: { id: `u${n}`, startedMs: 0, endedMs: null, outcome: null },
  createdMs: 0,
  fields: {},
  events: isOffered ? [{ kind: 'entry', atMs: 86_400_000, run: `u${n}`, what: 'sent', to: ['offer'], fields: {} }] : [],
});

/** A workspace of `runs` open runs; every `each`th of them came to the offer. */
function workspaceOf(runs: number, each: number) {
  const told = { read: 0, compared: -1 };
  const parts: DriftParts = {
    store: { version: async () => version('score-model'), now: async () => instantAt(0) },
    contexts: {
      of: async () => ({
        ...{ object: 'deal', fields: {}, nameField: null, currency: 'USD', features: RUN_FEATURES },
        chart: { stages: new Map([['offer', 'offer']]), about: new Map(), outcomes: [] },
      }),
    },
    reads: {
      recordStories: async () => ({ stories: [], next: null }),
      runStories: async (_workspace, _pipeline, _status, after, limit) => {
        const from = Number(after ?? 0);
        const to = Math.min(runs, from + limit);
        told.read = to;
        return { stories: Array.from({ length: to - from }, (_, i) => story(from + i, (from + i) % each === 0)), next: to < runs ? String(to) : null };
      },
    },
    trainer: {
      drift: async ({ table }) => {
        told.compared = table.rows;
        return { features: [], score: null };
      },
    },
  };
  return { parts, told };
}

describe('the look at drift', () => {
  it.each<[string, number, number, { read: number; compared: number }]>([
    ['all there is', 1200, 1, { read: 1200, compared: 1200 }],
    ['enough, where most can be compared', 100_000, 1, { read: 5000, compared: 5000 }],
    ['a few times as much, where hardly any can', 100_000, 100, { read: 20_000, compared: 200 }],
  ])('reads %s', async (_name, runs, each, expected) => {
    const { parts, told } = workspaceOf(runs, each);
    expect(await new Drifts(parts).of(WORKSPACE, row(1))).toMatchObject({ n: expected.compared, version: 1 });
    expect(told).toEqual(expected);
  });

  it('is refused where no version is in use, or one that learned no chance', async () => {
    const { parts } = workspaceOf(10, 1);
    const other = new Drifts({ ...parts, store: { ...parts.store, version: async () => version('onnx') } });
    await expect(new Drifts(parts).of(WORKSPACE, row(null))).rejects.toMatchObject({ code: 'model.no-drift' });
    await expect(other.of(WORKSPACE, row(1))).rejects.toMatchObject({ code: 'model.no-drift' });
  });
});
