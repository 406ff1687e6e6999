import { NativeSelect } from '@mantine/core';
import { IconBrain } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keyOf, useAnswer } from '../../api/use-answer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { EmptyState } from '../../ui/empty-state.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { ModelScreen } from './model-screen.js';
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
  const { search, change } = useInsightSearch();
  const models = useModels();
  return (
    <Answered answer={models}>
      {({ items }) => {
        const current = items.find(({ key }) => key === search.key) ?? items[0];
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
            </div>
            <ModelScreen key={current.key} model={current} />
          </div>
        );
      }}
    </Answered>
  );
}
