import { Tabs } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { usePipelineWords } from '../fields/use-pipeline-words.js';
import { useTexts } from '../i18n/texts.js';
import { EmptyState } from '../ui/empty-state.js';
import styles from './record-page.module.css';
import { RunPanel } from './run-panel.js';
import { useStartable } from './start-menu.js';
import { recordTexts } from './texts.js';
import type { RecordAnswer, RunHead } from './use-record.js';

/** Where the record stands in each of its pipelines: a tab each where there are several. */
export function RunsPanel({ record }: { readonly record: RecordAnswer }) {
  const t = useTexts(recordTexts);
  const navigate = useNavigate({ from: '/records/$object/$id' });
  const { run: asked } = useSearch({ from: '/inside/records/$object/$id' });
  const startable = useStartable(record);
  // Open ones first; both groups newest first, as they come.
  const runs = [...record.runs].sort((a, b) => Number(a.endedAt !== null) - Number(b.endedAt !== null));
  const [first] = runs;
  if (!first) {
    return startable.length === 0 ? null : (
      <section className={styles.panel}>
        <EmptyState icon={IconRoute} title={t('notStarted')} hint={t('notStartedHint')} />
      </section>
    );
  }
  const current = runs.find(({ pipeline }) => pipeline === asked) ?? first;
  const choose = (pipeline: string | null): void =>
    void navigate({
      to: '/records/$object/$id',
      params: { object: record.object, id: record.id },
      search: (now) => ({ ...now, run: pipeline ?? undefined }),
      replace: true,
    });
  return (
    <section className={styles.panel}>
      {runs.length > 1 && (
        <Tabs value={current.pipeline} onChange={choose} mb="md">
          <Tabs.List aria-label={t('runs')}>
            {runs.map((run) => (
              <Tabs.Tab key={run.id} value={run.pipeline}>
                <PipelineTitle run={run} />
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      )}
      <RunPanel key={current.id} record={record} head={current} />
    </section>
  );
}

function PipelineTitle({ run }: { readonly run: RunHead }) {
  return <>{usePipelineWords(run.pipeline, run.version)?.title ?? run.pipeline}</>;
}
