import { describe, expect, it } from '@jest/globals';
import type { Json } from '#kernel';
import { compiled, Player, type Chart } from '../testing/play.js';
import { explain, shortestPath } from './index.js';

const set = (fields: Record<string, unknown>) => ({ do: 'record.set', with: fields }) as never;

/*      go [amount > 10]
 *  a ──────────────────▶ b ──▶ done
 */
const guarded: Chart = {
  initial: 'a',
  roles: ['sales', 'manager'],
  states: {
    a: { stage: true, on: { go: { target: 'b', when: { '>': [{ var: 'record.amount' }, 10] }, requires: ['name'], by: ['sales'] } } },
    b: { stage: true, on: { finish: 'done' } },
    done: { type: 'final', outcome: 'won' },
  },
};

describe('a sent event', () => {
  it('moves the run when its condition holds', () => {
    const p = new Player(compiled(guarded), { name: 'x', amount: 11 }).start().send('go');
    expect(p.states).toEqual(['b']);
    expect(p.journal.at(-1)?.decisions).toEqual([{ at: '/states/a/on/go/when', held: true, read: { 'record.amount': 11 } }]);
  });
  it.each([
    ['not listened to', { name: 'x', amount: 11 }, 'nope', ['event.not-expected']],
    ['condition fails', { name: 'x', amount: 5 }, 'go', ['event.condition']],
    ['a required field is blank', { name: ' ', amount: 11 }, 'go', ['event.requires']],
    ['a required field is missing', { amount: 11 }, 'go', ['event.requires']],
  ])('is refused: %s', (_why, record, event, reasons) => {
    const p = new Player(compiled(guarded), record).start().send(event);
    expect(p.reasons).toEqual(reasons);
    expect(p.states).toEqual(['a']);
    expect(p.journal).toHaveLength(1);
  });
  it('is refused to who lacks the role, and names every reason at once', () => {
    const p = new Player(compiled(guarded), { amount: 11 }, { actor: { kind: 'person', id: 'p', roles: ['support'] } }).start().send('go');
    expect(p.reasons).toEqual(['event.role', 'event.requires']);
  });
  it('saves the fields sent along before it looks', () => {
    const p = new Player(compiled(guarded), { amount: 1 }).start().send('go', { amount: 20, name: 'n' });
    expect(p.states).toEqual(['b']);
    expect(p.record).toEqual({ amount: 20, name: 'n' });
  });
  it('zero and false are filled', () => {
    const chart: Chart = { initial: 'a', states: { a: { on: { go: { target: 'b', requires: ['amount'] } } }, b: {} } };
    expect(new Player(compiled(chart), { amount: 0 }).start().send('go').states).toEqual(['b']);
  });
  it('never falls through to the parent when the candidate is refused', () => {
    const chart: Chart = {
      initial: 'p',
      states: { p: { initial: 'a', on: { go: 'z' }, states: { a: { on: { go: { target: 'b', requires: ['name'] } } }, b: {} } }, z: {} },
    };
    expect(new Player(compiled(chart)).start().send('go').reasons).toEqual(['event.requires']);
  });
  it('ends the run with its outcome; then everything is refused', () => {
    const p = new Player(compiled(guarded), { name: 'x', amount: 11 }).start().send('go').send('finish');
    expect(p.run.snapshot).toMatchObject({ status: 'done', outcome: 'won', waits: [] });
    expect(p.send('finish').reasons).toEqual(['run.ended']);
  });
});

describe('actions', () => {
  it('apply in order to a working copy that later conditions see', () => {
    const chart: Chart = {
      initial: 'a',
      states: {
        a: { on: { go: { target: 'b', actions: [set({ amount: 1 }), { do: 'note.add', with: { text: 'is {{record.amount}}' } }] } } },
        b: { always: { target: 'c', when: { '==': [{ var: 'record.amount' }, 1] } } },
        c: {},
      },
    };
    const p = new Player(compiled(chart)).start().send('go');
    expect(p.states).toEqual(['c']);
    expect(p.changes).toContainEqual(expect.objectContaining({ kind: 'note.add', text: 'is 1' }));
  });
  it('run only if their condition holds', () => {
    const chart: Chart = {
      initial: 'a',
      states: { a: { entry: [{ ...(set({ level: 'x' }) as object), if: { '>': [{ var: 'record.amount' }, 1] } } as never] } },
    };
    expect(new Player(compiled(chart), { amount: 1 }).start().record).toEqual({ amount: 1 });
    expect(new Player(compiled(chart), { amount: 2 }).start().record).toEqual({ amount: 2, level: 'x' });
  });
  it('raise events within the step', () => {
    const chart: Chart = { initial: 'a', states: { a: { on: { go: { actions: [{ do: 'raise', with: { event: 'next' } }] }, next: 'b' } }, b: {} } };
    expect(new Player(compiled(chart)).start().send('go').states).toEqual(['b']);
  });
  it('set variables that the snapshot keeps', () => {
    const chart: Chart = {
      initial: 'a',
      vars: { count: { type: 'number', default: 0 } },
      states: { a: { on: { more: { actions: [{ do: 'vars.set', with: { count: { '+': [{ var: 'vars.count' }, 1] } } }] } } } },
    };
    expect(new Player(compiled(chart)).start().send('more').send('more').run.snapshot?.vars).toEqual({ count: 2 });
  });
  it('are limited to 100 automatic moves', () => {
    const chart: Chart = { initial: 'a', states: { a: { on: { go: 'b' } }, b: { always: 'c' }, c: { always: 'b' } } };
    const p = new Player(compiled(chart)).start();
    expect(() => p.send('go')).toThrow(expect.objectContaining({ code: 'run.moves' }));
  });
});

