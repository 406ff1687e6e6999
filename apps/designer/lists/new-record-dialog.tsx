import { Alert, Button, Group, Select, SimpleGrid, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useWrite, keyOf } from '../api/use-answer.js';
import { FieldInput } from '../fields/field-input.js';
import { fieldProblems, otherProblem } from '../fields/field-problems.js';
import { dropdown } from '../fields/input-props.js';
import { type Field, isFilled, type ObjectShape } from '../fields/object-shape.js';
import { fieldTexts } from '../fields/texts.js';
import { useCurrencyOf } from '../fields/use-objects.js';
import { usePipelinesOf } from '../fields/use-pipelines.js';
import { useTexts } from '../i18n/texts.js';
import { Dialog } from '../ui/dialog.js';
import { listTexts } from './texts.js';

interface Props {
  readonly object: ObjectShape;
  /** Chosen to start with. */
  readonly pipeline: string | null;
  /** What is known already, for instance the account that the new record belongs to. */
  readonly given?: Readonly<Record<string, unknown>>;
  readonly onClose: () => void;
}

const NO_PIPELINE = '-';

/** A new record: its name, what is required, more on demand; started in a pipeline where wanted. */
export function NewRecordDialog({ object, pipeline: initial, given = {}, onClose }: Props) {
  const t = useTexts(listTexts);
  const needed = useTexts(fieldTexts)('needed');
  const navigate = useNavigate();
  const client = useQueryClient();
  const creating = useWrite('createRecord', ['listRecords', 'summarise']);
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>(given);
  const [pipeline, setPipeline] = useState(initial ?? NO_PIPELINE);
  const [showsAll, setShowsAll] = useState(false);
  const [wasTried, setTried] = useState(false);
  const currency = useCurrencyOf()(values);
  const isNeeded = (field: Field): boolean => field.required || field.name === object.nameField;
  const shown = fieldsOf(object, given).filter((field) => showsAll || isFirst(object, field, given));
  const problems = fieldProblems(creating.error);
  const other = creating.error
    ? otherProblem(
        creating.error,
        shown.map(({ name }) => name),
      )
    : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (shown.some((field) => isNeeded(field) && !isFilled(values[field.name]))) return;
    const fields = Object.fromEntries(Object.entries(values).filter(([, value]) => isFilled(value))) as Record<string, string>;
    creating.mutate(
      { params: { object: object.key }, body: { fields, ...(pipeline === NO_PIPELINE ? {} : { pipeline }) } },
      {
        onSuccess: (record) => {
          client.setQueryData(keyOf('getRecord', { params: { object: object.key, id: record.id } }), record);
          onClose();
          void navigate({ to: '/records/$object/$id', params: { object: object.key, id: record.id } });
        },
        // Said in the dialog.
        onError: () => undefined,
      },
    );
  };
  return (
    <Dialog onClose={onClose} title={t('newTitle', { object: object.title })} size={showsAll ? 'lg' : 'md'}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {other !== null && (
            <Alert color="red" role="alert">
              {other}
            </Alert>
          )}
          <SimpleGrid cols={{ base: 1, sm: showsAll ? 2 : 1 }} spacing="sm">
            {shown.map((field) => (
              <FieldInput
                key={field.name}
                field={field}
                value={values[field.name] ?? null}
                onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
                currency={currency}
                isRequired={isNeeded(field)}
                autoFocus={field.name === object.nameField}
                error={problems[field.name] ?? (wasTried && isNeeded(field) && !isFilled(values[field.name]) ? needed : undefined)}
              />
            ))}
          </SimpleGrid>
          <PipelineChoice object={object.key} value={pipeline} onChange={setPipeline} />
          <Group gap="xs">
            <Button variant="subtle" onClick={() => setShowsAll(!showsAll)} aria-expanded={showsAll} mr="auto">
              {showsAll ? t('fewerFields') : t('moreFields')}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={creating.isPending}>
              {t('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

const fieldsOf = (object: ObjectShape, given: Readonly<Record<string, unknown>>): readonly Field[] =>
  object.fields.filter(({ name, origin, type }) => (origin === 'core' || origin === 'added' || isFilled(given[name])) && type !== 'json');

const FIRST = 3;

/** Name, what is required, what was given, and the first few of the rest. */
function isFirst(object: ObjectShape, field: Field, given: Readonly<Record<string, unknown>>): boolean {
  if (field.required || field.name === object.nameField || isFilled(given[field.name])) return true;
  const offered = object.fields.filter(({ name, origin }) => name !== object.nameField && (origin === 'core' || origin === 'added'));
  const worth = offered.find(({ type }) => type === 'money');
  const others = offered.filter(({ type }) => type === 'reference' || type === 'email' || type === 'choice');
  return field === worth || others.slice(0, FIRST).includes(field);
}

function PipelineChoice({ object, value, onChange }: { readonly object: string; readonly value: string; readonly onChange: (value: string) => void }) {
  const t = useTexts(listTexts);
  const options = usePipelinesOf(object);
  if (options.length === 0) return null;
  return (
    <Select
      label={t('startIn')}
      data={[{ value: NO_PIPELINE, label: t('noPipeline') }, ...options.map(({ key, title }) => ({ value: key, label: title }))]}
      value={value}
      onChange={(next) => onChange(next ?? NO_PIPELINE)}
      comboboxProps={dropdown}
    />
  );
}
