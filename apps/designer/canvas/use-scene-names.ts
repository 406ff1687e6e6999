import { useMemo } from 'react';
import type { GraphNode } from '../document/index.js';
import { type Format, useFormat } from '../i18n/format.js';
import { type Texts, type Translate, useTexts } from '../i18n/texts.js';
import type { SceneNames } from './scene/names.js';
import { canvasTexts } from './texts.js';

type Say = typeof canvasTexts extends Texts<infer Key> ? Translate<Key> : never;

/** Accessible names of what is drawn, in the reader's language; said once for each state. */
export function useSceneNames(): SceneNames {
  const t = useTexts(canvasTexts);
  const format = useFormat();
  return useMemo(() => {
    const said = new WeakMap<GraphNode, string>();
    const state = (node: GraphNode): string => {
      const known = said.get(node);
      if (known !== undefined) return known;
      const name = t('stateLabel', { title: node.title, about: format.list(aboutOf(node, t, format)) });
      said.set(node, name);
      return name;
    };
    return { stateRole: t('atomic'), edgeRole: t('transition'), state, edge: (edge, from, to) => t('edgeLabel', { label: edge.label, from, to }) };
  }, [t, format]);
}

const COUNTED = ['entry', 'invokes', 'timers', 'exit', 'internal'] as const;

function aboutOf({ kind, stage, isInitial, badges, rules }: GraphNode, t: Say, format: Format): readonly string[] {
  return [
    t(kind),
    ...(stage ? [t('stage')] : []),
    ...(isInitial ? [t('initial')] : []),
    ...COUNTED.filter((one) => badges[one] > 0).map((one) => t(one, { count: badges[one] })),
    ...(rules.length > 0 ? [t('rules', { count: rules.length, names: format.list(rules.map(({ title }) => title)) })] : []),
  ];
}