describe('timers', () => {
  const chart: Chart = {
    initial: 'open',
    states: {
      open: {
        after: [
          { in: 'P2D', target: 'late' },
          { in: 'P1D', actions: [{ do: 'task.create', with: { title: 'Call' } }] },
        ],
        on: { close: 'closed' },
      },
      late: { on: { close: 'closed' } },
      closed: { type: 'final' },
    },
  };
  it('fire in order of time', () => {
    const p = new Player(compiled(chart)).start().wait('P1D');
    expect(p.changes).toMatchObject([{ kind: 'task.create' }]);
    expect(p.states).toEqual(['open']);
    expect(p.wait('P1D').states).toEqual(['late']);
  });
  it('are cancelled when the state is left', () => {
    const p = new Player(compiled(chart)).start().send('close');
    expect(p.effects).toEqual(['cancel', 'cancel']);
    expect(p.run.snapshot?.waits).toEqual([]);
  });
  it('that are no longer waited for are late and change nothing', () => {
    const p = new Player(compiled(chart)).start();
    const timer = p.run.snapshot?.waits[0]?.id as never;
    p.send('close').play({ kind: 'timer', timer, late: false });
    expect(p.last?.kind).toBe('late');
  });
  it('stop while paused and keep their remainder', () => {
    const sla: Chart = {
      type: 'parallel',
      states: {
        clock: { initial: 'running', states: { running: { after: [{ in: 'PT8H', target: 'breached', pausedIn: ['waiting'] }] }, breached: {} } },
        work: { initial: 'active', states: { active: { on: { ask: 'waiting' } }, waiting: { on: { answer: 'active' } } } },
      },
    };
    const p = new Player(compiled(sla)).start().wait('PT5H').send('ask');
    expect(p.run.snapshot?.waits).toMatchObject([{ due: null, remaining: 'PT10800S' }]);
    p.wait('P10D').send('answer');
    expect(p.wait('PT2H').states).toEqual(['active', 'running']);
    expect(p.wait('PT1H').states).toEqual(['active', 'breached']);
  });
});

