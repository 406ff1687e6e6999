import { Button, FileButton, Group, NativeSelect, NumberInput } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { Answer } from '../../api/operations.js';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import { useTexts } from '../../i18n/texts.js';
import { showDone } from '../../ui/show-done.js';
import styles from '../insights.module.css';
import { base64Of, type Column, columnsOf, filledTo, lackOf, MOST_BYTES } from './onnx-columns.js';
import { OnnxMapping } from './onnx-mapping.js';
import { onnxTexts } from './onnx-texts.js';
import type { Model } from './shapes.js';

interface Chosen {
  readonly name: string;
  readonly file: string;
  readonly names: Answer<'lookAtOnnx'>;
}

/** Chooses a file, says which input and output are meant, and what of a record stands in the row. */
export function OnnxForm({ model, onLeave }: { readonly model: Model; readonly onLeave: () => void }) {
  const t = useTexts(onnxTexts);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [isTooBig, setTooBig] = useState(false);
  const look = useWrite('lookAtOnnx');
  const take = async (given: File | null): Promise<void> => {
    if (given === null) return;
    setTooBig(given.size > MOST_BYTES);
    if (given.size > MOST_BYTES) return;
    const file = base64Of(new Uint8Array(await given.arrayBuffer()));
    look.mutate({ body: { file } }, { onSuccess: (names) => setChosen({ name: given.name, file, names }) });
  };
  return (
    <div className={styles.screen}>
      <div className={styles.scope}>
        <FileButton accept=".onnx" onChange={(file) => void take(file)} inputProps={{ 'aria-label': t('file') }}>
          {(props) => (
            <Button {...props} variant={chosen === null ? 'filled' : 'default'} leftSection={<IconUpload size={16} aria-hidden />} loading={look.isPending}>
              {t('chooseFile')}
            </Button>
          )}
        </FileButton>
        <span className="quiet">{chosen?.name ?? t('fileHint')}</span>
      </div>
      {isTooBig && (
        <p role="alert" className={styles.note}>
          {t('tooBig')}
        </p>
      )}
      {chosen === null ? (
        <div>
          <Button variant="default" onClick={onLeave}>
            {t('cancel')}
          </Button>
        </div>
      ) : (
        <Mapped key={chosen.file} model={model} chosen={chosen} onLeave={onLeave} />
      )}
    </div>
  );
}

function Mapped({ model, chosen: { file, names }, onLeave }: { readonly model: Model; readonly chosen: Chosen; readonly onLeave: () => void }) {
  const t = useTexts(onnxTexts);
  const [input, setInput] = useState(names.inputs[0]?.name ?? '');
  const [output, setOutput] = useState(names.outputs.at(-1) ?? '');
  const [at, setAt] = useState<number | null>(null);
  const [bands, setBands] = useState({ medium: 0.33, high: 0.66 });
  const size = names.inputs.find(({ name }) => name === input)?.size ?? null;
  const [columns, setColumns] = useState<readonly Column[]>(() => filledTo([], size));
  const { object, pipeline } = model;
  const features = useAnswer('modelFeatures', { query: { object, ...(pipeline === null ? {} : { pipeline }) } }).data?.items ?? [];
  const isLevel = (feature: string): boolean => features.find(({ name }) => name === feature)?.kind === 'level';
  const lack = lackOf(columns, { size, isLevel });
  const save = useWrite('importOnnx', ['listModels', 'listModelVersions']);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body = { file, input, output, columns: columnsOf(columns), bands, ...(at === null ? {} : { at }) };
    save.mutate(
      { params: { model: model.key }, body },
      {
        onSuccess: () => {
          showDone(t('imported'));
          onLeave();
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className={styles.screen}>
      <div className={styles.inputs}>
        <NativeSelect
          label={t('input')}
          description={size === null ? undefined : t('size', { size })}
          data={names.inputs.map(({ name }) => name)}
          value={input}
          onChange={({ currentTarget: { value } }) => setInput(value)}
        />
        <NativeSelect label={t('output')} data={[...names.outputs]} value={output} onChange={({ currentTarget: { value } }) => setOutput(value)} />
        <NumberInput
          label={t('at')}
          description={t('atHint')}
          min={0}
          max={9999}
          allowDecimal={false}
          value={at ?? ''}
          onChange={(value) => setAt(typeof value === 'number' ? value : null)}
        />
        <NumberInput
          label={t('medium')}
          step={0.05}
          value={bands.medium}
          onChange={(value) => typeof value === 'number' && setBands({ ...bands, medium: value })}
        />
        <NumberInput label={t('high')} step={0.05} value={bands.high} onChange={(value) => typeof value === 'number' && setBands({ ...bands, high: value })} />
      </div>
      <OnnxMapping object={object} features={features} columns={columns} onChange={setColumns} />
      <Group gap="xs" justify="flex-end">
        <span role="status" className="quiet">
          {lack === 'size' ? t('wrongSize', { size: size ?? 0, count: columns.length }) : lack !== null && t(lack)}
        </span>
        <Button variant="default" onClick={onLeave}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={save.isPending} disabled={lack !== null}>
          {t('save')}
        </Button>
      </Group>
    </form>
  );
}
