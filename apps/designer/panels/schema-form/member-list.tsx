import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { inLocale, type JsonObject } from '#kernel';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { emptyOf, unknownMembers, withInput, type Member } from './editor-kind.js';
import { InnerEditor } from './inner-editor.js';
import { formTexts } from './texts.js';
import styles from './schema-form.module.css';

export interface MembersProps {
  readonly members: readonly Member[];
  readonly value: JsonObject;
  readonly onChange: (value: JsonObject) => void;
  readonly onBlur?: () => void;
  readonly isDisabled: boolean;
}

/** The members of an input: those that are given or needed, then buttons for the others; what is not known stays and is shown. */
export function MemberList({ members, value, onChange, onBlur, isDisabled }: MembersProps) {
  const t = useTexts(formTexts);
  const { language } = useLanguage();
  const shown = members.filter(({ name, isRequired }) => isRequired || Object.hasOwn(value, name));
  const others = members.filter((member) => !shown.includes(member));
  const unknown = unknownMembers(members, value);
  return (
    <>
      {shown.map(({ name, label, isRequired, editor }) => {
        const title = inLocale(label, language);
        return (
          <div key={name} className={styles.member}>
            <span className={styles.label}>
              {title}
              {isRequired && <span className="quiet"> · {t('needed')}</span>}
            </span>
            <InnerEditor
              label={title}
              editor={editor}
              value={value[name] ?? emptyOf(editor)}
              onChange={(next) => onChange(withInput(value, name, next))}
              onBlur={onBlur}
              isDisabled={isDisabled}
              {...(isRequired ? {} : { onLeaveOut: () => onChange(withInput(value, name, undefined)) })}
            />
          </div>
        );
      })}
      {unknown.length > 0 && (
        <div className={styles.unknown}>
          <span className="quiet">{t('also')}</span>
          {unknown.map((name) => (
            <code key={name}>
              {name}: {JSON.stringify(value[name])}
            </code>
          ))}
        </div>
      )}
      {!isDisabled && others.length > 0 && (
        <div className={styles.others}>
          {others.map((member) => {
            const title = inLocale(member.label, language);
            return (
              <Button
                key={member.name}
                size="compact-xs"
                variant="default"
                leftSection={<IconPlus size={12} />}
                aria-label={t('add', { label: title })}
                onClick={() => onChange(withInput(value, member.name, member.default ?? emptyOf(member.editor)))}
              >
                {title}
              </Button>
            );
          })}
        </div>
      )}
    </>
  );
}