describe('invokes', () => {
  const chart = (invoke: object): Chart => ({
    initial: 'ask',
    states: {
      ask: {
        invoke: {
          id: 'call',
          step: 'http.request',
          with: { url: 'https://example.com' },
          onDone: { target: 'ok', actions: [set({ score: { var: 'event.output.score' } })] },
          onError: 'bad',
          ...invoke,
        } as never,
        on: { skip: 'ok' },
      },
      ok: {},
      bad: {},
    },
  });
  it('wait for their result', () => {
    const p = new Player(compiled(chart({}))).start();
    expect(p.effects).toEqual(['step']);
    p.answer('call', { ok: true, output: { score: 7 } });
    expect(p.states).toEqual(['ok']);
    expect(p.record).toEqual({ score: 7 });
  });
  it('go the way of onError', () => {
    expect(new Player(compiled(chart({}))).start().answer('call', { ok: false, error: { code: 'x', message: 'y' } }).states).toEqual(['bad']);
  });
  it('are cancelled when the state is left, and late afterwards', () => {
    const p = new Player(compiled(chart({}))).start();
    const effect = p.journal[0]?.effects[0]?.id as never;
    expect(p.send('skip').effects).toEqual(['cancel']);
    expect(p.play({ kind: 'result', effect, outcome: { ok: true, output: {} } }).last?.kind).toBe('late');
  });
  it('are noted but not sent in backdated history', () => {
    const p = new Player(compiled(chart({})), {}, { history: true }).start();
    expect(p.effects).toEqual([]);
    expect(p.journal[0]?.effects).toMatchObject([{ kind: 'step', sent: false }]);
    expect(p.run.snapshot?.waits).toEqual([]);
  });
  it.each([
    ['all', [true, true], 'ok'],
    ['all', [true, false], 'bad'],
    ['any', [false, true], 'ok'],
    [1, [true], 'ok'],
  ] as const)('join %s of a list', (join, outcomes, state) => {
    const p = new Player(compiled(chart({ forEach: { items: ['a', 'b'], as: 'x', join } }))).start();
    expect(p.effects).toEqual(['step', 'step']);
    outcomes.forEach((good, n) => p.answer('call', good ? { ok: true, output: n } : { ok: false, error: { code: 'x', message: '' } }, n));
    expect(p.states).toEqual([state]);
  });
  it('of an empty list are done at once', () => {
    expect(new Player(compiled(chart({ forEach: { items: [], as: 'x' } }))).start().states).toEqual(['ok']);
  });
  it.each([
    ['a length', { with: { for: 'P1D' } }],
    ['a moment', { with: { at: '2026-01-02T09:00:00Z' } }],
  ])('wait for %s', (_what, invoke) => {
    const p = new Player(compiled({ initial: 'w', states: { w: { invoke: { id: 'pause', step: 'wait', onDone: 'next', ...invoke } }, next: {} } })).start();
    expect(p.wait('PT23H').states).toEqual(['w']);
    expect(p.wait('PT1H').states).toEqual(['next']);
  });
  it('wait until a condition holds', () => {
    const chart: Chart = {
      initial: 'w',
      states: { w: { invoke: { id: 'pause', step: 'wait', until: { '>': [{ var: 'record.amount' }, 5] }, onDone: 'next' } }, next: {} },
    };
    const p = new Player(compiled(chart), { amount: 1 }).start();
    expect(p.change({ amount: 3 }).states).toEqual(['w']);
    expect(p.change({ amount: 6 }).states).toEqual(['next']);
  });
  it('ask for an approval whose answer is their result', () => {
    const chart: Chart = {
      initial: 'w',
      states: {
        w: {
          invoke: {
            id: 'ok',
            step: 'approval.ask',
            with: { title: 'OK?', role: 'manager' },
            onDone: [{ target: 'yes', when: { var: 'event.output.approved' } }, { target: 'no' }],
          },
        },
        yes: {},
        no: {},
      },
    };
    const p = new Player(compiled(chart)).start();
    expect(p.changes).toMatchObject([{ kind: 'task.create', task: { title: 'OK?' } }]);
    expect(p.answer('ok', { ok: true, output: { approved: false, answer: 'reject' } }).states).toEqual(['no']);
  });
});

