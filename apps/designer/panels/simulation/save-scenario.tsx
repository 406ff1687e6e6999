import { Button, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../i18n/texts.js';
import { useDesk } from '../../rule-builder/index.js';
import { downloadJson } from '../../ui/download.js';
import { showDone } from '../../ui/show-done.js';
import { scenarioOf } from './scenario.js';
import { simulationTexts } from './texts.js';
import type { Walk } from './walk.js';
import styles from './simulation.module.css';

/** The walk as a file of scenarios, which `millrace scenarios` plays and checks. */
export function SaveScenario({ walk }: { readonly walk: Walk }) {
  const t = useTexts(simulationTexts);
  const { vocabulary } = useDesk();
  const [name, setName] = useState('');
  const save = (): void => {
    const file = `${vocabulary.pipeline}.scenarios.json`;
    downloadJson(file, [scenarioOf(walk, { en: name.trim() })]);
    showDone(t('saved', { file }));
  };
  return (
    <details className={styles.more}>
      <summary>{t('save')}</summary>
      <div className={styles.setUp}>
        <p className={styles.small}>{t('scenarioHint')}</p>
        <TextInput label={t('scenarioName')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Button size="compact-sm" variant="light" leftSection={<IconDownload size={14} />} disabled={name.trim() === ''} onClick={save}>
          {t('download')}
        </Button>
      </div>
    </details>
  );
}
