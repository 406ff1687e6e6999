import { ActionIcon, Menu, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronRight, IconDots, IconFilter, IconTrash } from '@tabler/icons-react';
import { useId, useState, type ReactNode } from 'react';
import { inLocale, isJsonObject, type Json, type JsonObject } from '#kernel';
import type { ActionDocument, Rule } from '#pipeline';
import { stepCatalogue } from '#steps/definitions';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { RuleBuilder, useDesk, useSayRule } from '../../rule-builder/index.js';
import { MembersForm, StepForm } from '../schema-form/index.js';
import { RetryEditor } from './retry-editor.js';
import { iconOf, isExternal, RAISE_MEMBERS, stepTitle } from './step-words.js';
import { actionTexts } from './texts.js';
import styles from './actions.module.css';

/** Members of an action to set; `null` takes one away. */
export type ActionPatch = { readonly [K in keyof ActionDocument]?: ActionDocument[K] | null };

export interface ActionCardProps {
  readonly action: ActionDocument;
  readonly number: number;
  readonly count: number;
  readonly onChange: (values: ActionPatch) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
  readonly onBlur?: () => void;
  readonly isDisabled: boolean;
  readonly startsOpen: boolean;
  /** Sentences about what is wrong with it. */
  readonly problems?: readonly string[];
}

/** One step that is done: its kind and what it is given, opened to be changed. */
export function ActionCard({ action, number, count, onChange, onMove, onRemove, onBlur, isDisabled, startsOpen, problems = [] }: ActionCardProps) {
  const t = useTexts(actionTexts);
  const { language } = useLanguage();
  const [isOpen, setOpen] = useState(startsOpen);
  const [asksIf, setAsksIf] = useState(false);
  const id = useId();
  const title = inLocale(stepTitle(action.do), language);
  const Icon = iconOf(action.do);
  return (
    <li className={styles.card} data-wrong={problems.length > 0 || undefined}>
      <div className={styles.cardHead}>
        <UnstyledButton
          className={styles.cardButton}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
          aria-label={t('open', { n: number, title })}
        >
          <IconChevronRight size={14} aria-hidden className={styles.chevron} data-open={isOpen || undefined} />
          <Icon size={18} stroke={1.6} aria-hidden />
          <span className={styles.cardTitle}>{title}</span>
          {!isOpen && <Summary action={action} />}
        </UnstyledButton>
        {!isDisabled && (
          <CardMenu label={t('more', { n: number, title })} number={number} count={count} onMove={onMove} onRemove={onRemove}>
            {action.if === undefined && !asksIf && (
              <Menu.Item
                leftSection={<IconFilter size={16} />}
                onClick={() => {
                  setAsksIf(true);
                  setOpen(true);
                }}
              >
                {t('onlyIf')}
              </Menu.Item>
            )}
          </CardMenu>
        )}
      </div>
      {isOpen && (
        <div id={id} className={styles.cardBody}>
          <ActionInput action={action} title={title} onChange={onChange} onBlur={onBlur} isDisabled={isDisabled} />
          {(action.if !== undefined || asksIf) && (
            <RuleBuilder
              label={t('stepIf')}
              value={action.if ?? null}
              onChange={(rule: Rule | null) => onChange({ if: rule })}
              onBlur={onBlur}
              isDisabled={isDisabled}
            />
          )}
          {isExternal(action.do) && <RetryEditor value={action} onChange={onChange} onBlur={onBlur} isDisabled={isDisabled} />}
        </div>
      )}
      {problems.map((text) => (
        <p key={text} className={styles.wrong}>
          {text}
        </p>
      ))}
    </li>
  );
}

interface CardMenuProps {
  readonly label: string;
  readonly number: number;
  readonly count: number;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
  readonly children?: ReactNode;
}

export function CardMenu({ label, number, count, onMove, onRemove, children }: CardMenuProps) {
  const t = useTexts(actionTexts);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={label}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {children}
        {number > 1 && (
          <Menu.Item leftSection={<IconArrowUp size={16} />} onClick={() => onMove(number - 2)}>
            {t('moveUp')}
          </Menu.Item>
        )}
        {number < count && (
          <Menu.Item leftSection={<IconArrowDown size={16} />} onClick={() => onMove(number)}>
            {t('moveDown')}
          </Menu.Item>
        )}
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={onRemove}>
          {t('remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface InputProps {
  readonly action: ActionDocument;
  readonly title: string;
  readonly onChange: (values: ActionPatch) => void;
  readonly onBlur?: () => void;
  readonly isDisabled: boolean;
}

function ActionInput({ action, title, onChange, onBlur, isDisabled }: InputProps) {
  const t = useTexts(actionTexts);
  const change = (input: JsonObject): void => onChange({ with: input });
  const label = t('input', { title });
  if (action.do === 'raise') {
    const value = isJsonObject(action.with) ? action.with : {};
    return <MembersForm members={RAISE_MEMBERS} value={value} onChange={change} onBlur={onBlur} isDisabled={isDisabled} />;
  }
  const step = stepCatalogue().get(action.do);
  if (!step) return <p className={styles.wrong}>{t('unknownKind', { kind: action.do })}</p>;
  return <StepForm step={step} label={label} value={action.with} onChange={change} onBlur={onBlur} isDisabled={isDisabled} />;
}

/** What a closed card tells: its first text, and on what it depends. */
function Summary({ action }: { readonly action: ActionDocument }) {
  const { vocabulary } = useDesk();
  const say = useSayRule(vocabulary);
  const first = isJsonObject(action.with)
    ? Object.values(action.with)
        .map(shortly)
        .find((text) => text !== '')
    : undefined;
  return (
    <span className={styles.summary} data-preview>
      {first}
      {action.if !== undefined && <em> {say(action.if)}</em>}
    </span>
  );
}

const shortly = (value: Json): string =>
  typeof value === 'string' ? value.replace(/\{\{\s*(?:record\.)?([^{}|]*?)\s*(?:\|[^{}]*)?\}\}/g, '$1') : typeof value === 'number' ? String(value) : '';
