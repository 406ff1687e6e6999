import { describe, expect, it } from '@jest/globals';
import { type Json, UserError } from '#kernel';
import { assertFits } from './incident-input.js';

function found(kind: string | null, input: Json): readonly string[] {
  try {
    assertFits(kind, input);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ code, at }) => `${error.kind} ${code} ${at}`);
  }
}

describe('the edited input of an incident', () => {
  it.each<[string, string | null, Json, readonly string[]]>([
    ['fits', 'http.request', { method: 'GET', url: 'https://example.com/' }, []],
    ['leaves members empty', 'http.request', { method: 'GET', url: 'https://example.com/', body: null, headers: null }, []],
    ['lacks a member', 'http.request', { method: 'GET' }, ['invalid step.input /input']],
    ['has a member of another kind', 'http.request', { method: 'GET', url: 5 }, ['invalid step.input /input/url']],
    ['has a member that is not known', 'http.request', { method: 'GET', url: 'https://example.com/', ulr: 'x' }, ['invalid step.input /input/ulr']],
    ['is a rule where a value is needed', 'http.request', { method: 'GET', url: { var: 'record.url' } }, ['invalid step.input /input/url']],
    ['is no object', 'http.request', 'x', ['invalid step.input /input']],
    ['is for something without a schema', 'timer', 'x', []],
    ['is for no step', null, 'x', []],
  ])('%s', (_name, kind, input, expected) => {
    expect(found(kind, input)).toEqual(expected);
  });
});
