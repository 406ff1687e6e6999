import { Button, Group } from '@mantine/core';
import { IconArrowBackUp, IconRotate } from '@tabler/icons-react';
import { useState } from 'react';
import { useDesigner } from '../../designer/use-designer.js';
import { useFormat } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { nameOf, useDesk } from '../../rule-builder/index.js';
import { ChangeField } from './change-field.js';
import { EventList } from './event-list.js';
import { ReasonLine, type Refused } from './reason-line.js';
import { SaveScenario } from './save-scenario.js';
import { simulationTexts } from './texts.js';
import { TimerList, WaitList } from './waits-view.js';
import { changeRecord, sendEvent, type Walk, type Walked } from './walk.js';
import { WalkLog } from './walk-log.js';
import styles from './simulation.module.css';

/** A walk under way: where it stands, what can happen, and what has happened. */
export function WalkView({ walk, onWalk }: { readonly walk: Walk; readonly onWalk: (walk: Walk | null) => void }) {
  const t = useTexts(simulationTexts);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const take = (walked: Walked): void => {
    setRefused(walked.kind === 'refused' ? walked.reasons : walked.kind === 'failed' ? walked.problems : []);
    if (walked.kind === 'moved') onWalk(walked.walk);
  };
  const goBack = (): void => {
    setRefused([]);
    onWalk(walk.before);
  };
  return (
    <>
      <Group gap={8}>
        <Button size="compact-sm" variant="default" leftSection={<IconArrowBackUp size={14} />} onClick={goBack}>
          {t('back')}
        </Button>
        <Button size="compact-sm" variant="default" leftSection={<IconRotate size={14} />} onClick={() => onWalk(null)}>
          {t('again')}
        </Button>
      </Group>
      <Standing walk={walk} />
      <div role="alert">
        {refused.length > 0 && (
          <div className={styles.refused}>
            <strong>{t('refused')}</strong>
            {refused.map((reason, n) => (
              <ReasonLine key={n} reason={reason} />
            ))}
          </div>
        )}
      </div>
      {walk.snapshot.status === 'active' && (
        <>
          <EventList key={walk.seq} walk={walk} onSend={(name, fields) => take(sendEvent(walk, name, fields))} />
          <TimerList walk={walk} onWalked={take} />
          <WaitList key={`waits ${walk.seq}`} walk={walk} onWalked={take} />
          <ChangeField key={`change ${walk.seq}`} walk={walk} onChange={(fields) => take(changeRecord(walk, fields))} />
        </>
      )}
      <WalkLog walk={walk} />
      {walk.begun.at === null && <SaveScenario walk={walk} />}
    </>
  );
}

function Standing({ walk: { snapshot, now } }: { readonly walk: Walk }) {
  const t = useTexts(simulationTexts);
  const format = useFormat();
  const { language } = useLanguage();
  const graph = useDesigner((state) => state.graph);
  const { vocabulary } = useDesk();
  return (
    <section className={styles.part} role="status">
      <h3>{t('active')}</h3>
      <ul className={styles.chips}>
        {snapshot.configuration.map((id) => (
          <li key={id}>{graph.node(id)?.title ?? nameOf(vocabulary.states, id, language)}</li>
        ))}
      </ul>
      {snapshot.status === 'done' && <strong>{snapshot.outcome === null ? t('ended') : t('endedAs', { outcome: snapshot.outcome })}</strong>}
      <p className={styles.small}>{t('at', { moment: format.moment(now) })}</p>
    </section>
  );
}
