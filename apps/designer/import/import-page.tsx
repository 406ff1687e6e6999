import { Stepper } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import { useObjects } from '../fields/use-objects.js';
import { useTexts } from '../i18n/texts.js';
import { EmptyState } from '../ui/empty-state.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { Page } from '../ui/page.js';
import { CheckStep } from './check-step.js';
import { type ChosenFile, FileStep } from './file-step.js';
import { ColumnsStep } from './columns-step.js';
import { DoneStep } from './done-step.js';
import { EarlierImports } from './earlier-imports.js';
import { guessColumns, type Mapping } from './guess-columns.js';
import { guessWriting, type Writing } from './import-map.js';
import styles from './import.module.css';
import { importTexts } from './texts.js';

/** What has been decided so far; each step adds to it. */
type Stage =
  | { readonly at: 0 }
  | { readonly at: 1 | 2; readonly file: ChosenFile; readonly mapping: Mapping; readonly writing: Writing }
  | { readonly at: 3; readonly job: string };

/** Brings a CSV file in: file, columns, check, import. */
export function ImportPage() {
  const t = useTexts(importTexts);
  const may = useMay();
  if (!may('import.run'))
    return (
      <Page title={t('title')}>
        <EmptyState icon={IconLock} title={t('notYours')} hint={t('notYoursHint')} />
      </Page>
    );
  return (
    <Page title={t('title')} lead={t('lead')} width="read">
      <Wizard />
    </Page>
  );
}

function Wizard() {
  const t = useTexts(importTexts);
  const objects = useObjects();
  const navigate = useNavigate();
  const { object: asked } = useSearch({ from: '/inside/import' });
  const [stage, setStage] = useState<Stage>({ at: 0 });
  const object = objects?.find(({ key }) => key === (asked ?? 'contact')) ?? objects?.[0];
  if (!objects || !object) return <LateSkeleton />;
  const choose = (file: ChosenFile): void => {
    setStage({ at: 1, file, mapping: guessColumns(file.head.header, object), writing: guessWriting(file.head.rows) });
  };
  const begin = (): void => setStage({ at: 0 });
  return (
    <div className={styles.wizard}>
      <Stepper active={stage.at} size="sm" iconSize={28} aria-label={t('steps')} className={styles.steps} allowNextStepsSelect={false}>
        {(['stepFile', 'stepColumns', 'stepCheck', 'stepDone'] as const).map((step) => (
          <Stepper.Step key={step} label={t(step)} disabled />
        ))}
      </Stepper>
      {stage.at === 0 && (
        <>
          <FileStep
            objects={objects}
            object={object}
            onObject={(key) => void navigate({ to: '/import', search: { object: key }, replace: true })}
            onFile={choose}
          />
          <EarlierImports objects={objects} onOpen={(job) => setStage({ at: 3, job })} />
        </>
      )}
      {stage.at === 1 && (
        <ColumnsStep
          object={object}
          {...stage}
          onChange={(change) => setStage({ ...stage, ...change })}
          onBack={begin}
          onNext={() => setStage({ ...stage, at: 2 })}
        />
      )}
      {stage.at === 2 && <CheckStep object={object} {...stage} onBack={() => setStage({ ...stage, at: 1 })} onStarted={(job) => setStage({ at: 3, job })} />}
      {stage.at === 3 && <DoneStep objects={objects} job={stage.job} onAnother={begin} />}
    </div>
  );
}
