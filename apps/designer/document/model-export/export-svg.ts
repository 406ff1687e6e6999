import type { GraphEdge, GraphModel, GraphNode } from '../derive/graph.js';
import { notesOf } from '../commands/note-commands.js';
import { around, boxesOf, type Box, type Boxes, type Sizes } from '../placement/boxes.js';
import { ROOT } from '../tree/state-tree.js';
import { lineBetween, middleOf, type Point } from './lines.js';
import { element, escapeXml, fitText, widthOf } from './svg-text.js';

export interface SvgColors {
  readonly background: string;
  readonly surface: string;
  readonly border: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly line: string;
  readonly note: string;
}

export const LIGHT_COLORS: SvgColors = {
  background: '#ffffff',
  surface: '#f8fafc',
  border: '#94a3b8',
  text: '#0f172a',
  muted: '#475569',
  accent: '#2563eb',
  line: '#64748b',
  note: '#fef9c3',
};
export const DARK_COLORS: SvgColors = {
  background: '#0b1120',
  surface: '#172033',
  border: '#64748b',
  text: '#f1f5f9',
  muted: '#cbd5e1',
  accent: '#60a5fa',
  line: '#94a3b8',
  note: '#3b3a1a',
};

export interface SvgOptions {
  readonly colors?: SvgColors;
  /** Measured sizes of states; the default sizes where there are none. */
  readonly sizes?: Sizes;
  /** The points of a line as the canvas routed it, by edge id; straight lines where there are none. */
  readonly routes?: ReadonlyMap<string, readonly Point[]>;
}

const FONT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans SC", "PingFang SC", sans-serif';
const MARGIN = 32;

/** The drawing as a complete SVG file: states, lines with their labels, notes. The same model gives the same text; without styles or scripts. */
export function exportSvg(graph: GraphModel, options: SvgOptions = {}): string {
  return new Drawing(graph, options).text();
}

class Drawing {
  private readonly colors: SvgColors;
  private readonly boxes: Boxes;
  private readonly extent: Box[] = [];

  constructor(
    private readonly graph: GraphModel,
    private readonly options: SvgOptions,
  ) {
    this.colors = options.colors ?? LIGHT_COLORS;
    this.boxes = boxesOf(graph.document, options.sizes);
  }

