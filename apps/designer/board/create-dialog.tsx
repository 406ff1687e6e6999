import { Alert, Button, Group } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMe } from '../app/session.js';
import { useWrite } from '../api/use-answer.js';
import { FieldInput, fieldProblems, isFilled, type ObjectShape, otherProblem, useCurrencyOf } from '../fields/index.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { showDone } from '../ui/show-done.js';
import { useScope } from './scope.js';
import { boardTexts } from './texts.js';
import styles from '../acts/dialogs.module.css';

const MOST_FIELDS = 6;

/** What a new record is asked for at once: its name, what is required, whom it is about, its amount, a date. */
export function createFields({ fields, nameField }: ObjectShape): readonly string[] {
  const first = (is: (field: ObjectShape['fields'][number]) => boolean): readonly string[] =>
    fields
      .filter(is)
      .slice(0, 1)
      .map(({ name }) => name);
  const wanted = [
    nameField,
    ...fields.filter(({ required }) => required).map(({ name }) => name),
    ...first(({ type, object }) => type === 'reference' && object === 'account'),
    ...first(({ name }) => name === 'company'),
    ...first(({ type }) => type === 'money'),
    ...first(({ type, name }) => type === 'date' && name.startsWith('expected')),
    ...first(({ name }) => name === 'priority'),
  ];
  return [...new Set(wanted)].slice(0, MOST_FIELDS);
}

/** A new record of the pipeline's object; its run begins in the first stage. */
export function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(boardTexts);
  const format = useFormat();
  const me = useMe();
  const { shape, pipeline, cache, store, chart } = useScope();
  const create = useWrite('createRecord', ['summarise']);
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>({});
  const currency = useCurrencyOf()(values);
  const names = createFields(shape);
  const problems = fieldProblems(create.error);
  const other = otherProblem(create.error, names);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const fields = Object.fromEntries(Object.entries(values).filter(([, value]) => isFilled(value)));
    const body = { fields: fields as never, pipeline, ownerId: me.kind === 'person' ? me.id : null };
    const done = ({ id }: { readonly id: string }): void => {
      onClose();
      const first = chart.stages.find(({ isFirst }) => isFirst);
      const said = t('created', { name: String(values[shape.nameField] ?? ''), stage: first === undefined ? '' : format.text(first.title) });
      store.setState({ said, focusNext: id });
      showDone(said);
      void cache.refresh([id]);
    };
    create.mutate({ params: { object: shape.key }, body }, { onSuccess: done, onError: () => undefined });
  };
  return (
    <form className={styles.stack} onSubmit={submit} noValidate>
      {other !== null && (
        <Alert color="red" role="alert">
          {other}
        </Alert>
      )}
      {names.map((name, place) => {
        const field = shape.byName.get(name);
        return (
          field && (
            <FieldInput
              key={name}
              field={field}
              value={values[name] ?? null}
              onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
              currency={currency}
              isRequired={field.required || name === shape.nameField}
              autoFocus={place === 0}
              error={problems[name]}
            />
          )
        );
      })}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={create.isPending} disabled={!isFilled(values[shape.nameField])}>
          {t('createButton')}
        </Button>
      </Group>
    </form>
  );
}
