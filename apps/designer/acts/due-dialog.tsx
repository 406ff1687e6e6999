import { type FormEvent, useState } from 'react';
import { ask } from '../api/ask.js';
import { useWrite } from '../api/use-answer.js';
import { FieldInput, unknownField } from '../fields/index.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { DialogFoot } from '../ui/dialog-foot.js';
import { showProblem } from '../ui/show-problem.js';
import { showDone } from '../ui/show-done.js';
import { type DueTask, useActs } from './scope.js';
import { actTexts } from './texts.js';
import styles from './dialogs.module.css';

/** When a task is due; empty takes its date away. */
export function DueDialog({ task, onClose }: { readonly task: DueTask; readonly onClose: () => void }) {
  const t = useTexts(actTexts);
  const format = useFormat();
  const { screen, cache } = useActs();
  const change = useWrite('changeTask', ['listTasks', 'timeline']);
  const [due, setDue] = useState<unknown>(task.due);
  const params = { id: task.id };
  const tell = (said: string, undo?: () => void): void => {
    screen.say(said);
    showDone(said, undo);
  };
  // The dialog is gone by then.
  const takeBack = async (): Promise<void> => {
    await ask('changeTask', { params, body: { due: task.due } });
    tell(t('dueUndone', { name: task.title }));
    await cache.refresh([]);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const next = typeof due === 'string' && due !== '' ? due : null;
    const done = (): void => {
      screen.focus(task.id);
      onClose();
      tell(
        next === null ? t('dueCleared', { name: task.title }) : t('dueSet', { name: task.title, when: format.moment(next) }),
        () => void takeBack().catch(showProblem),
      );
    };
    change.mutate({ params, body: { due: next } }, { onSuccess: done });
  };
  return (
    <form className={styles.stack} onSubmit={submit}>
      <FieldInput field={{ ...unknownField('due'), type: 'datetime', title: t('due') }} autoFocus value={due} onChange={setDue} />
      <DialogFoot onCancel={onClose} isPending={change.isPending} />
    </form>
  );
}
