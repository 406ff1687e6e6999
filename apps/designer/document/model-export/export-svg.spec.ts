import { readFileSync } from 'node:fs';
import type { Json } from '#kernel';
import { deriveGraph } from '../derive/index.js';
import { small } from '../testing/small.js';
import { openDocument } from '../tree/shape.js';
import { DARK_COLORS, exportSvg } from './index.js';
import { borderTowards, lineBetween, middleOf } from './lines.js';
import { escapeXml, fitText } from './svg-text.js';

const CHART = small(
  {
    a: { stage: true, title: { en: 'A <b> & "c"' }, on: { go: 'box', 'x<y': 'a' } },
    box: { initial: 'x', states: { x: { on: { out: 'a', up: 'box' } }, h: { type: 'history', history: 'deep' } }, on: { go: 'x' } },
    par: { type: 'parallel', states: { r: {}, s: {} } },
    end: { type: 'final' },
  },
  { notes: [{ text: 'Remember\nthis', x: 600, y: 0 }] },
);

test('every state, line and note is drawn, every text escaped, nothing needs styles or scripts', () => {
  const svg = exportSvg(deriveGraph(CHART, { locale: 'en' }));
  expect([...svg.matchAll(/data-state="([^"]+)"/g)].map((m) => m[1])).toEqual(['a', 'box', 'x', 'h', 'par', 'r', 's', 'end']);
  expect([...svg.matchAll(/data-edge="([^"]+)"/g)].map((m) => m[1])).toEqual(['a/on/go/0', 'a/on/x&lt;y/0', 'box/on/go/0', 'x/on/out/0', 'x/on/up/0']);
  expect(svg).toContain('A &lt;b&gt; &amp; &quot;c&quot;');
  expect(svg).toContain('>Remember<');
  expect(svg).not.toMatch(/style=|<style|<script|NaN|undefined/);
  expect(svg).toBe(exportSvg(deriveGraph(CHART, { locale: 'en' })));
});

test('tags are closed in order', () => {
  const open: string[] = [];
  for (const [, close, name = '', attributes = ''] of exportSvg(deriveGraph(CHART, { locale: 'zh-CN' }), { colors: DARK_COLORS }).matchAll(
    /<(\/?)([a-z]+)([^>]*)>/g,
  ))
    if (close) expect(open.pop()).toBe(name);
    else if (!attributes.endsWith('/')) open.push(name);
  expect(open).toEqual([]);
});

test.each(['b2b-sales', 'deal-desk-approval', 'lead-nurture', 'onboarding', 'renewal', 'support-ticket'])(
  'the shipped pipeline %s opens and is drawn',
  (key) => {
    const opened = openDocument(JSON.parse(readFileSync(`workflows/${key}/pipeline.json`, 'utf8')) as Json);
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const graph = deriveGraph(opened.value, { locale: 'zh-CN' });
    expect(graph.edges.filter((edge) => edge.isBroken)).toEqual([]);
    const svg = exportSvg(graph);
    for (const { id } of graph.nodes) expect(svg).toContain(`data-state="${id}"`);
  },
);

test('lines go from border to border, loops above, from the inside outwards', () => {
  const [a, b] = [
    { x: 0, y: 0, width: 100, height: 40 },
    { x: 200, y: 0, width: 100, height: 40 },
  ];
  expect(borderTowards(a, { x: 250, y: 20 })).toEqual({ x: 100, y: 20 });
  expect(lineBetween(a, b, 0)).toEqual([
    { x: 100, y: 20 },
    { x: 200, y: 20 },
  ]);
  expect(lineBetween(a, b, 1)).toHaveLength(3);
  expect(lineBetween(a, a, 0).every((point) => point.y <= 0)).toBe(true);
  expect(lineBetween({ x: 0, y: 0, width: 400, height: 200 }, { x: 100, y: 80, width: 100, height: 40 }, 0)).toEqual([
    { x: 0, y: 100 },
    { x: 100, y: 100 },
  ]);
  expect(
    middleOf([
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 30 },
    ]),
  ).toEqual({ x: 10, y: 10 });
});

test('texts are cut to the width, Chinese counted wide', () => {
  expect(fitText('short', 12, 100)).toBe('short');
  expect(fitText('a rather long title', 12, 60)).toBe('a rathe…');
  expect(fitText('很长很长的标题', 12, 60)).toBe('很长很长…');
  expect(escapeXml('a\u0000b<')).toBe('ab&lt;');
});
