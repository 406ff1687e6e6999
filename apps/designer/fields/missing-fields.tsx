import { Alert, Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTexts } from '../i18n/texts.js';
import { FieldInput } from './field-input.js';
import { fieldProblems, otherProblem } from './field-problems.js';
import { isFilled, unknownField } from './object-shape.js';
import { fieldTexts } from './texts.js';
import { useCurrencyOf, useObject } from './use-objects.js';

type Values = Readonly<Record<string, unknown>>;

interface Props {
  readonly object: string;
  /** Names of the fields to ask for; exactly these are asked. */
  readonly names: readonly string[];
  /** The record's fields: what is there already stands in the inputs. */
  readonly record?: Values;
  readonly submitLabel?: string;
  /** Every field filled; called with these fields only. */
  readonly onSubmit: (values: Values) => void;
  readonly onCancel?: () => void;
  readonly isPending?: boolean;
  /** What the engine said to the last attempt; put beside the fields that it is about. */
  readonly error?: Error | null;
}

/** Asks exactly the fields that are missing, and gives back their values. */
export function MissingFields({ object, names, record = {}, submitLabel, onSubmit, onCancel, isPending = false, error = null }: Props) {
  const t = useTexts(fieldTexts);
  const shape = useObject(object);
  const currency = useCurrencyOf()(record);
  const [values, setValues] = useState<Values>({});
  const [wasTried, setTried] = useState(false);
  const valueOf = (name: string): unknown => (Object.hasOwn(values, name) ? values[name] : (record[name] ?? null));
  const problems = fieldProblems(error);
  const other = otherProblem(error, names);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (names.every((name) => isFilled(valueOf(name)))) onSubmit(Object.fromEntries(names.map((name) => [name, valueOf(name)])));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {other !== null && (
          <Alert color="red" role="alert">
            {other}
          </Alert>
        )}
        {shape &&
          names.map((name, place) => (
            <FieldInput
              key={name}
              field={shape.byName.get(name) ?? unknownField(name)}
              value={valueOf(name)}
              onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
              currency={currency}
              isRequired
              autoFocus={place === 0}
              error={problems[name] ?? (wasTried && !isFilled(valueOf(name)) ? t('needed') : undefined)}
            />
          ))}
        <Group justify="flex-end" gap="xs">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t('cancel')}
            </Button>
          )}
          <Button type="submit" loading={isPending}>
            {submitLabel ?? t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
