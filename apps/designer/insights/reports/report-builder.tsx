import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { IconReportAnalytics } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import { useMay } from '../../app/session.js';
import { useTexts } from '../../i18n/texts.js';
import { EmptyState } from '../../ui/empty-state.js';
import { showDone } from '../../ui/show-done.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { DefinitionForm } from './definition-form.js';
import { type Definition, FRESH, type Report } from './definition.js';
import { ResultFigure } from './result-figure.js';
import { reportTexts } from './texts.js';

/** Makes a report, or changes one: what is chosen is run at once. */
export function ReportBuilder({ report }: { readonly report: Report | null }) {
  const t = useTexts(reportTexts);
  const may = useMay();
  const { change } = useInsightSearch();
  const [definition, setDefinition] = useState<Definition>(report?.definition ?? FRESH);
  const [name, setName] = useState(report?.name ?? '');
  const [isShared, setShared] = useState(report?.shared ?? false);
  const create = useWrite('createReport', ['listReports']);
  const put = useWrite('changeReport', ['listReports', 'runReport']);
  const isRunnable = definition.measures.length > 0;
  const preview = useAnswer('previewReport', { body: { definition } }, { enabled: isRunnable, keepsPrevious: true, staleMs: 30_000 });
  const leave = (id: string | undefined): void => change({ edit: undefined, key: id });
  const saved = ({ id }: { readonly id: string }): void => {
    showDone(t('saved'));
    leave(id);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (report === null) create.mutate({ body: { name, definition, shared: isShared } }, { onSuccess: saved });
    else put.mutate({ params: { id: report.id }, body: { name, definition, shared: isShared } }, { onSuccess: saved });
  };
  return (
    <div className={styles.builder}>
      <form onSubmit={submit} className={styles.form} aria-label={report === null ? t('newReport') : t('edit')}>
        <Stack gap="sm">
          <TextInput label={t('name')} value={name} onChange={({ currentTarget: { value } }) => setName(value)} maxLength={200} required />
          <DefinitionForm definition={definition} onChange={setDefinition} />
          {may('view.share') && <Checkbox label={t('share')} checked={isShared} onChange={({ currentTarget: { checked } }) => setShared(checked)} />}
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={() => leave(report?.id)}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={create.isPending || put.isPending} disabled={!isRunnable}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
      <div className={styles.preview}>
        {isRunnable ? (
          <Answered answer={preview}>{(result) => <ResultFigure title={name || t('newReport')} result={result} chart={definition.chart} />}</Answered>
        ) : (
          <EmptyState icon={IconReportAnalytics} title={t('choose')} />
        )}
      </div>
    </div>
  );
}
