import { describe, expect, it } from '@jest/globals';
import type { RunId, WorkspaceId } from '#kernel';
import { type Habit, NextActions } from './next-actions.js';

const habit = (event: string, cases: number, won: number): Habit => ({ event, title: { en: event, 'zh-CN': event }, cases, won });
const ask = (habits: readonly Habit[], ended: number, won: number) =>
  new NextActions({ habits: async () => ({ habits, ended, won }) }).of('w' as WorkspaceId, 'r' as RunId, 2);

describe('the next action', () => {
  it('is the one after which most was won, few cases drawn towards all', async () => {
    const { actions, lacking } = await ask([habit('mail', 40, 10), habit('call', 30, 24), habit('luck', 1, 1)], 100, 40);
    expect(lacking).toBeNull();
    expect(actions.map(({ event, share }) => [event, share])).toEqual([
      ['call', 0.7429],
      ['luck', 0.5],
    ]);
    expect(actions[0]?.text.en).toBe('After "call" in this state 74 % ended well (30 cases); of all 40 %.');
  });
  it('is none where too few runs have ended, or there is no run', async () => {
    expect(await ask([habit('call', 5, 5)], 19, 10)).toMatchObject({ actions: [], lacking: { code: 'analysis.too-few' } });
    expect(await new NextActions({ habits: async () => null }).of('w' as WorkspaceId, 'r' as RunId, 2)).toMatchObject({ actions: [], lacking: {} });
  });
});
