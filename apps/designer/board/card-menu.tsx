import { Menu } from '@mantine/core';
import { IconArrowRight, IconCalendarPlus, IconCheckbox, IconExternalLink, IconFlag, IconTag, IconUser } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import { actTexts } from '../acts/texts.js';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { type BoardStore, toggleSelected } from './board-store.js';
import { priorityField } from '../acts/facts.js';
import { useBoard, useScope } from './scope.js';
import type { BoardRecord } from './pages.js';
import { boardTexts } from './texts.js';
import styles from './board.module.css';

/** Opens the menu below the button that was pressed, or where the right button was. */
export function openMenuAt(event: MouseEvent<HTMLElement>, store: BoardStore, record: BoardRecord): void {
  event.preventDefault();
  const box = event.currentTarget.getBoundingClientRect();
  const isPointed = event.type === 'contextmenu' && (event.clientX !== 0 || event.clientY !== 0);
  store.setState({ menu: { record, x: isPointed ? event.clientX : box.right, y: isPointed ? event.clientY : box.top + Math.min(box.height, 32) } });
}

/** The one menu of all cards: everything the keys do, and their letters. */
export function CardMenu() {
  const t = useTexts(boardTexts);
  const menu = useBoard((state) => state.menu);
  const { store } = useScope();
  const close = (): void => store.setState({ menu: null });
  return (
    <Menu opened={menu !== null} onClose={close} position="bottom-end" width={232} withinPortal>
      <Menu.Target>
        <span className={styles.menuAnchor} style={menu === null ? undefined : { left: menu.x, top: menu.y }} aria-hidden />
      </Menu.Target>
      <Menu.Dropdown aria-label={menu === null ? undefined : t('menuOf', { name: String(menu.record.fields['name'] ?? '') })}>
        {menu !== null && <Items record={menu.record} />}
      </Menu.Dropdown>
    </Menu>
  );
}

function Items({ record }: { readonly record: BoardRecord }) {
  const t = useTexts(boardTexts);
  const act = useTexts(actTexts);
  const { store, shape, open } = useScope();
  const may = useMay();
  const isSelected = useBoard(({ selected }) => selected.has(record.id));
  return (
    <>
      {may('run.send') && (
        <Menu.Item
          leftSection={<IconArrowRight size={16} aria-hidden />}
          rightSection={<kbd>M</kbd>}
          onClick={() => store.setState({ dialog: { kind: 'move', record, only: null } })}
        >
          {act('moveTo')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconExternalLink size={16} aria-hidden />} rightSection={<kbd>O</kbd>} onClick={() => open(record.id)}>
        {t('open')}
      </Menu.Item>
      {may('record.write') && (
        <>
          <Menu.Item
            leftSection={<IconUser size={16} aria-hidden />}
            rightSection={<kbd>A</kbd>}
            onClick={() => store.setState({ dialog: { kind: 'owner', records: [record] } })}
          >
            {act('ownerItem')}
          </Menu.Item>
          {priorityField(shape) && (
            <Menu.Item
              leftSection={<IconFlag size={16} aria-hidden />}
              rightSection={<kbd>P</kbd>}
              onClick={() => store.setState({ dialog: { kind: 'priority', records: [record] } })}
            >
              {act('priorityItem')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconTag size={16} aria-hidden />}
            rightSection={<kbd>T</kbd>}
            onClick={() => store.setState({ dialog: { kind: 'tag', records: [record] } })}
          >
            {t('tagItem')}
          </Menu.Item>
        </>
      )}
      {may('task.write') && (
        <Menu.Item
          leftSection={<IconCalendarPlus size={16} aria-hidden />}
          rightSection={<kbd>D</kbd>}
          onClick={() => store.setState({ dialog: { kind: 'task', record } })}
        >
          {act('taskItem')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconCheckbox size={16} aria-hidden />} rightSection={<kbd>X</kbd>} onClick={() => toggleSelected(store, record)}>
        {t(isSelected ? 'unselectItem' : 'selectItem')}
      </Menu.Item>
    </>
  );
}