describe('attached rules', () => {
  const chart: Chart = { initial: 'a', states: { a: { on: { go: 'b', stay: {} } }, b: { on: { back: 'a' } } } };
  it('act on entering, leaving and events', () => {
    const p = new Player(
      compiled(chart, [
        { key: 'in-b', on: { enter: 'b' }, when: { '>': [{ var: 'record.amount' }, 5] }, do: [{ do: 'tag.add', with: { tag: 'big' } }] },
        { key: 'out-a', on: { leave: 'a' }, do: [{ do: 'tag.add', with: { tag: 'left' } }] },
        { key: 'on-go', on: { event: 'go' }, do: [{ do: 'tag.add', with: { tag: 'went' } }] },
      ]),
      { amount: 6 },
    ).start();
    expect(p.send('go').changes.map((c) => c['tag'])).toEqual(['left', 'went', 'big']);
  });
  it('refuse an event with their own sentence', () => {
    const p = new Player(compiled(chart, [{ key: 'no', on: { event: 'go' }, when: { '>': [{ var: 'record.amount' }, 5] }, refuse: { en: 'Too big' } }]), {
      amount: 6,
    })
      .start()
      .send('go');
    expect(p.last).toMatchObject({ kind: 'refused', reasons: [{ code: 'event.refused-by-rule', text: { en: 'Too big' } }] });
  });
  it.each([
    ['*', true],
    ['deal.*', true],
    ['deal.win', true],
    ['deal', false],
    ['ticket.*', false],
  ])('that listen to %s hear of deal.win: %s', (event, isHeard) => {
    const sales: Chart = { initial: 'a', states: { a: { on: { 'deal.win': 'b' } }, b: {} } };
    const won = new Player(compiled(sales, [{ key: 'heard', on: { event }, do: [{ do: 'tag.add', with: { tag: 'heard' } }] }]), {}).start().send('deal.win');
    expect(won.changes).toHaveLength(isHeard ? 1 : 0);
    const kept = new Player(compiled(sales, [{ key: 'no', on: { event }, refuse: { en: 'No' } }]), {}).start().send('deal.win');
    expect(kept.last?.kind).toBe(isHeard ? 'refused' : 'applied');
  });
  it('that listen to * hold back events alone: no timer, no result', () => {
    const waits: Chart = { initial: 'a', states: { a: { after: [{ in: 'PT1H', target: 'b' }] }, b: {} } };
    const p = new Player(compiled(waits, [{ key: 'no', on: { event: '*' }, refuse: { en: 'No' } }]), {}).start();
    expect(p.wait('PT1H').states).toEqual(['b']);
  });
  it('act on changed fields, however they changed', () => {
    const rule = {
      key: 'lvl',
      on: { changed: ['amount'] },
      do: [{ do: 'record.set', with: { level: { if: [{ '>': [{ var: 'record.amount' }, 5] }, 'high', 'low'] } } }],
    } as const;
    const p = new Player(compiled(chart, [rule as never]), {}).start();
    expect(p.change({ amount: 9 }).record['level']).toBe('high');
    expect(p.send('go', { amount: 1 }).record['level']).toBe('low');
  });
  it('that set each other off for ever are stopped at depth 16', () => {
    const up = { key: 'up', on: { changed: ['amount'] }, do: [{ do: 'record.set', with: { amount: { '+': [{ var: 'record.amount' }, 1] } } }] };
    const p = new Player(compiled(chart, [up as never]), { amount: 0 }).start();
    expect(() => p.change({ amount: 1 })).toThrow(expect.objectContaining({ code: 'run.rule-depth' }));
  });
  it('idle clocks restart at every event and fire once', () => {
    const p = new Player(compiled(chart, [{ key: 'idle', on: { idle: 'P5D', in: 'a' }, do: [{ do: 'tag.add', with: { tag: 'idle' } }] }])).start();
    p.wait('P4D').send('stay').wait('P4D');
    expect(p.journal.some((e) => e.event.kind === 'timer')).toBe(false);
    p.wait('P1D');
    expect(p.journal.filter((e) => e.event.kind === 'timer')).toHaveLength(1);
    p.wait('P30D');
    expect(p.journal.filter((e) => e.event.kind === 'timer')).toHaveLength(1);
  });
  it('of a new revision apply at once', () => {
    const p = new Player(compiled(chart)).start();
    p.use(compiled(chart, [{ key: 'idle', on: { idle: 'P5D', in: 'a' }, do: [{ do: 'tag.add', with: { tag: 'i' } }] }], 1, 1)).play({
      kind: 'rules-changed',
      revision: 1,
    });
    expect(p.effects).toEqual(['timer']);
    p.use(compiled(chart, [], 1, 2)).play({ kind: 'rules-changed', revision: 2 });
    expect(p.effects).toEqual(['cancel']);
  });
  it('scheduled ones run for the open run', () => {
    const p = new Player(
      compiled(chart, [{ key: 'daily', on: { every: 'FREQ=DAILY', timeZone: 'UTC' }, do: [{ do: 'tag.add', with: { tag: 'd' } }] }]),
    ).start();
    expect(p.play({ kind: 'scheduled', rule: 'daily' }).changes).toEqual([{ kind: 'tag.add', tag: 'd' }]);
  });
});

describe('going back', () => {
  const chart: Chart = {
    initial: 'a',
    states: {
      a: { after: [{ in: 'P1D', target: 'b' }], on: { go: { target: 'b', actions: [set({ level: 'b' })] } } },
      b: { after: [{ in: 'P2D', target: 'c' }], on: { end: 'c' } },
      c: { type: 'final', outcome: 'lost' },
    },
  };
  it('undo restores the state, the fields and the clocks', () => {
    const p = new Player(compiled(chart), { level: 'a' }).start();
    const before = p.run.snapshot;
    p.send('go').play({ kind: 'undone' });
    expect(p.run.snapshot).toEqual(before);
    expect(p.record).toEqual({ level: 'a' });
    expect(p.effects).toEqual(['cancel', 'resume']);
  });
  it('undo without an earlier state is an error', () => {
    expect(() => new Player(compiled(chart)).start().play({ kind: 'undone' })).toThrow(expect.objectContaining({ code: 'run.nothing-to-undo' }));
  });
  it('reopen returns to the last state that was not final', () => {
    const p = new Player(compiled(chart)).start().send('go').send('end').play({ kind: 'reopened' });
    expect(p.run.snapshot).toMatchObject({ status: 'active', configuration: ['b'], outcome: null });
  });
});

