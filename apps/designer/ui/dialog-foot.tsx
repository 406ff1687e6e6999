import { Button, Group } from '@mantine/core';
import { useTexts } from '../i18n/texts.js';
import { uiTexts } from './texts.js';

interface Props {
  readonly onCancel: () => void;
  readonly isPending?: boolean;
  readonly isDisabled?: boolean;
}

/** The foot of a dialog that is a form: away with it, or save. */
export function DialogFoot({ onCancel, isPending = false, isDisabled = false }: Props) {
  const t = useTexts(uiTexts);
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={onCancel}>
        {t('cancel')}
      </Button>
      <Button type="submit" loading={isPending} disabled={isDisabled}>
        {t('save')}
      </Button>
    </Group>
  );
}