  text(): string {
    const notes = this.notes();
    const states = this.graph.nodes.map((node) => this.state(node));
    const lines = this.lines();
    const { x, y, width, height } = around(this.extent);
    const view = [x - MARGIN, y - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN].map((n) => Math.round(n));
    const [left = 0, top = 0, w = 0, h = 0] = view;
    const arrow = element(
      'marker',
      { id: 'arrow', viewBox: '0 0 8 8', refX: 8, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto-start-reverse' },
      element('path', { d: 'M0 0L8 4L0 8Z', fill: this.colors.line }),
    );
    const background = element('rect', { x: left, y: top, width: w, height: h, fill: this.colors.background });
    const title = element('title', {}, escapeXml(this.graph.document.title[this.graph.locale] ?? this.graph.document.title.en));
    const content = [title, element('defs', {}, arrow), background, ...notes, ...states, ...lines].join('\n');
    return `${element('svg', { xmlns: 'http://www.w3.org/2000/svg', width: w, height: h, viewBox: view.join(' '), 'font-family': FONT, lang: this.graph.locale }, `\n${content}\n`)}\n`;
  }

  private state(node: GraphNode): string {
    const box = this.boxes.absolute.get(node.id);
    if (!box) return '';
    this.extent.push(box);
    const parts = node.kind === 'history' ? this.history(node, box) : this.body(node, box);
    return element('g', { 'data-state': node.id }, parts.join(''));
  }

  private history(node: GraphNode, box: Box): readonly string[] {
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    return [
      element('circle', { cx: middle.x, cy: middle.y, r: box.width / 2, fill: this.colors.surface, stroke: this.colors.border }),
      this.word(node.isDeepHistory ? 'H*' : 'H', middle.x, middle.y + 5, { size: 14, fill: this.colors.text, anchor: 'middle' }),
    ];
  }

  private body(node: GraphNode, box: Box): readonly string[] {
    const { colors } = this;
    const frame = { x: box.x, y: box.y, width: box.width, height: box.height, rx: 8, fill: colors.surface, stroke: node.stage ? colors.accent : colors.border };
    const inner = { x: box.x + 4, y: box.y + 4, width: box.width - 8, height: box.height - 8, rx: 5, fill: 'none', stroke: colors.border };
    const room = box.width - 32;
    const steps = fitText(node.steps.join(' · '), 12, room);
    return [
      element('rect', { ...frame, ...(node.kind === 'parallel' ? { 'stroke-dasharray': '6 4' } : {}) }),
      ...(node.kind === 'final' ? [element('rect', inner)] : []),
      ...(node.isInitial ? [element('circle', { cx: box.x, cy: box.y + 16, r: 5, fill: colors.text })] : []),
      this.word(fitText(node.title, 14, room), box.x + 16, box.y + 26, { size: 14, fill: colors.text, weight: 600 }),
      ...(steps === '' ? [] : [this.word(steps, box.x + 16, box.y + 46, { size: 12, fill: colors.muted })]),
    ];
  }

  private lines(): readonly string[] {
    const seen = new Map<string, number>();
    return this.graph.edges.flatMap((edge) => {
      const pair = [edge.source, edge.target ?? ''].sort().join('\n');
      const nth = seen.get(pair) ?? 0;
      seen.set(pair, nth + 1);
      const points = this.options.routes?.get(edge.id) ?? this.route(edge, nth);
      return points ? [this.line(edge, points)] : [];
    });
  }

  private route(edge: GraphEdge, nth: number): readonly Point[] | null {
    const source = edge.source === ROOT ? this.boxes.bounds : this.boxes.absolute.get(edge.source);
    const target = edge.target === null ? undefined : this.boxes.absolute.get(edge.target);
    return source && target ? lineBetween(source, target, nth) : null;
  }

  private line(edge: GraphEdge, points: readonly Point[]): string {
    const { colors } = this;
    const d = points.map(({ x, y }, n) => `${n === 0 ? 'M' : 'L'}${Math.round(x)} ${Math.round(y)}`).join('');
    const dash: Readonly<Record<string, string>> = edge.kind === 'event' ? {} : { 'stroke-dasharray': edge.kind === 'after' ? '2 4' : '6 4' };
    const label = fitText(edge.condition === null ? edge.label : `${edge.label} [?]`, 12, 220);
    const middle = middleOf(points);
    const width = widthOf(label, 12) + 8;
    const plate = { x: middle.x - width / 2, y: middle.y - 10, width, height: 18 };
    this.extent.push(plate, ...points.map((point) => ({ ...point, width: 0, height: 0 })));
    return element(
      'g',
      { 'data-edge': edge.id },
      [
        element('path', { d, fill: 'none', stroke: colors.line, 'stroke-width': 1.5, 'marker-end': 'url(#arrow)', ...dash }),
        element('rect', { ...plate, rx: 4, fill: colors.background }),
        this.word(label, middle.x, middle.y + 4, { size: 12, fill: colors.muted, anchor: 'middle' }),
      ].join(''),
    );
  }

  private notes(): readonly string[] {
    return notesOf(this.graph.document).map((note) => {
      this.extent.push(note);
      const { x, y, width, height } = note;
      const rows = note.text.split('\n').slice(0, Math.max(1, Math.floor((height - 12) / 18)));
      const words = rows.map((row, n) => this.word(fitText(row, 12, width - 24), x + 12, y + 22 + n * 18, { size: 12, fill: this.colors.text }));
      return element('g', {}, [element('rect', { x, y, width, height, rx: 4, fill: this.colors.note }), ...words].join(''));
    });
  }

  private word(text: string, x: number, y: number, { size, fill, anchor, weight }: { size: number; fill: string; anchor?: string; weight?: number }): string {
    if (text === '') return '';
    const more = { ...(anchor ? { 'text-anchor': anchor } : {}), ...(weight ? { 'font-weight': weight } : {}) };
    return element('text', { x, y, 'font-size': size, fill, ...more }, escapeXml(text));
  }
}