describe('moving to another version', () => {
  const old: Chart = { initial: 'a', states: { a: { after: [{ in: 'P5D', target: 'b' }] }, b: {} } };
  it('keeps the state by id and its running clocks', () => {
    const p = new Player(compiled(old)).start();
    const waits = p.run.snapshot?.waits;
    p.use(compiled({ ...old, states: { ...old.states, c: {} } }, [], 2)).play({ kind: 'migrated', fromVersion: 1, toVersion: 2, mapping: {} });
    expect(p.run.snapshot?.waits).toEqual(waits);
  });
  it('maps states that are gone, and refuses without a mapping', () => {
    const next = compiled({ initial: 'start', states: { start: { after: [{ in: 'P1D', target: 'end' }] }, end: {} } }, [], 2);
    const migrated = (mapping: Record<string, string>) => ({ kind: 'migrated', fromVersion: 1, toVersion: 2, mapping }) as const;
    const p = new Player(compiled(old)).start().use(next);
    expect(() => p.play(migrated({}))).toThrow(expect.objectContaining({ code: 'migration.needs-mapping' }));
    p.play(migrated({ a: 'start' }));
    expect(p.states).toEqual(['start']);
    expect([...p.effects].sort()).toEqual(['cancel', 'timer']);
  });
});

describe('starting elsewhere', () => {
  it('enters the given states with their entry actions and clocks only', () => {
    const chart: Chart = {
      initial: 'a',
      states: {
        a: { entry: [set({ level: 'a' })] },
        p: { initial: 'x', entry: [set({ name: 'p' })], states: { x: {}, y: { after: [{ in: 'P1D', target: 'x' }] } } },
      },
    };
    const p = new Player(compiled(chart)).play({ kind: 'started', vars: {}, at: ['y' as never] });
    expect(p.states).toEqual(['y']);
    expect(p.record).toEqual({ name: 'p' });
    expect(p.effects).toEqual(['timer']);
  });
});

describe('personal values', () => {
  it('stand apart in the journal', () => {
    const chart: Chart = {
      initial: 'a',
      states: { a: { on: { mail: { when: { '!!': [{ var: 'record.email' }] }, actions: [{ do: 'note.add', with: { text: 'to {{record.email}}' } }] } } } },
    };
    const p = new Player(compiled(chart), { email: 'a@b.c' }).start().send('mail', { email: 'secret@b.c' });
    const { personal, ...rest } = p.journal.at(-1) ?? { personal: [] };
    expect(JSON.stringify(rest)).not.toContain('secret');
    expect(JSON.stringify(personal)).toContain('secret@b.c');
  });
  it.each<[what: string, items: Json, personal: boolean]>([
    ['a rule that reads one', [{ var: 'record.email' }], true],
    ['a text with a hole', ['{{record.email}}'], true],
    ['literals', ['x@b.c'], false],
  ])('reach the steps of a fan-out over %s', (_what, items, isPersonal) => {
    const invoke = { id: 'call', step: 'email.send', with: { to: '{{vars.one}}' }, forEach: { items, as: 'one' }, onDone: 'b' };
    const p = new Player(compiled({ initial: 'a', states: { a: { invoke }, b: {} } }), { email: 'x@b.c' }).start();
    const { personal, ...rest } = p.journal.at(-1) ?? { personal: [] };
    expect([JSON.stringify(rest).includes('x@b.c'), JSON.stringify(personal).includes('x@b.c')]).toEqual([!isPersonal, isPersonal]);
  });
});

describe('explain', () => {
  it('says for every event what stands in its way', () => {
    const p = new Player(compiled(guarded), { amount: 5 }).start();
    expect(explain(compiled(guarded), p.run, p.world())).toMatchObject([
      { event: 'go', allowed: false, targets: ['b'], reasons: [{ code: 'event.condition', read: { 'record.amount': 5 } }] },
    ]);
  });
  it('finds the shortest way to an outcome and what to fill on it', () => {
    const p = new Player(compiled(guarded), { amount: 50 }).start();
    expect(shortestPath(compiled(guarded), p.run, p.world(), { outcome: 'won' })).toEqual({
      cut: false,
      steps: [
        { kind: 'event', name: 'go', fill: ['name'], to: ['b'] },
        { kind: 'event', name: 'finish', fill: [], to: ['done'] },
      ],
    });
  });
  it('finds none where a condition stands in the way', () => {
    const p = new Player(compiled(guarded), { amount: 5 }).start();
    expect(shortestPath(compiled(guarded), p.run, p.world(), { outcome: 'won' }).steps).toBeNull();
  });
});
