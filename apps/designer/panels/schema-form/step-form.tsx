import { isJsonObject, type JsonObject } from '#kernel';
import type { StepDefinition, Template } from '#pipeline';
import { useTexts } from '../../i18n/texts.js';
import { membersOf, wholeInputOf } from './editor-kind.js';
import { InnerEditorContext } from './inner-editor.js';
import { MembersForm } from './members-form.js';
import { FieldsEditor } from './nested-editors.js';
import { formTexts } from './texts.js';
import { ValueEditor } from './value-editor.js';
import styles from './schema-form.module.css';

interface Props {
  readonly step: StepDefinition;
  readonly label: string;
  readonly value: Template | undefined;
  readonly onChange: (value: JsonObject) => void;
  readonly onBlur?: () => void;
  readonly isDisabled?: boolean;
}

/** The input of a step as a form, drawn from the schema of its kind. Needs a `DeskProvider` around it. */
export function StepForm({ step, label, value, onChange, onBlur, isDisabled = false }: Props) {
  const t = useTexts(formTexts);
  const given = isJsonObject(value) ? value : {};
  const whole = wholeInputOf(step.kind);
  if (whole)
    return (
      <InnerEditorContext value={ValueEditor}>
        <FieldsEditor label={label} of={whole} value={given} onChange={onChange} onBlur={onBlur} isDisabled={isDisabled} />
      </InnerEditorContext>
    );
  const members = membersOf(step);
  return (
    <div className={styles.form} role="group" aria-label={label}>
      {members.length === 0 && <p className="quiet">{t('noInput')}</p>}
      <MembersForm members={members} value={given} onChange={onChange} onBlur={onBlur} isDisabled={isDisabled} />
    </div>
  );
}
