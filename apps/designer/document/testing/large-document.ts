import type { PipelineDocument, StateDocument } from '#pipeline';

/** A document of about so many states: groups of ten, each state with two events, a timer and an entry step; half of them placed. */
export function largeDocument(count: number): PipelineDocument {
  const name = (group: number, n: number): string => `s-${group}-${n}`;
  const groups = Math.ceil(count / 11);
  const state = (group: number, n: number): StateDocument => ({
    title: { en: `State ${n} of ${group}`, 'zh-CN': `状态 ${group}-${n}` },
    entry: [{ do: 'task.create', with: { title: 'Call {{record.name}}' } }],
    on: {
      next: { target: name(group, (n + 1) % 10), when: { '>': [{ var: 'record.amount' }, n] }, requires: ['amount'], by: ['sales'] },
      jump: name((group + 1) % groups, n),
    },
    after: [{ in: 'P14D', actions: [{ do: 'notify' }] }],
  });
  const group = (g: number): StateDocument => ({
    stage: true,
    initial: name(g, 0),
    states: Object.fromEntries(Array.from({ length: 10 }, (_, n) => [name(g, n), state(g, n)])),
  });
  const states = Object.fromEntries(Array.from({ length: groups }, (_, g) => [`group-${g}`, group(g)]));
  const layout = Object.fromEntries(Array.from({ length: groups }, (_, g) => [name(g, 0), { x: 24, y: 56 }]));
  return { format: 'millrace/1', key: 'large', object: 'deal', title: { en: 'Large' }, roles: ['sales'], initial: 'group-0', states, layout };
}
