import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useWrite } from '../api/use-answer.js';
import { FieldInput, unknownField } from '../fields/index.js';
import { useTexts } from '../i18n/texts.js';
import { DialogFoot } from '../ui/dialog-foot.js';
import { showDone } from '../ui/show-done.js';
import { type ActRecord, useActs } from './scope.js';
import { actTexts } from './texts.js';
import styles from './dialogs.module.css';

/** Plans the next activity of a record. */
export function TaskDialog({ record, onClose }: { readonly record: ActRecord; readonly onClose: () => void }) {
  const t = useTexts(actTexts);
  const { cache, screen } = useActs();
  const create = useWrite('createTask', ['listTasks', 'timeline']);
  const [title, setTitle] = useState('');
  const [due, setDue] = useState<unknown>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (title.trim() === '') return;
    const body = { recordId: record.id, title: title.trim(), due: typeof due === 'string' ? due : null };
    const done = (): void => {
      onClose();
      const said = t('taskPlanned', { task: title.trim() });
      screen.say(said);
      showDone(said);
      void cache.refresh([record.id]);
    };
    create.mutate({ body }, { onSuccess: done });
  };
  return (
    <form className={styles.stack} onSubmit={submit}>
      <TextInput label={t('task')} data-autofocus required maxLength={500} value={title} onChange={({ currentTarget }) => setTitle(currentTarget.value)} />
      <FieldInput field={{ ...unknownField('due'), type: 'datetime', title: t('due') }} value={due} onChange={setDue} />
      <DialogFoot onCancel={onClose} isPending={create.isPending} />
    </form>
  );
}
