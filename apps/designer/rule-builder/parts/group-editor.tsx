import { Button, Menu, Select } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import type { Json } from '#kernel';
import { useTexts } from '../../i18n/texts.js';
import { useDesk } from '../desk/desk.js';
import { withAdded, withPart, type PartPath } from '../tree/edit-rule.js';
import type { Joining, RuleGroup, RuleNode } from '../tree/rule-tree.js';
import { ruleTexts } from '../words/texts.js';
import { variablesOf, type Vocabulary } from '../words/vocabulary.js';
import { ConditionRow, RemoveButton, StateRow } from './condition-row.js';
import styles from './parts.module.css';

interface Props {
  readonly root: RuleGroup;
  readonly onChange: (root: RuleGroup) => void;
  readonly onBlur?: () => void;
  readonly isDisabled: boolean;
}

const JOININGS: readonly Joining[] = ['all', 'any', 'none', 'not-all'];

/** A rule as a sentence: groups of conditions, each of which can be changed. */
export function GroupEditor({ root, onChange, onBlur, isDisabled }: Props) {
  return <Group group={root} path={[]} root={root} onChange={onChange} onBlur={onBlur} isDisabled={isDisabled} />;
}

interface GroupProps extends Props {
  readonly group: RuleGroup;
  readonly path: PartPath;
}

function Group({ group, path, root, onChange, onBlur, isDisabled }: GroupProps) {
  const t = useTexts(ruleTexts);
  const isOutermost = path.length === 0;
  return (
    <fieldset className={styles.group} data-inner={!isOutermost || undefined}>
      <legend className="unseen">{t(`join-${group.join}`)}</legend>
      {(group.parts.length > 1 || group.join !== 'all' || !isOutermost) && (
        <div className={styles.head}>
          <Select
            size="xs"
            aria-label={t('joining')}
            data={JOININGS.map((join) => ({ value: join, label: t(`join-${join}`) }))}
            value={group.join}
            onChange={(join) => join !== null && onChange(withPart(root, path, { ...group, join: join as Joining }))}
            disabled={isDisabled}
            className={styles.join}
            comboboxProps={{ withinPortal: true }}
          />
          {!isOutermost && !isDisabled && <RemoveButton label={t('removeGroup')} onClick={() => onChange(withPart(root, path, null))} />}
        </div>
      )}
      {group.parts.length === 0 && <p className="quiet">{t('noCondition')}</p>}
      <ol className={styles.parts}>
        {group.parts.map((part, n) => (
          // Parts have no name of their own; their place is what they are.
          <li key={n}>
            <Part part={part} number={n + 1} path={[...path, n]} root={root} onChange={onChange} onBlur={onBlur} isDisabled={isDisabled} />
          </li>
        ))}
      </ol>
      {!isDisabled && <AddMenu path={path} root={root} onChange={onChange} />}
    </fieldset>
  );
}

interface PartProps extends Props {
  readonly part: RuleNode;
  readonly number: number;
  readonly path: PartPath;
}

function Part({ part, number, path, root, onChange, onBlur, isDisabled }: PartProps) {
  const change = (next: RuleNode | null): void => onChange(withPart(root, path, next));
  const shared = { number, onChange: change, onRemove: () => change(null), onBlur, isDisabled };
  switch (part.kind) {
    case 'comparison':
      return <ConditionRow node={part} {...shared} />;
    case 'state':
      return <StateRow node={part} {...shared} />;
    case 'group':
      return <Group group={part} path={path} root={root} onChange={onChange} onBlur={onBlur} isDisabled={isDisabled} />;
    case 'foreign':
      return <ForeignPart rule={part.rule} number={number} onRemove={shared.onRemove} isDisabled={isDisabled} />;
  }
}

interface ForeignProps {
  readonly rule: Json;
  readonly number: number;
  readonly onRemove: () => void;
  readonly isDisabled: boolean;
}

function ForeignPart({ rule, number, onRemove, isDisabled }: ForeignProps) {
  const t = useTexts(ruleTexts);
  return (
    <div className={styles.row}>
      <div className={styles.foreign}>
        <code>{JSON.stringify(rule)}</code>
        <span className="quiet">{t('foreign')}</span>
      </div>
      {!isDisabled && <RemoveButton label={t('remove', { n: number })} onClick={onRemove} />}
    </div>
  );
}

/** What a new condition begins with: complete from the start, so that nothing half-made is ever saved. */
function firstCondition(vocabulary: Vocabulary): RuleNode {
  const nameField = vocabulary.objects[vocabulary.object]?.nameField;
  const first = variablesOf(vocabulary).find(({ path }) => path !== `record.${nameField ?? ''}`) ?? variablesOf(vocabulary)[0];
  return { kind: 'comparison', path: first?.path ?? 'record.name', test: 'filled', operands: [] };
}

function AddMenu({ path, root, onChange }: { readonly path: PartPath; readonly root: RuleGroup; readonly onChange: (root: RuleGroup) => void }) {
  const t = useTexts(ruleTexts);
  const { vocabulary } = useDesk();
  const add = (part: RuleNode): void => onChange(withAdded(root, path, part));
  const [state] = vocabulary.states;
  return (
    <div className={styles.add}>
      <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => add(firstCondition(vocabulary))}>
        {t('addCondition')}
      </Button>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button size="compact-sm" variant="subtle" color="gray" aria-label={t('addMore')}>
            <IconDots size={14} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {state && <Menu.Item onClick={() => add({ kind: 'state', state: state.id, isActive: true })}>{t('addState')}</Menu.Item>}
          <Menu.Item onClick={() => add({ kind: 'group', join: 'any', parts: [firstCondition(vocabulary), firstCondition(vocabulary)] })}>
            {t('addGroup')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
