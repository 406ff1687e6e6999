import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parsePipeline, type PipelineDocument } from '#pipeline';
import { asPipeline, emptyDocument, freshPipelineKey, isPipelineKey, readImport } from './new-document.js';
import { countStates, stagesOf } from './stages-of.js';

const read = (key: string): PipelineDocument =>
  JSON.parse(readFileSync(new URL(`../../../workflows/${key}/pipeline.json`, import.meta.url), 'utf8')) as PipelineDocument;

describe('a new pipeline', () => {
  it('is whole from the start', () => {
    expect(parsePipeline(emptyDocument({ key: 'x', title: { en: 'X' } }, 'deal')).ok).toBe(true);
  });
  it('takes a template under its own name', () => {
    const copy = asPipeline(read('b2b-sales'), { key: 'my-sales', title: { en: 'My sales' } });
    expect(copy).toMatchObject({ key: 'my-sales', title: { en: 'My sales' }, object: 'deal' });
    expect(parsePipeline(copy).ok).toBe(true);
  });
  it('exchanges the name of the old one in steps that signal it, and no other', () => {
    const document: PipelineDocument = {
      ...emptyDocument({ key: 'a', title: { en: 'A' } }, 'deal'),
      entry: [
        { do: 'run.signal', with: { pipeline: 'a', event: 'x' } },
        { do: 'run.start', with: { pipeline: 'b' } },
      ],
    };
    expect(asPipeline(document, { key: 'c', title: { en: 'C' } }).entry).toEqual([
      { do: 'run.signal', with: { pipeline: 'c', event: 'x' } },
      { do: 'run.start', with: { pipeline: 'b' } },
    ]);
  });
  it.each([
    ['B2B sales', [], 'b2b-sales'],
    ['B2B sales', ['b2b-sales'], 'b2b-sales-2'],
    ['续约', [], 'pipeline'],
    ['Überprüfung', [], 'u-berpru-fung'],
  ])('%s gets a key', (title, taken, key) => {
    expect(freshPipelineKey(title, taken)).toBe(key);
    expect(isPipelineKey(key)).toBe(true);
  });
});

describe('an import', () => {
  it('knows pipelines and machines', () => {
    expect(readImport(JSON.stringify(read('renewal')))).toMatchObject({ ok: true, value: { what: 'pipeline', lost: [] } });
    expect(readImport('{"id":"m","initial":"a","states":{"a":{"on":{"GO":"b"}},"b":{"type":"final"}}}')).toMatchObject({
      ok: true,
      value: { what: 'machine' },
    });
  });
  it.each(['', '{', '[]', '1', '{"format":"millrace/1"}', '{"format":"millrace/9","states":{}}'])('says what is wrong with %s', (text) => {
    const answer = readImport(text);
    expect(answer.ok).toBe(false);
    expect(!answer.ok && answer.error.length).toBeGreaterThan(0);
  });
});

describe('the strip of stages', () => {
  it('finds them at any depth', () => {
    expect(stagesOf(read('support-ticket')).map(({ id }) => id)).toEqual([
      'new',
      'in-progress',
      'escalated',
      'waiting-for-customer',
      'resolved',
      'closed',
      'dropped',
    ]);
    expect(countStates(read('b2b-sales'))).toBeGreaterThan(6);
  });
});
