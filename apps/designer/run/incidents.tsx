import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import type { Answer } from '../api/operations.js';
import { useAnswer, useWrite } from '../api/use-answer.js';
import { FieldInput } from '../fields/field-input.js';
import { otherProblem } from '../fields/field-problems.js';
import { unknownField } from '../fields/object-shape.js';
import { useTexts } from '../i18n/texts.js';
import { Dialog } from '../ui/dialog.js';
import { showDone } from '../ui/show-done.js';
import styles from './run-page.module.css';
import { runTexts } from './texts.js';

type Incident = Answer<'listIncidents'>['items'][number];

/** Open incidents of the run: retry, skip, or edit the input and retry. */
export function Incidents({ runId }: { readonly runId: string }) {
  const { data } = useAnswer('listIncidents', { query: { status: 'open', limit: 200 } });
  return data?.items.filter((incident) => incident.runId === runId).map((incident) => <IncidentBox key={incident.id} incident={incident} />);
}

function IncidentBox({ incident }: { readonly incident: Incident }) {
  const t = useTexts(runTexts);
  const may = useMay();
  const [isEditing, setEditing] = useState(false);
  const resolving = useWrite('resolveIncident', ['listIncidents', 'getRun', 'runJournal', 'timeline']);
  const resolve = (action: 'retry' | 'skip'): void =>
    resolving.mutate({ params: { id: incident.id }, body: { action } }, { onSuccess: () => showDone(action === 'retry' ? t('retried') : t('skippedNow')) });
  return (
    <Alert className={styles.incident} color="red" icon={<IconAlertTriangle size={16} />} title={t('incidentAt', { step: incident.step ?? t('aStep') })}>
      <p>{incident.reason}</p>
      <details>
        <summary>{t('failedInput')}</summary>
        <pre className={styles.input} tabIndex={0}>
          {JSON.stringify(incident.input, null, 2)}
        </pre>
      </details>
      {may('incident.resolve') && (
        <Group gap="xs" mt="xs">
          <Button size="xs" loading={resolving.isPending} onClick={() => resolve('retry')}>
            {t('retry')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setEditing(true)}>
            {t('editRetry')}
          </Button>
          <Button size="xs" variant="default" disabled={resolving.isPending} onClick={() => resolve('skip')}>
            {t('skip')}
          </Button>
        </Group>
      )}
      {isEditing && <EditDialog incident={incident} onClose={() => setEditing(false)} />}
    </Alert>
  );
}

function EditDialog({ incident, onClose }: { readonly incident: Incident; readonly onClose: () => void }) {
  const t = useTexts(runTexts);
  const [input, setInput] = useState<unknown>(incident.input);
  const resolving = useWrite('resolveIncident', ['listIncidents', 'getRun', 'runJournal', 'timeline']);
  const save = (): void =>
    resolving.mutate(
      { params: { id: incident.id }, body: { action: 'edit', input: input as string } },
      {
        onSuccess: () => {
          onClose();
          showDone(t('retried'));
        },
        // Said in the dialog.
        onError: () => undefined,
      },
    );
  return (
    <Dialog onClose={onClose} title={t('editRetry')} size="lg">
      <FieldInput
        field={{ ...unknownField('input'), type: 'json', title: t('failedInput') }}
        hint={t('editHint')}
        value={input}
        onChange={setInput}
        error={resolving.error ? (otherProblem(resolving.error, []) ?? undefined) : undefined}
        autoFocus
      />
      <Group gap="xs" justify="flex-end" mt="sm">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button loading={resolving.isPending} onClick={save}>
          {t('editRetry')}
        </Button>
      </Group>
    </Dialog>
  );
}
