import { Button, Group, Select, Stack, TagsInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { FieldInput } from '../fields/field-input.js';
import { dropdown } from '../fields/input-props.js';
import type { ObjectShape } from '../fields/object-shape.js';
import type { PipelineWords } from '../fields/pipeline-words.js';
import { fieldTexts } from '../fields/texts.js';
import { useWorkspaceCurrency } from '../fields/use-objects.js';
import { useTexts } from '../i18n/texts.js';
import { Dialog } from '../ui/dialog.js';
import type { ListedRecord } from './list-columns.js';
import { listTexts } from './texts.js';

interface FrameProps {
  readonly title: string;
  readonly isReady: boolean;
  readonly onApply: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Frame({ title, isReady, onApply, onClose, children }: FrameProps) {
  const t = useTexts(listTexts);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady) onApply();
  };
  return (
    <Dialog onClose={onClose} title={title} size="sm">
      <form onSubmit={submit}>
        <Stack gap="sm">
          {children}
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!isReady}>
              {t('apply')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface EditProps {
  readonly object: ObjectShape;
  readonly records: readonly ListedRecord[];
  readonly onApply: (path: string, value: unknown) => void;
  readonly onClose: () => void;
}

/** One field of many records. */
export function BulkEditDialog({ object, records, onApply, onClose }: EditProps) {
  const t = useTexts(listTexts);
  const own = useTexts(fieldTexts);
  const currency = useWorkspaceCurrency();
  const [path, setPath] = useState<string | null>(null);
  const [value, setValue] = useState<unknown>(null);
  const owner = { ...(object.fields[0] as ObjectShape['fields'][number]), name: 'ownerId', type: 'person', title: own('owner'), options: [], object: null };
  const fields = [owner, ...object.fields.filter(({ unique, origin }) => !unique && origin !== 'companion')];
  const field = fields.find(({ name }) => name === path);
  const choose = (next: string | null): void => {
    setPath(next);
    setValue(null);
  };
  return (
    <Frame title={t('editTitle', { count: records.length })} isReady={field !== undefined} onApply={() => onApply(path ?? '', value)} onClose={onClose}>
      <Select
        label={t('field')}
        placeholder={t('chooseField')}
        data={fields.map(({ name, title }) => ({ value: name, label: title }))}
        value={path}
        onChange={choose}
        searchable
        comboboxProps={dropdown}
        data-autofocus
      />
      {field && (
        <FieldInput key={field.name} field={field} label={t('newValue')} hint={t('emptiesHint')} value={value} onChange={setValue} currency={currency} />
      )}
    </Frame>
  );
}

interface TagsProps {
  readonly records: readonly ListedRecord[];
  readonly onApply: (add: readonly string[], remove: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Tags added to and taken from many records. */
export function BulkTagsDialog({ records, onApply, onClose }: TagsProps) {
  const t = useTexts(listTexts);
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const there = [...new Set(records.flatMap(({ tags }) => tags))].sort();
  return (
    <Frame title={t('tagsTitle', { count: records.length })} isReady={add.length + remove.length > 0} onApply={() => onApply(add, remove)} onClose={onClose}>
      <TagsInput
        label={t('addTags')}
        description={t('tagHint')}
        value={add}
        onChange={setAdd}
        data={there}
        acceptValueOnBlur
        comboboxProps={dropdown}
        data-autofocus
      />
      {there.length > 0 && <TagsInput label={t('removeTags')} value={remove} onChange={setRemove} data={there} comboboxProps={dropdown} />}
    </Frame>
  );
}

interface MoveProps {
  readonly records: readonly ListedRecord[];
  readonly pipeline: PipelineWords;
  readonly onApply: (event: string) => void;
  readonly onClose: () => void;
}

/** One event sent to the runs of many records. */
export function BulkMoveDialog({ records, pipeline, onApply, onClose }: MoveProps) {
  const t = useTexts(listTexts);
  const [event, setEvent] = useState<string | null>(null);
  const here = new Set(
    records.flatMap(({ runs }) =>
      runs.filter((run) => run.pipeline === pipeline.key).flatMap(({ configuration }) => configuration.flatMap((state) => [...withParents(pipeline, state)])),
    ),
  );
  const events = pipeline.events.filter(({ states }) => [...states].some((state) => state === null || here.has(state)));
  return (
    <Frame title={t('moveTitle', { count: records.length })} isReady={event !== null} onApply={() => onApply(event ?? '')} onClose={onClose}>
      {events.length === 0 ? (
        <p className="quiet">{t('noEvents')}</p>
      ) : (
        <Select
          label={t('event')}
          description={t('eventHint')}
          data={events.map(({ name, title }) => ({ value: name, label: title }))}
          value={event}
          onChange={setEvent}
          comboboxProps={dropdown}
          data-autofocus
        />
      )}
    </Frame>
  );
}

function* withParents(pipeline: PipelineWords, state: string): Generator<string> {
  for (let id: string | null = state; id !== null; id = pipeline.states.get(id)?.parent ?? null) yield id;
}
