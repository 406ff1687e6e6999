import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { Dialog } from '../ui/dialog.js';
import { filterTexts } from './texts.js';

export interface ViewWords {
  readonly name: string;
  readonly shared: boolean;
}

interface Props {
  readonly title: string;
  readonly initial: ViewWords;
  readonly isOpen: boolean;
  readonly isPending: boolean;
  readonly onSave: (words: ViewWords) => void;
  readonly onClose: () => void;
}

/** Name of a view, and whether everybody sees it. */
export function ViewDialog({ title, initial, isOpen, isPending, onSave, onClose }: Props) {
  const t = useTexts(filterTexts);
  const may = useMay();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get('name')).trim();
    if (name !== '') onSave({ name, shared: form.get('shared') === 'on' });
  };
  return (
    <Dialog opened={isOpen} onClose={onClose} title={title} size="sm">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput name="name" label={t('viewName')} placeholder={t('viewNameHint')} defaultValue={initial.name} maxLength={200} required data-autofocus />
          {may('view.share') && <Checkbox name="shared" label={t('shareView')} defaultChecked={initial.shared} />}
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
