import { describe, expect, it } from '@jest/globals';
import type { PipelineDocument } from '#pipeline';
import { shapesOf } from '../fields/object-shape.js';
import { type CardContext, cardFacts, cardHeight } from './card-facts.js';
import type { BoardRecord } from './pages.js';
import { chartOf } from '../acts/stages.js';

const text = (en: string) => ({ en });
const field = (name: string, type: string, object?: string) => ({
  name,
  type,
  title: text(name),
  origin: 'core' as const,
  ...(object === undefined ? {} : { object }),
});
const [shape] = shapesOf(
  [
    {
      key: 'deal',
      title: text('Deal'),
      plural: text('Deals'),
      nameField: 'name',
      fields: [
        field('name', 'text'),
        field('contact', 'reference', 'contact'),
        field('account', 'reference', 'account'),
        field('agent', 'reference', 'agent'),
        field('value', 'money'),
      ],
      retiredFields: [],
    },
  ],
  { text: ({ en }) => en },
);
const DOCUMENT: PipelineDocument = {
  format: 'millrace/1',
  key: 'p',
  object: 'deal',
  title: text('P'),
  initial: 'deal',
  states: { deal: { stage: true, initial: 'a', after: [{ in: 'P7D' }], states: { a: {}, b: {} } }, won: { type: 'final', stage: true } },
};
const now = Date.parse('2026-03-20T12:00:00Z');
const names = { c: 'Cleo', k: 'Acme', g: 'Agatha', o: 'Olga' };

function facts(more: Partial<BoardRecord>, run: Partial<BoardRecord['runs'][number]> = {}) {
  if (shape === undefined) throw new Error('There is one object.');
  const context: CardContext = { pipeline: 'p', shape, chart: chartOf(DOCUMENT), now, ownerName: () => 'Former member' };
  const record: BoardRecord = {
    id: '00000000-0000-7000-8000-00000000abcd',
    object: 'deal',
    fields: { name: 'Forty seats', contact: 'c', account: 'k', value: 5 },
    ownerId: null,
    externalKey: null,
    tags: [],
    version: 1,
    createdAt: '2026-03-01T00:00:00.000Z',
    updatedAt: '2026-03-01T00:00:00.000Z',
    deletedAt: null,
    mergedInto: null,
    work: { nextTask: null, activeAt: '2026-03-10T12:00:00.000Z' },
    runs: [
      {
        id: 'r',
        pipeline: 'p',
        version: 1,
        stage: 'deal',
        configuration: ['b'],
        outcome: null,
        startedAt: '',
        endedAt: null,
        cycleDays: null,
        updatedAt: '',
        ...run,
      },
    ],
    ...more,
  };
  return cardFacts(record, names, context);
}

describe('what a card says', () => {
  it.each<[string, Partial<BoardRecord>, object]>([
    ['names the account before other references', {}, { name: 'Forty seats', about: 'Acme', owner: null, value: 5, state: 'b' }],
    ['leaves out what the name begins with', { fields: { name: 'Acme, 40 seats', account: 'k' } }, { about: null, value: null }],
    ['names another reference where there is no account', { fields: { name: 'X', contact: 'c' } }, { about: 'Cleo' }],
    ['names the owner', { ownerId: 'o' }, { owner: 'Olga' }],
    ['names an agent where nobody owns it', { fields: { name: 'X', agent: 'g' } }, { about: null, owner: 'Agatha' }],
    ['never shows an id', { fields: { name: 'X', account: 'unknown' }, ownerId: 'gone' }, { about: null, owner: 'Former member' }],
    ['falls back on its external key', { fields: {}, externalKey: 'K-1' }, { name: 'K-1' }],
    ['tells that it lies idle', {}, { idle: { ms: 10 * 86_400_000, limitMs: 7 * 86_400_000 }, next: { kind: 'none' } }],
  ])('%s', (_what, record, expected) => {
    expect(facts(record)).toMatchObject(expected);
  });

  it('plans nothing once the run has ended', () => {
    expect(facts({}, { stage: 'won', configuration: ['won'], endedAt: '2026-03-11T00:00:00.000Z' })).toMatchObject({ next: null, idle: null, state: null });
  });

  it('is as high as its lines', () => {
    const [full, bare] = [
      facts({ tags: ['x'] }),
      facts({ fields: { name: 'X' } }, { stage: 'won', configuration: ['won'], endedAt: '2026-03-11T00:00:00.000Z' }),
    ];
    expect([full && cardHeight(full), bare && cardHeight(bare)]).toEqual([146, 42]);
  });
});
