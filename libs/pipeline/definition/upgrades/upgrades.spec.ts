import { describe, expect, it } from '@jest/globals';
import { parsePipeline } from '../parse-pipeline.js';
import { CURRENT_FORMAT, UPGRADES, upgradeDocument } from './index.js';

const OLD = {
  format: 'millrace/0',
  key: 'p',
  object: 'deal',
  title: { en: 'P' },
  initial: 'a',
  states: {
    a: { after: { P14D: 'z', PT8H: [{ target: 'b', when: true }, { target: 'z' }] } },
    b: { initial: 'c', states: { c: { after: { P1D: { actions: [{ do: 'note.add', with: { text: 'x' } }] } } } } },
    z: { type: 'final' },
  },
};

describe('upgrades', () => {
  it('form one chain to the current format', () => {
    expect(UPGRADES.map(({ from }) => from)).toEqual(['millrace/0']);
    UPGRADES.forEach(({ to }, i) => expect(to).toBe(UPGRADES[i + 1]?.from ?? CURRENT_FORMAT));
  });

  it('millrace/0 -> millrace/1: delays keyed by duration become a list, at every depth', () => {
    const result = upgradeDocument(OLD);
    expect(result).toMatchObject({
      ok: true,
      value: {
        format: 'millrace/1',
        states: {
          a: {
            after: [
              { in: 'P14D', target: 'z' },
              { in: 'PT8H', target: 'b', when: true },
              { in: 'PT8H', target: 'z' },
            ],
          },
          b: { states: { c: { after: [{ in: 'P1D', actions: [{ do: 'note.add', with: { text: 'x' } }] }] } } },
        },
      },
    });
  });

  it('an old document is read as the new one', () => {
    const upgraded = upgradeDocument(OLD);
    expect(parsePipeline(OLD)).toEqual(parsePipeline(upgraded.ok ? upgraded.value : null));
    expect(parsePipeline(OLD).ok).toBe(true);
  });

  it('a current document stays as it is, and the input is never changed', () => {
    const before = JSON.stringify(OLD);
    const upgraded = upgradeDocument(OLD);
    const again = upgradeDocument(upgraded.ok ? upgraded.value : null);
    expect(again).toEqual(upgraded);
    expect(JSON.stringify(OLD)).toBe(before);
  });

  it.each([
    [{ format: 'millrace/7' }, 'format.unknown /format'],
    [{ format: 3 }, 'format.unknown /format'],
    ['text', 'value.kind '],
    [null, 'value.kind '],
    [JSON.parse('{"format":"millrace/0","__proto__":{}}'), 'key.forbidden /__proto__'],
  ])('refuses %j', (input, expected) => {
    const result = upgradeDocument(input);
    expect(result.ok ? [] : result.error.map(({ code, at }) => `${code} ${at}`)).toEqual([expected]);
  });

  it('leaves what it cannot read for the parser', () => {
    const result = parsePipeline({ ...OLD, states: { a: { after: { soon: 4 } } } });
    expect(result.ok ? [] : result.error.map(({ code, at }) => `${code} ${at}`)).toEqual([
      'duration.form /states/a/after/0/in',
      'value.kind /states/a/after/0/target',
    ]);
  });
});
