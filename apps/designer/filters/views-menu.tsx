import { Button, Menu } from '@mantine/core';
import { IconArrowBackUp, IconBookmark, IconCheck, IconChevronDown, IconDeviceFloppy, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { isChanged, type SavedView, type Shown } from './saved-view.js';
import { filterTexts } from './texts.js';
import { useViews } from './use-views.js';
import { ViewDialog } from './view-dialog.js';

interface Props {
  readonly object: string;
  /** Only the views of this pipeline; those of the object otherwise. */
  readonly pipeline: string | null;
  /** The id of the chosen view, as it stands in the address. */
  readonly view: string | undefined;
  readonly shown: Shown;
  /** A view was chosen or has just been saved; null = everything. */
  readonly onChoose: (view: SavedView | null) => void;
}

/** The saved views of a list or a board: choose, save, rename, share, remove. */
export function ViewsMenu({ object, pipeline, view, shown, onChoose }: Props) {
  const t = useTexts(filterTexts);
  const may = useMay();
  const { views, create, change, remove, isPending } = useViews(object, pipeline);
  const [dialog, setDialog] = useState<'new' | 'rename' | null>(null);
  const current = views.find(({ id }) => id === view);
  const isEdited = current !== undefined && isChanged(current, shown);
  const mayChange = current !== undefined && (current.shared ? may('view.share') : current.mine);
  const close = (): void => setDialog(null);
  const chosen = (saved: SavedView): void => {
    close();
    onChoose(saved);
  };
  const label = current === undefined ? t('views') : isEdited ? t('changedView', { name: current.name }) : current.name;
  return (
    <>
      <Menu position="bottom-end" width={264}>
        <Menu.Target>
          <Button variant="default" size="sm" leftSection={<IconBookmark size={16} aria-hidden />} rightSection={<IconChevronDown size={14} aria-hidden />}>
            {label}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Check isOn={current === undefined} />} onClick={() => onChoose(null)}>
            {t('everything')}
          </Menu.Item>
          <ViewItems title={t('ownViews')} views={views.filter(({ shared }) => !shared)} current={view} onChoose={onChoose} />
          <ViewItems title={t('sharedViews')} views={views.filter(({ shared }) => shared)} current={view} onChoose={onChoose} />
          <Menu.Divider />
          {isEdited && mayChange && (
            <Menu.Item leftSection={<IconDeviceFloppy size={16} />} onClick={() => change(current, {}, shown, chosen)}>
              {t('saveChanges', { name: current.name })}
            </Menu.Item>
          )}
          {isEdited && (
            <Menu.Item leftSection={<IconArrowBackUp size={16} />} onClick={() => onChoose(current)}>
              {t('discardChanges', { name: current.name })}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => setDialog('new')}>
            {t('saveAs')}
          </Menu.Item>
          {mayChange && (
            <>
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setDialog('rename')}>
                {t('renameView', { name: current.name })}
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => remove(current, () => onChoose(null))}>
                {t('removeView', { name: current.name })}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <ViewDialog
        title={t('saveAsTitle')}
        initial={{ name: '', shared: false }}
        isOpen={dialog === 'new'}
        isPending={isPending}
        onSave={(words) => create(words, shown, chosen)}
        onClose={close}
      />
      {current && (
        <ViewDialog
          title={t('renameTitle')}
          initial={current}
          isOpen={dialog === 'rename'}
          isPending={isPending}
          onSave={(words) => change(current, words, null, close)}
          onClose={close}
        />
      )}
    </>
  );
}

const Check = ({ isOn }: { readonly isOn: boolean }) => <IconCheck size={16} visibility={isOn ? 'visible' : 'hidden'} aria-hidden />;

interface ViewItemsProps {
  readonly title: string;
  readonly views: readonly SavedView[];
  readonly current: string | undefined;
  readonly onChoose: (view: SavedView) => void;
}

function ViewItems({ title, views, current, onChoose }: ViewItemsProps) {
  if (views.length === 0) return null;
  return (
    <>
      <Menu.Label>{title}</Menu.Label>
      {views.map((view) => (
        <Menu.Item key={view.id} leftSection={<Check isOn={view.id === current} />} onClick={() => onChoose(view)}>
          {view.name}
        </Menu.Item>
      ))}
    </>
  );
}
