import { expect, it } from '@jest/globals';
import { addMs, parseInstant, type Instant } from '#kernel';
import { nextOccurrence, occurrencesBetween, parseRecurrence, type Recurrence } from './index.js';
import { describeData, readData } from '../../test/real-data.js';

interface Rule {
  readonly dtstart: string;
  readonly rrule: string;
}
interface Vector {
  readonly name: string;
  readonly dtstart?: string;
  readonly tzid?: string;
  readonly rrule?: string;
  readonly text?: string;
  readonly set?: { readonly rrule: Rule[]; readonly exrule: Rule[]; readonly rdate: string[]; readonly exdate: string[] };
  readonly options?: { readonly dtstart: string };
  readonly method: 'all' | 'between' | 'before' | 'after';
  readonly args: readonly (string | boolean)[];
  readonly expected: readonly string[];
}

/** Left out, with the reason (docs/calendar.md says the same). */
const LEFT_OUT: Record<string, string> = {
  'COUNT=3;BYEASTER=0': 'no FREQ: RFC 5545 demands one, the library assumes YEARLY',
};

const DATA = ['conformance', 'rrule', 'rrule-vectors.json'] as const;
const vectors = readData<Vector[]>([], ...DATA);
const at = (text: string): Instant => parseInstant(text) as Instant;
const basic = (iso: string): string => iso.replace(/[-:]|\.\d+/g, '');
const END = at('9998-12-31');

/** The vectors write the wall clock as if it were UTC; so their zone is UTC here, also for the one with a TZID. */
function recurrenceOf(vector: Vector): Recurrence {
  const { set } = vector;
  const start = vector.options?.dtstart ?? vector.dtstart ?? set?.rrule[0]?.dtstart ?? set?.exrule[0]?.dtstart;
  const lines = set
    ? [
        ...set.rrule.map((rule) => `RRULE:${rule.rrule}`),
        ...set.exrule.map((rule) => `EXRULE:${rule.rrule}`),
        ...set.rdate.map((date) => `RDATE:${basic(date)}`),
        ...set.exdate.map((date) => `EXDATE:${basic(date)}`),
      ].join('\n')
    : (vector.text ?? vector.rrule ?? '');
  const parsed = parseRecurrence(lines, 'UTC', start === undefined ? undefined : at(start));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

function answer(vector: Vector): readonly Instant[] {
  const recurrence = recurrenceOf(vector);
  const [first, second, third] = vector.args;
  const from = at(String(first));
  const inclusive = [second, third].includes(true) ? 1 : 0;
  switch (vector.method) {
    case 'all':
      return occurrencesBetween(recurrence, at('1900-01-01'), END, first === '<fn>' ? vector.expected.length : 1000);
    case 'between':
      return occurrencesBetween(recurrence, addMs(from, 1 - inclusive), addMs(at(String(second)), inclusive));
    case 'before':
      return occurrencesBetween(recurrence, at('1900-01-01'), addMs(from, inclusive), 100_000).slice(-1);
    case 'after':
      return [nextOccurrence(recurrence, addMs(from, -inclusive))].filter((found) => found !== null);
  }
}

describeData('rrule vectors', DATA, () => {
  const left = (vector: Vector): string | undefined => LEFT_OUT[vector.rrule ?? ''];
  let passed = 0;
  it.each(vectors.filter((vector) => !left(vector)).map((vector, n) => [n, vector.name, vector] as const))('%i %s', (_n, _name, vector) => {
    expect(answer(vector)).toEqual(vector.expected.map(at));
    passed += 1;
  });
  it('counts', () => {
    const out = vectors.filter(left);
    console.info(`rrule: ${passed}/${vectors.length}; left out ${out.length}: ${out.map((vector) => `${vector.name} (${left(vector)})`).join('; ')}`);
    expect(passed + out.length).toBe(vectors.length);
  });
});
