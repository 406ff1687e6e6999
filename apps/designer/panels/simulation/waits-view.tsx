import { Button, Group } from '@mantine/core';
import { IconClockPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { placeOfPointer } from '../../document/index.js';
import { useDesigner } from '../../designer/use-designer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { edgeAt } from '../inspector/way-list.js';
import { ExpressionEditor } from '../schema-form/index.js';
import type { Json } from '#kernel';
import { simulationTexts } from './texts.js';
import { answerStep, fireTimer, invokesOf, timersOf, type InvokeWait, type TimerWait, type Walk, type Walked } from './walk.js';
import styles from './simulation.module.css';

interface Props {
  readonly walk: Walk;
  readonly onWalked: (walked: Walked) => void;
}

/** Clocks that run; each can be let run out, and earlier ones run out before it. */
export function TimerList({ walk, onWalked }: Props) {
  const t = useTexts(simulationTexts);
  const format = useFormat();
  const name = useTimerName();
  const timers = timersOf(walk);
  if (timers.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>{t('timers')}</h3>
      <ul className={styles.rows}>
        {timers.map((timer) => (
          <li key={timer.id}>
            <span>{t('due', { name: name(timer), moment: format.moment(timer.due ?? '') })}</span>
            <Button size="compact-xs" variant="default" leftSection={<IconClockPlay size={14} />} onClick={() => onWalked(fireTimer(walk, timer.id))}>
              {t('runOut')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useTimerName(): (timer: TimerWait) => string {
  const t = useTexts(simulationTexts);
  const graph = useDesigner((state) => state.graph);
  return ({ purpose }) => {
    if (purpose.kind === 'idle') return t('idleOf', { rule: purpose.rule });
    if (purpose.kind === 'wait') return t('waitOf', { id: purpose.invoke });
    const place = placeOfPointer(graph.document, purpose.timer);
    return (place.kind === 'transition' ? edgeAt(graph, place.place)?.label : undefined) ?? purpose.timer;
  };
}

/** Steps whose result the run waits for; their results are given here. */
export function WaitList({ walk, onWalked }: Props) {
  const t = useTexts(simulationTexts);
  const waits = invokesOf(walk);
  if (waits.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>{t('steps')}</h3>
      {waits.flatMap((wait) => openItems(wait).map((item) => <Answer key={`${wait.id} ${item}`} walk={walk} wait={wait} item={item} onWalked={onWalked} />))}
    </section>
  );
}

const openItems = ({ effects, outputs }: InvokeWait): readonly number[] => effects.map((_, n) => n).filter((n) => !Object.hasOwn(outputs, effects[n] ?? ''));

function Answer({ walk, wait, item, onWalked }: Props & { readonly wait: InvokeWait; readonly item: number }) {
  const t = useTexts(simulationTexts);
  const [output, setOutput] = useState<Json>({ approved: true });
  const count = wait.effects.length;
  const which = count > 1 ? item : null;
  const label = count > 1 ? t('stepOf', { id: wait.id, n: item + 1, count }) : wait.id;
  return (
    <fieldset className={styles.fillable}>
      <legend>{label}</legend>
      <ExpressionEditor label={t('output')} value={output} onChange={setOutput} isPlain />
      <Group gap={8}>
        <Button size="compact-sm" variant="light" onClick={() => onWalked(answerStep(walk, wait.id, which, { ok: true, output }))}>
          {t('doneWith')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onWalked(answerStep(walk, wait.id, which, { ok: false, error: { code: 'simulated', message: 'simulated' } }))}
        >
          {t('failed')}
        </Button>
      </Group>
    </fieldset>
  );
}
