import { ActionIcon, Menu } from '@mantine/core';
import { IconBraces, IconDots, IconForms, IconTrash } from '@tabler/icons-react';
import { isJsonObject, type Json, type JsonObject } from '#kernel';
import { operatorOf } from '#pipeline';
import { useTexts } from '../../i18n/texts.js';
import { VariableChip, VariablePicker } from '../../rule-builder/index.js';
import { emptyOf } from './editor-kind.js';
import { ExpressionEditor } from './expression-editor.js';
import { PlainEditor } from './plain-editor.js';
import { formTexts } from './texts.js';
import type { ValueProps } from './value-props.js';
import styles from './schema-form.module.css';

const plainPath = (value: Json): string | null => {
  const path = isJsonObject(value) && Object.keys(value).length === 1 ? value['var'] : undefined;
  return typeof path === 'string' && path !== '' ? path : null;
};

/** A value of an input: given as it is, taken from a variable, or computed by an expression. */
export function ValueEditor(props: ValueProps) {
  const { label, editor, value, onChange, onBlur, isDisabled } = props;
  const path = plainPath(value);
  const isExpression = path === null && operatorOf(value) !== null;
  const takesText = editor.kind === 'text' || editor.kind === 'texts';
  return (
    <div className={styles.value}>
      <div className={styles.valueBody}>
        {path !== null ? (
          <VariableChip path={path} {...(isDisabled ? {} : { onClear: () => onChange(emptyOf(editor)) })} />
        ) : isExpression ? (
          <ExpressionEditor label={label} value={value} onChange={onChange} onBlur={onBlur} isDisabled={isDisabled} />
        ) : (
          <PlainEditor {...props} />
        )}
      </div>
      {!isDisabled && (
        <span className={styles.valueTools}>
          {!takesText && !isExpression && <VariablePicker onPick={(variable) => onChange({ var: variable.path })} />}
          <ValueMenu {...props} isExpression={isExpression} path={path} />
        </span>
      )}
    </div>
  );
}

function ValueMenu({
  label,
  editor,
  value,
  onChange,
  onLeaveOut,
  isExpression,
  path,
}: ValueProps & { readonly isExpression: boolean; readonly path: string | null }) {
  const t = useTexts(formTexts);
  const begin = (): Json => (path === null ? ({ if: [true, typeof value === 'object' ? '' : value, null] } satisfies JsonObject) : { var: [path, null] });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('options', { label })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {(isExpression || path !== null) && (
          <Menu.Item leftSection={<IconForms size={16} />} onClick={() => onChange(emptyOf(editor))}>
            {t('useValue')}
          </Menu.Item>
        )}
        {!isExpression && (
          <Menu.Item leftSection={<IconBraces size={16} />} onClick={() => onChange(begin())}>
            {t('useExpression')}
          </Menu.Item>
        )}
        {onLeaveOut && (
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={onLeaveOut}>
            {t('leaveOut')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
