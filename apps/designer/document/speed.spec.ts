import type { PipelineDocument } from '#pipeline';
import { largeDocument } from './testing/large-document.js';
import { applyCommand, boxesOf, deriveGraph, exportSvg, findIn, outlineRows, treeOf, type Command } from './index.js';
import { diffText } from './changes/index.js';

/** The least of several runs: what it takes when nothing else runs. */
const leastMs = (run: () => void): number =>
  Math.min(
    ...Array.from({ length: process.env['MILLRACE_FIGURES'] ? 15 : 2 }, () => {
      const start = performance.now();
      run();
      return performance.now() - start;
    }),
  );

const done = (document: PipelineDocument, command: Command): PipelineDocument => {
  const outcome = applyCommand(document, command);
  if (!outcome.ok) throw new Error(outcome.error.code);
  return outcome.value;
};

/** Far above what it takes, so that only a change of order of growth fails; the figures are printed with MILLRACE_FIGURES=1. */
const MOST_MS = 2000;

test.each([500, 1000])('%i states are derived and changed within a breath', (count) => {
  const document = largeDocument(count);
  const graph = deriveGraph(document, { locale: 'en' });
  let x = 0;
  const fresh = (): PipelineDocument => ({ ...document });
  const title: Command = { kind: 'state.set', id: 's-20-5', values: { title: { en: 'New' } } };
  const figures = {
    'derive anew': leastMs(() => deriveGraph(fresh(), { locale: 'en' })),
    'derive after a title': leastMs(() => deriveGraph(done(document, title), { locale: 'en' }, graph)),
    'derive after a drag': leastMs(() =>
      deriveGraph(done(document, { kind: 'layout.set', positions: { 's-20-5': { x: (x += 4), y: 0 } } }), { locale: 'en' }, graph),
    ),
    'index of states': leastMs(() => treeOf(fresh())),
    'state.set': leastMs(() => done(document, title)),
    'layout.set': leastMs(() => done(document, { kind: 'layout.set', positions: { 's-20-5': { x: 4, y: 0 } } })),
    'state.rename': leastMs(() => done(document, { kind: 'state.rename', id: 's-20-5', to: 'renamed' })),
    'state.remove': leastMs(() => done(document, { kind: 'state.remove', ids: ['s-20-5'] })),
    'state.move': leastMs(() => done(document, { kind: 'state.move', ids: ['s-20-5'], parent: 'group-3' })),
    boxes: leastMs(() => boxesOf(document)),
    outline: leastMs(() => outlineRows(graph, { collapsed: new Set(), showTransitions: true })),
    find: leastMs(() => findIn(document, 'call', 'en')),
    svg: leastMs(() => exportSvg(graph)),
    'text diff': leastMs(() => diffText(document, done(document, title))),
  };
  if (process.env['MILLRACE_FIGURES']) console.log(count, Object.fromEntries(Object.entries(figures).map(([name, ms]) => [name, Math.round(ms * 100) / 100])));
  for (const [name, ms] of Object.entries(figures)) expect([name, ms < MOST_MS]).toEqual([name, true]);
});
