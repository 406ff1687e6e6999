import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import { useObjects, usePipelineWords } from '../../fields/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { showDone } from '../../ui/show-done.js';
import styles from '../insights.module.css';
import { useInsightSearch } from '../parts/use-scope.js';
import { changeOf, creationOf, type Draft, draftOf, FRESH, hasFeatures, isWhole } from './draft.js';
import { FeatureChoice } from './feature-choice.js';
import { modelFormTexts } from './form-texts.js';
import { LearningForm } from './learning-form.js';
import type { Model } from './shapes.js';
import { TargetForm } from './target-form.js';

/** Makes a model, or changes how one learns. */
export function ModelBuilder({ model, taken }: { readonly model: Model | null; readonly taken: readonly string[] }) {
  const t = useTexts(modelFormTexts);
  const format = useFormat();
  const { change: go } = useInsightSearch();
  const [draft, setDraft] = useState<Draft>(model === null ? FRESH : draftOf(model));
  const words = usePipelineWords(draft.pipeline);
  const create = useWrite('createModel', ['listModels']);
  const put = useWrite('changeModel', ['listModels']);
  const leave = (key: string | undefined): void => go({ edit: undefined, key });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const done = (text: 'created' | 'saved') => ({
      onSuccess: ({ key }: { readonly key: string }) => {
        showDone(t(text));
        leave(key);
      },
    });
    if (model === null) create.mutate({ body: creationOf(draft, taken) }, done('created'));
    else put.mutate({ params: { model: model.key }, body: changeOf(draft) }, done('saved'));
  };
  const title = model === null ? t('newModel') : t('changeOf', { title: format.text(model.title) });
  return (
    <div className={styles.builder}>
      <form onSubmit={submit} className={styles.form} aria-label={title}>
        <Stack gap="sm">
          <h2 className={styles.heading}>{title}</h2>
          <TextInput
            label={t('nameEn')}
            value={draft.en}
            onChange={({ currentTarget: { value } }) => setDraft({ ...draft, en: value })}
            maxLength={200}
            required
          />
          <TextInput label={t('nameZh')} value={draft.zh} onChange={({ currentTarget: { value } }) => setDraft({ ...draft, zh: value })} maxLength={200} />
          {model === null ? <TargetForm draft={draft} onChange={setDraft} words={words} /> : <Fixed draft={draft} />}
          <LearningForm draft={draft} onChange={setDraft} words={words} />
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={() => leave(model?.key)}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={create.isPending || put.isPending} disabled={!isWhole(draft)}>
              {model === null ? t('create') : t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
      <div className={styles.preview}>
        {hasFeatures(draft.kind) ? (
          <Advised model={model} draft={draft} onChange={setDraft} />
        ) : (
          draft.kind !== 'onnx' && <p className={styles.note}>{t('noFeatures')}</p>
        )}
      </div>
    </div>
  );
}

/** The features, beside what the leak check of the newest version said of them. */
function Advised({ model, draft, onChange }: { readonly model: Model | null; readonly draft: Draft; readonly onChange: (draft: Draft) => void }) {
  const newest = model === null ? 0 : model.versions;
  const { data } = useAnswer('getModelVersion', { params: { model: model?.key ?? '', version: String(newest) } }, { enabled: newest > 0 });
  return <FeatureChoice draft={draft} onChange={onChange} advice={data ?? null} />;
}

function Fixed({ draft: { kind, object, pipeline } }: { readonly draft: Draft }) {
  const t = useTexts(modelFormTexts);
  const objects = useObjects();
  const words = usePipelineWords(pipeline);
  const plural = objects?.find(({ key }) => key === object)?.plural ?? object;
  return (
    <div className={styles.note}>
      <p>
        {t(`kind-${kind}`)} · {plural}
        {pipeline !== null && ` · ${words?.title ?? pipeline}`}
      </p>
      <p className="quiet">{t('fixed')}</p>
    </div>
  );
}
