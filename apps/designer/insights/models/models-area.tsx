import { Button, NativeSelect } from '@mantine/core';
import { IconBrain, IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keyOf, useAnswer } from '../../api/use-answer.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { EmptyState } from '../../ui/empty-state.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { modelFormTexts } from './form-texts.js';
import { ModelBuilder } from './model-builder.js';
import { ModelScreen } from './model-screen.js';
import { OnnxImport } from './onnx-import.js';
import type { Model } from './shapes.js';
import { modelTexts } from './texts.js';

const RUNNING_MS = 1500;
const isTraining = ({ job }: Model): boolean => job?.status === 'waiting' || job?.status === 'running';

/** The models; asked again and again while something trains. When a training ends, or has ended between two answers, what it changed is asked too. */
function useModels() {
  const client = useQueryClient();
  const models = useAnswer('listModels', { query: {} }, { refreshMs: (data) => (data?.items.some(isTraining) ? RUNNING_MS : false) });
  const state = models.data?.items.map((model) => `${model.key} ${model.versions} ${model.activeVersion} ${isTraining(model)}`).join();
  useEffect(() => {
    if (state === undefined) return;
    return () => (['listModelVersions', 'modelDrift'] as const).forEach((name) => void client.invalidateQueries({ queryKey: keyOf(name) }));
  }, [client, state]);
  return models;
}

/** The models of the workspace: what they rest on, how they were checked, and training them. */
export function ModelsArea() {
  const t = useTexts(modelTexts);
  const format = useFormat();
  const forms = useTexts(modelFormTexts);
  const may = useMay();
  const { search, change } = useInsightSearch();
  const models = useModels();
  const mayTrain = may('model.train');
  return (
    <Answered answer={models}>
      {({ items }) => {
        const current = items.find(({ key }) => key === search.key) ?? items[0];
        if (search.edit !== undefined && mayTrain) return <Edited items={items} />;
        if (current === undefined) return <EmptyState icon={IconBrain} title={t('none')} hint={t('noneHint')} />;
        return (
          <div className={styles.screen}>
            <div className={styles.scope}>
              <NativeSelect
                key={format.language}
                aria-label={t('models')}
                data={items.map(({ key, title }) => ({ value: key, label: format.text(title) }))}
                value={current.key}
                onChange={({ currentTarget: { value } }) => change({ key: value, at: undefined })}
              />
              {mayTrain && (
                <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ edit: 'new', at: undefined })}>
                  {forms('newModel')}
                </Button>
              )}
            </div>
            <ModelScreen key={current.key} model={current} />
          </div>
        );
      }}
    </Answered>
  );
}

/** What the address says is being made or changed. */
function Edited({ items }: { readonly items: readonly Model[] }) {
  const { search } = useInsightSearch();
  const model = search.edit === 'new' ? null : (items.find(({ key }) => key === search.key) ?? items[0] ?? null);
  if (model?.kind === 'onnx' && search.edit === 'file') return <OnnxImport key={model.key} model={model} />;
  return <ModelBuilder key={model?.key ?? 'new'} model={model} taken={items.map(({ key }) => key)} />;
}
