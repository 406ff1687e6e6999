import type { PipelineDocument, StateDocument } from '#pipeline';

const INSIDE = 9;
const IN_ROW = 10;

/**
 * A pipeline of so many states: groups of nine in rows of ten, each state leading on to the next, every third one back, some across
 * groups, with steps, timers and conditions. All are placed. The same count gives the same document.
 */
export function bigPipeline(count: number): PipelineDocument {
  const groups = Math.ceil(count / (INSIDE + 1));
  const layout: Record<string, { x: number; y: number }> = {};
  const states: Record<string, StateDocument> = {};
  for (let g = 0; g < groups; g++) {
    const inside = Math.min(INSIDE, count - g * (INSIDE + 1) - 1);
    layout[`group-${g}`] = { x: (g % IN_ROW) * 1120, y: Math.floor(g / IN_ROW) * 560 };
    states[`group-${g}`] = groupOf(g, groups, inside, layout);
  }
  return { format: 'millrace/1', key: 'big', object: 'deal', title: { en: `${count} states`, 'zh-CN': `${count} 个状态` }, initial: 'group-0', states, layout };
}

function groupOf(g: number, groups: number, inside: number, layout: Record<string, { x: number; y: number }>): StateDocument {
  const states: Record<string, StateDocument> = {};
  for (let n = 0; n < inside; n++) {
    const id = `s-${g}-${n}`;
    layout[id] = { x: 24 + (n % 3) * 340, y: 56 + Math.floor(n / 3) * 140 };
    states[id] = stateOf(g, n, inside);
  }
  return {
    title: { en: `Group ${g + 1}`, 'zh-CN': `第 ${g + 1} 组` },
    ...(g + 1 < groups ? { on: { proceed: { target: `group-${g + 1}`, title: { en: 'Proceed', 'zh-CN': '继续' } } } } : {}),
    ...(inside > 0 ? { initial: `s-${g}-0`, states } : {}),
  };
}

function stateOf(g: number, n: number, inside: number): StateDocument {
  return {
    title: { en: `Step ${g + 1}.${n + 1}`, 'zh-CN': `步骤 ${g + 1}.${n + 1}` },
    ...(n % 2 === 0 ? { entry: [{ do: 'tag.add', with: { tag: 'seen' } }] } : {}),
    on: {
      ...(n + 1 < inside ? { next: { target: `s-${g}-${n + 1}`, title: { en: 'Next', 'zh-CN': '下一步' } } } : {}),
      ...(n % 3 === 2
        ? { back: { target: `s-${g}-${n - 2}`, title: { en: 'Back to start', 'zh-CN': '返回' }, when: { '!!': [{ var: 'record.name' }] } } }
        : {}),
      ...(n === 4 && g > 0 ? { across: { target: `s-${g - 1}-0`, title: { en: 'Across', 'zh-CN': '跨组' } } } : {}),
    },
    ...(n % 4 === 1 ? { after: [{ in: 'P3D', target: `s-${g}-0` }] } : {}),
  };
}
