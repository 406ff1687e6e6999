import { describe, expect, it } from '@jest/globals';
import { Turns, type TurnLimits } from './turns.js';

const LIMITS: TurnLimits = { atOnce: 4, atOnceOfOne: 3, waitMs: 1_000, waiting: 6, waitingOfOne: 5 };

/** A door whose clock and whose work stand still until told. */
class Door {
  nowMs = 0;
  readonly begun: string[] = [];
  readonly refused: string[] = [];
  readonly turns: Turns;

  constructor(limits = LIMITS) {
    this.turns = new Turns(() => this.nowMs, limits);
  }

  ask(caller: string, times = 1): void {
    for (let n = 0; n < times; n += 1)
      this.turns.ask(
        caller,
        () => this.begun.push(caller),
        () => this.refused.push(caller),
      );
  }

  end(caller: string): void {
    this.turns.end(caller);
  }
}

describe('turns at the door', () => {
  it('lets in at once what there is room for', () => {
    const door = new Door();
    door.ask('a', 2);
    expect(door.begun).toEqual(['a', 'a']);
    expect(door.turns.load).toEqual({ waiting: 0, working: 2 });
  });
  it('takes no more into a line than its pace lets begin in time', () => {
    const door = new Door({ ...LIMITS, waitMs: 1_000, waiting: 1_000, waitingOfOne: 500 });
    door.ask('a', 100);
    expect(door.turns.isFull('a')).toBe(false);
    for (let n = 0; n < 60; n += 1) {
      door.nowMs += 50;
      door.ask('a');
      door.end('a');
    }
    // A turn every 50 ms: what is twentieth waits for a second.
    const before = door.refused.length;
    door.ask('a', 40);
    expect(door.refused.length - before).toBeGreaterThan(15);
    expect(door.turns.isFull('a')).toBe(true);
    expect(door.turns.isFull('b')).toBe(false);
  });
  it('does not take the pause of a quiet caller for slowness', () => {
    const door = new Door({ ...LIMITS, waiting: 1_000, waitingOfOne: 500 });
    door.ask('a');
    door.nowMs = 600_000;
    door.ask('a', 50);
    expect(door.turns.isFull('a')).toBe(false);
  });
  it('keeps room for others beside one who floods', () => {
    const door = new Door();
    door.ask('a', 5);
    expect(door.begun).toEqual(['a', 'a', 'a']);
    door.ask('b');
    expect(door.begun).toEqual(['a', 'a', 'a', 'b']);
  });
  it('takes the lines by turns, not by arrival', () => {
    const door = new Door();
    door.ask('a', 5);
    door.ask('b', 2);
    door.ask('c');
    door.begun.length = 0;
    door.end('b');
    expect(door.begun).toEqual(['b']);
    door.end('a');
    expect(door.begun).toEqual(['b', 'c']);
    door.end('a');
    expect(door.begun).toEqual(['b', 'c', 'a']);
    expect(door.turns.load).toEqual({ waiting: 1, working: 4 });
  });
  it('refuses what has waited too long, and gives the turn to what has not', () => {
    const door = new Door();
    door.ask('a', 4);
    door.nowMs = 1_001;
    door.ask('a');
    door.end('a');
    expect(door.refused).toEqual(['a']);
    expect(door.begun).toHaveLength(4);
    expect(door.turns.load).toEqual({ waiting: 0, working: 3 });
  });
  it('refuses at once beyond the room for those who wait', () => {
    const door = new Door();
    door.ask('a', 3 + 5 + 2);
    expect(door.refused).toEqual(['a', 'a']);
    door.ask('b', 1 + 1 + 1);
    expect(door.refused).toEqual(['a', 'a', 'b']);
    expect(door.turns.load).toEqual({ waiting: 6, working: 4 });
  });
  it('works all off in the end, and forgets the callers', () => {
    const door = new Door();
    door.ask('a', 6);
    door.ask('b', 2);
    for (let ended = 0; ended < door.begun.length; ended += 1) door.end(door.begun[ended] as string);
    expect(door.begun).toHaveLength(8);
    expect(door.turns.load).toEqual({ waiting: 0, working: 0 });
    expect((door.turns as unknown as { lines: Map<string, unknown> }).lines.size).toBe(0);
  });
});
