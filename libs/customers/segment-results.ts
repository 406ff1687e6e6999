import { seededRandom, type ClusterProfile } from '#analytics';
import type { Instant, Text } from '#kernel';
import { rounded } from './rows.js';
import type { SegmentDefinition, SegmentResult, SegmentShown } from './segment-ports.js';
import type { SegmentRows } from './segment-rows.js';
import type { SegmentHow, SegmentsFound } from './tasks/segments.js';

const MOST_POINTS = 2000;

/** A definition with its defaults filled in. */
export const howOf = (definition: SegmentDefinition): SegmentHow => ({
  columns: [...new Set(definition.columns)],
  method: definition.method ?? 'k-means',
  k: definition.k ?? { from: definition.kFrom ?? 2, to: Math.max(definition.kFrom ?? 2, definition.kTo ?? 8) },
  eps: definition.eps ?? 0.5,
  minPts: definition.minPts ?? 5,
  scale: definition.scale ?? 'z-score',
  missing: definition.missing ?? 'drop',
  logColumns: definition.logColumns ?? [],
  seed: definition.seed ?? 1,
});

/** What was found, as it is kept and shown. `names`: given to segments before. */
export function resultOf(
  found: SegmentsFound,
  { ids, rows, titles }: SegmentRows,
  of: { readonly trainedAt: Instant; readonly version: number },
): SegmentResult {
  const noise = found.labels.reduce((sum, label) => sum + (label === -1 ? 1 : 0), 0);
  const segments = found.profile.map((profile) => shownSegment(profile, titles));
  const share = (count: number): number => rounded(count / Math.max(1, found.rows.length));
  const outside: SegmentShown = { segment: -1, name: 'Noise', records: noise, share: share(noise), summary: NOISE, traits: [] };
  return {
    ...of,
    method: found.model.how.method,
    records: found.rows.length,
    leftOut: ids.length - found.rows.length,
    segments: noise > 0 ? [...segments, outside] : segments,
    silhouette: found.silhouette === null ? null : rounded(found.silhouette),
    inertia: found.inertia === null ? null : rounded(found.inertia),
    tried: found.tried.map(({ k, inertia, silhouette }) => ({ k, inertia: rounded(inertia), silhouette: rounded(silhouette) })),
    map: mapOf(found, ids, rows.columns),
  };
}

const NOISE: Text = { en: 'far from every segment', 'zh-CN': '远离所有细分' };

function mapOf({ rows, labels, places, axes }: SegmentsFound, ids: readonly string[], columns: readonly string[]): SegmentResult['map'] {
  const isSampled = rows.length > MOST_POINTS;
  const random = seededRandom(1);
  const shown = rows.map((_, i) => i).filter(() => !isSampled || random.next() < MOST_POINTS / rows.length);
  return {
    share: axes.share.map(rounded),
    axes: axes.components.map((weights) => weights.map((weight, c) => ({ column: columns[c] as string, weight: rounded(weight) }))),
    points: shown.map((i) => ({
      id: ids[rows[i] as number] as string,
      x: rounded(places[i * 2]),
      y: rounded(places[i * 2 + 1]),
      segment: labels[i] as number,
    })),
    isSampled,
  };
}

function shownSegment({ cluster, rows, share, traits }: ClusterProfile, titles: SegmentRows['titles']): SegmentShown {
  const shown = traits.map(({ column, mean, overall, deviations }) => ({ column, mean: tidy(mean), overall: tidy(overall), deviations: rounded(deviations) }));
  return { segment: cluster, name: `Segment ${cluster + 1}`, records: rows, share: rounded(share), summary: inWords(shown, titles), traits: shown };
}

/** What sets a segment apart: the three strongest traits of at least half a deviation. */
function inWords(traits: SegmentShown['traits'], titles: SegmentRows['titles']): Text {
  const strongest = traits.filter(({ deviations }) => Math.abs(deviations) >= 0.5).sort((a, b) => Math.abs(b.deviations) - Math.abs(a.deviations));
  if (strongest.length === 0) return { en: 'close to the average in everything', 'zh-CN': '各方面都接近平均水平' };
  const said = strongest.slice(0, 3);
  const name = (column: string, locale: 'en' | 'zh-CN'): string => titles[column]?.[locale] ?? titles[column]?.en ?? column;
  return {
    en: said.map((t) => `${name(t.column, 'en')} ${t.deviations > 0 ? 'above' : 'below'} average (${short(t.mean)} against ${short(t.overall)})`).join('; '),
    'zh-CN': said.map((t) => `${name(t.column, 'zh-CN')}${t.deviations > 0 ? '高于' : '低于'}平均（${short(t.mean)}，平均 ${short(t.overall)}）`).join('；'),
  };
}

const tidy = (value: number): number => Number(value.toPrecision(6));
const short = (value: number): string => String(Number(value.toPrecision(3)));
