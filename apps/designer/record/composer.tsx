import { Button, Group, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useMay, useMe } from '../app/session.js';
import { useWrite } from '../api/use-answer.js';
import { FieldInput } from '../fields/field-input.js';
import { unknownField } from '../fields/object-shape.js';
import { useTexts } from '../i18n/texts.js';
import { showDone } from '../ui/show-done.js';
import { recordTexts } from './texts.js';
import styles from './timeline-panel.module.css';
import { useDraft } from './use-draft.js';
import { type RecordAnswer, useRefresh } from './use-record.js';

/** Adds a note or a task to the record. */
export function Composer({ record }: { readonly record: RecordAnswer }) {
  const t = useTexts(recordTexts);
  const may = useMay();
  const { what, setWhat } = useDraft(record.id);
  return (
    <div className={styles.composer}>
      {may('task.write') && (
        <Group>
          <SegmentedControl
            size="xs"
            value={what}
            onChange={(next) => setWhat(next === 'task' ? 'task' : 'note')}
            data={[
              { value: 'note', label: t('note') },
              { value: 'task', label: t('task') },
            ]}
          />
        </Group>
      )}
      {what === 'note' ? <NoteForm record={record} /> : <TaskForm record={record} />}
    </div>
  );
}

function NoteForm({ record }: { readonly record: RecordAnswer }) {
  const t = useTexts(recordTexts);
  const refresh = useRefresh();
  const adding = useWrite('addNote');
  const { text, setText } = useDraft(record.id);
  const add = (): void => {
    if (text.trim() === '' || adding.isPending) return;
    adding.mutate(
      { params: { object: record.object, id: record.id }, body: { text: text.trim() } },
      {
        onSuccess: () => {
          setText('');
          void refresh();
          showDone(t('noteAdded'));
        },
      },
    );
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) add();
  };
  return (
    <>
      <Textarea
        aria-label={t('note')}
        placeholder={t('notePlaceholder')}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={press}
      />
      {text.trim() !== '' && (
        <Group justify="flex-end">
          <Button size="xs" loading={adding.isPending} onClick={add}>
            {t('addNote')}
          </Button>
        </Group>
      )}
    </>
  );
}

function TaskForm({ record }: { readonly record: RecordAnswer }) {
  const t = useTexts(recordTexts);
  const me = useMe();
  const refresh = useRefresh();
  const adding = useWrite('createTask');
  const [title, setTitle] = useState('');
  const [due, setDue] = useState<unknown>(null);
  const [assignee, setAssignee] = useState<unknown>(me.kind === 'person' ? me.id : null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (title.trim() === '') return;
    adding.mutate(
      {
        body: { recordId: record.id, title: title.trim(), due: typeof due === 'string' ? due : null, assignee: typeof assignee === 'string' ? assignee : null },
      },
      {
        onSuccess: () => {
          setTitle('');
          setDue(null);
          void refresh();
          showDone(t('taskAdded'));
        },
      },
    );
  };
  return (
    <form className={styles.taskForm} onSubmit={submit}>
      <TextInput label={t('taskTitle')} size="sm" maxLength={500} required value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
      <FieldInput field={{ ...unknownField('due'), type: 'datetime', title: t('taskDue') }} value={due} onChange={setDue} />
      <FieldInput field={{ ...unknownField('assignee'), type: 'person', title: t('taskFor') }} value={assignee} onChange={setAssignee} />
      <Button type="submit" loading={adding.isPending}>
        {t('addTask')}
      </Button>
    </form>
  );
}
