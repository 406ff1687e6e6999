import { Button, Code, JsonInput, Paper } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Json } from '#kernel';
import type { Answer } from '../api/operations.js';
import { useWrite } from '../api/use-answer.js';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { Moment } from '../ui/moment.js';
import { showDone } from '../ui/show-done.js';
import styles from './inbox.module.css';
import { inboxTexts } from './texts.js';

type Incident = Answer<'listIncidents'>['items'][number];

/** A run that cannot go on by itself: what failed, with what, and the three ways on. */
export function IncidentCard({ incident }: { readonly incident: Incident }) {
  const t = useTexts(inboxTexts);
  const may = useMay();
  const [edited, setEdited] = useState<string | null>(null);
  const resolve = useWrite('resolveIncident', ['listIncidents', 'getRun', 'runJournal']);
  const { id, step, reason, input, openedAt, runId } = incident;
  const given = edited === null ? undefined : readJson(edited);
  const act = (body: { action: 'retry' | 'skip' } | { action: 'edit'; input: Json }): void =>
    resolve.mutate({ params: { id }, body }, { onSuccess: () => showDone(t(body.action === 'skip' ? 'skipped' : 'retried')) });
  return (
    <Paper component="article" withBorder className={styles.incident}>
      <h3>
        <IconAlertTriangle size={16} aria-hidden /> {step ?? t('incidents')}
      </h3>
      <p>{reason}</p>
      <p className={styles.facts}>
        <Link to="/runs/$id" params={{ id: runId }}>
          {t('seeRun')}
        </Link>
        <span>
          {t('opened')} <Moment at={openedAt} />
        </span>
      </p>
      {edited === null ? (
        <Code block className={styles.input} tabIndex={0} role="region" aria-label={t('input')}>
          {JSON.stringify(input, null, 2)}
        </Code>
      ) : (
        <JsonInput
          label={t('input')}
          description={t('inputHint')}
          value={edited}
          onChange={setEdited}
          error={given === undefined ? t('notJson') : null}
          autosize
          minRows={4}
          maxRows={16}
          spellCheck={false}
        />
      )}
      {may('incident.resolve') && (
        <div className={styles.ways}>
          {edited === null ? (
            <>
              <Button onClick={() => act({ action: 'retry' })} loading={resolve.isPending}>
                {t('retry')}
              </Button>
              <Button variant="default" onClick={() => setEdited(JSON.stringify(input, null, 2))}>
                {t('edit')}
              </Button>
              <Button variant="default" onClick={() => act({ action: 'skip' })} disabled={resolve.isPending}>
                {t('skip')}
              </Button>
            </>
          ) : (
            <>
              <Button onClick={() => given !== undefined && act({ action: 'edit', input: given })} disabled={given === undefined} loading={resolve.isPending}>
                {t('retry')}
              </Button>
              <Button variant="default" onClick={() => setEdited(null)}>
                {t('cancel')}
              </Button>
            </>
          )}
        </div>
      )}
    </Paper>
  );
}

/** undefined: no JSON. */
function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
