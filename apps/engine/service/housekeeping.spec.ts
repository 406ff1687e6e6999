import { describe, expect, it } from '@jest/globals';
import { type Chore, Housekeeping } from './housekeeping.js';

/** Chores that do what the test says, or fail where it says nothing; each round's lines and counts. */
function kept(results: Readonly<Partial<Record<Chore['name'], number | null>>>, everyRounds: Partial<Record<Chore['name'], number>> = {}) {
  const [told, counted]: [unknown[], string[]] = [[], []];
  const given = { ...results };
  const chores = (Object.keys(results) as Chore['name'][]).map((name): Chore => ({
    name,
    everyRounds: everyRounds[name] ?? 1,
    told: [name, name],
    run: async () => {
      const rows = given[name];
      if (rows === null || rows === undefined) throw new Error(`${name} is broken`);
      return { rows };
    },
  }));
  const line = ({ event, chore }: { event: string; chore?: string }): void => void told.push(chore ? `${event} ${chore}` : event);
  const housekeeping = new Housekeeping(chores, { info: line, warn: line } as never, (chore, result) => counted.push(`${chore} ${result}`));
  const round = async () => {
    await housekeeping.round();
    return { told: told.splice(0), counted: counted.splice(0) };
  };
  return { given, round };
}

describe('housekeeping', () => {
  it('does every chore though each before it fails, with a line and a count of its own', async () => {
    const { round } = kept({ work: null, expired: 3, trainings: null, drift: 0, segments: 1 });
    const each = {
      told: ['housekeeping.failed work', 'housekeeping.expired', 'housekeeping.failed trainings', 'housekeeping.segments'],
      counted: ['work failed', 'expired done', 'trainings failed', 'drift done', 'segments done'],
    };
    expect(await round()).toEqual(each);
    expect(await round()).toEqual(each);
  });
  it('leaves a round out while the one before is still at work', async () => {
    const begun: string[] = [];
    let finish = (): void => undefined;
    const slow: Chore = {
      name: 'work',
      everyRounds: 1,
      told: ['work', 'work'],
      run: () => {
        begun.push('work');
        return new Promise((done) => (finish = () => done({ rows: 1 })));
      },
    };
    const housekeeping = new Housekeeping([slow], { info: () => undefined, warn: () => undefined } as never, () => undefined);
    const first = housekeeping.round();
    await housekeeping.round();
    expect(begun).toEqual(['work']);
    finish();
    await first;
    const next = housekeeping.round();
    expect(begun).toEqual(['work', 'work']);
    finish();
    await next;
  });
  it('does a daily chore once in its rounds, and one that failed again in the next', async () => {
    const { given, round } = kept({ work: null, expired: 0 }, { work: 3 });
    expect((await round()).counted).toEqual(['work failed', 'expired done']);
    given.work = 1;
    const counted = [];
    for (let hour = 0; hour < 4; hour += 1) counted.push((await round()).counted);
    expect(counted).toEqual([['work done', 'expired done'], ['expired done'], ['expired done'], ['work done', 'expired done']]);
  });
});
