import { Alert, Button, Progress } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPlay } from '@tabler/icons-react';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { showDone } from '../../ui/show-done.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { Facts } from '../parts/facts.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { hasFeatures } from './draft.js';
import { Drift } from './drift.js';
import { useMeasureName } from './measure-name.js';
import { ModelActions } from './model-actions.js';
import { modelTexts } from './texts.js';
import type { Model } from './shapes.js';
import { VersionFigures } from './version-figures.js';
import { Versions } from './versions.js';
import { Watched } from './watched.js';

/** One model: its state, training, versions, checks. */
export function ModelScreen({ model }: { readonly model: Model }) {
  const t = useTexts(modelTexts);
  const format = useFormat();
  const measureName = useMeasureName();
  const { search } = useInsightSearch();
  const version = /^[1-9]\d{0,8}$/.test(search.at ?? '') ? Number(search.at) : model.activeVersion;
  return (
    <div className={styles.screen}>
      <Facts
        facts={[
          { label: t('state'), value: model.activeVersion === null ? t('rule') : t('versionNow', { version: model.activeVersion }), target: null },
          ...(model.active?.checked
            ? [{ label: measureName(model.active.checked.measure), value: format.number(model.active.checked.value, 3), target: null }]
            : []),
          { label: t('schedule'), value: t(model.schedule), hint: model.nextTrainingAt === null ? undefined : format.date(model.nextTrainingAt), target: null },
        ]}
      />
      {model.watch !== null && <Watched watch={model.watch} />}
      <Training model={model} />
      <p className={styles.note}>
        <strong>{t('minimum')}</strong> {format.text(model.minimum)} <strong>{t('fallback')}</strong> {format.text(model.fallback)}
      </p>
      {model.versions > 0 && <Versions key={`${model.versions} ${model.activeVersion ?? 0}`} model={model} shown={version} />}
      {version !== null && <Shown model={model} version={version} />}
      {model.activeVersion !== null && hasFeatures(model.kind) && <Drift model={model.key} />}
    </div>
  );
}

function Shown({ model, version }: { readonly model: Model; readonly version: number }) {
  const answer = useAnswer('getModelVersion', { params: { model: model.key, version: String(version) } }, { keepsPrevious: true });
  return <Answered answer={answer}>{(data) => <VersionFigures version={data} />}</Answered>;
}

function Training({ model }: { readonly model: Model }) {
  const t = useTexts(modelTexts);
  const format = useFormat();
  const may = useMay();
  const train = useWrite('trainModel', ['listModels', 'listModelVersions']);
  const { job } = model;
  if (job !== null && (job.status === 'waiting' || job.status === 'running'))
    return (
      <div className={styles.note} role="status">
        <p>
          {t('progress', { phase: format.text(job.phase), share: format.percent(job.progress) })} · {t('rows', { count: job.rows })}
        </p>
        <Progress value={job.progress * 100} aria-label={t('progressOf')} />
      </div>
    );
  const begin = (): void => train.mutate({ params: { model: model.key } }, { onSuccess: () => showDone(t('trained')) });
  return (
    <>
      {job?.error && (
        <Alert
          color="yellow"
          className={styles.alert}
          classNames={{ title: styles.alertTitle ?? '' }}
          icon={<IconAlertTriangle size={20} aria-hidden />}
          title={t('failed')}
        >
          {format.text(job.error.text)}
        </Alert>
      )}
      <div className={styles.scope}>
        {may('model.train') && model.kind !== 'onnx' && (
          <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} loading={train.isPending} onClick={begin}>
            {model.versions > 0 ? t('trainAgain') : t('train')}
          </Button>
        )}
        <ModelActions model={model} />
      </div>
    </>
  );
}
