import { Checkbox, Radio, Select, Stack } from '@mantine/core';
import { inLocale } from '#kernel';
import type { PipelineDocument } from '#pipeline';
import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { useDesigner } from '../../designer/use-designer.js';
import { ROOT, treeOf } from '../../document/index.js';
import { useFormat } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { nameOf, useDesk } from '../../rule-builder/index.js';
import { reviewTexts } from './texts.js';
import styles from './review.module.css';

export type Impact = Answer<'impactOf'>;

/** Which open runs are moved, and where those go whose state is gone. */
export interface Moving {
  readonly which: 'none' | 'all' | 'some';
  readonly mapping: Readonly<Record<string, string>>;
  readonly chosen: ReadonlySet<string>;
}

export const NO_MOVE: Moving = { which: 'none', mapping: {}, chosen: new Set() };

interface Props {
  readonly impact: Impact;
  /** The version that runs would go to. */
  readonly document: PipelineDocument;
  readonly moving: Moving;
  readonly onMoving: (moving: Moving) => void;
  /** Nothing else is meant than to move: "stay" is not offered. */
  readonly mustMove?: boolean;
}

const FATES = ['same', 'mapped', 'needs-choice', 'refused'] as const;
const FATE_TEXTS = { same: 'fateSame', mapped: 'fateMapped', 'needs-choice': 'fateNeeds-choice', refused: 'fateRefused' } as const;

/** What moving the open runs would do, in counts first. */
export function ImpactView({ impact, document, moving, onMoving, mustMove = false }: Props) {
  const t = useTexts(reviewTexts);
  const format = useFormat();
  const { counts } = impact;
  if (counts.total === 0) return <p className="quiet">{t('noRuns')}</p>;
  return (
    <section className={styles.impact}>
      <h3>{t('impact')}</h3>
      <dl className={styles.counts}>
        {FATES.filter((fate) => counts[fate] > 0).map((fate) => (
          <div key={fate} data-fate={fate}>
            <dt className="figures">{format.number(counts[fate])}</dt>
            <dd>{t(FATE_TEXTS[fate])}</dd>
          </div>
        ))}
      </dl>
      <Radio.Group label={t('whatOf')} value={moving.which} onChange={(which) => onMoving({ ...moving, which: which as Moving['which'] })}>
        <Stack gap={8} pt={8}>
          {!mustMove && <Radio value="none" label={t('stay')} />}
          <Radio value="all" label={t('all')} />
          <Radio value="some" label={t('some')} />
        </Stack>
      </Radio.Group>
      {moving.which !== 'none' && <Homeless impact={impact} document={document} moving={moving} onMoving={onMoving} />}
      {moving.which === 'some' && <RunList impact={impact} moving={moving} onMoving={onMoving} />}
    </section>
  );
}

function Homeless({ impact, document, moving, onMoving }: Props) {
  const t = useTexts(reviewTexts);
  const { language } = useLanguage();
  const goneName = useGoneNames();
  // A state that was given a place is no longer homeless in the next answer; it must still be shown.
  const states = [
    ...new Map([...Object.keys(moving.mapping).map((state) => [state, 0] as const), ...impact.homeless.map(({ state, runs }) => [state, runs] as const)]),
  ];
  if (states.length === 0) return null;
  const offered = [...treeOf(document).entries.values()]
    .filter(({ id, kind }) => id !== ROOT && kind !== 'history')
    .map(({ id, state }) => ({ value: id, label: state.title ? inLocale(state.title, language) : id }));
  return (
    <div className={styles.homeless}>
      <p>{t('homeless')}</p>
      {states.map(([state, runs]) => (
        <Select
          key={state}
          label={t('homelessRuns', { count: runs, state: goneName(state) })}
          placeholder={t('chooseState')}
          data={offered}
          value={moving.mapping[state] ?? null}
          onChange={(to) => onMoving({ ...moving, mapping: to === null ? moving.mapping : { ...moving.mapping, [state]: to } })}
          searchable
          comboboxProps={{ withinPortal: true }}
        />
      ))}
    </div>
  );
}

/** A state that the draft no longer has is called as the live version calls it. */
function useGoneNames(): (state: string) => string {
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  const key = useDesigner((state) => state.pipeline);
  const latest = useDesigner((state) => state.head.latestVersion);
  const { data } = useAnswer('getVersion', { params: { key, version: String(latest) } }, { enabled: latest > 0, staleMs: Infinity });
  const live = data && treeOf(data.document as unknown as PipelineDocument).entries;
  return (id) => {
    const title = live?.get(id)?.state.title;
    const name = nameOf(vocabulary.states, id, language);
    return name === id && title ? inLocale(title, language) : name;
  };
}

function RunList({ impact, moving, onMoving }: Pick<Props, 'impact' | 'moving' | 'onMoving'>) {
  const t = useTexts(reviewTexts);
  const format = useFormat();
  const { language } = useLanguage();
  const goneName = useGoneNames();
  const named = (ids: readonly string[]): string => format.list(ids.map(goneName));
  const toggle = (id: string): void => {
    const chosen = new Set(moving.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    onMoving({ ...moving, chosen });
  };
  return (
    <>
      <ul className={styles.runs} aria-label={t('list')}>
        {impact.runs.map(({ runId, name, from, to, fate, problem }) => (
          <li key={runId}>
            <Checkbox
              checked={moving.chosen.has(runId)}
              onChange={() => toggle(runId)}
              disabled={fate === 'refused' || fate === 'needs-choice'}
              label={name ?? runId}
              description={problem ? inLocale(problem.text, language) : t('fromTo', { from: named(from), to: named(to) })}
            />
          </li>
        ))}
      </ul>
      {impact.cut && <p className="quiet">{t('cut')}</p>}
    </>
  );
}

/** What stands in the way of moving; `false` when it can be done. */
export const cannotMove = ({ counts }: Impact, { which, chosen }: Moving): boolean =>
  (which === 'all' && counts['needs-choice'] > 0) || (which === 'some' && chosen.size === 0);
